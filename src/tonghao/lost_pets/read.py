"""Every query about lost pets that changes nothing."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.lost_pets.types import LostPet
from tonghao.media.read import shown_photos
from tonghao.paging import Page, from_cursor, to_cursor

PAGE: Final = 20
_FIRST: Final = (True, UUID(int=2**128 - 1))

# Who is still missing first, then who came home, the newest first.
_LOST_PETS: Final = """
    SELECT l.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, l.name AS called, l.about,
           l.place, l.seen_at, l.media_ids, l.post_id, l.state, l.ended_at, l.thanks, l.created_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = l.circle_id AND r.subject_id = l.id AND r.removed_at IS NULL) AS sightings
      FROM lost_pets l
      JOIN profiles p ON p.account_id = l.made_by
     WHERE l.circle_id = $1 AND l.removed_at IS NULL AND (l.state = 'missing', l.id) < ($2, $3)
       AND l.made_by NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $4
                              UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $4)
     ORDER BY (l.state = 'missing') DESC, l.id DESC LIMIT $5
"""
_LOST_PET: Final = """
    SELECT l.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, l.name AS called, l.about,
           l.place, l.seen_at, l.media_ids, l.post_id, l.state, l.ended_at, l.thanks, l.created_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = l.circle_id AND r.subject_id = l.id AND r.removed_at IS NULL) AS sightings
      FROM lost_pets l
      JOIN profiles p ON p.account_id = l.made_by
     WHERE l.circle_id = $1 AND l.id = $2 AND l.removed_at IS NULL
"""


async def _lost_pets_of(conn: Connection, rows: Sequence[Row], viewer_id: UUID | None) -> list[LostPet]:
    wanted = [(row["account_id"], media_id) for row in rows for media_id in row["media_ids"]]
    photos = await shown_photos(conn, wanted, viewer_id)
    return [
        LostPet(
            row["id"],
            ProfileCard(*row[1:6]),
            row["called"],
            row["about"],
            row["place"],
            row["seen_at"],
            [photos[one] for one in row["media_ids"] if one in photos],
            row["post_id"],
            row["state"],
            row["ended_at"],
            row["thanks"],
            row["sightings"],
            row["created_at"],
            row["account_id"] == viewer_id,
        )
        for row in rows
    ]


async def list_lost_pets(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[LostPet]:
    """The board, without those whom the viewer blocks or who block the viewer."""
    is_missing, before = from_cursor(cursor, tuple[bool, UUID]) or _FIRST
    rows = await conn.fetch(_LOST_PETS, circle_id, is_missing, before, viewer_id, limit + 1)
    pets = await _lost_pets_of(conn, rows[:limit], viewer_id)
    more = len(rows) > limit
    return Page(pets, to_cursor(pets[-1].state == "missing", pets[-1].lost_pet_id) if more else None)


async def get_lost_pet(
    conn: Connection, *, circle_id: UUID, lost_pet_id: UUID, viewer_id: UUID | None
) -> LostPet:
    """One notice.

    Raises:
        NotFound: there is no such.
    """
    rows = await conn.fetch(_LOST_PET, circle_id, lost_pet_id)
    if not rows:
        raise NotFound
    return (await _lost_pets_of(conn, rows, viewer_id))[0]
