"""Events leave the database in the same transaction that made them true."""

from typing import Final

import msgspec

from tonghao.db import Connection
from tonghao.events import Event, decode_event, kind_of

_EMIT: Final = "INSERT INTO outbox (audience, kind, event) VALUES ($1, $2, $3)"

# Rows of transactions that still run are left out, with everything after them: an `id > seen`
# cursor would pass over what commits late.
_READ: Final = """
    SELECT tx::text AS tx, id, audience, kind, event, at
      FROM outbox
     WHERE (tx, id) > ($1::text::xid8, $2) AND tx < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY tx, id LIMIT $3
"""

_NEWEST: Final = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1)::text AS tx"

_TRIM: Final = "DELETE FROM outbox WHERE at < now() - make_interval(hours => $1)"


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
    """One event as it stands in the outbox."""

    cursor: Cursor
    audience: str
    event: Event
    at: object


async def emit(conn: Connection, event: Event, *, audience: str) -> None:
    """Write *event* to the outbox; the relay sees it after the caller's commit, never before.

    Args:
        conn: The caller's open transaction.
        event: What happened.
        audience: Who may see it live: `account:<id>`, `circle:<id>`, `post:<circle>/<id>`,
            `moderators`, or `nobody` for events that only jobs hear.
    """
    await conn.execute(_EMIT, audience, kind_of(event), msgspec.to_builtins(event))


async def entries_after(conn: Connection, cursor: Cursor, *, most: int = 500) -> list[Entry]:
    """Up to *most* committed events after *cursor*, in the one order that every reader sees."""
    rows = await conn.fetch(_READ, str(cursor.tx), cursor.id, most)
    return [
        Entry(Cursor(int(row["tx"]), row["id"]), row["audience"], decode_event(row["event"]), row["at"])
        for row in rows
    ]


async def newest_cursor(conn: Connection) -> Cursor:
    """A cursor behind everything that is committed now and before everything that is not."""
    return Cursor(int(await conn.fetchval(_NEWEST)), 2**62)


async def trim(conn: Connection, *, hours: int) -> None:
    """Forget events older than *hours*."""
    await conn.execute(_TRIM, hours)
