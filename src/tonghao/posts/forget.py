"""Forget: what a deleted person wrote and marked goes; floors keep their numbers as tombstones."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.posts.hide import hide_comment, hide_post

_POSTS: Final = """
    SELECT circle_id, id FROM posts WHERE author_id = $1 AND state <> 'deleted'
     ORDER BY created_at DESC, id DESC LIMIT $2
"""
_COMMENTS: Final = """
    SELECT circle_id, post_id, id FROM comments WHERE author_id = $1 AND state <> 'deleted'
     ORDER BY created_at DESC, id DESC LIMIT $2
"""
_TURNS: Final = "DELETE FROM comment_turns WHERE account_id = $1"
_SAID: Final = "DELETE FROM said_texts WHERE author_id = $1"
_DRAFTS: Final = "DELETE FROM drafts WHERE account_id = $1"
_SCHEDULED: Final = "DELETE FROM scheduled_posts WHERE account_id = $1"
# What others wrote stays in the circle; the series of somebody who is gone ends.
_COLUMN_POSTS: Final = """
    DELETE FROM column_posts n USING circle_columns c
     WHERE c.writer_id = $1 AND n.circle_id = c.circle_id AND n.column_id = c.id
"""
_COLUMNS: Final = "DELETE FROM circle_columns WHERE writer_id = $1"
_LIKES: Final = """
    DELETE FROM likes l
     USING (SELECT circle_id, subject_id FROM likes WHERE account_id = $1
             ORDER BY circle_id, subject_id LIMIT $2) o
     WHERE l.circle_id = o.circle_id AND l.subject_id = o.subject_id AND l.account_id = $1
    RETURNING l.circle_id, l.post_id, l.subject_id
"""
_COUNT_IN_POSTS: Final = """
    UPDATE posts p SET like_count = p.like_count - 1
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (circle_id, post_id, subject_id)
     WHERE p.circle_id = u.circle_id AND p.id = u.post_id AND u.subject_id = u.post_id
"""
_COUNT_IN_COMMENTS: Final = """
    UPDATE comments s SET like_count = s.like_count - 1
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (circle_id, post_id, subject_id)
     WHERE s.circle_id = u.circle_id AND s.post_id = u.post_id AND s.id = u.subject_id
"""

_THANKS: Final = """
    DELETE FROM thanks t
     USING (SELECT circle_id, comment_id FROM thanks WHERE account_id = $1
             ORDER BY circle_id, comment_id LIMIT $2) o
     WHERE t.circle_id = o.circle_id AND t.comment_id = o.comment_id AND t.account_id = $1
    RETURNING t.circle_id, t.post_id, t.comment_id
"""
_COUNT_THANKS: Final = """
    UPDATE comments s SET thanks_count = s.thanks_count - 1
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS u (circle_id, post_id, comment_id)
     WHERE s.circle_id = u.circle_id AND s.post_id = u.post_id AND s.id = u.comment_id
"""
_MARKS: Final = """
    DELETE FROM thread_marks k
     USING (SELECT circle_id, post_id FROM thread_marks WHERE account_id = $1 LIMIT $2) o
     WHERE k.circle_id = o.circle_id AND k.post_id = o.post_id AND k.account_id = $1
    RETURNING k.post_id
"""
_SETTINGS: Final = "DELETE FROM follow_settings WHERE account_id = $1"


async def forget_some(conn: Connection, *, account_id: UUID, most: int = 100) -> bool:
    """Delete up to *most* each of what a deleted person wrote and marked; whether there may be more.

    In portions, so that no transaction holds the rows of a whole life.

    Emits: post.hidden, comment.hidden. Locks: posts, then their floors.
    """
    posts = await conn.fetch(_POSTS, account_id, most)
    for row in posts:
        await hide_post(conn, row["circle_id"], row["id"], state="deleted")
    comments = await conn.fetch(_COMMENTS, account_id, most)
    for row in comments:
        await hide_comment(conn, row["circle_id"], row["post_id"], row["id"], state="deleted")
    for statement in (_TURNS, _SAID, _DRAFTS, _SCHEDULED, _COLUMN_POSTS, _COLUMNS):
        await conn.execute(statement, account_id)
    likes = await conn.fetch(_LIKES, account_id, most)
    columns = [[row[number] for row in likes] for number in range(3)]
    await conn.execute(_COUNT_IN_POSTS, *columns)
    await conn.execute(_COUNT_IN_COMMENTS, *columns)
    thanks = await conn.fetch(_THANKS, account_id, most)
    await conn.execute(_COUNT_THANKS, *([row[number] for row in thanks] for number in range(3)))
    marks = await conn.fetch(_MARKS, account_id, most)
    await conn.execute(_SETTINGS, account_id)
    return max(len(posts), len(comments), len(likes), len(thanks), len(marks)) == most
