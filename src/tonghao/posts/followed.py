"""Followed: the threads that a person follows, and who follows a thread."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.posts.read import get_posts
from tonghao.posts.types import Post

PAGE: Final = 20

# What cannot be read any more is left out, and stays followed in case it comes back.
_FOLLOWED: Final = """
    SELECT k.circle_id, k.post_id, k.followed_at
      FROM thread_marks k
      JOIN posts p ON p.circle_id = k.circle_id AND p.id = k.post_id AND p.state = 'visible'
      JOIN circles c ON c.id = k.circle_id
     WHERE k.account_id = $1 AND k.follows IS NOT NULL
       AND (k.followed_at, k.post_id) < (COALESCE($2, 'infinity'::timestamptz),
                                         COALESCE($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
       AND (c.kind = 'open' OR p.author_id = $1
            OR EXISTS (SELECT FROM joined_circles j WHERE j.account_id = $1 AND j.circle_id = k.circle_id))
     ORDER BY k.followed_at DESC, k.post_id DESC LIMIT $4
"""


async def list_followed(
    conn: Connection, *, account_id: UUID, cursor: str | None, limit: int = PAGE
) -> Page[Post]:
    """The threads that *account_id* follows, the last chosen first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, post_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_FOLLOWED, account_id, at, post_id, limit + 1)
    posts = await get_posts(
        conn, places=[(row["circle_id"], row["post_id"]) for row in rows[:limit]], viewer_id=account_id
    )
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(posts, to_cursor(last["followed_at"], last["post_id"]) if last else None)
