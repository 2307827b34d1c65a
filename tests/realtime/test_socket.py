"""The socket over a real server: greeting, what was missed, who hears what, and when it ends."""

from uuid import UUID

import httpx
import pytest

from tests.patience import until
from tests.posts.made import HELD
from tests.realtime.device import Device, House
from tests.world import World
from tonghao.accounts.block import block, unblock
from tonghao.accounts.revoke_session import revoke_other_sessions
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.join import join_circle
from tonghao.circles.leave import leave_circle
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.ids import new_id
from tonghao.outbox import Cursor, newest_cursor
from tonghao.posts.hide import hide_post
from tonghao.realtime.relay import MOST_MISSED, MOST_SOCKETS


async def test_a_socket_is_greeted_and_hears_its_circles(house: House, world: World) -> None:
    made = await world.circle(members=1)
    async with Device.open(house, world, made.members[0]) as device:
        assert device.hello["account_id"] == str(made.members[0])
        post = await world.post(made.circle_id, made.owner_id)
        [event] = await device.all_so_far(world)
    assert (event["kind"], event["post_id"]) == ("post.published", str(post.post_id))
    assert event["post"]["html"] == post.html
    assert Cursor.parse(event["cursor"]) > Cursor.parse(device.hello["cursor"])  # type: ignore[operator]


async def test_nobody_is_told_to_sign_in(house: House, world: World) -> None:
    async with Device.open(house, world, None, greeted=False) as device:
        assert await device.closed() == 4401


async def test_a_forged_session_is_nobody(house: House, world: World) -> None:
    account_id = await world.account()
    async with Device.open(house, world, account_id, token=f"{account_id}.wrong", greeted=False) as device:
        assert await device.closed() == 4401


async def test_another_sites_page_is_refused(house: House, world: World) -> None:
    account_id = await world.account()
    for origin in ("https://evil.example", f"http://127.0.0.1:{house.port}.evil.example", "null"):
        async with Device.open(house, world, account_id, origin=origin, greeted=False) as device:
            assert await device.closed() == 4403
    async with Device.open(house, world, account_id, origin=f"http://127.0.0.1:{house.port}") as device:
        assert device.hello


async def test_a_device_that_was_away_misses_nothing_and_hears_nothing_twice(
    house: House, world: World
) -> None:
    made = await world.circle(members=1)
    member = made.members[0]
    written: list[str] = []

    async def write() -> None:
        written.append(str((await world.post(made.circle_id, made.owner_id, f"第{len(written)}圈")).post_id))

    heard: list[str] = []
    cursor = None
    for _ in range(3):
        async with Device.open(house, world, member, cursor=cursor) as device:
            await write()
            await write()
            heard += [event["post_id"] for event in await device.all_so_far(world)]
            cursor = device.cursor
            await write()  # perhaps on its way when the line is cut
        await write()
    async with Device.open(house, world, member, cursor=cursor) as device:
        heard += [event["post_id"] for event in await device.all_so_far(world)]
    assert heard == written


async def test_a_device_without_a_cursor_begins_now(house: House, world: World) -> None:
    made = await world.circle(members=1)
    await world.post(made.circle_id, made.owner_id, "昨天的")
    async with Device.open(house, world, made.members[0]) as first:
        await first.all_so_far(world)
        async with Device.open(house, world, made.members[0]) as second:
            fresh = await world.post(made.circle_id, made.owner_id, "今天的")
            assert [event["post_id"] for event in await second.all_so_far(world)] == [str(fresh.post_id)]


async def test_a_device_that_was_away_too_long_fetches_anew(house: House, world: World, pool: Pool) -> None:
    account_id = await world.account()
    async with Device.open(house, world, account_id) as device:
        cursor = device.cursor
    async with writing(pool) as conn:
        await conn.execute(
            "INSERT INTO outbox (audience, kind, event)"
            " SELECT $1, 'profile.edited', $2 FROM generate_series(1, $3)",
            f"account:{account_id}",
            {"kind": "profile.edited", "account_id": str(account_id)},
            MOST_MISSED + 1,
        )
    await until(lambda: house.relay.cursor > Cursor.parse(cursor))  # type: ignore[operator]
    async with Device.open(house, world, account_id, cursor=cursor) as device:
        assert device.resyncs == 1
        assert await device.all_so_far(world) == []


