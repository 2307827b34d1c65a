"""Marked: the posts of a circle that are pinned, stand in its digest or bear a tag, and its tags."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.read import containing
from tonghao.db import Connection
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor
from tonghao.posts.read import PAGE, get_posts
from tonghao.posts.tag import TagsRefused, checked_tags
from tonghao.posts.types import Post, TagCount

MOST_TAGS: Final = 60

_PINNED: Final = """
    SELECT p.id FROM posts p
     WHERE p.circle_id = $1 AND p.pin_place IS NOT NULL
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY p.pinned_at DESC, p.id DESC
"""
_DIGEST: Final = """
    SELECT p.id, p.digested_at AS at FROM posts p
     WHERE p.circle_id = $1 AND p.digest IS NOT NULL AND p.state = 'visible'
       AND p.digest = COALESCE($3, p.digest)
       AND (p.digested_at, p.id) < (COALESCE($4, 'infinity'::timestamptz), $5)
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY p.digested_at DESC, p.id DESC LIMIT $6
"""
_TAGGED: Final = """
    SELECT t.post_id AS id, t.published_at AS at
      FROM post_tags t
      JOIN posts p ON p.circle_id = t.circle_id AND p.id = t.post_id
     WHERE t.circle_id = $1 AND t.tag = $3
       AND (t.published_at, t.post_id) < (COALESCE($4, 'infinity'::timestamptz), $5)
       AND p.author_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $2
                                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $2)
     ORDER BY t.published_at DESC, t.post_id DESC LIMIT $6
"""
_TAGS: Final = """
    SELECT tag, post_count FROM circle_tags
     WHERE circle_id = $1 AND post_count > 0 AND ($2::text IS NULL OR tag LIKE $2)
     ORDER BY post_count DESC, tag LIMIT $3
"""


async def list_pinned(conn: Connection, *, circle_id: UUID, viewer_id: UUID | None) -> list[Post]:
    """The pinned posts, the newest pin first; who may see the circle asks `access_of`."""
    rows = await conn.fetch(_PINNED, circle_id, viewer_id)
    places = [(circle_id, row[0]) for row in rows]
    return await get_posts(conn, places=places, viewer_id=viewer_id)


async def list_digest(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID | None,
    category: str | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Post]:
    """A page of the digest or of one category of it, what was put in last first."""
    at, post_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, LAST_ID)
    rows = await conn.fetch(_DIGEST, circle_id, viewer_id, category, at, post_id, limit + 1)
    places = [(circle_id, row["id"]) for row in rows[:limit]]
    more = to_cursor(rows[limit - 1]["at"], rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(await get_posts(conn, places=places, viewer_id=viewer_id), more)


async def list_tagged(
    conn: Connection,
    *,
    circle_id: UUID,
    viewer_id: UUID | None,
    tag: str,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[Post]:
    """A page of the posts that bear *tag*, newest first; what can be no tag stands under none."""
    at, post_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, LAST_ID)
    try:
        [word] = checked_tags([tag])
    except TagsRefused:
        return Page([])
    rows = await conn.fetch(_TAGGED, circle_id, viewer_id, word, at, post_id, limit + 1)
    places = [(circle_id, row["id"]) for row in rows[:limit]]
    more = to_cursor(rows[limit - 1]["at"], rows[limit - 1]["id"]) if len(rows) > limit else None
    return Page(await get_posts(conn, places=places, viewer_id=viewer_id), more)


async def list_tags(conn: Connection, *, circle_id: UUID, words: str | None = None) -> list[TagCount]:
    """The tags of a circle, the most used first.

    Args:
        words: What the tag must contain; None for all.
    """
    pattern = containing(words.casefold()) if words and words.strip() else None
    return [TagCount(*row) for row in await conn.fetch(_TAGS, circle_id, pattern, MOST_TAGS)]
