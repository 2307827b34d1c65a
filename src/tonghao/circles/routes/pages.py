"""HTTP for the pages with which a circle opens."""

from uuid import UUID

from litestar import get, post, put

from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.get_circle import get_circle
from tonghao.circles.restrictions import STOPPED
from tonghao.circles.routes.shared import ASKED, Cursor, page_seen_by, seen_by
from tonghao.circles.types import Circle, PageName
from tonghao.circles.write_page import (
    NewPage,
    OpeningPage,
    PageChanged,
    PageTooLong,
    list_pages,
    list_versions,
    read_must_read,
    write_page,
)
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener


@get(
    "/circles/{circle_id:uuid}/pages",
    operation_id="listCirclePages",
    responses=refusals(InvalidRequest, NotFound),
)
async def pages(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[OpeningPage]:
    """The pages with which a circle opens: must-read, how it works, penalties, words for sharing."""
    async with reading(pool) as conn:
        await page_seen_by(conn, circle_id, viewer)
        return await list_pages(conn, circle_id)


@get(
    "/circles/{circle_id:uuid}/pages/{page:str}/versions",
    operation_id="listCirclePageVersions",
    responses=refusals(InvalidRequest, NotFound, BadCursor),
)
async def versions(
    circle_id: UUID, page: PageName, viewer: Caller | None, pool: Pool, cursor: Cursor = None
) -> Page[OpeningPage]:
    """What a page of a circle said before, the newest first."""
    async with reading(pool) as conn:
        await page_seen_by(conn, circle_id, viewer)
        return await list_versions(conn, circle_id, page, cursor=cursor)


@put(
    "/circles/{circle_id:uuid}/pages/{page:str}",
    operation_id="writeCirclePage",
    responses=refusals(
        *ASKED, *STOPPED, NotFound, NotAllowed, TooMany, PageTooLong, PageChanged, TextRefused, CheckerAway
    ),
)
async def write(
    *,
    circle_id: UUID,
    page: PageName,
    data: NewPage,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Circle:
    """Write the next version of a page; its number keeps a repetition from writing it twice."""
    await limiter.count("60 per hour", "write_page", str(caller.account_id))
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        await write_page(conn, screener=screener, access=access, page=page, new=data)
        return await get_circle(conn, circle_id, caller.account_id)


@post(
    "/circles/{circle_id:uuid}/must-read/reads",
    operation_id="readMustRead",
    status_code=204,
    responses=refusals(*ASKED, NotFound),
)
async def must_read(circle_id: UUID, caller: Caller, pool: Pool) -> None:
    """I have seen the must-read. Sending it twice does no harm, so it needs no key."""
    async with writing(pool) as conn:
        await read_must_read(conn, access=await seen_by(conn, circle_id, caller))
