"""The feed over HTTP."""

from tests.world import Browser, World
from tonghao.ids import new_id
from tonghao.paging import to_cursor

FEED = "/api/v1/feed"


async def test_the_feed_needs_a_signed_in_person(browser: Browser) -> None:
    for path in (FEED, f"{FEED}/mutes"):
        assert (await browser.get(path)).status_code == 401


async def test_two_pages_follow_each_other(browser: Browser, world: World) -> None:
    made = await world.circle(members=1)
    for number in range(21):
        await world.post(made.circle_id, made.owner_id, f"{number}")
    await browser.as_(made.members[0])
    first = (await browser.get(FEED)).json()
    second = (await browser.get(FEED, params={"cursor": first["next_cursor"]})).json()
    texts = [entry["post"]["text"] for page in (first, second) for entry in page["entries"]]
    assert texts == [str(number) for number in reversed(range(21))]
    assert second["next_cursor"] is None
    assert first["entries"][0]["why"]["circle_id"] == str(made.circle_id)


async def test_a_forged_cursor_is_refused(browser: Browser, world: World) -> None:
    await browser.as_(await world.account())
    for cursor in ("x", to_cursor("later", new_id()), to_cursor(1)):
        answer = await browser.get(FEED, params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


async def test_muting_over_http(browser: Browser, world: World) -> None:
    made = await world.circle(members=1)
    await world.post(made.circle_id, made.owner_id)
    await browser.as_(made.members[0])
    mute = f"{FEED}/mutes/circle/{made.circle_id}"
    assert (await browser.put(mute)).status_code == 204
    assert (await browser.get(FEED)).json()["entries"] == []
    assert [one["subject_id"] for one in (await browser.get(f"{FEED}/mutes")).json()] == [str(made.circle_id)]
    assert (await browser.delete(mute)).status_code == 204
    assert (await browser.delete(mute)).status_code == 204
    assert len((await browser.get(FEED)).json()["entries"]) == 1


async def test_what_cannot_be_muted(browser: Browser, world: World) -> None:
    stranger, me = await world.circle(), await world.account()
    await browser.as_(me)
    for path in (f"circle/{stranger.circle_id}", f"account/{me}", f"account/{new_id()}"):
        answer = await browser.put(f"{FEED}/mutes/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path
    for path in (f"post/{new_id()}", f"partner/{new_id()}"):
        assert (await browser.put(f"{FEED}/mutes/{path}")).status_code == 400


async def test_a_deleted_account_leaves_no_mutes(browser: Browser, world: World) -> None:
    from tonghao.events import AccountDeleted
    from tonghao.feed.jobs import forget_mutes_of_deleted
    from tonghao.feed.mute import mute_in_feed

    me, loud = await world.account(), await world.account()
    async with world.writing() as conn:
        await mute_in_feed(conn, account_id=me, subject_kind="account", subject_id=loud)
    await forget_mutes_of_deleted(AccountDeleted(me), pool=world.parts["pool"])
    await browser.as_(me)
    assert (await browser.get(f"{FEED}/mutes")).json() == []
