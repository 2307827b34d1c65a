"""Reading the log."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from tonghao.audit.types import Actor, AuditEntry, Head, PublishedHead
from tonghao.db import Connection, Row
from tonghao.paging import Page, from_cursor, to_cursor

_PAGE_SIZE: Final = 50

_NEWEST: Final = """
    SELECT e.number, e.at, e.act, e.actor_id, e.subject_kind, e.subject_id, e.circle_id, e.hash,
           p.payload, f.handle, f.name, f.avatar_media_id, f.is_gone
      FROM (SELECT number, at, act, actor_id, subject_kind, subject_id, circle_id, hash
              FROM audit_entries WHERE number < $1 ORDER BY number DESC LIMIT $2) e
      LEFT JOIN audit_payloads p USING (number)
      LEFT JOIN profiles f ON f.account_id = e.actor_id
     ORDER BY e.number DESC
"""

_ABOUT: Final = """
    SELECT e.number, e.at, e.act, e.actor_id, e.subject_kind, e.subject_id, e.circle_id, e.hash,
           p.payload, f.handle, f.name, f.avatar_media_id, f.is_gone
      FROM (SELECT number, at, act, actor_id, subject_kind, subject_id, circle_id, hash
              FROM audit_entries WHERE subject_id = $3 AND number < $1
             ORDER BY number DESC LIMIT $2) e
      LEFT JOIN audit_payloads p USING (number)
      LEFT JOIN profiles f ON f.account_id = e.actor_id
     ORDER BY e.number DESC
"""

_HEADS: Final = """
    SELECT d.day, d.number, d.hash, d.at,
           ARRAY(SELECT s.way FROM witness_sendings s
                  WHERE s.day = d.day AND s.received_at IS NOT NULL ORDER BY s.way DESC) AS received
      FROM audit_days d WHERE d.day < $1 ORDER BY d.day DESC LIMIT $2
"""

_HEAD: Final = """
    SELECT h.number, h.hash, e.at
      FROM audit_head h LEFT JOIN audit_entries e USING (number)
     WHERE h.sole
"""


async def list_heads(conn: Connection, *, cursor: str | None = None) -> Page[PublishedHead]:
    """The heads that were published, the newest day first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[date])
    rows = await conn.fetch(_HEADS, after[0] if after else date.max, _PAGE_SIZE + 1)
    heads = [PublishedHead(row[0], row[1], row[2].hex(), row[3], row[4]) for row in rows[:_PAGE_SIZE]]
    return Page(heads, to_cursor(heads[-1].day) if len(rows) > _PAGE_SIZE else None)


async def list_entries(
    conn: Connection, *, cursor: str | None = None, subject_id: UUID | None = None
) -> Page[AuditEntry]:
    """The log, newest entry first; only what concerns *subject_id* when it is given.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[int])
    before = after[0] if after else 2**62
    if subject_id is None:
        rows = await conn.fetch(_NEWEST, before, _PAGE_SIZE + 1)
    else:
        rows = await conn.fetch(_ABOUT, before, _PAGE_SIZE + 1, subject_id)
    entries = [_entry(row) for row in rows[:_PAGE_SIZE]]
    more = len(rows) > _PAGE_SIZE
    return Page(entries, to_cursor(entries[-1].number) if more else None)


async def get_head(conn: Connection) -> Head:
    """The end of the chain; `at` is null while nothing was written."""
    row = await conn.fetchrow(_HEAD)
    if row is None:
        raise RuntimeError("the audit log has lost its head")
    at: datetime | None = row["at"]
    return Head(row["number"], row["hash"].hex(), at)


def _entry(row: Row) -> AuditEntry:
    actor = None
    if row["handle"] is not None:
        actor = Actor(row["actor_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"])
    return AuditEntry(
        row["number"],
        row["at"],
        row["act"],
        actor,
        row["subject_kind"],
        row["subject_id"],
        row["circle_id"],
        row["payload"],
        row["hash"].hex(),
    )