async def test_what_was_forgotten_meanwhile_is_fetched_anew(house: House, world: World, pool: Pool) -> None:
    account_id = await world.account()
    async with Device.open(house, world, account_id) as device:
        stands = Cursor.parse(device.cursor)
    assert stands is not None
    try:
        async with writing(pool) as conn:
            await conn.execute(
                "INSERT INTO relay_cursors (name, tx, id) VALUES ('trimmed', $1::text::xid8, 1)",
                str(stands.tx + 1),
            )
        async with Device.open(house, world, account_id, cursor=str(stands)) as device:
            assert device.resyncs == 1
        async with Device.open(house, world, account_id, cursor=f"{stands.tx + 2}-0") as device:
            assert device.resyncs == 0
    finally:
        async with writing(pool) as conn:
            await conn.execute("DELETE FROM relay_cursors WHERE name = 'trimmed'")


@pytest.mark.parametrize("cursor", ["x", "12", "-1--1", f"{2**62}-1", f"{2**70}-1", "%00", "1-1-1"])
async def test_a_forged_cursor_is_fetched_anew_and_silences_nobody(
    house: House, world: World, cursor: str
) -> None:
    made = await world.circle(members=1)
    async with Device.open(house, world, made.members[0], cursor=cursor) as device:
        assert device.resyncs == 1
        await world.post(made.circle_id, made.owner_id)
        assert await device.kinds(world) == ["post.published"]


async def test_a_device_that_another_process_told_more_hears_nothing_twice(
    house: House, world: World, pool: Pool
) -> None:
    made = await world.circle(members=1)
    async with Device.open(house, world, made.members[0]) as device:
        await world.post(made.circle_id, made.owner_id)
        await device.all_so_far(world)
        ahead = device.cursor
    behind = house.relay.cursor
    async with reading(pool) as conn:
        assert Cursor.parse(ahead) <= await newest_cursor(conn)  # type: ignore[operator]
    house.relay.cursor = Cursor(Cursor.parse(ahead).tx - 1, 0)  # type: ignore[union-attr]
    try:
        async with Device.open(house, world, made.members[0], cursor=ahead) as device:
            assert device.hello["cursor"] == ahead
            assert await device.all_so_far(world) == []
            assert device.resyncs == 0
    finally:
        house.relay.cursor = max(behind, house.relay.cursor)


async def test_floors_are_heard_while_a_post_is_watched(house: House, world: World) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    other = await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, made.members[0]) as device:
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []
        await device.watch(made.circle_id, post.post_id)
        comment = await world.comment(post, made.owner_id)
        await world.comment(other, made.owner_id)
        [event] = await device.all_so_far(world)
        assert (event["kind"], event["comment_id"]) == ("comment.published", str(comment.comment_id))
        device.heard.clear()
        await device.say({"unwatch": {"circle_id": made.circle_id, "post_id": post.post_id}})
        await device.watch(made.circle_id, other.post_id)
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []


async def test_an_outsider_watches_in_an_open_circle_and_never_in_one_by_invitation(
    house: House, world: World
) -> None:
    outsider = await world.account()
    heard = {}
    for kind in ("open", "invite"):
        made = await world.circle(kind=kind)
        post = await world.post(made.circle_id, made.owner_id)
        async with Device.open(house, world, outsider) as device:
            await device.watch(made.circle_id, post.post_id)
            await world.comment(post, made.owner_id)
            await world.post(made.circle_id, made.owner_id)
            heard[kind] = await device.kinds(world)
    assert heard == {"open": ["comment.published"], "invite": []}


