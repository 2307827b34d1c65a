"""The relay between outbox and sockets: once, in order, and alive whatever happens to the database."""

import asyncio
import json
from uuid import UUID

from tests.patience import until
from tests.world import World
from tonghao.accounts.block import block
from tonghao.caller import Caller
from tonghao.circles.join import join_circle
from tonghao.circles.leave import leave_circle
from tonghao.db import Pool, reading, writing
from tonghao.events import ProfileEdited
from tonghao.ids import new_id
from tonghao.outbox import Cursor, emit
from tonghao.realtime.audiences import Hearing
from tonghao.realtime.relay import Ear, Relay


async def _ear(relay: Relay, world: World, account_id: UUID) -> Ear:
    """The ear of a signed-in person."""
    token = await world.session(account_id)
    async with world.writing() as conn:
        session_id = await conn.fetchval("SELECT id FROM sessions WHERE account_id = $1", account_id)
    assert token
    caller = Caller(account_id, session_id, "member", "zh-CN", "adult", "active")
    ear = relay.attach(Hearing(caller))
    assert ear is not None
    await relay.settle(ear)
    return ear


def _posts(ear: Ear) -> list[str]:
    events = [json.loads(message)["event"] for _, message in ear.waiting]
    return [event["post_id"] for event in events if event["kind"] == "post.published"]


async def test_many_writers_are_told_once_and_in_one_order(world: World, pool: Pool, dsn: str) -> None:
    made = await world.circle(members=2)
    relays = [Relay(pool, dsn), Relay(pool, dsn)]
    for relay in relays:
        await relay.start()
    try:
        ears = [await _ear(relay, world, made.members[0]) for relay in relays]

        async def write(number: int) -> list[str]:
            return [
                str((await world.post(made.circle_id, made.owner_id, f"{number}·{turn}")).post_id)
                for turn in range(8)
            ]

        written = await asyncio.gather(*map(write, range(5)))
        await until(lambda: all(len(_posts(ear)) >= 40 for ear in ears))
    finally:
        for relay in relays:
            await relay.stop()
    assert _posts(ears[0]) == _posts(ears[1])
    assert sorted(_posts(ears[0])) == sorted(post for posts in written for post in posts)
    for posts in written:
        assert [post for post in _posts(ears[0]) if post in posts] == posts


async def test_a_relay_that_loses_the_database_tells_everything_afterwards(
    world: World, pool: Pool, dsn: str
) -> None:
    made = await world.circle(members=1)
    relay = Relay(pool, dsn)
    await relay.start()
    try:
        ear = await _ear(relay, world, made.members[0])
        first = await world.post(made.circle_id, made.owner_id)
        await until(lambda: _posts(ear))
        async with reading(pool) as conn:
            cut = await conn.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND query LIKE '%LISTEN%'"
            )
        assert cut
        second = await world.post(made.circle_id, made.owner_id)
        await until(lambda: len(_posts(ear)) == 2)
    finally:
        await relay.stop()
    assert _posts(ear) == [str(first.post_id), str(second.post_id)]


async def test_an_unknown_event_does_not_silence_what_follows(world: World, pool: Pool, dsn: str) -> None:
    made = await world.circle(members=1)
    relay = Relay(pool, dsn)
    await relay.start()
    try:
        ear = await _ear(relay, world, made.members[0])
        async with writing(pool) as conn:
            await conn.execute(
                "INSERT INTO outbox (audience, kind, event) VALUES ($1, 'comet.seen', $2)",
                f"circle:{made.circle_id}",
                {"kind": "comet.seen"},
            )
        post = await world.post(made.circle_id, made.owner_id)
        await until(lambda: _posts(ear))
        assert _posts(ear) == [str(post.post_id)]
    finally:
        await relay.stop()
        async with writing(pool) as conn:
            await conn.execute("DELETE FROM outbox WHERE kind = 'comet.seen'")


async def test_a_socket_that_does_not_read_is_told_to_fetch_anew(world: World, pool: Pool, dsn: str) -> None:
    account_id = await world.account()
    relay = Relay(pool, dsn)
    await relay.start()
    try:
        ear = await _ear(relay, world, account_id)
        async with writing(pool) as conn:
            await conn.execute(
                "INSERT INTO outbox (audience, kind, event)"
                " SELECT $1, 'profile.edited', $2 FROM generate_series(1, 1005)",
                f"account:{account_id}",
                {"kind": "profile.edited", "account_id": str(account_id)},
            )
        await until(lambda: ear.is_behind and ear.waiting)
        assert len(ear.waiting) <= 5
    finally:
        await relay.stop()


async def test_what_changes_while_the_rights_are_read_is_read_again(
    world: World, pool: Pool, dsn: str
) -> None:
    """A place that is lost between the reading of it and its use is never used."""
    made = await world.circle(members=1)
    who = made.members[0]
    relay = Relay(pool, dsn)
    await relay.start()
    try:
        for _ in range(10):
            ear = await _ear(relay, world, who)
            settling = asyncio.create_task(relay.settle(ear))
            await asyncio.sleep(0)
            async with writing(pool) as conn:
                await leave_circle(conn, circle_id=made.circle_id, account_id=who)
            await until(lambda ear=ear: f"circle:{made.circle_id}" not in ear.hearing.audiences)
            await settling
            assert f"circle:{made.circle_id}" not in ear.hearing.audiences
            relay.detach(ear)
            async with writing(pool) as conn:
                await join_circle(conn, circle_id=made.circle_id, account_id=who)
            cursor = relay.cursor
            async with writing(pool) as conn:
                await emit(conn, ProfileEdited(new_id()), audience=f"account:{new_id()}")
            await until(lambda cursor=cursor: relay.cursor > cursor)
    finally:
        await relay.stop()


async def test_a_block_reaches_both_sides_before_the_next_event(world: World, pool: Pool, dsn: str) -> None:
    made = await world.circle(members=2)
    one, other = made.members
    relay = Relay(pool, dsn)
    await relay.start()
    try:
        theirs = await _ear(relay, world, other)
        async with writing(pool) as conn:
            await block(conn, account_id=one, blocked_id=other)
        await world.post(made.circle_id, one, "看不见的")
        seen = await world.post(made.circle_id, made.owner_id, "看得见的")
        await until(lambda: _posts(theirs))
        assert _posts(theirs) == [str(seen.post_id)]
        assert "account.blocked" not in "".join(message for _, message in theirs.waiting)
    finally:
        await relay.stop()


async def test_an_ear_hears_nothing_from_before_its_own_catch_up(world: World, pool: Pool, dsn: str) -> None:
    relay = Relay(pool, dsn)
    ear = await _ear(relay, world, await world.account())
    ear.tell(Cursor(5, 1), "early")
    ear.tell(Cursor(7, 1), "late")
    ear.begin_after(Cursor(6, 0))
    ear.tell(Cursor(6, 0), "told by the catch-up")
    assert [message for _, message in ear.waiting] == ["late"]
    relay.detach(ear)


async def test_an_ear_that_left_while_it_was_read_is_not_kept(world: World, pool: Pool, dsn: str) -> None:
    made = await world.circle(members=1)
    relay = Relay(pool, dsn)
    ear = await _ear(relay, world, made.members[0])
    settling = asyncio.create_task(relay.settle(ear))
    await asyncio.sleep(0)
    relay.detach(ear)
    await settling
    assert relay._ears == {}
