"""Reading the log."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.audit.types import Actor, AuditEntry, Head
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

_HEAD: Final = """
    SELECT h.number, h.hash, e.at
      FROM audit_head h LEFT JOIN audit_entries e USING (number)
     WHERE h.sole
"""


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
