"""HTTP for meetups; one invites to them with a post."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, post, put
from litestar.params import Parameter
from msgspec import Meta

from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import WRITING
from tonghao.circles.get_circle import get_circle
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import STOPPED
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.meetups.alter import MeetupBegun, SeatsTaken, alter_meetup, cancel_meetup
from tonghao.meetups.calendar import calendar_of
from tonghao.meetups.check_in import (
    CheckInNotOpen,
    CodeTooOld,
    NotSignedUp,
    check_in,
    get_check_in_code,
    tick_off,
    untick,
)
from tonghao.meetups.invite import MeetupTimesRefused, MeetupWordsRefused
from tonghao.meetups.read import list_sign_ups, organises
from tonghao.meetups.sign_off import sign_off, sign_somebody_off
from tonghao.meetups.sign_up import (
    ChoiceNeeded,
    MeetupCancelled,
    SignUpClosed,
    SignUpNotOpen,
    SignUpUnwelcome,
    sign_up,
)
from tonghao.meetups.types import CheckedIn, CheckInCode, Guest, Meetup, MeetupEdit
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_MEETUP = "/circles/{circle_id:uuid}/posts/{post_id:uuid}/meetup"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_ORGANISED = (*_ASKED, NotAllowed)
_CHECKED = (MeetupCancelled, NotSignedUp, CheckInNotOpen)
_Cursor = Annotated[str | None, Parameter(max_length=300)]


class _MeetupSignUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`choice` answers the organiser's question, where there is one."""

    choice: Annotated[int, Meta(ge=1, le=10)] | None = None


class _Code(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The six digits on the organiser's screen."""

    code: Annotated[str, Meta(max_length=20)]


class _MeetupReason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Told to everybody who signed up; may be empty."""

    reason: Annotated[str, Meta(max_length=300)] = ""


@post(
    _MEETUP + "/sign-ups",
    operation_id="signUpForMeetup",
    responses=refusals(
        *_ASKED, *WRITING, TooMany, SignUpUnwelcome, MeetupCancelled,
        SignUpNotOpen, SignUpClosed, ChoiceNeeded,
    ),
)  # fmt: skip
async def sign_me_up(
    *, circle_id: UUID, post_id: UUID, data: _MeetupSignUp, caller: Caller, pool: Pool, limiter: Limiter
) -> Meetup:
    """Take a seat, or a place among those who wait; twice is once."""
    await limiter.count("60 per 10 minutes", "sign_up_for_meetup", str(caller.account_id))
    async with writing(pool) as conn:
        return await sign_up(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, choice=data.choice
        )


@delete(
    _MEETUP + "/sign-ups/me",
    operation_id="signOffFromMeetup",
    status_code=200,
    responses=refusals(*_ASKED),
)
async def sign_me_off(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool) -> Meetup:
    """Give my seat or place back; the next one who waits gets it."""
    async with writing(pool) as conn:
        return await sign_off(conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id)


@delete(
    _MEETUP + "/sign-ups/{account_id:uuid}",
    operation_id="takeOffMeetup",
    responses=refusals(*_ASKED),
)
async def take_off(circle_id: UUID, post_id: UUID, account_id: UUID, caller: Caller, pool: Pool) -> None:
    """Take somebody off the list, as its organiser."""
    async with writing(pool) as conn:
        await sign_somebody_off(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            organiser_id=caller.account_id,
            account_id=account_id,
        )


@get(_MEETUP + "/sign-ups", operation_id="listSignUps", responses=refusals(*_ASKED, BadCursor))
async def sign_ups(
    circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None
) -> Page[Guest]:
    """Who is going, then who waits."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_sign_ups(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            viewer_id=caller.account_id,
            is_organiser=await organises(conn, access=access, post_id=post_id),
            cursor=cursor,
        )


