"""HTTP for calls."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.calls.answer import CallAnswered, CallOver, OwnCall, answer_call
from tonghao.calls.read import find_address, get_address, list_calls, list_my_calls
from tonghao.calls.send import try_address
from tonghao.calls.set_address import drop_address, must_run_partner, set_address
from tonghao.calls.types import PLATFORM, AddressTried, Call, CallAddress, MyCall, NewCallAddress
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_InCircle = Annotated[UUID | None, QueryParameter(name="circle_id")]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


@get("/calls", operation_id="listCalls", responses=refusals(BadCursor, *_STAFF))
async def all_calls(
    caller: Caller, pool: Pool, in_circle: _InCircle = None, cursor: _Cursor = None
) -> Page[Call]:
    """Who was called, how, when, and who answered; the newest first."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_calls(conn, circle_id=in_circle, cursor=cursor)


@get("/calls/mine", operation_id="listMyCalls", responses=refusals(SignInNeeded))
async def my_calls(caller: Caller, pool: Pool) -> list[MyCall]:
    """The calls that wait for my answer."""
    async with reading(pool) as conn:
        return await list_my_calls(conn, caller.account_id)


@post(
    "/calls/{call_id:uuid}/answers",
    operation_id="answerCall",
    responses=refusals(
        InvalidRequest, SignInNeeded, NotFound, OwnCall, CallAnswered, CallOver, IdempotencyMismatch
    ),
)
async def answer(call_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key) -> list[MyCall]:
    """Say "I am on it"; the answer is what else waits for me."""
    async with writing(pool) as conn:

        async def verb() -> list[MyCall]:
            await answer_call(conn, call_id=call_id, account_id=caller.account_id, at=now())
            return await list_my_calls(conn, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, list[MyCall], verb)


@get("/calls/address", operation_id="getCallAddress", responses=refusals(*_STAFF))
async def address(caller: Caller, pool: Pool) -> CallAddress:
    """Where the platform's calls go besides; for its operator."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await get_address(conn, partner_id=PLATFORM)


@put("/calls/address", operation_id="setCallAddress", responses=refusals(*_STAFF))
async def set_platform(data: NewCallAddress, caller: Caller, pool: Pool) -> CallAddress:
    """Send the platform's calls to an address; its new secret stands in this answer alone."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await set_address(
            conn, partner_id=PLATFORM, account_id=caller.account_id, url=data.url, at=now()
        )


@delete("/calls/address", operation_id="dropCallAddress", responses=refusals(*_STAFF))
async def drop_platform(caller: Caller, pool: Pool) -> None:
    """Send the platform's calls nowhere besides."""
    caller.must_operate()
    async with writing(pool) as conn:
        await drop_address(conn, partner_id=PLATFORM, account_id=caller.account_id)


@post("/calls/address/trials", operation_id="tryCallAddress", responses=refusals(*_STAFF, NotFound, TooMany))
async def try_platform(caller: Caller, pool: Pool, config: Config, limiter: Limiter) -> AddressTried:
    """Send a trial to the platform's address and see what comes back."""
    caller.must_operate()
    return await _try(PLATFORM, caller, pool, config, limiter)


@get(
    "/partners/{partner_id:uuid}/call-address",
    operation_id="getPartnerCallAddress",
    responses=refusals(*_STAFF, NotFound),
)
async def partner_address(partner_id: UUID, caller: Caller, pool: Pool) -> CallAddress:
    """Where a partner's calls go besides; for those who run it."""
    async with reading(pool) as conn:
        await must_run_partner(conn, partner_id=partner_id, account_id=caller.account_id)
        return await get_address(conn, partner_id=partner_id)


@put(
    "/partners/{partner_id:uuid}/call-address",
    operation_id="setPartnerCallAddress",
    responses=refusals(*_STAFF, NotFound),
)
async def set_partner(partner_id: UUID, data: NewCallAddress, caller: Caller, pool: Pool) -> CallAddress:
    """Send a partner's calls to an address; its new secret stands in this answer alone."""
    async with writing(pool) as conn:
        await must_run_partner(conn, partner_id=partner_id, account_id=caller.account_id)
        return await set_address(
            conn, partner_id=partner_id, account_id=caller.account_id, url=data.url, at=now()
        )


@delete(
    "/partners/{partner_id:uuid}/call-address",
    operation_id="dropPartnerCallAddress",
    responses=refusals(*_STAFF, NotFound),
)
async def drop_partner(partner_id: UUID, caller: Caller, pool: Pool) -> None:
    """Send a partner's calls nowhere besides."""
    async with writing(pool) as conn:
        await must_run_partner(conn, partner_id=partner_id, account_id=caller.account_id)
        await drop_address(conn, partner_id=partner_id, account_id=caller.account_id)


@post(
    "/partners/{partner_id:uuid}/call-address/trials",
    operation_id="tryPartnerCallAddress",
    responses=refusals(*_STAFF, NotFound, TooMany),
)
async def try_partner(
    partner_id: UUID, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> AddressTried:
    """Send a trial to a partner's address and see what comes back."""
    async with reading(pool) as conn:
        await must_run_partner(conn, partner_id=partner_id, account_id=caller.account_id)
    return await _try(partner_id, caller, pool, config, limiter)


async def _try(
    partner_id: UUID, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> AddressTried:
    await limiter.count("10 per hour", "try_call_address", str(caller.account_id))
    async with reading(pool) as conn:
        found = await find_address(conn, partner_id)
    if found is None:
        raise NotFound
    private = config.calls_private and partner_id == PLATFORM
    return await try_address(*found, config=config, private=private)


router = Router(
    "/",
    route_handlers=[
        all_calls,
        my_calls,
        answer,
        address,
        set_platform,
        drop_platform,
        try_platform,
        partner_address,
        set_partner,
        drop_partner,
        try_partner,
    ],
    tags=["calls"],
)
