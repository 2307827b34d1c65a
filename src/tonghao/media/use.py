"""Use: the ledger of where each photo is shown. A photo that no place uses is deleted a day later."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.media.read import medium_of
from tonghao.media.types import Medium, PlaceKind, Purpose

_TAKE: Final = """
    UPDATE media SET unused_since = NULL
     WHERE owner_id = $1 AND id = $2 AND state NOT IN ('dropped', 'deleted')
    RETURNING owner_id, id, purpose, state, alt, width, height, blur, category, refusal,
              created_at, checked_at
"""
_USE: Final = """
    INSERT INTO media_uses AS u (owner_id, media_id, place_kind, place_id, circle_id)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (owner_id, media_id, place_kind, place_id) DO UPDATE
       SET ended_at = NULL, since = CASE WHEN u.ended_at IS NULL THEN u.since ELSE now() END,
           circle_id = excluded.circle_id
"""
_END: Final = """
    UPDATE media_uses SET ended_at = now()
     WHERE place_kind = $1 AND place_id = $2 AND ended_at IS NULL AND media_id <> ALL($3::uuid[])
    RETURNING owner_id, media_id
"""
_LOCK: Final = """
    SELECT m.id
      FROM media m
      JOIN unnest($1::uuid[], $2::uuid[]) AS left_alone (owner_id, id)
        ON m.owner_id = left_alone.owner_id AND m.id = left_alone.id
     ORDER BY m.owner_id, m.id
       FOR UPDATE OF m
"""
# A statement of its own: its snapshot is newer than the lock, so it sees a use that came meanwhile.
_LEAVE: Final = """
    UPDATE media m SET unused_since = now()
      FROM unnest($1::uuid[], $2::uuid[]) AS left_alone (owner_id, id)
     WHERE m.owner_id = left_alone.owner_id AND m.id = left_alone.id AND m.unused_since IS NULL
       AND NOT EXISTS (SELECT FROM media_uses u
                        WHERE u.owner_id = m.owner_id AND u.media_id = m.id AND u.ended_at IS NULL)
"""


class PhotoRefused(Refusal):
    """This photo was refused and cannot be used. Choose another one."""


async def use_media(
    conn: Connection,
    *,
    owner_id: UUID,
    media_id: UUID,
    place_kind: PlaceKind,
    place_id: UUID,
    circle_id: UUID | None,
) -> Medium:
    """Enter a place that shows the photo; twice is once. The photo may still be pending or held.

    Args:
        owner_id: Whose photo it is; a person uses their own.
        place_id: The post, the account (avatar), the circle (cover) or the draft.
        circle_id: The circle of the place; None for an avatar.

    Raises:
        NotFound: *owner_id* has no such photo, or it is one of a child and the place is not for those.
        PhotoRefused: it was refused.

    Locks: the photo.
    """
    row = await conn.fetchrow(_TAKE, owner_id, media_id)
    if row is None:
        raise NotFound
    medium = medium_of(row)
    # A photo of a child is one from its upload on: no page, no picture of oneself, no cover.
    if (medium.purpose == "child") != (place_kind == "child"):
        raise NotFound
    if medium.state == "refused":
        raise PhotoRefused
    await conn.execute(_USE, owner_id, media_id, place_kind, place_id, circle_id)
    return medium


async def use_photos(
    conn: Connection,
    *,
    owner_id: UUID,
    media_ids: Sequence[UUID],
    purpose: Purpose,
    place_kind: PlaceKind,
    place_id: UUID,
    circle_id: UUID,
) -> list[UUID]:
    """Enter a place that shows several photos of one's own, each once, and return them in their order.

    Raises:
        NotFound: one is not the person's, or was uploaded for another purpose.
        PhotoRefused: one was refused.

    Locks: the photos, by identifier.
    """
    for media_id in sorted(set(media_ids)):
        medium = await use_media(
            conn,
            owner_id=owner_id,
            media_id=media_id,
            place_kind=place_kind,
            place_id=place_id,
            circle_id=circle_id,
        )
        if medium.purpose != purpose:
            raise NotFound
    return list(dict.fromkeys(media_ids))


async def end_uses(
    conn: Connection, *, place_kind: PlaceKind, place_id: UUID, keep: Collection[UUID] = ()
) -> None:
    """Let go of the photos that a place showed; those without any other place are deleted a day later.

    Args:
        keep: Photos that the place still shows.

    Locks: the photos, by owner and identifier.
    """
    ended = await conn.fetch(_END, place_kind, place_id, list(keep))
    if not ended:
        return
    owners, ids = [row[0] for row in ended], [row[1] for row in ended]
    await conn.execute(_LOCK, owners, ids)
    await conn.execute(_LEAVE, owners, ids)
