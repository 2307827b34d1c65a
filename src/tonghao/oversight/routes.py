"""HTTP for oversight."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import QueryParameter

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotAllowed, SignInNeeded
from tonghao.oversight.board import get_oversight, list_overseen_weeks
from tonghao.oversight.rows import list_counted
from tonghao.oversight.tips import list_tip_weeks
from tonghao.oversight.types import Counted, Figure, OverseenWeek, Oversight, TipWeek
from tonghao.paging import BadCursor, Page
from tonghao.tiers.figures import monday_of

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


def _seen_of(caller: Caller) -> UUID | None:
    """Whose agreement with the test items is told: one's own, for operators everybody's."""
    return None if caller.is_operator else caller.account_id


@get("/oversight", operation_id="getOversight", responses=refusals(*_STAFF))
async def board(caller: Caller, pool: Pool, week: date | None = None) -> Oversight:
    """A week over all circles and those before it; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        # Without one, the week that has begun where most circles are.
        begun = week or monday_of("Asia/Shanghai", now())
        return await get_oversight(conn, week=begun, moderator_id=_seen_of(caller))


@get("/oversight/circles", operation_id="listOverseenWeeks", responses=refusals(*_STAFF, BadCursor))
async def circles(
    *,
    caller: Caller,
    pool: Pool,
    config: Config,
    week: date,
    circle_id: UUID | None = None,
    cursor: _Cursor = None,
) -> Page[OverseenWeek]:
    """Circle by circle, the lowest score first; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_overseen_weeks(
            conn, week=week, currency=config.currency, circle_id=circle_id, cursor=cursor
        )


@get("/oversight/tips", operation_id="listTipWeeks", responses=refusals(*_STAFF))
async def tips(
    caller: Caller, pool: Pool, config: Config, week: date, circle_id: UUID | None = None
) -> list[TipWeek]:
    """Week by week what was tipped beside what was looked at, in all circles or in one; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_tip_weeks(conn, week=week, circle_id=circle_id, currency=config.currency)


@get("/oversight/rows", operation_id="listCounted", responses=refusals(*_STAFF, BadCursor))
async def rows(
    *,
    caller: Caller,
    pool: Pool,
    config: Config,
    figure: Figure,
    week: date,
    circle_id: UUID | None = None,
    cursor: _Cursor = None,
) -> Counted:
    """What a number counts; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_counted(
            conn,
            figure=figure,
            week=week,
            circle_id=circle_id,
            moderator_id=_seen_of(caller),
            currency=config.currency,
            cursor=cursor,
        )


router = Router("/", route_handlers=[board, circles, tips, rows], tags=["oversight"])
