"""HTTP for posts."""

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
from tonghao.media.use import PhotoRefused
from tonghao.meetups.invite import MeetupTimesRefused, MeetupWordsRefused
from tonghao.meetups.types import MeetupDraft
from tonghao.paging import Page
from tonghao.polls.ask import PollOptionsRefused, PollTimeRefused
from tonghao.polls.types import PollDraft
from tonghao.posts.carry import OneThingOnly
from tonghao.posts.count_views import Views
from tonghao.posts.delete import delete_post
from tonghao.posts.edit import EditConflict, InReview, edit_post
from tonghao.posts.like import unlike
from tonghao.posts.marked import list_tagged
from tonghao.posts.photos import TooManyPhotos
from tonghao.posts.read import get_post, list_account_posts, list_circle_posts, list_versions
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
from tonghao.posts.tag import TagsRefused
from tonghao.posts.types import Likes, PhotoDraft, Post, PostKind, PostPlace, PostVersion
from tonghao.posts.write import write_post
from tonghao.screening.text import TextScreener

_Photos = Annotated[list[PhotoDraft], Meta(max_length=50)]
# Longer than what is taken, so that what is too long gets its own sentence.
_Tags = Annotated[list[Annotated[str, Meta(max_length=1000)]], Meta(max_length=100)]


class _PostText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """At most one of `poll` and `meetup`."""

    text: Text = ""
    photos: _Photos = []
    kind: PostKind = "plain"
    tags: _Tags = []
    poll: PollDraft | None = None
    meetup: MeetupDraft | None = None
    quote: PostPlace | None = None
    draft_version: DraftVersion = None


class _PostEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version` is the one that the author saw; tags that are left out stay."""

    text: Text
    photos: _Photos
    version: int
    tags: _Tags | None = None
    draft_version: DraftVersion = None


@get("/circles/{circle_id:uuid}/posts", operation_id="listCirclePosts", responses=refusals(*READ))
async def of_circle(
    *,
    circle_id: UUID,
    viewer: Caller | None,
    pool: Pool,
    views: Views,
    tag: Annotated[str | None, Parameter(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Post]:
    """The posts of a circle or those under one of its tags, newest first."""
    async with reading(pool) as conn:
        viewer_id, _ = await may_read(conn, circle_id, viewer)
        if tag is not None:
            page = await list_tagged(
                conn, circle_id=circle_id, viewer_id=viewer_id, tag=tag, cursor=cursor, limit=limit
            )
        else:
            page = await list_circle_posts(
                conn, circle_id=circle_id, viewer_id=viewer_id, cursor=cursor, limit=limit
            )
    views.saw(page.entries, viewer)
    return page


@get("/accounts/{handle:str}/posts", operation_id="listAccountPosts", responses=refusals(*READ))
async def of_account(
    handle: str, viewer: Caller | None, pool: Pool, views: Views, cursor: Cursor = None
) -> Page[Post]:
    """What a person wrote, newest first, where I may read; my own also while it waits."""
    async with reading(pool) as conn:
        viewer_id = None if viewer is None else viewer.account_id
        page = await list_account_posts(conn, handle=handle, viewer_id=viewer_id, cursor=cursor)
    views.saw(page.entries, viewer)
    return page


@post(
    "/circles/{circle_id:uuid}/posts",
    operation_id="writePost",
    responses=refusals(
        *WRITTEN, TooManyPhotos, PhotoRefused, TagsRefused, OneThingOnly, PollOptionsRefused, PollTimeRefused,
        MeetupTimesRefused, MeetupWordsRefused,
    ),
)  # fmt: skip
async def write(
    *,
    circle_id: UUID,
    data: _PostText,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Post:
    """Post text and up to nine photos; others see it when it has been checked."""
    await limiter.count("20 per 10 minutes", "write_post", str(caller.account_id))
    async with writing(pool) as conn:

        async def made() -> Post:
            written = await write_post(
                conn,
                screener=screener,
                circle_id=circle_id,
                author_id=caller.account_id,
                text=data.text,
                photos=data.photos,
                kind=data.kind,
                tags=data.tags,
                poll=data.poll,
                meetup=data.meetup,
                quote=data.quote,
            )
            await drop_sent(conn, caller, DraftPlace("post", circle_id), data.draft_version)
            return written

        return await idempotency.answer(conn, caller.account_id, key, Post, made)


@get(POST, operation_id="getPost", responses=refusals(InvalidRequest, NotFound))
async def one(circle_id: UUID, post_id: UUID, viewer: Caller | None, pool: Pool, views: Views) -> Post:
    """One post."""
    async with reading(pool) as conn:
        viewer_id, is_moderator = await may_read(conn, circle_id, viewer)
        post = await get_post(
            conn, circle_id=circle_id, post_id=post_id, viewer_id=viewer_id, is_moderator=is_moderator
        )
    views.saw([post], viewer)
    return post


@patch(
    POST,
    operation_id="editPost",
    responses=refusals(
        *WRITTEN, NotAllowed, EditConflict, InReview, TooManyPhotos, PhotoRefused, TagsRefused
    ),
)
async def edit(
    *,
    circle_id: UUID,
    post_id: UUID,
    data: _PostEdit,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Post:
    """Change my post; what it said before is kept."""
    await limiter.count("30 per 10 minutes", "edit_post", str(caller.account_id))
    async with writing(pool) as conn:

        async def made() -> Post:
            edited = await edit_post(
                conn,
                screener=screener,
                circle_id=circle_id,
                post_id=post_id,
                author_id=caller.account_id,
                text=data.text,
                photos=data.photos,
                version=data.version,
                tags=data.tags,
            )
            await drop_sent(conn, caller, DraftPlace("edit", circle_id, post_id), data.draft_version)
            return edited

        return await idempotency.answer(conn, caller.account_id, key, Post, made)


@delete(POST, operation_id="deletePost", responses=refusals(*REMOVED))
async def drop(
    circle_id: UUID,
    post_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: Why = None,
) -> None:
    """Delete my post for ever, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        await delete_post(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            reason=optional_reason(screener, reason),
        )


@get(POST + "/versions", operation_id="listPostVersions", responses=refusals(InvalidRequest, NotFound))
async def versions(circle_id: UUID, post_id: UUID, viewer: Caller | None, pool: Pool) -> list[PostVersion]:
    """What a post says and said before, the newest first."""
    async with reading(pool) as conn:
        viewer_id, is_moderator = await may_read(conn, circle_id, viewer)
        seen = await get_post(
            conn, circle_id=circle_id, post_id=post_id, viewer_id=viewer_id, is_moderator=is_moderator
        )
        return await list_versions(conn, post=seen, is_moderator=is_moderator)


@post(
    POST + "/likes",
    operation_id="likePost",
    responses=refusals(*LIKED),
)
async def like_post(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> Likes:
    """Like a post."""
    return await add_like(pool, caller, limiter, (circle_id, post_id, None))


@delete(POST + "/likes/me", operation_id="unlikePost", status_code=200, responses=refusals(*ASKED))
async def unlike_post(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Likes:
    """Take my like of a post back."""
    async with writing(pool) as conn:
        return await unlike(
            conn, circle_id=circle_id, post_id=post_id, comment_id=None, account_id=caller.account_id
        )
