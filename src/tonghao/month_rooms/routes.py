"""HTTP for month-age rooms; every one of them is for members alone, whatever the circle is."""

from uuid import UUID

from litestar import Router, delete, get, post

from tonghao import idempotency
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING, JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import PhotosLater, PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.month_rooms.add_child import MonthRefused, TooManyChildren, add_child, drop_child
from tonghao.month_rooms.read import list_rooms
from tonghao.month_rooms.say_in_room import NoRoomYet, room_id_of, say_in_room
from tonghao.month_rooms.types import MonthRooms, NewChild, NewMonthNote, Said
from tonghao.remarks.read import list_remarks
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/month-rooms"
_CHILDREN = "/circles/{circle_id:uuid}/children"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_MEMBER = SAYING
_WORDS = (TextRefused, CheckerAway)


@get(_ALL, operation_id="listMonthRooms", responses=refusals(*_ASKED, JoinFirst))
async def every(circle_id: UUID, caller: Caller, pool: Pool) -> MonthRooms:
    """The rooms, and my children here."""
    async with reading(pool) as conn:
        return await list_rooms(conn, access=await access_of(conn, circle_id, caller.account_id))


@post(
    _CHILDREN,
    operation_id="addChild",
    responses=refusals(
        *_ASKED, *_MEMBER, *_WORDS, TooMany, ToolNotUsed, IdempotencyMismatch, MonthRefused, TooManyChildren
    ),
)
async def add(
    *,
    circle_id: UUID,
    data: NewChild,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> MonthRooms:
    """Put a child of mine into the room of its age."""
    await limiter.count("20 per day", "add_child", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> MonthRooms:
            access = await access_of(conn, circle_id, caller.account_id)
            await add_child(conn, screener=screener, access=access, new=data)
            return await list_rooms(conn, access=access)

        return await idempotency.answer(conn, caller.account_id, key, MonthRooms, verb)


@delete(_CHILDREN + "/{child_id:uuid}", operation_id="dropChild", responses=refusals(*_ASKED))
async def drop(circle_id: UUID, child_id: UUID, caller: Caller, pool: Pool) -> None:
    """Take a child of mine out of the rooms, with all that I said about it and its photos."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await drop_child(conn, access=access, child_id=child_id)


@post(
    _ALL,
    operation_id="sayInMonthRoom",
    responses=refusals(
        *_ASKED,
        *_MEMBER,
        *_WORDS,
        TooMany,
        ToolNotUsed,
        IdempotencyMismatch,
        NoRoomYet,
        PhotosLater,
        PhotosStopped,
        PhotosLater,
        PhotoRefused,
    ),
)
async def say_one(
    *,
    circle_id: UUID,
    data: NewMonthNote,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Said:
    """Say something in the room of a child of mine."""
    await limiter.count("30 per 10 minutes", "say_in_month_room", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> Said:
            access = await access_of(conn, circle_id, caller.account_id)
            months = await say_in_room(conn, screener=screener, access=access, new=data)
            page = await list_remarks(
                conn, access=access, subject_id=room_id_of(months), newest_first=True, limit=1
            )
            return Said(months, page.entries[0])

        return await idempotency.answer(conn, caller.account_id, key, Said, verb)


router = Router("/", route_handlers=[every, add, drop, say_one], tags=["month-rooms"])
