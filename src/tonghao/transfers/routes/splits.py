"""HTTP for bills that several people share."""

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
from tonghao.transfers.move import must_have_moved
from tonghao.transfers.read import get_split, list_splits
from tonghao.transfers.remind import RemindedEnough
from tonghao.transfers.routes.shared import KEYED, MINE, PAYING, REACHING, TILL, WORDS, Cursor, payer_of
from tonghao.transfers.share import (
    ShareSettled,
    SplitClosed,
    close_split,
    decline_share,
    pay_share,
    remind_of_split,
)
from tonghao.transfers.split import SharesWrong, SplitTooSmall, begin_split
from tonghao.transfers.types import NewSplit, Payment, Split

_ONE = "/splits/{split_id:uuid}"


@post(
    "/splits",
    operation_id="beginSplit",
    responses=refusals(*MINE, *REACHING, *KEYED, *WORDS, SharesWrong, SplitTooSmall),
)
async def begin(
    *, data: NewSplit, caller: Caller, pool: Pool, config: Config, limiter: Limiter, screener: TextScreener
) -> Split:
    """Share a bill that I paid, equally or each their own part; everybody in it sees who has paid."""
    await limiter.count("20 per hour", "begin_split", str(caller.account_id))
    mine: dict[str, Any] = {"made_by": caller.account_id, "currency": config.currency}
    async with writing(pool) as conn:
        await begin_split(conn, screener=screener, new=data, at=now(), **mine)
    return await _shown(pool, data.id, caller)


@get("/splits", operation_id="listSplits", responses=refusals(InvalidRequest, SignInNeeded, BadCursor))
async def all_of_mine(caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[Split]:
    """The bills that I share, the newest first."""
    async with reading(pool) as conn:
        return await list_splits(conn, viewer_id=caller.account_id, cursor=cursor)


@get(_ONE, operation_id="getSplit", responses=refusals(*MINE))
async def one(split_id: UUID, caller: Caller, pool: Pool) -> Split:
    """A bill that I share."""
    return await _shown(pool, split_id, caller)


@post(
    _ONE + "/payment",
    operation_id="payShare",
    responses=refusals(*MINE, *TILL, *KEYED, *PAYING, ShareSettled),
)
async def pay(
    *, split_id: UUID, data: Payment, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> Split:
    """Pay my share to whoever paid the bill."""
    await limiter.count("60 per hour", "pay_share", str(caller.account_id))
    payer = await payer_of(pool, config, caller, data)
    async with writing(pool) as conn:
        moved = await pay_share(conn, split_id=split_id, payer=payer, payment_id=data.id, at=now())
    must_have_moved(moved.refusal)
    return await _shown(pool, split_id, caller)


@post(_ONE + "/refusal", operation_id="declineShare", responses=refusals(*MINE, ShareSettled))
async def decline(split_id: UUID, caller: Caller, pool: Pool) -> Split:
    """Say that I do not owe my share; a second time it changes nothing."""
    async with writing(pool) as conn:
        await decline_share(conn, split_id=split_id, account_id=caller.account_id, at=now())
    return await _shown(pool, split_id, caller)


@post(_ONE + "/closing", operation_id="closeSplit", responses=refusals(*MINE))
async def close(split_id: UUID, caller: Caller, pool: Pool) -> Split:
    """Ask no longer for what is open of my bill; a second time it changes nothing."""
    async with writing(pool) as conn:
        await close_split(conn, split_id=split_id, account_id=caller.account_id, at=now())
    return await _shown(pool, split_id, caller)


@post(
    _ONE + "/reminders",
    operation_id="remindOfSplit",
    responses=refusals(*MINE, SplitClosed, RemindedEnough),
)
async def remind(split_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> Split:
    """Remind everybody who has not paid of my bill: once a day, three times in all."""
    await limiter.count("60 per hour", "remind_of_money", str(caller.account_id))
    async with writing(pool) as conn:
        await remind_of_split(conn, split_id=split_id, account_id=caller.account_id, at=now())
    return await _shown(pool, split_id, caller)


async def _shown(pool: Pool, split_id: UUID, caller: Caller) -> Split:
    async with reading(pool) as conn:
        return await get_split(conn, split_id=split_id, viewer_id=caller.account_id)


HANDLERS = (begin, all_of_mine, one, pay, decline, close, remind)