async def test_a_circle_by_invitation_is_heard_by_nobody_else(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(kind="invite", members=1)
    outsider, moderator = await world.account(), await world.account(role="moderator")
    async with (
        Device.open(house, world, outsider) as stranger,
        Device.open(house, world, moderator) as overseer,
        Device.open(house, world, made.members[0]) as member,
    ):
        post = await world.post(made.circle_id, made.owner_id)
        await world.comment(post, made.owner_id)
        async with writing(pool) as conn:
            await hide_post(conn, made.circle_id, post.post_id)
        assert await stranger.kinds(world) == []
        assert await overseer.kinds(world) == []
        assert await member.kinds(world) == ["post.published", "post.hidden"]


async def test_who_joins_hears_from_then_on_and_who_leaves_no_longer(
    house: House, world: World, pool: Pool
) -> None:
    made, who = await world.circle(), await world.account()
    async with Device.open(house, world, who) as device:
        await world.post(made.circle_id, made.owner_id, "还没来")
        async with writing(pool) as conn:
            await join_circle(conn, circle_id=made.circle_id, account_id=who)
        assert await device.kinds(world) == ["circle.joined"]
        inside = await world.post(made.circle_id, made.owner_id, "来了")
        assert len(await device.all_so_far(world)) == 2
        async with writing(pool) as conn:
            await leave_circle(conn, circle_id=made.circle_id, account_id=who)
        await world.post(made.circle_id, made.owner_id, "走了")
        heard = await device.all_so_far(world)
    assert [event["kind"] for event in heard] == ["circle.joined", "post.published", "circle.left"]
    assert heard[1]["post_id"] == str(inside.post_id)


@pytest.mark.parametrize("kind", ["open", "invite"])
async def test_who_is_banned_hears_no_more(house: House, world: World, pool: Pool, kind: str) -> None:
    made = await world.circle(kind=kind, members=1)
    post = await world.post(made.circle_id, made.owner_id)
    who = made.members[0]
    async with Device.open(house, world, who) as device:
        await device.watch(made.circle_id, post.post_id)
        async with writing(pool) as conn:
            access = await access_of(conn, made.circle_id, made.owner_id)
            await ban_member(conn, access=access, ban=NewBan(who, "广告", 1))
        await world.post(made.circle_id, made.owner_id)
        await world.comment(post, made.owner_id)
        heard = await device.kinds(world)
    # A reader without a place in it may still read an open circle, and so watch its floors.
    assert heard == (["circle.left", "comment.published"] if kind == "open" else ["circle.left"])


async def test_blocked_people_do_not_hear_each_other_and_only_one_is_told(
    house: House, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    blocker, blocked = made.members
    floor = await world.post(made.circle_id, made.owner_id)
    async with (
        Device.open(house, world, blocker) as mine,
        Device.open(house, world, blocked) as theirs,
    ):
        for device in (mine, theirs):
            await device.watch(made.circle_id, floor.post_id)
        async with writing(pool) as conn:
            await block(conn, account_id=blocker, blocked_id=blocked)
        for who in (blocker, blocked):
            await world.post(made.circle_id, who)
            await world.comment(floor, who)
        assert [(event["kind"], event.get("author_id")) for event in await mine.all_so_far(world)] == [
            ("account.blocked", None),
            ("post.published", str(blocker)),
            ("comment.published", str(blocker)),
        ]
        assert [(event["kind"], event.get("author_id")) for event in await theirs.all_so_far(world)] == [
            ("post.published", str(blocked)),
            ("comment.published", str(blocked)),
        ]
        async with writing(pool) as conn:
            await unblock(conn, account_id=blocker, blocked_id=blocked)
        mine.heard.clear()
        theirs.heard.clear()
        await world.post(made.circle_id, blocked)
        await world.post(made.circle_id, blocker)
        assert await mine.kinds(world) == ["account.blocked", "post.published", "post.published"]
        assert await theirs.kinds(world) == ["post.published", "post.published"]


async def test_what_was_missed_leaves_out_the_blocked_too(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(members=2)
    async with Device.open(house, world, made.members[0]) as device:
        cursor = device.cursor
    await world.post(made.circle_id, made.members[1])
    async with writing(pool) as conn:
        await block(conn, account_id=made.members[1], blocked_id=made.members[0])
    await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, made.members[0], cursor=cursor) as device:
        heard = await device.all_so_far(world)
    assert [event["author_id"] for event in heard] == [str(made.owner_id)]


async def test_a_moderator_hears_of_cases_whomever_they_block(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(members=1)
    moderator = await world.account(role="moderator")
    async with writing(pool) as conn:
        await block(conn, account_id=moderator, blocked_id=made.members[0])
    await world.settle()
    async with Device.open(house, world, moderator) as device:
        await world.post(made.circle_id, made.members[0], HELD)
        await world.settle()
        assert await device.kinds(world) == ["case.opened"]


async def test_a_member_does_not_hear_the_moderators(house: House, world: World) -> None:
    made = await world.circle(members=1)
    await world.settle()
    async with Device.open(house, world, made.members[0]) as device:
        await world.post(made.circle_id, made.owner_id, HELD)
        await world.settle()
        assert await device.kinds(world) == []


async def test_a_revoked_session_closes_its_socket_and_no_other(
    house: House, world: World, pool: Pool
) -> None:
    account_id = await world.account()
    kept = await world.session(account_id)
    async with reading(pool) as conn:
        kept_id = await conn.fetchval("SELECT id FROM sessions WHERE account_id = $1", account_id)
    async with (
        Device.open(house, world, account_id) as lost,
        Device.open(house, world, account_id, token=kept) as here,
    ):
        async with writing(pool) as conn:
            await revoke_other_sessions(conn, account_id=account_id, keep_id=kept_id)
        assert await lost.closed() == 4401
        assert await here.kinds(world) == ["session.revoked"]


async def test_signing_out_closes_the_socket(house: House, world: World) -> None:
    account_id = await world.account()
    token = await world.session(account_id)
    async with Device.open(house, world, account_id, token=token) as device:
        async with httpx.AsyncClient(cookies={"session": token}) as client:
            answer = await client.delete(f"http://127.0.0.1:{house.port}/api/v1/sessions/current")
        assert answer.status_code == 204
        assert await device.closed() == 4401


async def test_a_session_that_ends_by_its_age_is_noticed(house: House, world: World, pool: Pool) -> None:
    account_id = await world.account()
    async with Device.open(house, world, account_id) as device:
        async with writing(pool) as conn:
            await conn.execute("UPDATE sessions SET expires_at = now() WHERE account_id = $1", account_id)
        await house.relay.read_again(older_than_seconds=0)
        assert await device.closed() == 4401


async def test_who_is_no_moderator_any_more_is_noticed(house: House, world: World, pool: Pool) -> None:
    made, moderator = await world.circle(), await world.account(role="moderator")
    await world.settle()
    async with Device.open(house, world, moderator) as device:
        async with writing(pool) as conn:
            await conn.execute("UPDATE accounts SET role = 'member' WHERE id = $1", moderator)
        await house.relay.read_again(older_than_seconds=0)
        await world.post(made.circle_id, made.owner_id, HELD)
        await world.settle()
        assert await device.kinds(world) == []


@pytest.mark.parametrize(
    "wish",
    [
        "not json",
        "[]",
        "7",
        '{"watch": 7}',
        '{"watch": {"circle_id": "x", "post_id": "y"}}',
        '{"watch": {"circle_id": "01930000-0000-7000-8000-000000000000"}}',
        "[" * 1900,
        '{"watch": "' + "x" * 5000 + '"}',
        b"\x00\xff",
    ],
)
async def test_what_is_no_wish_closes_the_socket(house: House, world: World, wish: str | bytes) -> None:
    async with Device.open(house, world, await world.account()) as device:
        await device.say(wish)
        assert await device.closed() == 4400


async def test_a_wish_about_nothing_does_no_harm(house: House, world: World) -> None:
    made = await world.circle(members=1)
    async with Device.open(house, world, made.members[0]) as device:
        await device.say({})
        await device.say({"unwatch": {"circle_id": new_id(), "post_id": new_id()}})
        await device.watch(new_id(), new_id())
        await world.post(made.circle_id, made.owner_id)
        assert await device.kinds(world) == ["post.published"]


async def test_a_socket_watches_twenty_posts_at_most(house: House, world: World) -> None:
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, await world.account()) as device:
        for _ in range(20):
            await device.watch(made.circle_id, new_id())
        await device.say({"watch": {"circle_id": made.circle_id, "post_id": post.post_id}})
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []


async def test_one_account_opens_so_many_windows_and_no_more(house: House, world: World) -> None:
    account_id = await world.account()
    token = await world.session(account_id)
    opened = [Device.open(house, world, account_id, token=token, greeted=False) for _ in range(MOST_SOCKETS)]
    try:
        for one in opened:
            await (await one.__aenter__()).next()
        async with Device.open(house, world, account_id, token=token, greeted=False) as device:
            assert await device.closed() == 4429
    finally:
        for one in opened:
            await one.__aexit__(None, None, None)


async def test_a_socket_that_is_gone_leaves_nothing_behind(house: House, world: World) -> None:
    made = await world.circle(members=1)
    who: UUID = made.members[0]
    async with Device.open(house, world, who) as device:
        await device.watch(made.circle_id, new_id())
        assert f"account:{who}" in house.relay._ears
    await until(
        lambda: not [key for key in house.relay._ears if str(who) in key or str(made.circle_id) in key]
    )
