"""Context: what stands around the subject of a case, as moderators see it."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.media.read import list_uses
from tonghao.moderation.types import Subject
from tonghao.paging import to_cursor
from tonghao.posts.floors import get_comment, list_floors, list_replies
from tonghao.posts.read import get_post
from tonghao.posts.types import Comment, Post

_FLOORS_AROUND: Final = 3
_REPLIES_AROUND: Final = 5


async def context_of(conn: Connection, subject: Subject, *, viewer_id: UUID) -> list[Comment] | Post | None:
    """For a post the post as it stands now, for a comment the floors and replies around it.

    For a photo the post that shows it, if one does; None for accounts and circles.
    """
    if subject.kind == "photo":
        uses = await list_uses(conn, subject.author_id, subject.subject_id)
        post = next((use for use in uses if use.place_kind == "post" and use.circle_id), None)
        if post is None or post.circle_id is None:
            return None
        try:
            return await get_post(
                conn,
                circle_id=post.circle_id,
                post_id=post.place_id,
                viewer_id=viewer_id,
                is_moderator=True,
            )
        except NotFound:
            return None
    if subject.circle_id is None or subject.post_id is None:
        return None
    if subject.kind == "post":
        return await get_post(
            conn,
            circle_id=subject.circle_id,
            post_id=subject.subject_id,
            viewer_id=viewer_id,
            is_moderator=True,
        )
    if subject.kind != "comment":
        return None
    return await _around(conn, subject.circle_id, subject.post_id, subject.subject_id, viewer_id)


async def _around(
    conn: Connection, circle_id: UUID, post_id: UUID, comment_id: UUID, viewer_id: UUID
) -> list[Comment]:
    comment = await get_comment(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        comment_id=comment_id,
        viewer_id=viewer_id,
        is_moderator=True,
    )
    page = await list_floors(
        conn,
        circle_id=circle_id,
        post_id=post_id,
        viewer_id=viewer_id,
        is_moderator=True,
        from_floor=comment.floor - 1,
        limit=_FLOORS_AROUND,
    )
    own = next((floor for floor in page.entries if floor.floor == comment.floor), None)
    if own and comment.reply_number > len(own.replies):
        replies = await list_replies(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            floor=comment.floor,
            viewer_id=viewer_id,
            is_moderator=True,
            cursor=to_cursor(max(0, comment.reply_number - _REPLIES_AROUND // 2 - 1)),
            limit=_REPLIES_AROUND,
        )
        own.replies = replies.entries
    return page.entries
