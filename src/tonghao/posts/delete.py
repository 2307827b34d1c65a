"""Delete: authors take back what they wrote; the staff of a circle remove it."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.record_removal import record_removal
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.hide import hide_comment, hide_post

_POST: Final = "SELECT author_id, state FROM posts WHERE circle_id = $1 AND id = $2"
_COMMENT: Final = """
    SELECT author_id, state, floor FROM comments WHERE circle_id = $1 AND post_id = $2 AND id = $3
"""


async def delete_post(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    account_id: UUID,
    reason: ActReason = NO_REASON,
) -> None:
    """Delete one's own post for ever, or remove somebody's as helper, host or owner.

    What staff remove keeps its words, so that its author and moderators can still read what it was.

    Raises:
        NotFound: no such post for the person.
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: post.hidden; content.removed to whose it was. Locks: the post, its photos, then the audit log.
    """
    facts = await conn.fetchrow(_POST, circle_id, post_id)
    if facts is None or facts["state"] == "deleted":
        raise NotFound
    if facts["author_id"] == account_id:
        await hide_post(conn, circle_id, post_id, state="deleted")
        return
    access = await access_of(conn, circle_id, account_id)
    access.must_help()
    if facts["state"] != "visible":
        raise NotFound
    await hide_post(conn, circle_id, post_id, state="removed")
    await record_removal(
        conn,
        access=access,
        subject_kind="post",
        subject_id=post_id,
        post_id=post_id,
        author_id=facts["author_id"],
        reason=reason,
        shown={"by": "circle"},
    )


async def delete_comment(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    account_id: UUID,
    reason: ActReason = NO_REASON,
) -> None:
    """Delete one's own comment for ever, or remove somebody's as helper, host or owner.

    Raises:
        NotFound: no such comment for the person.
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: comment.hidden; content.removed to whose it was. Locks: the post, its floor, then the audit log.
    """
    facts = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if facts is None or facts["state"] == "deleted":
        raise NotFound
    if facts["author_id"] == account_id:
        await hide_comment(conn, circle_id, post_id, comment_id, state="deleted")
        return
    access = await access_of(conn, circle_id, account_id)
    access.must_help()
    if facts["state"] != "visible":
        raise NotFound
    await hide_comment(conn, circle_id, post_id, comment_id, state="removed")
    await record_removal(
        conn,
        access=access,
        subject_kind="comment",
        subject_id=comment_id,
        post_id=post_id,
        author_id=facts["author_id"],
        reason=reason,
        shown={"by": "circle", "floor": facts["floor"]},
    )
