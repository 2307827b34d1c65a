"""HTTP for readings."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.restrictions import STOPPED
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.readings.begin import SectionsRefused, begin_reading
from tonghao.readings.mark_section import mark_section
from tonghao.readings.read import ReadFirst, get_reading, list_margins, list_readings
from tonghao.readings.types import MarginNote, NewReading, ReadingMonth
from tonghao.readings.write_margin import drop_margin, write_margin
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/readings"
_SECTION = _ALL + "/{reading_id:uuid}/sections/{section:int}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_MEMBER = SAYING
_Number = Annotated[int, Parameter(ge=1, le=40)]
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


class _Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    is_read: bool


class _Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: Annotated[str, Meta(min_length=1, max_length=1000)]


@get(_ALL, operation_id="listReadings", responses=refusals(InvalidRequest, NotFound))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[ReadingMonth]:
    """The books of a circle, the newest first."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_readings(conn, circle_id=circle_id, viewer_id=viewer_id)


@post(
    _ALL,
    operation_id="beginReading",
    responses=refusals(
        *STOPPED, *_ASKED, NotAllowed, TooMany, ToolNotUsed, SectionsRefused, TextRefused, CheckerAway
    ),
)
async def begin(
    *,
    circle_id: UUID,
    data: NewReading,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> ReadingMonth:
    """Put a book on the calendar of a circle that I host."""
    await limiter.count("20 per day", "begin_reading", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        reading_id = await begin_reading(conn, screener=screener, access=access, new=data)
        return await get_reading(
            conn, circle_id=circle_id, reading_id=reading_id, viewer_id=caller.account_id
        )


@put(_SECTION + "/reads/me", operation_id="markSection", responses=refusals(*_ASKED, *_MEMBER))
async def mark(
    circle_id: UUID, reading_id: UUID, section: _Number, data: _Read, caller: Caller, pool: Pool
) -> ReadingMonth:
    """Say whether I have read a section."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await mark_section(conn, access=access, reading_id=reading_id, number=section, is_read=data.is_read)
        return await get_reading(
            conn, circle_id=circle_id, reading_id=reading_id, viewer_id=caller.account_id
        )


@get(_SECTION + "/margins", operation_id="listMargins", responses=refusals(*_ASKED, ReadFirst, BadCursor))
async def margins(
    *,
    circle_id: UUID,
    reading_id: UUID,
    section: _Number,
    caller: Caller,
    pool: Pool,
    cursor: _Cursor = None,
) -> Page[MarginNote]:
    """The notes on a section that I have read."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id)
        return await list_margins(
            conn,
            circle_id=circle_id,
            reading_id=reading_id,
            number=section,
            viewer_id=caller.account_id,
            cursor=cursor,
        )


@post(
    _SECTION + "/margins",
    operation_id="writeMargin",
    responses=refusals(*_ASKED, *_MEMBER, TooMany, ReadFirst, TextRefused, CheckerAway),
)
async def write(
    *,
    circle_id: UUID,
    reading_id: UUID,
    section: _Number,
    data: _Note,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Page[MarginNote]:
    """Write in the margin of a section that I have read; the first page of its notes comes back."""
    await limiter.count("30 per 10 minutes", "write_margin", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await write_margin(
            conn, screener=screener, access=access, reading_id=reading_id, number=section, text=data.text
        )
        return await list_margins(
            conn, circle_id=circle_id, reading_id=reading_id, number=section, viewer_id=caller.account_id
        )


@delete(
    _SECTION + "/margins/{margin_id:uuid}",
    operation_id="dropMargin",
    responses=refusals(*_ASKED, NotAllowed, ReasonNeeded, TextRefused, CheckerAway),
)
async def drop(
    *,
    circle_id: UUID,
    reading_id: UUID,
    section: _Number,
    margin_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take a note of mine away, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await drop_margin(
            conn,
            access=access,
            reading_id=reading_id,
            number=section,
            margin_id=margin_id,
            reason=optional_reason(screener, reason),
        )


router = Router("/", route_handlers=[every, begin, mark, margins, write, drop], tags=["readings"])
