"""Every query about the bank that changes nothing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.bank.types import BankCounts, BankEntry
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor

PAGE: Final = 30

_LIST: Final = """
    SELECT b.id, b.kind, b.category, b.case_id, b.media_owner, b.media_id,
           octet_length(b.hashes) / 32 AS hashes, b.hashed_at IS NOT NULL AS is_hashed, b.reason, b.at,
           b.retired_at, b.retire_reason,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           r.account_id AS r_id, r.handle AS r_handle, r.name AS r_name, r.avatar_media_id AS r_avatar,
           r.is_gone AS r_gone
      FROM bank_entries b
      JOIN profiles f ON f.account_id = b.entered_by
      LEFT JOIN profiles r ON r.account_id = b.retired_by
     WHERE (b.retired_at IS NOT NULL) = $1
       AND ($2::timestamptz IS NULL OR (b.at, b.id) < ($2, $3))
     ORDER BY b.at DESC, b.id DESC
     LIMIT $4
"""
_GET: Final = """
    SELECT b.id, b.kind, b.category, b.case_id, b.media_owner, b.media_id,
           octet_length(b.hashes) / 32 AS hashes, b.hashed_at IS NOT NULL AS is_hashed, b.reason, b.at,
           b.retired_at, b.retire_reason,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone,
           r.account_id AS r_id, r.handle AS r_handle, r.name AS r_name, r.avatar_media_id AS r_avatar,
           r.is_gone AS r_gone
      FROM bank_entries b
      JOIN profiles f ON f.account_id = b.entered_by
      LEFT JOIN profiles r ON r.account_id = b.retired_by
     WHERE b.id = $1
"""
_COUNTS: Final = """
    SELECT (SELECT version FROM bank_state WHERE sole) AS version,
           count(*) FILTER (WHERE kind = 'removed') AS entries,
           coalesce(sum(octet_length(hashes) / 32) FILTER (WHERE kind = 'removed'), 0)::bigint AS hashes,
           count(*) FILTER (WHERE kind = 'released') AS released,
           (SELECT count(*) FROM media WHERE state IN ('visible', 'held', 'refused') AND blur IS NOT NULL)
               AS photos,
           (SELECT count(*) FROM media
             WHERE look IS NULL AND state IN ('visible', 'held', 'refused') AND blur IS NOT NULL) AS waiting
      FROM bank_entries WHERE retired_at IS NULL
"""


def _entry_of(row: Row) -> BankEntry:
    entered_by = ProfileCard(
        row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"]
    )
    retired_by = None
    if row["r_id"] is not None:
        retired_by = ProfileCard(row["r_id"], row["r_handle"], row["r_name"], row["r_avatar"], row["r_gone"])
    return BankEntry(
        row["id"],
        row["kind"],
        row["category"],
        row["case_id"],
        row["media_owner"],
        row["media_id"],
        row["hashes"],
        row["is_hashed"],
        row["reason"],
        entered_by,
        row["at"],
        row["retired_at"],
        retired_by,
        row["retire_reason"],
    )


async def list_entries(conn: Connection, *, is_retired: bool, cursor: str | None) -> Page[BankEntry]:
    """What is kept away, or was, the newest first.

    Raises:
        BadCursor: as said by paging.
    """
    at, after = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_LIST, is_retired, at, after, PAGE + 1)
    entries = [_entry_of(row) for row in rows[:PAGE]]
    more = to_cursor(entries[-1].at, entries[-1].entry_id) if len(rows) > PAGE else None
    return Page(entries, more)


async def get_entry(conn: Connection, entry_id: UUID) -> BankEntry:
    """One entry.

    Raises:
        NotFound: there is none such.
    """
    row = await conn.fetchrow(_GET, entry_id)
    if row is None:
        raise NotFound
    return _entry_of(row)


async def get_counts(conn: Connection) -> BankCounts:
    """How much the bank holds, and how many photos cannot be compared with it yet."""
    row = await conn.fetchrow(_COUNTS)
    assert row is not None
    return BankCounts(*row)
