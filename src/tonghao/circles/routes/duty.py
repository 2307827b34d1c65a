"""HTTP for what differs from the weekly roster."""

from uuid import UUID

from litestar import delete, get, post, put

from tonghao import idempotency
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.duty import NotOnStaff
from tonghao.circles.except_duty import (
    ExceptionUnclear,
    NewException,
    TooManyExceptions,
    drop_exception,
    except_duty,
)
from tonghao.circles.get_circle import get_circle
from tonghao.circles.hand_over import (
    DutyOffer,
    HandOver,
    HandOverAnswer,
    NotOnDuty,
    OfferOver,
    answer_duty_offer,
    offer_duty,
)
from tonghao.circles.list_unattended import UnattendedCircle, list_unattended
from tonghao.circles.routes.shared import ASKED, WRITTEN, Cursor, page_seen_by
from tonghao.circles.types import Circle
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener


@post(
    "/circles/{circle_id:uuid}/duty-exceptions",
    operation_id="exceptDuty",
    responses=refusals(
        *WRITTEN, NotFound, NotAllowed, TooMany, ExceptionUnclear, NotOnStaff, TooManyExceptions,
        TextRefused, CheckerAway,
    ),
)  # fmt: skip
async def add(
    *,
    circle_id: UUID,
    data: NewException,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Circle:
    """Let one date differ from the weekly roster: a holiday, a swap, somebody on top."""
    await limiter.count("100 per hour", "except_duty", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Circle:
            access = await page_seen_by(conn, circle_id, caller)
            await except_duty(conn, screener=screener, access=access, new=data)
            return await get_circle(conn, circle_id, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@delete(
    "/circles/{circle_id:uuid}/duty-exceptions/{exception_id:uuid}",
    operation_id="dropDutyException",
    responses=refusals(*ASKED, NotFound, NotAllowed),
)
async def drop(circle_id: UUID, exception_id: UUID, caller: Caller, pool: Pool) -> None:
    """Let the weekly roster hold again."""
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        await drop_exception(conn, access=access, exception_id=exception_id)


@post(
    "/circles/{circle_id:uuid}/duty-hand-overs",
    operation_id="handOverDuty",
    responses=refusals(
        *WRITTEN, NotFound, NotAllowed, TooMany, NotOnDuty, NotOnStaff, TextRefused, CheckerAway
    ),
)
async def hand_over(
    *,
    circle_id: UUID,
    data: HandOver,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> list[DutyOffer]:
    """Ask a colleague to take the rest of my shift, with a note; I stay on duty until they say yes."""
    await limiter.count("30 per hour", "hand_over_duty", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> list[DutyOffer]:
            access = await page_seen_by(conn, circle_id, caller)
            return await offer_duty(
                conn, screener=screener, access=access, account_id=data.account_id, note=data.note
            )

        return await idempotency.answer(conn, caller.account_id, key, list[DutyOffer], verb)


@put(
    "/circles/{circle_id:uuid}/duty-hand-overs/{offer_id:uuid}/answer",
    operation_id="answerDutyHandOver",
    responses=refusals(*ASKED, NotFound, NotAllowed, OfferOver, NotOnStaff, TooManyExceptions),
)
async def answer(
    circle_id: UUID, offer_id: UUID, data: HandOverAnswer, caller: Caller, pool: Pool
) -> list[DutyOffer]:
    """Take the shift that I was asked to take, or say no; whoever offered it withdraws it so."""
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        return await answer_duty_offer(conn, access=access, offer_id=offer_id, takes=data.takes)


@get(
    "/console/unattended-circles",
    operation_id="listUnattendedCircles",
    responses=refusals(InvalidRequest, BadCursor, SignInNeeded, NotAllowed),
)
async def unattended(caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[UnattendedCircle]:
    """The open circles in which nobody is on duty now; for moderators."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_unattended(conn, cursor=cursor)
