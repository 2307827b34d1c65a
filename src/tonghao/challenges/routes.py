"""HTTP for challenges."""

from datetime import date
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
from tonghao.challenges.begin import (
    ChallengeOver,
    begin_challenge,
    end_challenge,
    join_challenge,
    leave_challenge,
)
from tonghao.challenges.mark import JoinChallengeFirst, drop_mark, mark_today
from tonghao.challenges.read import get_challenge, list_challenges, list_marks
from tonghao.challenges.types import Challenge, Mark, NewChallenge
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.restrictions import STOPPED, PhotosLater, PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/challenges"
_ONE = _ALL + "/{challenge_id:uuid}"
_READ = (InvalidRequest, NotFound)
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_MEMBER = SAYING
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


class _ChallengeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`again` begins anew today."""

    again: bool = False


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What I did, if I like to say."""

    line: Annotated[str, Meta(max_length=200)] = ""
    media_id: UUID | None = None


@get(_ALL, operation_id="listChallenges", responses=refusals(*_READ))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[Challenge]:
    """The newest challenges of a circle."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_challenges(conn, circle_id=circle_id, viewer_id=viewer_id)


@post(
    _ALL,
    operation_id="beginChallenge",
    responses=refusals(*STOPPED, *_ASKED, NotAllowed, TooMany, ToolNotUsed, TextRefused, CheckerAway),
)
async def begin(
    *,
    circle_id: UUID,
    data: NewChallenge,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Challenge:
    """Set a challenge for a circle that I host."""
    await limiter.count("20 per day", "begin_challenge", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        challenge_id = await begin_challenge(conn, screener=screener, access=access, new=data)
        return await get_challenge(
            conn, circle_id=circle_id, challenge_id=challenge_id, viewer_id=caller.account_id
        )


@post(_ONE + "/end", operation_id="endChallenge", status_code=200, responses=refusals(*_ASKED, NotAllowed))
async def end(circle_id: UUID, challenge_id: UUID, caller: Caller, pool: Pool) -> Challenge:
    """End a challenge of a circle that I host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await end_challenge(conn, access=access, challenge_id=challenge_id)
        return await get_challenge(
            conn, circle_id=circle_id, challenge_id=challenge_id, viewer_id=caller.account_id
        )


@post(
    _ONE + "/challengers",
    operation_id="joinChallenge",
    status_code=200,
    responses=refusals(*_ASKED, *_MEMBER, ChallengeOver),
)
async def join(
    circle_id: UUID, challenge_id: UUID, data: _ChallengeEntry, caller: Caller, pool: Pool
) -> Challenge:
    """Take part from today, or begin anew."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await join_challenge(conn, access=access, challenge_id=challenge_id, again=data.again)
        return await get_challenge(
            conn, circle_id=circle_id, challenge_id=challenge_id, viewer_id=caller.account_id
        )


@delete(_ONE + "/challengers/me", operation_id="leaveChallenge", responses=refusals(*_ASKED))
async def leave(circle_id: UUID, challenge_id: UUID, caller: Caller, pool: Pool) -> None:
    """Take part no more; my marks go with it."""
    async with writing(pool) as conn:
        await access_of(conn, circle_id, caller.account_id)
        await leave_challenge(
            conn, circle_id=circle_id, challenge_id=challenge_id, account_id=caller.account_id
        )


@put(
    _ONE + "/marks/today",
    operation_id="markToday",
    responses=refusals(
        *_ASKED,
        *_MEMBER,
        PhotosLater,
        PhotosStopped,
        PhotosLater,
        TooMany,
        ChallengeOver,
        JoinChallengeFirst,
        TextRefused,
        CheckerAway,
        PhotoRefused,
    ),
)
async def mark(
    *,
    circle_id: UUID,
    challenge_id: UUID,
    data: _Line,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> Challenge:
    """Mark today; again the same day replaces what I said."""
    await limiter.count("30 per 10 minutes", "mark_today", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await mark_today(
            conn,
            screener=screener,
            access=access,
            challenge_id=challenge_id,
            line=data.line,
            media_id=data.media_id,
        )
        return await get_challenge(
            conn, circle_id=circle_id, challenge_id=challenge_id, viewer_id=caller.account_id
        )


@delete(
    _ONE + "/marks/{account_id:uuid}/{day:date}",
    operation_id="dropMark",
    responses=refusals(*_ASKED, NotAllowed, ReasonNeeded, TextRefused, CheckerAway),
)
async def drop(
    *,
    circle_id: UUID,
    challenge_id: UUID,
    account_id: UUID,
    day: date,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take a mark of mine back, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await drop_mark(
            conn,
            access=access,
            challenge_id=challenge_id,
            account_id=account_id,
            day=day,
            reason=optional_reason(screener, reason),
        )


@get(_ONE + "/marks", operation_id="listMarks", responses=refusals(*_READ, BadCursor))
async def marks(
    circle_id: UUID, challenge_id: UUID, viewer: Caller | None, pool: Pool, cursor: _Cursor = None
) -> Page[Mark]:
    """What people did, the newest first."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_marks(
            conn, circle_id=circle_id, challenge_id=challenge_id, viewer_id=viewer_id, cursor=cursor
        )


router = Router("/", route_handlers=[every, begin, end, join, leave, mark, drop, marks], tags=["challenges"])
