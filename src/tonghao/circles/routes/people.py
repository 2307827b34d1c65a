"""HTTP for a circle's members, roles, bans and duty hours."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.appoint import (
    AdultsAppointed,
    CircleOwnerStays,
    TooManyHelpers,
    TooManyHosts,
    appoint_member,
)
from tonghao.circles.ban import HelperBansOneDay, NewBan, StaffNotBanned, ban_member
from tonghao.circles.duty import NotOnStaff, ShiftsOverlap, set_duty_shifts
from tonghao.circles.get_circle import get_circle
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.read import access_of, get_ban, get_member, list_bans, list_members
from tonghao.circles.record_act import optional_reason
from tonghao.circles.routes.shared import ASKED, WRITTEN, Cursor, Words, seen_by
from tonghao.circles.types import Ban, Circle, DutyShift, Member
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Why = Annotated[str | None, QueryParameter(name="reason", max_length=500)]


class _Appointment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reason` may be left out; everybody reads it in the circle's log."""

    role: Literal["host", "helper", "member"]
    reason: Annotated[str, Meta(max_length=500)] | None = None


class _Roster(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shifts: Annotated[list[DutyShift], Meta(max_length=200)]


@get(
    "/circles/{circle_id:uuid}/members",
    operation_id="listMembers",
    responses=refusals(*ASKED, NotFound, BadCursor),
)
async def members(
    circle_id: UUID, caller: Caller, pool: Pool, words: Words = None, cursor: Cursor = None
) -> Page[Member]:
    """Who joined a circle, the newest first."""
    async with reading(pool) as conn:
        await seen_by(conn, circle_id, caller)
        return await list_members(
            conn, circle_id=circle_id, viewer_id=caller.account_id, words=words, cursor=cursor
        )


@put(
    "/circles/{circle_id:uuid}/members/{account_id:uuid}/role",
    operation_id="appointMember",
    responses=refusals(
        *ASKED,
        NotFound,
        NotAllowed,
        CircleOwnerStays,
        AdultsAppointed,
        TooManyHosts,
        TooManyHelpers,
        ReasonNeeded,
        TextRefused,
        CheckerAway,
    ),
)
async def appoint(
    *,
    circle_id: UUID,
    account_id: UUID,
    data: _Appointment,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
) -> Member:
    """Give a member of my circle a role, or take it back."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await appoint_member(
            conn,
            access=access,
            account_id=account_id,
            role=data.role,
            reason=optional_reason(screener, data.reason),
        )
        return await get_member(conn, circle_id=circle_id, account_id=account_id)


@get(
    "/circles/{circle_id:uuid}/bans",
    operation_id="listBans",
    responses=refusals(*ASKED, NotFound, NotAllowed, BadCursor),
)
async def bans(circle_id: UUID, caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[Ban]:
    """Who is banned from a circle that I look after."""
    async with reading(pool) as conn:
        access = await seen_by(conn, circle_id, caller)
        if not caller.is_moderator:
            access.must_help()
        return await list_bans(conn, circle_id=circle_id, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/bans",
    operation_id="banMember",
    responses=refusals(
        *WRITTEN,
        NotFound,
        NotAllowed,
        TooMany,
        ReasonNeeded,
        TextRefused,
        CheckerAway,
        HelperBansOneDay,
        StaffNotBanned,
    ),
)
async def ban(
    *,
    circle_id: UUID,
    data: NewBan,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Ban:
    """Keep somebody from writing in a circle that I look after."""
    await limiter.count("200 per day", "ban_member", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Ban:
            access = await access_of(conn, circle_id, caller.account_id)
            await ban_member(conn, screener=screener, access=access, ban=data)
            return await get_ban(conn, circle_id=circle_id, account_id=data.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Ban, verb)


@delete(
    "/circles/{circle_id:uuid}/bans/{account_id:uuid}",
    operation_id="liftBan",
    responses=refusals(*ASKED, NotFound, NotAllowed, ReasonNeeded, TextRefused, CheckerAway),
)
async def lift(
    circle_id: UUID, account_id: UUID, caller: Caller, pool: Pool, screener: TextScreener, reason: _Why = None
) -> None:
    """End a ban before its time."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await lift_ban(conn, access=access, account_id=account_id, reason=optional_reason(screener, reason))


@put(
    "/circles/{circle_id:uuid}/duty-shifts",
    operation_id="setDutyShifts",
    responses=refusals(*ASKED, NotFound, NotAllowed, NotOnStaff, ShiftsOverlap),
)
async def duty(circle_id: UUID, data: _Roster, caller: Caller, pool: Pool) -> Circle:
    """Replace the weekly roster of a circle that I host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await set_duty_shifts(conn, access=access, shifts=data.shifts)
        return await get_circle(conn, circle_id, caller.account_id)
