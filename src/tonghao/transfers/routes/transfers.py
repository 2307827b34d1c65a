"""HTTP for transfers, for whom one may pay, and for the delay to people who are new."""

from typing import Annotated
from uuid import UUID

from litestar import get, post, put
from litestar.params import QueryParameter

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener
from tonghao.transfers.end import (
    TransferDelivered,
    TransferEnded,
    TransferTooLate,
    accept_transfer,
    cancel_transfer,
    decline_transfer,
)
from tonghao.transfers.move import MOVING, must_have_moved
from tonghao.transfers.reach import PayeeBlocked
from tonghao.transfers.read import get_money_desk, get_transfer, get_wishes, list_payees, list_transfers
from tonghao.transfers.routes.shared import KEYED, MINE, PAYING, REACHING, WORDS, Cursor, payer_of
from tonghao.transfers.send import send_transfer
from tonghao.transfers.set_wishes import set_wishes
from tonghao.transfers.types import MoneyDesk, NewTransfer, NewWishes, Payee, Transfer, TransferWishes
from tonghao.wallets.confirm import PayPasswordLocked, PayPasswordWanted, PayPasswordWrong

_ONE = "/transfers/{transfer_id:uuid}"
_Words = Annotated[str, QueryParameter(name="q", max_length=60, description="In names and handles.")]


@post(
    "/transfers",
    operation_id="sendTransfer",
    responses=refusals(*MINE, *REACHING, *KEYED, *WORDS, *PAYING),
)
async def send(
    *, data: NewTransfer, caller: Caller, pool: Pool, config: Config, limiter: Limiter, screener: TextScreener
) -> Transfer:
    """Send money to a friend or to somebody of my circles; they have 24 hours to accept it."""
    await limiter.count("60 per hour", "send_transfer", str(caller.account_id))
    payer, at = await payer_of(pool, config, caller, data), now()
    async with writing(pool) as conn:
        moved = await send_transfer(
            conn, screener=screener, payer=payer, new=data, currency=config.currency, at=at
        )
    must_have_moved(moved.refusal)
    return await _shown(pool, moved.subject_id, caller)


@get("/transfers", operation_id="listTransfers", responses=refusals(InvalidRequest, SignInNeeded, BadCursor))
async def all_of_mine(caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[Transfer]:
    """What I sent and got, the newest first."""
    async with reading(pool) as conn:
        return await list_transfers(conn, viewer_id=caller.account_id, at=now(), cursor=cursor)


@get(_ONE, operation_id="getTransfer", responses=refusals(*MINE))
async def one(transfer_id: UUID, caller: Caller, pool: Pool) -> Transfer:
    """A transfer that I sent or got."""
    return await _shown(pool, transfer_id, caller)


@post(
    _ONE + "/acceptance",
    operation_id="acceptTransfer",
    responses=refusals(*MINE, *MOVING, TransferEnded, TransferTooLate, PayeeBlocked),
)
async def accept(transfer_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> Transfer:
    """Take the money that was sent to me; a second time it changes nothing."""
    await limiter.count("300 per hour", "end_transfer", str(caller.account_id))
    async with writing(pool) as conn:
        moved = await accept_transfer(conn, transfer_id=transfer_id, account_id=caller.account_id, at=now())
    must_have_moved(moved.refusal)
    return await _shown(pool, transfer_id, caller)


@post(
    _ONE + "/refusal",
    operation_id="declineTransfer",
    responses=refusals(*MINE, *MOVING, TransferEnded),
)
async def decline(transfer_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> Transfer:
    """Send the money back that was sent to me; a second time it changes nothing."""
    await limiter.count("300 per hour", "end_transfer", str(caller.account_id))
    async with writing(pool) as conn:
        moved = await decline_transfer(conn, transfer_id=transfer_id, account_id=caller.account_id, at=now())
    must_have_moved(moved.refusal)
    return await _shown(pool, transfer_id, caller)


@post(
    _ONE + "/cancellation",
    operation_id="cancelTransfer",
    responses=refusals(*MINE, *MOVING, TransferEnded, TransferDelivered),
)
async def cancel(transfer_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> Transfer:
    """Take back what I sent while its delay lasts; a second time it changes nothing."""
    await limiter.count("300 per hour", "end_transfer", str(caller.account_id))
    async with writing(pool) as conn:
        moved = await cancel_transfer(conn, transfer_id=transfer_id, account_id=caller.account_id, at=now())
    must_have_moved(moved.refusal)
    return await _shown(pool, transfer_id, caller)


@get("/money-desk", operation_id="getMoneyDesk", responses=refusals(SignInNeeded))
async def desk(caller: Caller, pool: Pool) -> MoneyDesk:
    """What is open between me and others: transfers to accept, requests, splits."""
    async with reading(pool) as conn:
        return await get_money_desk(conn, viewer_id=caller.account_id, at=now())


@get("/payees", operation_id="listPayees", responses=refusals(InvalidRequest, SignInNeeded))
async def payees(caller: Caller, pool: Pool, words: _Words = "") -> list[Payee]:
    """Whom I may pay or ask: friends and people of my circles, thirty at most."""
    async with reading(pool) as conn:
        return await list_payees(conn, account_id=caller.account_id, words=words)


@get("/transfer-wishes", operation_id="getTransferWishes", responses=refusals(SignInNeeded))
async def wishes(caller: Caller, pool: Pool) -> TransferWishes:
    """How long my money for somebody new waits before they can accept it."""
    async with reading(pool) as conn:
        return await get_wishes(conn, caller.account_id)


@put(
    "/transfer-wishes",
    operation_id="setTransferWishes",
    responses=refusals(
        InvalidRequest, SignInNeeded, TooMany, PayPasswordWanted, PayPasswordWrong, PayPasswordLocked,
        PasskeyRefused,
    ),
)  # fmt: skip
async def wish(
    data: NewWishes, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> TransferWishes:
    """Set how long my money for somebody new waits, during which I can cancel it; less is to be confirmed."""
    await limiter.count("60 per hour", "set_transfer_wishes", str(caller.account_id))
    payer = await payer_of(pool, config, caller, data)
    async with writing(pool) as conn:
        await set_wishes(
            conn,
            account_id=caller.account_id,
            delay_hours=data.delay_hours,
            confirmation=payer.confirmation,
        )
        return await get_wishes(conn, caller.account_id)


async def _shown(pool: Pool, transfer_id: UUID, caller: Caller) -> Transfer:
    async with reading(pool) as conn:
        return await get_transfer(conn, transfer_id=transfer_id, viewer_id=caller.account_id, at=now())


HANDLERS = (send, all_of_mine, one, accept, decline, cancel, desk, payees, wishes, wish)
