"""Like: a member likes a post or comment, once."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.events import Liked, LikesCounted
from tonghao.posts.types import Likes

_POST: Final = """
    SELECT p.author_id, p.state = 'visible' AS is_visible,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3 AND b.blocker_id = p.author_id) AS is_blocked
      FROM posts p
     WHERE p.circle_id = $1 AND p.id = $2
"""
_COMMENT: Final = """
    SELECT s.author_id, s.state = 'visible' AND p.state = 'visible' AS is_visible,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3 AND b.blocker_id IN (s.author_id, p.author_id)) AS is_blocked
      FROM comments s
      JOIN posts p ON p.circle_id = s.circle_id AND p.id = s.post_id
     WHERE s.circle_id = $1 AND s.post_id = $2 AND s.id = $4
"""
_ADD: Final = """
    INSERT INTO likes (circle_id, post_id, subject_id, account_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
    RETURNING subject_id
"""
_DROP: Final = """
    DELETE FROM likes WHERE circle_id = $1 AND subject_id = $2 AND account_id = $3 RETURNING subject_id
"""
_COUNT_IN_POST: Final = """
    UPDATE posts SET like_count = like_count + $3 WHERE circle_id = $1 AND id = $2 RETURNING like_count
"""
_COUNT_IN_COMMENT: Final = """
    UPDATE comments SET like_count = like_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
    RETURNING like_count
"""


class BlockedByAuthor(Refusal):
    """This person does not want to hear from you, so you cannot answer, like or mention them."""

    status = 403


async def like(
    conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID | None, account_id: UUID
) -> Likes:
    """Like a post (no *comment_id*) or a comment; twice is once.

    Raises:
        NotFound: there is nothing visible to like.
        BlockedByAuthor: its author, or the thread's, blocks the person.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.

    Emits: likes.counted, liked. Locks: the post or the comment.
    """
    author_id = await _author_of(conn, circle_id, post_id, comment_id, account_id)
    added = await conn.fetchval(_ADD, circle_id, post_id, comment_id or post_id, account_id)
    count = await _count(conn, circle_id, post_id, comment_id, by=0 if added is None else 1)
    if added is not None and author_id != account_id:
        event = Liked(circle_id, post_id, comment_id, author_id, account_id)
        await outbox.emit(conn, event, audience="nobody")
    return Likes(count, True)


async def unlike(
    conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID | None, account_id: UUID
) -> Likes:
    """Take a like back; nothing happens when there is none.

    Raises:
        NotFound: there is no such post or comment for the person.

    Emits: likes.counted. Locks: the post or the comment.
    """
    await access_of(conn, circle_id, account_id)
    dropped = await conn.fetchval(_DROP, circle_id, comment_id or post_id, account_id)
    count = await _count(conn, circle_id, post_id, comment_id, by=0 if dropped is None else -1)
    return Likes(count, False)


async def _author_of(
    conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID | None, account_id: UUID
) -> UUID:
    (await access_of(conn, circle_id, account_id)).must_write()
    if comment_id is None:
        facts = await conn.fetchrow(_POST, circle_id, post_id, account_id)
    else:
        facts = await conn.fetchrow(_COMMENT, circle_id, post_id, account_id, comment_id)
    if facts is None or not facts["is_visible"]:
        raise NotFound
    if facts["is_blocked"]:
        raise BlockedByAuthor
    author_id: UUID = facts["author_id"]
    return author_id


async def _count(
    conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID | None, *, by: int
) -> int:
    if comment_id is None:
        count: int | None = await conn.fetchval(_COUNT_IN_POST, circle_id, post_id, by)
    else:
        count = await conn.fetchval(_COUNT_IN_COMMENT, circle_id, post_id, comment_id, by)
    if count is None:
        raise NotFound
    if by:
        event = LikesCounted(circle_id, post_id, comment_id, count)
        await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    return count
