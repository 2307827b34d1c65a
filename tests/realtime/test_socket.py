"""The socket over a real server: greeting, what was missed, who hears what, and when it ends."""

from uuid import UUID

import httpx
import pytest

from tests.patience import until
from tests.realtime.device import Device, House
from tests.world import World
from tonghao.accounts.revoke_session import revoke_other_sessions
from tonghao.db import Pool, reading, writing
from tonghao.ids import new_id
from tonghao.outbox import Cursor, newest_cursor
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


async def test_who_begins_to_watch_hears_whether_what_they_fetched_may_be_old(
    house: House, world: World, pool: Pool
) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    stranger = await world.account()
    async with Device.open(house, world, made.members[0]) as device:
        assert await device.watch(made.circle_id, post.post_id) is None
        await world.comment(post, made.owner_id, "刚刚写的")
        # An event that its reader has passed already is told by no one: only its time is.
        await device.all_so_far(world)
        async with Device.open(house, world, made.members[0]) as late:
            assert 0 <= (await late.watch(made.circle_id, post.post_id) or -1) < 60_000
            assert [event["kind"] for event in late.heard] == []
    assert device.hello["changed_ms_ago"] is not None
    async with Device.open(house, world, stranger) as device:
        assert device.hello["changed_ms_ago"] is None


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
