"""Hide: a post or comment is taken from sight: held again, removed, or deleted with its words."""

from typing import Final, Literal
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.media.use import end_uses
from tonghao.posts.solve import drop_answer
from tonghao.posts.tag import sync_tags
from tonghao.posts.tell import tell_comment_changed, tell_post_changed

Hidden = Literal["held", "removed", "deleted"]

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_POST: Final = "SELECT author_id, state, tags FROM posts WHERE circle_id = $1 AND id = $2"
_HIDE_POST: Final = """
    UPDATE posts SET state = $3, category = $4, held_for = CASE WHEN $3 = 'held' THEN 'text' END,
                     pin_place = NULL, pinned_at = NULL
     WHERE circle_id = $1 AND id = $2
"""
_DELETE_POST: Final = """
    UPDATE posts
       SET state = 'deleted', category = NULL, held_for = NULL, text = '', html = '', photos = '[]',
           quote_circle_id = NULL, quote_post_id = NULL, tags = '{}', pin_place = NULL, pinned_at = NULL,
           locked_at = NULL, locked_by = NULL, lock_reason = NULL, digest = NULL, digested_at = NULL,
           answer_floors = '{}', solved_at = NULL
     WHERE circle_id = $1 AND id = $2
"""
_DROP_POST_VERSIONS: Final = "DELETE FROM post_versions WHERE circle_id = $1 AND post_id = $2"
_DROP_LIKES: Final = "DELETE FROM likes WHERE circle_id = $1 AND subject_id = $2"
_DROP_THANKS: Final = "DELETE FROM thanks WHERE circle_id = $1 AND comment_id = $2"

_COMMENT: Final = """
    SELECT author_id, state, floor, reply_number
      FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_HIDE_COMMENT: Final = """
    UPDATE comments SET state = $4, category = $5 WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_DELETE_COMMENT: Final = """
    UPDATE comments SET state = 'deleted', category = NULL, text = '', html = '', quote_id = NULL
     WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_DROP_COMMENT_VERSIONS: Final = """
    DELETE FROM comment_versions WHERE circle_id = $1 AND post_id = $2 AND comment_id = $3
"""
_COUNT_IN_POST: Final = """
    UPDATE posts SET comment_count = comment_count + $3 WHERE circle_id = $1 AND id = $2
"""
_COUNT_IN_FLOOR: Final = """
    UPDATE comments SET reply_count = reply_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND floor = $3 AND reply_number = 0
"""


async def hide_post(
    conn: Connection,
    circle_id: UUID,
    post_id: UUID,
    *,
    state: Hidden = "removed",
    category: str | None = None,
) -> str:
    """Take a post from sight and return the state it had; whether one may is the caller's question.

    A deleted post loses its words, versions, likes and photos for ever and stays deleted; a removed
    or held one keeps them, so that the decision can be taken back.

    Args:
        category: From the policy; needed to hold.

    Raises:
        NotFound: no such post.

    Emits: post.hidden. Locks: the post, then its photos and tags.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    facts = await conn.fetchrow(_POST, circle_id, post_id)
    if facts is None:
        raise NotFound
    before: str = facts["state"]
    if before == "deleted":
        return before
    if state == "deleted":
        await conn.execute(_DELETE_POST, circle_id, post_id)
        await conn.execute(_DROP_POST_VERSIONS, circle_id, post_id)
        await conn.execute(_DROP_LIKES, circle_id, post_id)
        await end_uses(conn, place_kind="post", place_id=post_id)
    else:
        await conn.execute(_HIDE_POST, circle_id, post_id, state, category)
    if facts["tags"]:
        await sync_tags(conn, circle_id, post_id)
    await tell_post_changed(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        author_id=facts["author_id"],
        before=before,
        after=state,
    )
    return before


async def hide_comment(
    conn: Connection,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    *,
    state: Hidden = "removed",
    category: str | None = None,
) -> str:
    """Take a comment from sight and return the state it had; its number stays as a tombstone.

    Args:
        category: From the policy; needed to hold.

    Raises:
        NotFound: no such comment.

    Emits: comment.hidden, and answers.marked when it answered. Locks: the post, then its floor.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    facts = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if facts is None:
        raise NotFound
    before: str = facts["state"]
    if before == "deleted":
        return before
    if state == "deleted":
        await conn.execute(_DELETE_COMMENT, circle_id, post_id, comment_id)
        await conn.execute(_DROP_COMMENT_VERSIONS, circle_id, post_id, comment_id)
        await conn.execute(_DROP_LIKES, circle_id, comment_id)
        await conn.execute(_DROP_THANKS, circle_id, comment_id)
    else:
        await conn.execute(_HIDE_COMMENT, circle_id, post_id, comment_id, state, category)
    if before == "visible":
        reply = facts["reply_number"] > 0
        await count_comment(conn, circle_id, post_id, floor=facts["floor"], is_reply=reply, by=-1)
        if not reply:
            await drop_answer(conn, circle_id=circle_id, post_id=post_id, floor=facts["floor"])
    await tell_comment_changed(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, before=before, after=state
    )
    return before


async def count_comment(
    conn: Connection, circle_id: UUID, post_id: UUID, *, floor: int, is_reply: bool, by: int
) -> None:
    """Count a comment that became visible (1) or stopped being so (-1); the caller has locked the post."""
    await conn.execute(_COUNT_IN_POST, circle_id, post_id, by)
    if is_reply:
        await conn.execute(_COUNT_IN_FLOOR, circle_id, post_id, floor, by)
