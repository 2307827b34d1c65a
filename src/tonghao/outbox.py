"""Events leave the database in the same transaction that made them true."""

import asyncio
from collections.abc import Iterable
from typing import Final

import msgspec

from tonghao.db import Connection, Row
from tonghao.events import Event, decode_event, kind_of
from tonghao.log import log

_EMIT: Final = "INSERT INTO outbox (audience, kind, event) VALUES ($1, $2, $3)"
_EMIT_ALL: Final = """
    INSERT INTO outbox (audience, kind, event)
    SELECT u.audience, u.kind, u.event
      FROM unnest($1::text[], $2::text[], $3::jsonb[]) WITH ORDINALITY AS u (audience, kind, event, place)
     ORDER BY u.place
"""

# Rows of transactions that still run are left out, with everything after them: an `id > seen`
# cursor would pass over what commits late. `o.tx` in the order, since a bare `tx` is the text of the
# answer, where 1000 stands before 999. The snapshot is asked once, not of each row.
_READ: Final = """
    SELECT o.tx::text AS tx, o.id, o.audience, o.kind, o.event, o.at
      FROM outbox o
     WHERE (o.tx, o.id) > ($1::text::xid8, $2) AND o.tx < (SELECT pg_snapshot_xmin(pg_current_snapshot()))
     ORDER BY o.tx, o.id LIMIT $3
"""

# What is committed already but stands behind a transaction that still runs, of whatever database here.
_WAITS: Final = """
    SELECT EXISTS (
        SELECT FROM outbox o
         WHERE (o.tx, o.id) > ($1::text::xid8, $2) AND o.tx < pg_snapshot_xmax(pg_current_snapshot()))
"""

_NEWEST: Final = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS tx"

# Only what has become jobs already: a worker that was away for days still finds its work. How far
# the outbox was cut is kept, since an empty one does not tell what stood in it.
_TRIM: Final = """
    WITH gone AS (
        DELETE FROM outbox o
         WHERE o.at < now() - make_interval(hours => $1)
           AND (o.tx, o.id) <= (SELECT c.tx, c.id FROM relay_cursors c WHERE c.name = 'jobs')
        RETURNING o.tx, o.id
    )
    INSERT INTO relay_cursors AS c (name, tx, id)
    SELECT 'trimmed', g.tx, g.id FROM gone g ORDER BY g.tx DESC, g.id DESC LIMIT 1
    ON CONFLICT (name) DO UPDATE SET tx = excluded.tx, id = excluded.id
     WHERE (c.tx, c.id) < (excluded.tx, excluded.id)
"""
_TRIMMED: Final = "SELECT tx::text AS tx, id FROM relay_cursors WHERE name = 'trimmed'"

_START: Final = "INSERT INTO relay_cursors (name, tx, id) VALUES ($1, '0', 0) ON CONFLICT DO NOTHING"
_PLACE: Final = "SELECT tx::text AS tx, id FROM relay_cursors WHERE name = $1"
_LOCK_PLACE: Final = "SELECT tx::text AS tx, id FROM relay_cursors WHERE name = $1 FOR UPDATE"
_MOVE: Final = "UPDATE relay_cursors SET tx = $2::text::xid8, id = $3 WHERE name = $1"

# A restored database has the transaction numbers of its old cluster, and a new cluster begins low: its
# events would stand before what their readers have seen. What became jobs is done; the rest is told anew.
_FORGET_DONE: Final = """
    DELETE FROM outbox o USING relay_cursors c WHERE c.name = 'jobs' AND (o.tx, o.id) <= (c.tx, c.id)
"""
_RENUMBER: Final = "UPDATE outbox SET tx = pg_current_xact_id()"
_BEGIN_ANEW: Final = "UPDATE relay_cursors SET tx = '0', id = 0"
_CUT_HERE: Final = """
    INSERT INTO relay_cursors (name, tx, id)
    VALUES ('trimmed', (pg_current_xact_id()::text::bigint - 1)::text::xid8, 0)
    ON CONFLICT (name) DO UPDATE SET tx = excluded.tx, id = excluded.id
"""

_WAITS_SECONDS: Final = 0.005


# An event and its audience.
News = tuple[Event, str]


class Cursor(msgspec.Struct, frozen=True, order=True):
    """A place in the outbox: everything up to it has been seen."""

    tx: int
    id: int

    def __str__(self) -> str:
        return f"{self.tx}-{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor | None":
        """The cursor written as *text*, or None when it is none."""
        tx, dash, number = text.partition("-")
        if not dash or not (tx.isascii() and tx.isdigit() and number.isascii() and number.isdigit()):
            return None
        cursor = cls(int(tx), int(number))
        return cursor if cursor.tx < 2**63 and cursor.id < 2**63 else None


