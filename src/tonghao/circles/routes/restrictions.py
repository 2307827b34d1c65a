"""HTTP for what a circle may not do for now."""

from uuid import UUID

from litestar import get, post

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.close import ClosingNeedsOperator, withdraw_closing
from tonghao.circles.get_circle import get_circle
from tonghao.circles.order_restriction import (
    EndsByRule,
    LiftedAlready,
    NewLift,
    NewRestriction,
    OwnCircle,
    RestrictedAlready,
    order_lift,
    order_restriction,
)
from tonghao.circles.restrictions import PastRestriction, list_restrictions
from tonghao.circles.routes.shared import WRITTEN, Cursor, page_seen_by
from tonghao.circles.types import Circle
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_ORDERED = (*WRITTEN, NotFound, NotAllowed, OwnCircle, ReasonNeeded, TextRefused, CheckerAway)


@get(
    "/circles/{circle_id:uuid}/restrictions",
    operation_id="listRestrictions",
    responses=refusals(InvalidRequest, NotFound, BadCursor),
)
async def restrictions(
    circle_id: UUID, viewer: Caller | None, pool: Pool, cursor: Cursor = None
) -> Page[PastRestriction]:
    """What this circle was and is not allowed to do, for everybody who may see it; the newest first."""
    async with reading(pool) as conn:
        await page_seen_by(conn, circle_id, viewer)
        return await list_restrictions(conn, circle_id=circle_id, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/restrictions",
    operation_id="restrictCircle",
    responses=refusals(*_ORDERED, RestrictedAlready, AnotherPersonNeeded, ClosingNeedsOperator),
)
async def restrict(
    *,
    circle_id: UUID,
    data: NewRestriction,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    screener: TextScreener,
) -> Circle:
    """Restrict a circle, for a time or without end; for people of the platform. Closing takes two of them."""
    async with writing(pool) as conn:

        async def verb() -> Circle:
            access = await page_seen_by(conn, circle_id, caller)
            await order_restriction(
                conn, screener=screener, access=access, is_operator=caller.is_operator, new=data
            )
            return await get_circle(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@post(
    "/circles/{circle_id:uuid}/restrictions/{restriction_id:uuid}/lifts",
    operation_id="liftRestriction",
    responses=refusals(*_ORDERED, LiftedAlready, EndsByRule),
)
async def lift(
    *,
    circle_id: UUID,
    restriction_id: UUID,
    data: NewLift,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    screener: TextScreener,
) -> Circle:
    """Lift one before its time; for people of the platform."""
    async with writing(pool) as conn:

        async def verb() -> Circle:
            access = await page_seen_by(conn, circle_id, caller)
            await order_lift(
                conn,
                screener=screener,
                access=access,
                is_operator=caller.is_operator,
                restriction_id=restriction_id,
                reason=data.reason,
            )
            return await get_circle(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@post(
    "/circles/{circle_id:uuid}/closings/{closing_id:uuid}/withdrawals",
    operation_id="withdrawClosing",
    responses=refusals(*WRITTEN, NotFound, NotAllowed),
)
async def withdraw(
    circle_id: UUID, closing_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key
) -> Circle:
    """Do not close a circle after all; for people of the platform."""
    async with writing(pool) as conn:

        async def verb() -> Circle:
            await page_seen_by(conn, circle_id, caller)
            await withdraw_closing(
                conn,
                circle_id=circle_id,
                closing_id=closing_id,
                by=caller.account_id,
                is_moderator=caller.is_moderator,
            )
            return await get_circle(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)
