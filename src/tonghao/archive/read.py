"""What of an archive is in already, as the tables know it."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from tonghao.db import Connection

_CIRCLES: Final = "SELECT id FROM circles WHERE id = ANY($1::uuid[])"
_POSTS: Final = """
    SELECT p.id FROM posts p
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (circle_id, id) ON p.circle_id = u.circle_id AND p.id = u.id
"""


async def known_circles(conn: Connection, circle_ids: Iterable[UUID]) -> set[UUID]:
    """Those of *circle_ids* that are there."""
    return {row[0] for row in await conn.fetch(_CIRCLES, list(circle_ids))}


async def known_posts(conn: Connection, places: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """Those posts that are there, of *places* (circle, post)."""
    circles, posts = zip(*places, strict=True) if (places := list(places)) else ((), ())
    return {row[0] for row in await conn.fetch(_POSTS, list(circles), list(posts))}
