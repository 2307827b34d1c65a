"""HTTP for comments."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post
from litestar.params import Parameter
from msgspec import Meta

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.record_act import optional_reason
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.limits import Limiter
from tonghao.paging import Page
from tonghao.posts.comment import write_comment
from tonghao.posts.count_views import Views
from tonghao.posts.delete import delete_comment
from tonghao.posts.edit import EditConflict, InReview
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.floors import get_comment, list_comment_versions, list_floors, list_replies
from tonghao.posts.like import BlockedByAuthor, unlike
from tonghao.posts.lock import ThreadLocked
from tonghao.posts.read import get_post
from tonghao.posts.routes.shared import (
    ASKED,
    LIKED,
    POST,
    READ,
    REMOVED,
    WRITTEN,
    Cursor,
    DraftVersion,
    Limit,
    Text,
    Why,
    add_like,
    drop_sent,
    may_read,
)
from tonghao.posts.save_draft import DraftPlace
from tonghao.posts.slow_down import SlowMode
from tonghao.posts.types import Comment, Likes, PostVersion
from tonghao.screening.text import TextScreener

_Floor = Annotated[int, Meta(ge=2, le=2**31 - 1)]
_FloorNumber = Annotated[int, Parameter(ge=0, le=2**31 - 2)]
_COMMENT = POST + "/comments/{comment_id:uuid}"


class _CommentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`floor` answers inside a floor, `reply_to_id` a comment; without both it is a new floor.

    `quote_id` is a comment of the same thread. With `draft_version` the draft is dropped that I saved
    for this thread, unless another device has saved a newer one.
    """

    text: Text
    floor: _Floor | None = None
    reply_to_id: UUID | None = None
    quote_id: UUID | None = None
    draft_version: DraftVersion = None


class _CommentEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version` is the one that the author saw."""

    text: Text
    version: int


@get(POST + "/comments", operation_id="listFloors", responses=refusals(*READ))
async def floors(
    *,
    circle_id: UUID,
    post_id: UUID,
    viewer: Caller | None,
    pool: Pool,
    views: Views,
    cursor: Cursor = None,
    after_floor: _FloorNumber = 0,
    from_floor: _FloorNumber = 0,
    author_only: bool = False,
    limit: Limit = 20,
) -> Page[Comment]:
    """A page of floors, each with its first three replies; `from_floor` jumps to a floor."""
    async with reading(pool) as conn:
        viewer_id, is_moderator = await may_read(conn, circle_id, viewer)
        page = await list_floors(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            viewer_id=viewer_id,
            is_moderator=is_moderator,
            from_floor=max(from_floor, after_floor + 1),
            author_only=author_only,
            cursor=cursor,
            limit=limit,
        )
    views.saw_comments(page.entries, viewer)
    return page


@get(POST + "/floors/{floor:int}/replies", operation_id="listReplies", responses=refusals(*READ))
async def replies(
    *,
    circle_id: UUID,
    post_id: UUID,
    floor: _FloorNumber,
    viewer: Caller | None,
    pool: Pool,
    views: Views,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Comment]:
    """A page of the replies inside a floor."""
    async with reading(pool) as conn:
        viewer_id, is_moderator = await may_read(conn, circle_id, viewer)
        page = await list_replies(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            floor=floor,
            viewer_id=viewer_id,
            is_moderator=is_moderator,
            cursor=cursor,
            limit=limit,
        )
    views.saw_comments(page.entries, viewer)
    return page


@get(
    _COMMENT + "/versions",
    operation_id="listCommentVersions",
    responses=refusals(InvalidRequest, NotFound),
)
async def comment_versions(
    *, circle_id: UUID, post_id: UUID, comment_id: UUID, viewer: Caller | None, pool: Pool
) -> list[PostVersion]:
    """What a comment says and said before, the newest first."""
    async with reading(pool) as conn:
        viewer_id, is_moderator = await may_read(conn, circle_id, viewer)
        seen = {"circle_id": circle_id, "post_id": post_id}
        await get_post(conn, **seen, viewer_id=viewer_id, is_moderator=is_moderator)
        found = await get_comment(
            conn, **seen, comment_id=comment_id, viewer_id=viewer_id, is_moderator=is_moderator
        )
        return await list_comment_versions(conn, comment=found, is_moderator=is_moderator)


@post(
    POST + "/comments",
    operation_id="writeComment",
    responses=refusals(*WRITTEN, BlockedByAuthor, ThreadLocked, SlowMode),
)
async def comment(
    *,
    circle_id: UUID,
    post_id: UUID,
    data: _CommentText,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Comment:
    """Comment on a post: on the next floor, or inside one."""
    await limiter.count("60 per 10 minutes", "write_comment", str(caller.account_id))
    async with writing(pool) as conn:

        async def made() -> Comment:
            written = await write_comment(
                conn,
                screener=screener,
                circle_id=circle_id,
                post_id=post_id,
                author_id=caller.account_id,
                text=data.text,
                floor=data.floor,
                reply_to_id=data.reply_to_id,
                quote_id=data.quote_id,
            )
            await drop_sent(conn, caller, DraftPlace("comment", circle_id, post_id), data.draft_version)
            return written

        return await idempotency.answer(conn, caller.account_id, key, Comment, made)


@patch(
    _COMMENT,
    operation_id="editComment",
    responses=refusals(*WRITTEN, NotAllowed, EditConflict, InReview),
)
async def change(
    *,
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    data: _CommentEdit,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Comment:
    """Change my comment."""
    await limiter.count("60 per 10 minutes", "edit_comment", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Comment,
            lambda: edit_comment(
                conn,
                screener=screener,
                circle_id=circle_id,
                post_id=post_id,
                comment_id=comment_id,
                author_id=caller.account_id,
                text=data.text,
                version=data.version,
            ),
        )


@delete(_COMMENT, operation_id="deleteComment", responses=refusals(*REMOVED))
async def drop_comment(
    circle_id: UUID,
    post_id: UUID,
    comment_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: Why = None,
) -> None:
    """Delete my comment for ever, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        await delete_comment(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            comment_id=comment_id,
            account_id=caller.account_id,
            reason=optional_reason(screener, reason),
        )


@post(
    _COMMENT + "/likes",
    operation_id="likeComment",
    responses=refusals(*LIKED),
)
async def like_comment(
    *, circle_id: UUID, post_id: UUID, comment_id: UUID, caller: Caller, pool: Pool, limiter: Limiter
) -> Likes:
    """Like a comment."""
    return await add_like(pool, caller, limiter, (circle_id, post_id, comment_id))


@delete(_COMMENT + "/likes/me", operation_id="unlikeComment", status_code=200, responses=refusals(*ASKED))
async def unlike_comment(
    circle_id: UUID, post_id: UUID, comment_id: UUID, caller: Caller, pool: Pool
) -> Likes:
    """Take my like of a comment back."""
    async with writing(pool) as conn:
        return await unlike(
            conn, circle_id=circle_id, post_id=post_id, comment_id=comment_id, account_id=caller.account_id
        )
