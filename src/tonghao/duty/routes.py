"""HTTP for duty."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.duty import ShiftsOverlap
from tonghao.circles.except_duty import ExceptionUnclear, TooManyExceptions
from tonghao.circles.hand_over import HandOverAnswer, NotOnDuty, OfferOver
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.duty.except_platform_duty import drop_platform_exception, except_platform_duty
from tonghao.duty.hand_over import answer_platform_offer, offer_platform_duty, with_offers
from tonghao.duty.list_circles import list_circle_duty
from tonghao.duty.list_misses import list_misses
from tonghao.duty.read import get_platform_duty
from tonghao.duty.set_roster import NotOfPlatform, UnknownZone, set_platform_roster
from tonghao.duty.types import (
    CircleDuty,
    HolderMisses,
    NewPlatformException,
    PlatformDuty,
    PlatformHandOver,
    PlatformRoster,
)
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.paging import BadCursor, Page

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


@get("/duty", operation_id="getPlatformDuty", responses=refusals(*_STAFF))
async def platform(caller: Caller, pool: Pool) -> PlatformDuty:
    """The platform's roster, and who answers now."""
    caller.must_moderate()
    async with reading(pool) as conn:
        moment = now()
        return await with_offers(conn, await get_platform_duty(conn, at=moment), at=moment)


@get("/duty/circles", operation_id="listCircleDuty", responses=refusals(BadCursor, *_STAFF))
async def circles(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[CircleDuty]:
    """Who answers in each circle now; first come those where nobody does."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_circle_duty(conn, at=now(), cursor=cursor)


@get("/duty/misses", operation_id="listMissedClocks", responses=refusals(*_STAFF))
async def misses(caller: Caller, pool: Pool) -> list[HolderMisses]:
    """Whose clocks ran out within the last four weeks, on the side of the circles and of the platform."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_misses(conn, at=now())


@put(
    "/duty/roster",
    operation_id="setPlatformRoster",
    responses=refusals(*_STAFF, UnknownZone, NotOfPlatform, ShiftsOverlap),
)
async def set_roster(*, data: PlatformRoster, caller: Caller, pool: Pool) -> PlatformDuty:
    """Replace the weekly roster of the platform; for its operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await set_platform_roster(
            conn, operator_id=caller.account_id, zone=data.zone, shifts=data.shifts
        )


@post(
    "/duty/exceptions",
    operation_id="exceptPlatformDuty",
    responses=refusals(*_STAFF, ExceptionUnclear, NotOfPlatform, TooManyExceptions, IdempotencyMismatch),
)
async def add_exception(
    *, data: NewPlatformException, caller: Caller, pool: Pool, key: idempotency.Key
) -> PlatformDuty:
    """Let one date differ from the platform's roster; for its operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PlatformDuty,
            lambda: except_platform_duty(conn, operator_id=caller.account_id, new=data, at=now()),
        )


@delete(
    "/duty/exceptions/{exception_id:uuid}",
    operation_id="dropPlatformException",
    status_code=200,
    responses=refusals(*_STAFF, NotFound),
)
async def drop_exception(exception_id: UUID, caller: Caller, pool: Pool) -> PlatformDuty:
    """Let the platform's weekly roster hold again; for its operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await drop_platform_exception(
            conn, operator_id=caller.account_id, exception_id=exception_id, at=now()
        )


@post(
    "/duty/hand-overs",
    operation_id="handOverPlatformDuty",
    responses=refusals(*_STAFF, NotOnDuty, NotOfPlatform, IdempotencyMismatch),
)
async def hand_over(
    *, data: PlatformHandOver, caller: Caller, pool: Pool, key: idempotency.Key
) -> PlatformDuty:
    """Ask a colleague to take the rest of my shift, with a note; until they say yes I answer myself."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PlatformDuty,
            lambda: offer_platform_duty(
                conn, account_id=caller.account_id, to_id=data.account_id, note=data.note, at=now()
            ),
        )


@post(
    "/duty/hand-overs/{offer_id:uuid}/answers",
    operation_id="answerPlatformHandOver",
    responses=refusals(*_STAFF, NotFound, OfferOver, NotOfPlatform, TooManyExceptions, IdempotencyMismatch),
)
async def answer(
    *, offer_id: UUID, data: HandOverAnswer, caller: Caller, pool: Pool, key: idempotency.Key
) -> PlatformDuty:
    """Take the shift that a colleague asked me to take, or say no; or withdraw my own offer."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            PlatformDuty,
            lambda: answer_platform_offer(
                conn, account_id=caller.account_id, offer_id=offer_id, takes=data.takes, at=now()
            ),
        )


router = Router(
    "/",
    route_handlers=[
        platform, circles, misses, set_roster, add_exception, drop_exception, hand_over, answer,
    ],
    tags=["duty"],
)  # fmt: skip
