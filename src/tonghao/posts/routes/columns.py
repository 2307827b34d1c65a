"""HTTP for the columns of a circle."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post, put
from msgspec import Meta

from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import STOPPED
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.posts.columns import get_column, list_column_posts, list_columns
from tonghao.posts.count_views import Views
from tonghao.posts.fill_column import (
    ColumnChanged,
    ColumnFull,
    order_column,
    put_in_column,
    take_from_column,
)
from tonghao.posts.open_column import (
    ColumnRefused,
    NewColumn,
    TooManyColumns,
    close_column,
    edit_column,
    open_column,
)
from tonghao.posts.routes.shared import ASKED
from tonghao.posts.types import Column, Post
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/columns"
_ONE = _ALL + "/{column_id:uuid}"
_SEEN = (InvalidRequest, NotFound)
_FILLED = (*ASKED, NotAllowed)
_WORDS = (ColumnRefused, TextRefused, CheckerAway)


class _ColumnEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: Annotated[str, Meta(max_length=1000)]
    description: Annotated[str, Meta(max_length=10_000)] = ""


class _ColumnPost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    post_id: UUID


class _Order(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The posts of the column in their new order."""

    post_ids: Annotated[list[UUID], Meta(max_length=200)]


async def _access(conn: Connection, circle_id: UUID, viewer: Caller | None) -> Access:
    account_id = None if viewer is None else viewer.account_id
    is_moderator = viewer is not None and viewer.is_moderator
    return await access_of(conn, circle_id, account_id, is_moderator=is_moderator)


@get(_ALL, operation_id="listColumns", responses=refusals(*_SEEN))
async def all_columns(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[Column]:
    """The columns of a circle, the oldest first."""
    async with reading(pool) as conn:
        return await list_columns(conn, access=await _access(conn, circle_id, viewer))


@get(_ONE, operation_id="getColumn", responses=refusals(*_SEEN))
async def one_column(circle_id: UUID, column_id: UUID, viewer: Caller | None, pool: Pool) -> Column:
    """One column."""
    async with reading(pool) as conn:
        access = await _access(conn, circle_id, viewer)
        return await get_column(conn, access=access, column_id=column_id)


@get(_ONE + "/posts", operation_id="listColumnPosts", responses=refusals(*_SEEN))
async def column_posts(
    circle_id: UUID, column_id: UUID, viewer: Caller | None, pool: Pool, views: Views
) -> list[Post]:
    """The posts of a column in its order, at most two hundred."""
    async with reading(pool) as conn:
        access = await _access(conn, circle_id, viewer)
        await get_column(conn, access=access, column_id=column_id)
        posts = await list_column_posts(conn, access=access, column_id=column_id)
    views.saw(posts, viewer)
    return posts


@post(
    _ALL, operation_id="openColumn", responses=refusals(*_FILLED, *STOPPED, *_WORDS, TooManyColumns, TooMany)
)
async def open_one(
    circle_id: UUID, data: NewColumn, caller: Caller, pool: Pool, limiter: Limiter, screener: TextScreener
) -> Column:
    """Open a column for myself or for a member, as host or owner."""
    await limiter.count("30 per 10 minutes", "open_column", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await open_column(conn, screener=screener, access=access, column=data)


@patch(_ONE, operation_id="editColumn", responses=refusals(*_FILLED, *_WORDS))
async def edit_one(
    circle_id: UUID, column_id: UUID, data: _ColumnEdit, caller: Caller, pool: Pool, screener: TextScreener
) -> Column:
    """Change what a column says of itself, as its writer or as a host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await edit_column(
            conn,
            screener=screener,
            access=access,
            column_id=column_id,
            title=data.title,
            description=data.description,
        )


@delete(_ONE, operation_id="closeColumn", responses=refusals(*_FILLED))
async def close_one(circle_id: UUID, column_id: UUID, caller: Caller, pool: Pool) -> None:
    """End a column as host or owner; its posts stay in the circle."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await close_column(conn, access=access, column_id=column_id)


@post(_ONE + "/posts", operation_id="putInColumn", status_code=204, responses=refusals(*_FILLED, ColumnFull))
async def put_in(circle_id: UUID, column_id: UUID, data: _ColumnPost, caller: Caller, pool: Pool) -> None:
    """Put a post at the end of a column, as its writer or as a host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await put_in_column(conn, access=access, column_id=column_id, post_id=data.post_id)


@delete(_ONE + "/posts/{post_id:uuid}", operation_id="takeFromColumn", responses=refusals(*_FILLED))
async def take_out(circle_id: UUID, column_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> None:
    """Take a post out of a column, as its writer or as a host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await take_from_column(conn, access=access, column_id=column_id, post_id=post_id)


@put(
    _ONE + "/order", operation_id="orderColumn", status_code=204, responses=refusals(*_FILLED, ColumnChanged)
)
async def order(circle_id: UUID, column_id: UUID, data: _Order, caller: Caller, pool: Pool) -> None:
    """Give the posts of a column an order, as its writer or as a host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await order_column(conn, access=access, column_id=column_id, post_ids=data.post_ids)
