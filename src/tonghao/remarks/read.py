"""Every query about remarks that changes nothing."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.media.read import shown_photos
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.remarks.types import Remark

PAGE: Final = 30

_GONE: Final = "SELECT is_removed_thing($1, $2)"

# The oldest first, as one reads a talk. What is unnamed stays for whoever blocks its author: that it were
# missing would name them.
_REMARKS: Final = """
    SELECT r.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, r.label, r.text, r.media_ids,
           r.thanked_at, r.at, r.unnamed
      FROM remarks r
      JOIN profiles p ON p.account_id = r.account_id
     WHERE r.circle_id = $1 AND r.subject_id = $2
       AND r.id > COALESCE($3, '00000000-0000-0000-0000-000000000000'::uuid)
       AND r.removed_at IS NULL AND (NOT r.members_only OR $4)
       AND (r.unnamed OR r.account_id NOT IN (
               SELECT blocked_id FROM blocks WHERE account_id = $5
                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $5))
     ORDER BY r.id LIMIT $6
"""
_NEWEST: Final = """
    SELECT r.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, r.label, r.text, r.media_ids,
           r.thanked_at, r.at, r.unnamed
      FROM remarks r
      JOIN profiles p ON p.account_id = r.account_id
     WHERE r.circle_id = $1 AND r.subject_id = $2
       AND r.id < COALESCE($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
       AND r.removed_at IS NULL AND (NOT r.members_only OR $4)
       AND (r.unnamed OR r.account_id NOT IN (
               SELECT blocked_id FROM blocks WHERE account_id = $5
                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $5))
     ORDER BY r.id DESC LIMIT $6
"""


def is_named(access: Access, row: Row) -> bool:
    """Whether the reader may know whose *row* is; one's own is one's own."""
    return not row["unnamed"] or access.may_help or row["account_id"] == access.account_id


async def list_remarks(
    conn: Connection,
    *,
    access: Access,
    subject_id: UUID,
    newest_first: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Remark]:
    """What was said under something, without those whom the reader blocks or who block the reader.

    Raises:
        NotFound: what it stands under was removed, and the talk with it.
    """
    if await conn.fetchval(_GONE, access.circle_id, subject_id):
        raise NotFound
    (edge,) = from_cursor(cursor, tuple[UUID]) or (None,)
    viewer_id = access.account_id
    rows = await conn.fetch(
        _NEWEST if newest_first else _REMARKS,
        access.circle_id, subject_id, edge, access.role is not None, viewer_id, limit + 1,
    )  # fmt: skip
    wanted = [(row["account_id"], media_id) for row in rows[:limit] for media_id in row["media_ids"]]
    photos = await shown_photos(conn, wanted, viewer_id)
    remarks = [
        Remark(
            row["id"],
            ProfileCard(*row[1:6]) if is_named(access, row) else None,
            row["unnamed"],
            row["label"],
            row["text"],
            [photos[one] for one in row["media_ids"] if one in photos],
            row["thanked_at"] is not None,
            row["at"],
            row["account_id"] == viewer_id,
        )
        for row in rows[:limit]
    ]
    return Page(remarks, to_cursor(remarks[-1].remark_id) if len(rows) > limit else None)
