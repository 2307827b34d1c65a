"""Release: a person lets through what was held or removed."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.hide import count_comment
from tonghao.posts.screen import Screened
from tonghao.posts.settle import settle_post
from tonghao.posts.tell import tell_comment_changed

_LOCK_POST: Final = "SELECT id FROM posts WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_POST_STATE: Final = "SELECT state FROM posts WHERE circle_id = $1 AND id = $2"
_COMMENT: Final = """
    SELECT state, floor, reply_number FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""
_RELEASE_COMMENT: Final = """
    UPDATE comments SET state = 'visible', category = NULL WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""


async def release_post(conn: Connection, circle_id: UUID, post_id: UUID) -> str:
    """Let a post's words through and return its state: visible, or what its photos allow.

    Nothing brings back what its author deleted. Whether one may is the caller's question.

    Raises:
        NotFound: no such post.

    Emits: post.published. Locks: the post.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    state: str | None = await conn.fetchval(_POST_STATE, circle_id, post_id)
    if state is None:
        raise NotFound
    if state == "deleted":
        return state
    settled = await settle_post(conn, circle_id=circle_id, post_id=post_id, words=Screened.passed())
    return str(settled)


async def release_comment(conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID) -> str:
    """Let a comment through and return its state; it stands again where it stood.

    Raises:
        NotFound: no such comment.

    Emits: comment.published. Locks: the post, then its floor.
    """
    await conn.execute(_LOCK_POST, circle_id, post_id)
    facts = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if facts is None:
        raise NotFound
    before: str = facts["state"]
    if before in {"deleted", "visible"}:
        return before
    await conn.execute(_RELEASE_COMMENT, circle_id, post_id, comment_id)
    reply = facts["reply_number"] > 0
    await count_comment(conn, circle_id, post_id, floor=facts["floor"], is_reply=reply, by=1)
    await tell_comment_changed(
        conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, before=before, after="visible"
    )
    return "visible"
