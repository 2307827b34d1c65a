"""Circles over HTTP."""

from tests.world import Browser, World
from tonghao.ids import new_id


async def test_a_circle_from_opening_to_leaving(world: World, browser: Browser):
    owner, member = await world.account(), await world.account()
    partner_id = await world.partner(owner)
    await browser.as_(owner)
    slug = f"wutong-{new_id().hex[-8:]}"
    new = {
        "partner_id": str(partner_id),
        "slug": slug,
        "name": "慢跑也算跑",
        "topic": "fitness",
        "kind": "open",
    }
    answer = await browser.post("/api/v1/circles", json=new)
    assert answer.status_code == 201, answer.text
    circle = answer.json()
    at = f"/api/v1/circles/{circle['circle_id']}"
    assert (await browser.post("/api/v1/circles", json=new)).json()["code"] == "slug_taken"
    assert (await browser.patch(at, json={"rules": "不催"})).json()["rules"] == "不催"
    shift = {"account_id": str(owner), "weekday": 0, "starts_minute": 0, "ends_minute": 1440}
    roster = {"shifts": [shift | {"weekday": day} for day in range(7)]}
    on_duty = (await browser.put(f"{at}/duty-shifts", json=roster)).json()["on_duty"]
    assert [one["account_id"] for one in on_duty] == [str(owner)]

    await browser.as_(member)
    joined = await browser.post(f"{at}/memberships", json={})
    assert (joined.status_code, joined.json()["my_role"], joined.json()["member_count"]) == (201, "member", 2)
    assert [one["slug"] for one in (await browser.get("/api/v1/me/circles")).json()] == [slug]
    assert (await browser.get(f"/api/v1/circle-slugs/{slug}")).json()["joined_at"]
    members = (await browser.get(f"{at}/members")).json()["entries"]
    assert [one["account_id"] for one in members] == [str(member), str(owner)]
    assert (await browser.patch(at, json={"rules": "催"})).status_code == 403

    await browser.as_(owner)
    role = await browser.put(f"{at}/members/{member}/role", json={"role": "helper"})
    assert role.json()["role"] == "helper"
    ban = await browser.post(f"{at}/bans", json={"account_id": str(member), "reason": "吵", "hours": 2})
    assert (ban.status_code, ban.json()["account"]["account_id"]) == (201, str(member))
    assert len((await browser.get(f"{at}/bans")).json()["entries"]) == 1

    await browser.as_(member)
    refused = await browser.post(f"{at}/memberships", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "banned_here")
    assert refused.json()["details"]["until"]
    await browser.as_(owner)
    assert (await browser.delete(f"{at}/bans/{member}")).status_code == 204
    await browser.as_(member)
    assert (await browser.post(f"{at}/memberships", json={})).status_code == 201
    assert (await browser.delete(f"{at}/memberships/me")).status_code == 204
    await browser.as_(owner)
    assert (await browser.delete(f"{at}/memberships/me")).json()["code"] == "owner_cannot_leave"


async def test_a_link_opens_a_circle_by_invitation(world: World, browser: Browser):
    made, guest = await world.circle(kind="invite"), await world.account()
    at = f"/api/v1/circles/{made.circle_id}"
    await browser.as_(made.owner_id)
    invite = (await browser.post(f"{at}/invites", json={"max_uses": 1, "days": 1})).json()
    token = invite["link"].rpartition("/i/")[2]
    [listed] = (await browser.get(f"{at}/invites")).json()
    assert (listed["invite_id"], listed["link"]) == (invite["invite_id"], None)
    await browser.as_(None)
    assert (await browser.get(f"/api/v1/invites/{token}")).json()["slug"] == made.slug
    await browser.as_(guest)
    assert (await browser.get(at)).status_code == 404
    assert (await browser.post(f"{at}/memberships", json={})).json()["code"] == "invite_needed"
    assert (await browser.post(f"{at}/memberships", json={"invite": token})).status_code == 201
    assert (await browser.get(at)).json()["my_role"] == "member"
    assert (await browser.get(f"/api/v1/invites/{token}")).status_code == 410
    assert (await browser.delete(f"{at}/invites/{invite['invite_id']}")).status_code == 403


async def test_anybody_may_look_around(world: World, browser: Browser):
    made = await world.circle()
    assert {"code": "fitness", "zh": "健身", "en": "Fitness"} in (await browser.get("/api/v1/topics")).json()
    found = (await browser.get("/api/v1/circles", params={"q": made.slug})).json()
    assert [one["slug"] for one in found["entries"]] == [made.slug]
    assert (await browser.get("/api/v1/circles", params={"cursor": "x"})).json()["code"] == "bad_cursor"
    assert (await browser.get(f"/api/v1/circles/{made.circle_id}/members")).status_code == 401
    assert (await browser.get(f"/api/v1/circles/{new_id()}")).status_code == 404
    assert (await browser.get("/api/v1/circle-slugs/nobody-has-this")).status_code == 404
