"""The outbox: nothing is passed over, nothing comes twice, and what is forgotten is known to be."""

import asyncio

import msgspec

from tests.world import World
from tonghao import outbox
from tonghao.db import Connection, Pool, connect, reading, writing
from tonghao.events import ProfileEdited
from tonghao.ids import new_id
from tonghao.outbox import (
    Cursor,
    awaited_entries,
    emit,
    emit_all,
    entries_after,
    newest_cursor,
    place_of,
    trim,
    trimmed_to,
    waits_after,
)


async def _said(conn: Connection, audience: str) -> ProfileEdited:
    event = ProfileEdited(new_id())
    await emit(conn, event, audience=audience)
    return event


async def _heard(pool: Pool, after: Cursor, audience: str) -> list[outbox.Entry]:
    heard: list[outbox.Entry] = []
    async with reading(pool) as conn:
        while entries := await awaited_entries(conn, after):
            heard += [entry for entry in entries if entry.audience == audience]
            after = entries[-1].cursor
    return heard


async def test_an_event_that_commits_late_is_never_passed_over(pool: Pool, dsn: str) -> None:
    audience = f"test:{new_id()}"
    slow, quick = await connect(dsn), await connect(dsn)
    try:
        async with reading(pool) as conn:
            start = await newest_cursor(conn)
        begun = slow.transaction()
        await begun.start()
        early = await _said(slow, audience)
        async with reading(pool) as conn:
            meanwhile = await newest_cursor(conn)
        async with quick.transaction():
            late = await _said(quick, audience)
        # The one that is committed has to wait: a reader that took it would move past the other.
        async with reading(pool) as conn:
            assert await entries_after(conn, start) == []
            assert await waits_after(conn, start)
        await begun.commit()
        assert [entry.event for entry in await _heard(pool, start, audience)] == [early, late]
        assert [entry.event for entry in await _heard(pool, meanwhile, audience)] == [early, late]
    finally:
        await slow.close()
        await quick.close()


async def test_several_events_of_one_statement_keep_their_order(pool: Pool) -> None:
    audience = f"test:{new_id()}"
    events = [ProfileEdited(new_id()) for _ in range(5)]
    async with reading(pool) as conn:
        start = await newest_cursor(conn)
    async with writing(pool) as conn:
        await emit_all(conn, [(event, audience) for event in events])
        await emit_all(conn, [])
    assert [entry.event for entry in await _heard(pool, start, audience)] == events


async def test_an_event_that_is_rolled_back_never_happened(pool: Pool, dsn: str) -> None:
    audience = f"test:{new_id()}"
    async with reading(pool) as conn:
        start = await newest_cursor(conn)
    slow = await connect(dsn)
    try:
        begun = slow.transaction()
        await begun.start()
        await _said(slow, audience)
        await begun.rollback()
    finally:
        await slow.close()
    async with writing(pool) as conn:
        after = await _said(conn, audience)
    assert [entry.event for entry in await _heard(pool, start, audience)] == [after]


async def test_a_reader_gets_every_event_of_many_writers_once(pool: Pool) -> None:
    audience = f"test:{new_id()}"
    async with reading(pool) as conn:
        cursor = await newest_cursor(conn)
    writers, each = 6, 15
    running = writers

    async def write(number: int) -> None:
        nonlocal running
        for turn in range(each):
            async with writing(pool) as conn:
                await _said(conn, audience)
                if (turn + number) % 4 == 0:  # some transactions stay open while others commit
                    await asyncio.sleep(0.004)
                await _said(conn, audience)
        running -= 1

    writing_all = [asyncio.create_task(write(number)) for number in range(writers)]
    heard: list[outbox.Entry] = []
    while True:
        over = running == 0
        async with reading(pool) as conn:
            entries = await entries_after(conn, cursor, most=7)
            waits = await waits_after(conn, cursor)
        if entries:
            cursor = entries[-1].cursor
            heard += [entry for entry in entries if entry.audience == audience]
        elif over and not waits:
            break
        await asyncio.sleep(0)
    await asyncio.gather(*writing_all)
    assert len(heard) == writers * each * 2
    assert len({entry.event for entry in heard}) == len(heard)
    assert [entry.cursor for entry in heard] == sorted(entry.cursor for entry in heard)


async def test_an_event_of_a_newer_version_stops_nobody(conn: Connection) -> None:
    start = await newest_cursor(conn)
    await conn.execute(
        "INSERT INTO outbox (tx, audience, kind, event) VALUES"
        " (($1::text::xid8), 'test:new', 'comet.seen', '{\"kind\": \"comet.seen\"}')",
        str(start.tx - 1),
    )
    entries = await entries_after(conn, Cursor(start.tx - 2, 2**62))
    assert [entry.event for entry in entries if entry.audience == "test:new"] == [None]


async def test_what_has_not_become_a_job_is_not_forgotten(conn: Connection) -> None:
    first = await newest_cursor(conn)
    await conn.execute(
        "INSERT INTO outbox (tx, audience, kind, event, at)"
        " SELECT ($1::bigint + n)::text::xid8, 'test:old', 'profile.edited', $2, now() - interval '3 days'"
        "   FROM generate_series(1, 4) AS n",
        first.tx + 1000,
        msgspec.to_builtins(ProfileEdited(new_id())),
    )
    await outbox.lock_place(conn, "jobs")
    await outbox.move_place(conn, "jobs", Cursor(first.tx + 1002, 2**62))
    await trim(conn, hours=48)
    rows = await conn.fetch("SELECT tx::text FROM outbox WHERE audience = 'test:old' ORDER BY tx")
    assert [int(row[0]) for row in rows] == [first.tx + 1003, first.tx + 1004]
    assert (await trimmed_to(conn)).tx == first.tx + 1002
    # Nothing more to forget: what was forgotten stays known.
    await trim(conn, hours=48)
    assert (await trimmed_to(conn)).tx == first.tx + 1002


async def test_a_house_without_a_worker_forgets_nothing(conn: Connection) -> None:
    await conn.execute("DELETE FROM relay_cursors WHERE name = 'jobs'")
    await conn.execute("UPDATE outbox SET at = now() - interval '3 days'")
    before = await conn.fetchval("SELECT count(*) FROM outbox")
    await trim(conn, hours=48)
    assert await conn.fetchval("SELECT count(*) FROM outbox") == before


async def test_a_reader_that_never_read_stands_at_the_beginning(conn: Connection) -> None:
    assert await place_of(conn, "nobody yet") == Cursor(0, 0)
    assert await outbox.lock_place(conn, "nobody yet") == Cursor(0, 0)
    await outbox.move_place(conn, "nobody yet", Cursor(7, 3))
    assert await place_of(conn, "nobody yet") == Cursor(7, 3)


def test_a_cursor_is_read_as_it_is_written_and_nothing_else_is() -> None:
    assert Cursor.parse(str(Cursor(12, 34))) == Cursor(12, 34)
    for text in (
        "",
        "-",
        "12",
        "12-",
        "-34",
        "12-34-5",
        "a-b",
        "１-２",
        "1e3-1",
        f"{2**63}-1",
        f"1-{2**63}",
        " 1-1",
    ):
        assert Cursor.parse(text) is None, text


async def test_the_outbox_says_who_may_hear(world: World, pool: Pool) -> None:
    async with reading(pool) as conn:
        start = await newest_cursor(conn)
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    heard = await _heard(pool, start, f"circle:{made.circle_id}")
    assert [entry.event.post_id for entry in heard if entry.event is not None] == [post.post_id]  # type: ignore[union-attr]
