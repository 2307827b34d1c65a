"""HTTP for asking somebody for money."""

from typing import Any
from uuid import UUID

from litestar import get, post

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, SignInNeeded
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener
from tonghao.transfers.ask import (
    RequestEnded,
    TooManyRequests,
    ask_for_money,
    decline_request,
    pay_request,
    remind_of_request,
    withdraw_request,
)
from tonghao.transfers.move import must_have_moved
from tonghao.transfers.read import get_request, list_requests
from tonghao.transfers.remind import RemindedEnough
from tonghao.transfers.routes.shared import KEYED, MINE, PAYING, REACHING, TILL, WORDS, Cursor, payer_of
from tonghao.transfers.types import MoneyRequest, NewRequest, Payment

_ONE = "/money-requests/{request_id:uuid}"


@post(
    "/money-requests",
    operation_id="askForMoney",
    responses=refusals(*MINE, *REACHING, *KEYED, *WORDS, TooManyRequests),
)
async def ask(
    *, data: NewRequest, caller: Caller, pool: Pool, config: Config, limiter: Limiter, screener: TextScreener
) -> MoneyRequest:
    """Ask a friend or somebody of my circles for money; they have seven days."""
    await limiter.count("30 per hour", "ask_for_money", str(caller.account_id))
    mine: dict[str, Any] = {"from_id": caller.account_id, "currency": config.currency}
    async with writing(pool) as conn:
        await ask_for_money(conn, screener=screener, new=data, at=now(), **mine)
    return await _shown(pool, data.id, caller)


@get(
    "/money-requests",
    operation_id="listMoneyRequests",
    responses=refusals(InvalidRequest, SignInNeeded, BadCursor),
)
async def all_of_mine(caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[MoneyRequest]:
    """What I asked for and was asked for, the newest first."""
    async with reading(pool) as conn:
        return await list_requests(conn, viewer_id=caller.account_id, at=now(), cursor=cursor)


@get(_ONE, operation_id="getMoneyRequest", responses=refusals(*MINE))
async def one(request_id: UUID, caller: Caller, pool: Pool) -> MoneyRequest:
    """A request that I made or got."""
    return await _shown(pool, request_id, caller)


@post(
    _ONE + "/payment",
    operation_id="payMoneyRequest",
    responses=refusals(*MINE, *TILL, *KEYED, *PAYING, RequestEnded),
)
async def pay(
    *, request_id: UUID, data: Payment, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> MoneyRequest:
    """Pay what I was asked for."""
    await limiter.count("60 per hour", "pay_request", str(caller.account_id))
    payer = await payer_of(pool, config, caller, data)
    async with writing(pool) as conn:
        moved = await pay_request(conn, request_id=request_id, payer=payer, payment_id=data.id, at=now())
    must_have_moved(moved.refusal)
    return await _shown(pool, request_id, caller)


@post(_ONE + "/refusal", operation_id="declineMoneyRequest", responses=refusals(*MINE, RequestEnded))
async def decline(request_id: UUID, caller: Caller, pool: Pool) -> MoneyRequest:
    """Say no to what I was asked for; a second time it changes nothing."""
    async with writing(pool) as conn:
        await decline_request(conn, request_id=request_id, account_id=caller.account_id, at=now())
    return await _shown(pool, request_id, caller)


@post(_ONE + "/withdrawal", operation_id="withdrawMoneyRequest", responses=refusals(*MINE, RequestEnded))
async def withdraw(request_id: UUID, caller: Caller, pool: Pool) -> MoneyRequest:
    """Ask no longer; a second time it changes nothing."""
    async with writing(pool) as conn:
        await withdraw_request(conn, request_id=request_id, account_id=caller.account_id, at=now())
    return await _shown(pool, request_id, caller)


@post(
    _ONE + "/reminders",
    operation_id="remindOfMoneyRequest",
    responses=refusals(*MINE, *TILL, RequestEnded, RemindedEnough),
)
async def remind(request_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> MoneyRequest:
    """Remind whom I asked: once a day, three times in all."""
    await limiter.count("60 per hour", "remind_of_money", str(caller.account_id))
    async with writing(pool) as conn:
        await remind_of_request(conn, request_id=request_id, account_id=caller.account_id, at=now())
    return await _shown(pool, request_id, caller)


async def _shown(pool: Pool, request_id: UUID, caller: Caller) -> MoneyRequest:
    async with reading(pool) as conn:
        return await get_request(conn, request_id=request_id, viewer_id=caller.account_id, at=now())


HANDLERS = (ask, all_of_mine, one, pay, decline, withdraw, remind)
