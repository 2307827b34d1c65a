"""Applying and deciding, over HTTP."""

import secrets

from tests.partners.bookshop import USCC
from tests.world import Browser, World
from tonghao.partners.demands import CONVENTION_VERSION

API = "/api/v1"
BOOKSHOP = {
    "name": "半页书店",
    "name_en": "Half a Page",
    "category": "books",
    "about": "旧书新书都有",
    "responsible_name": "许半页",
    "legal_name": "梧桐里半页图书有限公司",
    "register_kind": "uscc",
    "register_number": USCC,
    "convention_version": CONVENTION_VERSION,
}


async def test_an_organisation_applies_and_an_operator_approves_it(browser: Browser, world: World) -> None:
    xu, su, stranger = [await world.account(role=role) for role in ("member", "operator", "member")]
    await browser.as_(xu)
    key = {"idempotency-key": secrets.token_hex(8)}
    applied = [await browser.post(f"{API}/partners", json=BOOKSHOP, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in applied] == [201, 201]
    assert applied[0].json() == applied[1].json(), "a double submit applies once"
    partner_id = applied[0].json()["partner_id"]
    assert [one["state"] for one in (await browser.get(f"{API}/partners/mine")).json()] == ["applied"]
    assert (await browser.post(f"{API}/partners/{partner_id}/approvals")).status_code == 403
    assert (await browser.get(f"{API}/partners")).status_code == 403

    await browser.as_(stranger)
    assert (await browser.get(f"{API}/partners/{partner_id}")).status_code == 404

    await browser.as_(su)
    cursor, waiting = "", []
    while True:
        page = (await browser.get(f"{API}/partners", params={"state": "applied", "cursor": cursor})).json()
        waiting += [one["partner"]["partner_id"] for one in page["entries"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert partner_id in waiting
    approved = await browser.post(f"{API}/partners/{partner_id}/approvals")
    assert (approved.status_code, approved.json()["state"]) == (201, "approved")
    again = await browser.post(f"{API}/partners/{partner_id}/refusals", json={"reason": "不行"})
    assert (again.status_code, again.json()["code"]) == (409, "partner_already_decided")

    await browser.as_(None)
    assert (await browser.get(f"{API}/partners/{partner_id}")).json()["name"] == "半页书店"
    await browser.as_(xu)
    badge = {"partner_id": partner_id, "name": "半页书店", "role": "owner"}
    assert (await browser.get(f"{API}/me")).json()["partners"] == [badge]


async def test_the_owner_manages_the_staff(browser: Browser, world: World) -> None:
    xu, clerk = await world.account(), await world.account("店员")
    await browser.as_(clerk)
    handle = (await browser.get(f"{API}/me")).json()["handle"]
    await browser.as_(xu)
    partner_id = (await browser.post(f"{API}/partners", json=BOOKSHOP)).json()["partner_id"]
    staff = f"{API}/partners/{partner_id}/staff"
    invited = f"{API}/partners/{partner_id}/staff-invitations/{handle}"
    assert (await browser.put(invited, json={"role": "staff"})).status_code == 204
    await browser.as_(clerk)
    [asked] = (await browser.get(f"{API}/me/partner-invitations")).json()
    assert asked["partner_id"] == partner_id
    accepted = f"{API}/me/partner-invitations/{partner_id}/acceptances"
    assert (await browser.post(accepted)).status_code == 204
    await browser.as_(xu)
    assert [(one["name"], one["role"]) for one in (await browser.get(staff)).json()][1] == ("店员", "staff")
    await browser.as_(clerk)
    assert (await browser.put(invited, json={"role": "staff"})).status_code == 403
    assert (await browser.delete(f"{staff}/{handle}")).status_code == 204
    assert (await browser.get(staff)).status_code == 404