@put(
    _MEETUP,
    operation_id="alterMeetup",
    responses=refusals(
        *_ORGANISED, *STOPPED, TooMany, MeetupCancelled, MeetupBegun, MeetupTimesRefused, MeetupWordsRefused,
        TextRefused, CheckerAway, SeatsTaken,
    ),
)  # fmt: skip
async def alter(
    *,
    circle_id: UUID,
    post_id: UUID,
    data: MeetupEdit,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Meetup:
    """Change what I organise; a new time or place is told to everybody who signed up."""
    await limiter.count("20 per 10 minutes", "alter_meetup", str(caller.account_id))
    async with writing(pool) as conn:
        return await alter_meetup(
            conn,
            screener=screener,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            edit=data,
        )


@post(
    _MEETUP + "/cancel",
    operation_id="cancelMeetup",
    status_code=200,
    responses=refusals(*_ORGANISED, MeetupCancelled, MeetupBegun, TextRefused, CheckerAway),
)
async def cancel(
    *, circle_id: UUID, post_id: UUID, data: _MeetupReason, caller: Caller, pool: Pool, screener: TextScreener
) -> Meetup:
    """Call off what I organise, and tell everybody who signed up."""
    async with writing(pool) as conn:
        return await cancel_meetup(
            conn,
            screener=screener,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            reason=data.reason,
        )


@get(
    _MEETUP + "/code",
    operation_id="getCheckInCode",
    responses=refusals(*_ORGANISED, MeetupCancelled),
)
async def code(circle_id: UUID, post_id: UUID, caller: Caller, pool: Pool, config: Config) -> CheckInCode:
    """The code that I show as organiser; ask again when it renews."""
    async with reading(pool) as conn:
        circle = await get_circle(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await get_check_in_code(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            account_id=caller.account_id,
            address=f"{config.address}/c/{circle.slug}/p/{post_id}",
        )


@post(
    _MEETUP + "/check-ins",
    operation_id="checkIn",
    status_code=200,
    responses=refusals(*_ASKED, *_CHECKED, CodeTooOld, TooMany),
)
async def check_me_in(
    *, circle_id: UUID, post_id: UUID, data: _Code, caller: Caller, pool: Pool, limiter: Limiter
) -> CheckedIn:
    """Say that I am there, with the code on the organiser's screen; twice is harmless."""
    # Six digits are not to be guessed.
    await limiter.count("10 per 5 minutes", "check_in", str(caller.account_id))
    async with writing(pool) as conn:
        return await check_in(
            conn, circle_id=circle_id, post_id=post_id, account_id=caller.account_id, code=data.code
        )


@put(
    _MEETUP + "/check-ins/{account_id:uuid}",
    operation_id="tickOff",
    responses=refusals(*_ORGANISED, *_CHECKED),
)
async def tick(circle_id: UUID, post_id: UUID, account_id: UUID, caller: Caller, pool: Pool) -> CheckedIn:
    """Check somebody in who is there, as organiser; twice is harmless."""
    async with writing(pool) as conn:
        return await tick_off(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            organiser_id=caller.account_id,
            account_id=account_id,
        )


@delete(
    _MEETUP + "/check-ins/{account_id:uuid}",
    operation_id="untick",
    responses=refusals(*_ORGANISED),
)
async def take_tick_back(
    circle_id: UUID, post_id: UUID, account_id: UUID, caller: Caller, pool: Pool
) -> None:
    """Take a mistaken check-in back, as organiser."""
    async with writing(pool) as conn:
        await untick(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            organiser_id=caller.account_id,
            account_id=account_id,
        )


@get(
    _MEETUP + "/calendar",
    operation_id="getMeetupCalendar",
    responses=refusals(InvalidRequest, NotFound),
    media_type="text/calendar",
)
async def calendar(
    circle_id: UUID, post_id: UUID, viewer: Caller | None, pool: Pool, config: Config
) -> Response[bytes]:
    """The meetup as a file for a calendar (iCalendar)."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        circle = await get_circle(conn, circle_id, viewer_id)
        file = await calendar_of(
            conn,
            circle_id=circle_id,
            post_id=post_id,
            viewer_id=viewer_id,
            address=f"{config.address}/c/{circle.slug}/p/{post_id}",
        )
    headers = {"content-disposition": f'attachment; filename="{post_id}.ics"'}
    return Response(file, media_type="text/calendar; charset=utf-8", headers=headers)


router = Router(
    "/",
    route_handlers=[
        sign_me_up, sign_me_off, take_off, sign_ups, alter, cancel, code, check_me_in, tick, take_tick_back,
        calendar,
    ],
    tags=["meetups"],
)  # fmt: skip
