"""Load likes: many at once, for imports and the demo."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection

_LOCK_POSTS: Final = """
    SELECT p.id
      FROM posts p
      JOIN unnest($1::uuid[], $2::uuid[]) AS u (circle_id, id) ON p.circle_id = u.circle_id AND p.id = u.id
     ORDER BY p.circle_id, p.id
       FOR NO KEY UPDATE OF p
"""
# What is not visible cannot be liked.
_LOAD: Final = """
    INSERT INTO likes (circle_id, post_id, subject_id, account_id, at)
    SELECT u.circle_id, u.post_id, COALESCE(u.comment_id, u.post_id), u.account_id, u.at
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[])
           AS u (circle_id, post_id, comment_id, account_id, at)
      JOIN posts p ON p.circle_id = u.circle_id AND p.id = u.post_id AND p.state = 'visible'
      LEFT JOIN comments s ON s.circle_id = u.circle_id AND s.post_id = u.post_id AND s.id = u.comment_id
     WHERE u.comment_id IS NULL OR s.state = 'visible'
    ON CONFLICT DO NOTHING
    RETURNING circle_id, post_id, subject_id
"""
_COUNT_IN_POSTS: Final = """
    UPDATE posts p
       SET like_count = p.like_count + n.likes
      FROM (SELECT u.circle_id, u.subject_id, count(*) AS likes
              FROM unnest($1::uuid[], $2::uuid[]) AS u (circle_id, subject_id)
             GROUP BY u.circle_id, u.subject_id) n
     WHERE p.circle_id = n.circle_id AND p.id = n.subject_id
"""
_COUNT_IN_COMMENTS: Final = """
    UPDATE comments s
       SET like_count = s.like_count + n.likes
      FROM (SELECT u.circle_id, u.post_id, u.subject_id, count(*) AS likes
              FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (circle_id, post_id, subject_id)
             GROUP BY u.circle_id, u.post_id, u.subject_id) n
     WHERE s.circle_id = n.circle_id AND s.post_id = n.post_id AND s.id = n.subject_id
"""


class LoadedLike(msgspec.Struct, frozen=True):
    """Somebody liked a post, or with `comment_id` a comment under it."""

    circle_id: UUID
    post_id: UUID
    account_id: UUID
    at: datetime
    comment_id: UUID | None = None


async def load_likes(conn: Connection, likes: Sequence[LoadedLike]) -> int:
    """Add those of *likes* that are not there yet, and return how many they were.

    Nobody is told of them: they are history.

    Locks: the posts, by circle and identifier, then the comments.
    """
    threads = list({(one.circle_id, one.post_id) for one in likes})
    await conn.execute(_LOCK_POSTS, [one[0] for one in threads], [one[1] for one in threads])
    added = await conn.fetch(
        _LOAD,
        [one.circle_id for one in likes],
        [one.post_id for one in likes],
        [one.comment_id for one in likes],
        [one.account_id for one in likes],
        [one.at for one in likes],
    )
    on_posts = [row for row in added if row[1] == row[2]]
    on_comments = [row for row in added if row[1] != row[2]]
    await conn.execute(_COUNT_IN_POSTS, [row[0] for row in on_posts], [row[2] for row in on_posts])
    await conn.execute(_COUNT_IN_COMMENTS, *([row[number] for row in on_comments] for number in range(3)))
    return len(added)
