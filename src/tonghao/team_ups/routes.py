"""HTTP for team-ups."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post
from litestar.params import Parameter

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import SAYING
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener
from tonghao.team_ups.open_table import TableTimeRefused, close_table, open_table
from tonghao.team_ups.read import get_team_up, list_team_ups
from tonghao.team_ups.take_seat import SeatUnwelcome, TableFull, TableOver, leave_seat, take_seat
from tonghao.team_ups.types import NewTeamUp, TeamUp

_ALL = "/circles/{circle_id:uuid}/team-ups"
_ONE = _ALL + "/{team_up_id:uuid}"
_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_MEMBER = SAYING
_Why = Annotated[str | None, Parameter(max_length=500)]


@get(_ALL, operation_id="listTeamUps", responses=refusals(InvalidRequest, NotFound))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[TeamUp]:
    """The coming tables of a circle."""
    viewer_id = None if viewer is None else viewer.account_id
    async with reading(pool) as conn:
        await access_of(conn, circle_id, viewer_id)
        return await list_team_ups(conn, circle_id=circle_id, viewer_id=viewer_id)


@post(
    _ALL,
    operation_id="openTable",
    responses=refusals(*_ASKED, *_MEMBER, TooMany, ToolNotUsed, TableTimeRefused, TextRefused, CheckerAway),
)
async def open_one(
    *,
    circle_id: UUID,
    data: NewTeamUp,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> TeamUp:
    """Open a table, and take its first seat."""
    await limiter.count("20 per day", "open_table", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        team_up_id = await open_table(conn, screener=screener, access=access, new=data)
        return await get_team_up(
            conn, circle_id=circle_id, team_up_id=team_up_id, viewer_id=caller.account_id
        )


@post(
    _ONE + "/seats",
    operation_id="takeSeat",
    status_code=200,
    responses=refusals(*_ASKED, *_MEMBER, TooMany, TableOver, TableFull, SeatUnwelcome),
)
async def sit(circle_id: UUID, team_up_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> TeamUp:
    """Sit down; twice is once."""
    await limiter.count("60 per 10 minutes", "take_seat", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await take_seat(conn, access=access, team_up_id=team_up_id)
        return await get_team_up(
            conn, circle_id=circle_id, team_up_id=team_up_id, viewer_id=caller.account_id
        )


@delete(_ONE + "/seats/me", operation_id="leaveSeat", status_code=200, responses=refusals(*_ASKED))
async def stand(circle_id: UUID, team_up_id: UUID, caller: Caller, pool: Pool) -> TeamUp:
    """Stand up; when I opened the table, it is taken away."""
    async with writing(pool) as conn:
        await access_of(conn, circle_id, caller.account_id)
        await leave_seat(conn, circle_id=circle_id, team_up_id=team_up_id, account_id=caller.account_id)
        return await get_team_up(
            conn, circle_id=circle_id, team_up_id=team_up_id, viewer_id=caller.account_id
        )


@post(
    _ONE + "/close",
    operation_id="closeTable",
    status_code=200,
    responses=refusals(*_ASKED, NotAllowed, ReasonNeeded, TextRefused, CheckerAway),
)
async def close(
    *,
    circle_id: UUID,
    team_up_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> TeamUp:
    """Close a table that I opened, or remove one from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        why = optional_reason(screener, reason)
        await close_table(conn, access=access, team_up_id=team_up_id, reason=why)
        return await get_team_up(
            conn, circle_id=circle_id, team_up_id=team_up_id, viewer_id=caller.account_id
        )


router = Router("/", route_handlers=[every, open_one, sit, stand, close], tags=["team-ups"])
