"""Reading what somebody saved."""

from datetime import UTC, datetime
from typing import Final, Literal
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.read import containing
from tonghao.db import Connection, Row
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.saves.types import Saved, SaveFolder, SaveFolders, SavePlace

PAGE: Final = 30
_LAST: Final = datetime(9000, 1, 1, tzinfo=UTC)

_FOLDERS: Final = """
    SELECT f.id, f.name, (SELECT count(*) FROM saves s WHERE s.account_id = $1 AND s.folder_id = f.id)
      FROM save_folders f
     WHERE f.account_id = $1
     ORDER BY lower(f.name), f.id
"""
_COUNTS: Final = """
    SELECT count(*) FILTER (WHERE folder_id IS NULL), count(*) FROM saves WHERE account_id = $1
"""

# The words are read where they stand, with the rights that the person has now. A search looks at all
# that one person saved, which is as much as they pressed by hand.
_SAVED: Final = """
    SELECT s.circle_id, c.slug, c.name, c.name_en, s.post_id, s.comment_id, COALESCE(m.floor, 1),
           a.account_id, a.handle, COALESCE(n.nickname, a.name), a.avatar_media_id, a.is_gone,
           left(split_part(p.text, E'\\n', 1), 80), left(m.text, 140), r.may_read, s.folder_id, s.at,
           s.subject_id
      FROM saves s
      JOIN circles c ON c.id = s.circle_id
      LEFT JOIN posts p ON p.circle_id = s.circle_id AND p.id = s.post_id
      LEFT JOIN comments m ON m.circle_id = s.circle_id AND m.post_id = s.post_id AND m.id = s.comment_id
      LEFT JOIN profiles a ON a.account_id = COALESCE(m.author_id, p.author_id)
      LEFT JOIN memberships n ON n.circle_id = s.circle_id AND n.account_id = a.account_id
     CROSS JOIN LATERAL (
           SELECT COALESCE((p.state = 'visible' OR p.author_id = $1 AND p.state <> 'deleted')
                           AND (s.comment_id IS NULL OR m.state = 'visible')
                           AND (c.kind = 'open'
                                OR EXISTS (SELECT FROM joined_circles j
                                            WHERE j.account_id = $1 AND j.circle_id = c.id)), false)
                  AS may_read) r
     WHERE s.account_id = $1 AND (s.at, s.subject_id) < ($2, $3)
       AND CASE $4 WHEN 'all' THEN true WHEN 'unsorted' THEN s.folder_id IS NULL
                   ELSE s.folder_id = $5 END
       AND ($6::text IS NULL
            OR r.may_read AND (split_part(p.text, E'\\n', 1) ILIKE $6 OR left(m.text, 140) ILIKE $6))
     ORDER BY s.at DESC, s.subject_id DESC LIMIT $7
"""
_IN_THREAD: Final = """
    SELECT comment_id, folder_id FROM saves
     WHERE circle_id = $1 AND post_id = $2 AND account_id = $3
     ORDER BY at, subject_id LIMIT 1000
"""


async def list_folders(conn: Connection, account_id: UUID) -> SaveFolders:
    """The folders of *account_id*, by name."""
    folders = [SaveFolder(*row) for row in await conn.fetch(_FOLDERS, account_id)]
    counts = await conn.fetchrow(_COUNTS, account_id)
    assert counts is not None
    return SaveFolders(folders, counts[0], counts[1])


async def list_saved(
    conn: Connection,
    *,
    account_id: UUID,
    within: UUID | Literal["all", "unsorted"] = "all",
    words: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Saved]:
    """What *account_id* saved, the newest first.

    Args:
        within: A folder, what lies in none, or all.
        words: What a title or the beginning of a floor must contain; None for all.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, subject_id = from_cursor(cursor, tuple[datetime, UUID]) or (_LAST, UUID(int=2**128 - 1))
    kind, folder_id = (within, None) if isinstance(within, str) else ("folder", within)
    pattern = containing(words) if words and words.strip() else None
    rows = await conn.fetch(_SAVED, account_id, at, subject_id, kind, folder_id, pattern, limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page([_of(row) for row in rows[:limit]], to_cursor(last[16], last[17]) if last else None)


def _of(row: Row) -> Saved:
    may_read = row[14]
    author = ProfileCard(*row[7:12]) if may_read and row[7] is not None else None
    title, excerpt = (row[12] or "", row[13] or "") if may_read else ("", "")
    state: Literal["visible", "gone"] = "visible" if may_read else "gone"
    return Saved(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], author, title, excerpt, state,
        row[15], row[16],
    )  # fmt: skip


async def list_thread_saves(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID
) -> list[SavePlace]:
    """What of one thread *account_id* saved."""
    return [SavePlace(*row) for row in await conn.fetch(_IN_THREAD, circle_id, post_id, account_id)]
