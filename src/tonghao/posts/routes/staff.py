"""HTTP for what the people who look after a circle put on its posts."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.params import Parameter
from msgspec import Meta

from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason, screened_reason
from tonghao.circles.restrictions import STOPPED
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.paging import Page
from tonghao.posts.count_views import Views
from tonghao.posts.digest import NoSuchDigestCategory, digest_post, undigest_post
from tonghao.posts.lock import lock_post, unlock_post
from tonghao.posts.marked import list_digest, list_pinned, list_tags
from tonghao.posts.pin import TooManyPinned, pin_post, unpin_post
from tonghao.posts.posting_rules import (
    CategoriesRefused,
    CategoryInUse,
    NewCategory,
    Seconds,
    get_rules,
    set_categories,
    set_slow_mode,
)
from tonghao.posts.routes.shared import ASKED, POST, READ, REMOVED, Cursor, Limit, Why, may_read
from tonghao.posts.slow_down import get_turn, slow_post
from tonghao.posts.types import Marks, Post, PostingRules, TagCount, Turn
from tonghao.screening.text import TextScreener

_CIRCLE = "/circles/{circle_id:uuid}"
_HOSTED = (*ASKED, NotAllowed)
_Words = Annotated[str | None, Parameter(max_length=200)]


class _NewLock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; everybody reads it under the post and in the circle's log."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class _Digested(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    category: Annotated[str, Meta(max_length=200)]


class _Slow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Zero for no limit."""

    slow_seconds: Seconds


class _Categories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    categories: Annotated[list[NewCategory], Meta(max_length=50)]


@get(_CIRCLE + "/pinned", operation_id="listPinned", responses=refusals(InvalidRequest, NotFound))
async def pinned(circle_id: UUID, viewer: Caller | None, pool: Pool, views: Views) -> list[Post]:
    """The pinned posts of a circle, at most three."""
    async with reading(pool) as conn:
        viewer_id, _ = await may_read(conn, circle_id, viewer)
        posts = await list_pinned(conn, circle_id=circle_id, viewer_id=viewer_id)
    views.saw(posts, viewer)
    return posts


@get(_CIRCLE + "/digest", operation_id="listDigest", responses=refusals(*READ))
async def digest(
    *,
    circle_id: UUID,
    viewer: Caller | None,
    pool: Pool,
    views: Views,
    category: _Words = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[Post]:
    """The digest of a circle or one category of it, what was put in last first."""
    async with reading(pool) as conn:
        viewer_id, _ = await may_read(conn, circle_id, viewer)
        page = await list_digest(
            conn,
            circle_id=circle_id,
            viewer_id=viewer_id,
            category=category,
            cursor=cursor,
            limit=limit,
        )
    views.saw(page.entries, viewer)
    return page


@get(_CIRCLE + "/tags", operation_id="listTags", responses=refusals(InvalidRequest, NotFound))
async def tags(circle_id: UUID, viewer: Caller | None, pool: Pool, words: _Words = None) -> list[TagCount]:
    """The tags of a circle, the most used first; `words` is what a tag must contain."""
    async with reading(pool) as conn:
        await may_read(conn, circle_id, viewer)
        return await list_tags(conn, circle_id=circle_id, words=words)


@get(_CIRCLE + "/posting-rules", operation_id="getPostingRules", responses=refusals(InvalidRequest, NotFound))
async def rules(circle_id: UUID, viewer: Caller | None, pool: Pool) -> PostingRules:
    """How fast people comment in a circle, and the categories of its digest."""
    async with reading(pool) as conn:
        await may_read(conn, circle_id, viewer)
        return await get_rules(conn, circle_id)


@put(_CIRCLE + "/slow-mode", operation_id="setSlowMode", responses=refusals(*_HOSTED))
async def slow_circle(circle_id: UUID, data: _Slow, caller: Caller, pool: Pool) -> PostingRules:
    """Let each person comment once in a while in the whole circle, as host or owner."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await set_slow_mode(conn, access=access, slow_seconds=data.slow_seconds)


@put(
    _CIRCLE + "/digest-categories",
    operation_id="setDigestCategories",
    responses=refusals(*_HOSTED, *STOPPED, CategoriesRefused, CategoryInUse, TextRefused, CheckerAway),
)
async def categories(
    circle_id: UUID, data: _Categories, caller: Caller, pool: Pool, screener: TextScreener
) -> PostingRules:
    """Name, rename, order and take away the categories of a circle's digest, as host or owner."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await set_categories(conn, screener=screener, access=access, categories=data.categories)


@put(POST + "/pin", operation_id="pinPost", responses=refusals(*_HOSTED, TooManyPinned))
async def pin(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Marks:
    """Pin a post above the others of its circle, as host or owner."""
    async with writing(pool) as conn:
        return await pin_post(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@delete(POST + "/pin", operation_id="unpinPost", status_code=200, responses=refusals(*_HOSTED))
async def unpin(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Marks:
    """Take a pinned post down, as host or owner."""
    async with writing(pool) as conn:
        return await unpin_post(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@put(POST + "/lock", operation_id="lockPost", responses=refusals(*REMOVED))
async def lock(
    *,
    circle_id: UUID,
    post_id: UUID,
    data: _NewLock,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> Marks:
    """Lock a post, so that only the staff of its circle comment until it is unlocked."""
    async with writing(pool) as conn:
        return await lock_post(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            reason=screened_reason(screener, data.reason),
        )


@delete(POST + "/lock", operation_id="unlockPost", status_code=200, responses=refusals(*REMOVED))
async def unlock(
    *,
    circle_id: UUID,
    post_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: Why = None,
) -> Marks:
    """Unlock a post; what somebody above locked only they or their like unlock."""
    async with writing(pool) as conn:
        return await unlock_post(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            reason=optional_reason(screener, reason),
        )


@put(POST + "/digest", operation_id="digestPost", responses=refusals(*_HOSTED, NoSuchDigestCategory))
async def put_in_digest(circle_id: UUID, post_id: UUID, data: _Digested, caller: Caller, pool: Pool) -> Marks:
    """Put a post into a category of the circle's digest, as host or owner."""
    async with writing(pool) as conn:
        return await digest_post(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            category=data.category,
        )


@delete(POST + "/digest", operation_id="undigestPost", status_code=200, responses=refusals(*_HOSTED))
async def take_from_digest(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Marks:
    """Take a post out of the circle's digest, as host or owner."""
    async with writing(pool) as conn:
        return await undigest_post(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@put(POST + "/slow-mode", operation_id="slowPost", responses=refusals(*_HOSTED))
async def slow(circle_id: UUID, post_id: UUID, data: _Slow, caller: Caller, pool: Pool) -> Marks:
    """Let each person comment on a post once in a while."""
    async with writing(pool) as conn:
        return await slow_post(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            slow_seconds=data.slow_seconds,
        )


@get(POST + "/turn", operation_id="getMyTurn", responses=refusals(*ASKED))
async def turn(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Turn:
    """In how many seconds I may comment on a post where comments are slow."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await get_turn(conn, access=access, post_id=post_id)