class Entry(msgspec.Struct, frozen=True):
    """One event as it stands in the outbox; None where a newer version wrote what this one does not know."""

    cursor: Cursor
    audience: str
    event: Event | None
    at: object


def entry_of(row: Row) -> Entry:
    """The Entry of a row with the columns of `_READ`."""
    cursor = Cursor(int(row["tx"]), row["id"])
    try:
        event: Event | None = decode_event(row["event"])
    except msgspec.ValidationError:
        # One such event must not keep all later ones from their readers.
        log.error("unknown event", cursor=str(cursor), kind=row["kind"])
        event = None
    return Entry(cursor, row["audience"], event, row["at"])


async def emit(conn: Connection, event: Event, *, audience: str) -> None:
    """Write *event* to the outbox; the relay sees it after the caller's commit, never before.

    Args:
        conn: The caller's open transaction.
        event: What happened.
        audience: Who may see it live: `account:<id>`, `circle:<id>`, `post:<circle>/<id>`,
            `moderators`, or `nobody` for events that only jobs hear.
    """
    await conn.execute(_EMIT, audience, kind_of(event), event)


async def emit_all(conn: Connection, news: Iterable[News]) -> None:
    """Write several events in their order, in one statement; none of them is none at all."""
    told = list(news)
    if told:
        audiences, kinds = [audience for _, audience in told], [kind_of(event) for event, _ in told]
        await conn.execute(_EMIT_ALL, audiences, kinds, [event for event, _ in told])


async def entries_after(conn: Connection, cursor: Cursor, *, most: int = 500) -> list[Entry]:
    """Up to *most* committed events after *cursor*, in the one order that every reader sees."""
    rows = await conn.fetch(_READ, str(cursor.tx), cursor.id, most)
    return [entry_of(row) for row in rows]


async def waits_after(conn: Connection, cursor: Cursor) -> bool:
    """Whether anything is committed after *cursor*, be it that `entries_after` may not give it yet."""
    return bool(await conn.fetchval(_WAITS, str(cursor.tx), cursor.id))


async def awaited_entries(conn: Connection, cursor: Cursor, *, most: int = 500) -> list[Entry]:
    """`entries_after` for who must know that nothing is left: waits while what is committed may not be given.

    Args:
        conn: In no transaction that writes, which would wait for itself.
    """
    while True:
        entries = await entries_after(conn, cursor, most=most)
        if entries or not await waits_after(conn, cursor):
            return entries
        await asyncio.sleep(_WAITS_SECONDS)


async def newest_cursor(conn: Connection) -> Cursor:
    """A cursor behind everything that is committed now and before everything that is not."""
    return Cursor(int(await conn.fetchval(_NEWEST)), 2**62)


async def place_of(conn: Connection, reader: str) -> Cursor:
    """How far the reader with this name came; nowhere yet is the very beginning."""
    row = await conn.fetchrow(_PLACE, reader)
    return Cursor(0, 0) if row is None else Cursor(int(row["tx"]), row["id"])


async def lock_place(conn: Connection, reader: str) -> Cursor:
    """The same, and of several processes that read under this name the others wait.

    Locks: the reader's row.
    """
    row = await conn.fetchrow(_LOCK_PLACE, reader)
    if row is None:
        await conn.execute(_START, reader)
        row = await conn.fetchrow(_LOCK_PLACE, reader)
    assert row is not None
    return Cursor(int(row["tx"]), row["id"])


async def move_place(conn: Connection, reader: str, cursor: Cursor) -> None:
    """The reader has done everything up to *cursor*, with the same commit."""
    await conn.execute(_MOVE, reader, str(cursor.tx), cursor.id)


async def trim(conn: Connection, *, hours: int) -> None:
    """Forget events older than *hours* that have become jobs."""
    await conn.execute(_TRIM, hours)


async def trimmed_to(conn: Connection) -> Cursor:
    """Whoever stands before this place may have missed what was forgotten."""
    row = await conn.fetchrow(_TRIMMED)
    return Cursor(0, 0) if row is None else Cursor(int(row["tx"]), row["id"])


async def begin_anew(conn: Connection) -> None:
    """Give the events of a restored database places in the new cluster; devices fetch everything anew."""
    for statement in (_FORGET_DONE, _RENUMBER, _BEGIN_ANEW, _CUT_HERE):
        await conn.execute(statement)
