"""HTTP for the money of a fund: gifts of members, payouts by two of the staff."""

from typing import Any
from uuid import UUID

from litestar import get, post

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import BannedHere, JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import STOPPED
from tonghao.circles.tools import ToolNotUsed
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.fund_books.enter import SecondPersonNeeded
from tonghao.fund_books.money import (
    HeldShort,
    PayoutEnded,
    give_to_fund,
    propose_payout,
    refuse_payout,
    second_payout,
)
from tonghao.fund_books.read import get_fund, list_payouts
from tonghao.fund_books.types import Fund, FundPayout, NewGift, NewPayout
from tonghao.ledger.types import KeyReused
from tonghao.limits import Limiter
from tonghao.money import AmountRefused
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import MOVING, Payer, must_have_moved
from tonghao.transfers.reach import PayeeBlocked, PayeeStopped
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)
from tonghao.wallets.limits import LimitReached, MinorsDoNot

_ONE = "/circles/{circle_id:uuid}/funds/{fund_id:uuid}"
_PAYOUT = _ONE + "/payouts/{payout_id:uuid}"
_KEPT = (InvalidRequest, SignInNeeded, NotFound, NotAllowed)
_WORDS = (TextRefused, CheckerAway)


@post(
    _ONE + "/gifts",
    operation_id="giveToFund",
    responses=refusals(
        InvalidRequest, SignInNeeded, NotFound, TooMany, JoinFirst, BannedHere, *STOPPED, ToolNotUsed,
        KeyReused, AmountRefused, *_WORDS, *MOVING, LimitReached, MinorsDoNot, PayPasswordWanted,
        PayPasswordWrong, PayPasswordLocked, PasskeyRefused, NewDeviceBraked,
    ),
)  # fmt: skip
async def give(
    *,
    circle_id: UUID,
    fund_id: UUID,
    data: NewGift,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    screener: TextScreener,
) -> Fund:
    """Give money of my wallet to a fund of my circle; the book gets a line about it."""
    await limiter.count("30 per hour", "give_to_fund", str(caller.account_id))
    shown = await shown_confirmation(
        pool, config, caller, pay_password=data.pay_password, passkey=data.passkey
    )
    given: dict[str, Any] = {"payer": Payer(caller.account_id, caller, shown), "new": data, "at": now()}
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        done = await give_to_fund(conn, screener=screener, access=access, fund_id=fund_id, **given)
    must_have_moved(done.refusal)
    return await _shown(pool, circle_id, fund_id)


@get(
    _ONE + "/payouts",
    operation_id="listFundPayouts",
    responses=refusals(*_KEPT),
)
async def payouts(circle_id: UUID, fund_id: UUID, caller: Caller, pool: Pool) -> list[FundPayout]:
    """The payouts that wait for a second person of the staff."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        access.must_help()
        await get_fund(conn, circle_id=circle_id, fund_id=fund_id)
        return await list_payouts(conn, circle_id=circle_id, fund_id=fund_id)


@post(
    _ONE + "/payouts",
    operation_id="proposeFundPayout",
    responses=refusals(*_KEPT, TooMany, *STOPPED, ToolNotUsed, AmountRefused, *_WORDS, HeldShort),
)
async def propose(
    *,
    circle_id: UUID,
    fund_id: UUID,
    data: NewPayout,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> list[FundPayout]:
    """Propose that the fund pays somebody of the circle; what waits comes back."""
    await limiter.count("30 per hour", "propose_payout", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await propose_payout(conn, screener=screener, access=access, fund_id=fund_id, new=data, at=now())
        return await list_payouts(conn, circle_id=circle_id, fund_id=fund_id)


@post(
    _PAYOUT + "/confirmation",
    operation_id="confirmFundPayout",
    responses=refusals(
        *_KEPT, *MOVING, SecondPersonNeeded, PayoutEnded, HeldShort, PayeeStopped, PayeeBlocked
    ),
)
async def confirm_payout(circle_id: UUID, fund_id: UUID, payout_id: UUID, caller: Caller, pool: Pool) -> Fund:
    """Let the money go that somebody else proposed; the book gets a line about it."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        done = await second_payout(conn, access=access, fund_id=fund_id, payout_id=payout_id, at=now())
    must_have_moved(done.refusal)
    return await _shown(pool, circle_id, fund_id)


@post(
    _PAYOUT + "/refusal",
    operation_id="refuseFundPayout",
    responses=refusals(*_KEPT, PayoutEnded),
)
async def refuse(circle_id: UUID, fund_id: UUID, payout_id: UUID, caller: Caller, pool: Pool) -> Fund:
    """Say no to a payout, or take my own proposal back."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await refuse_payout(conn, access=access, fund_id=fund_id, payout_id=payout_id, at=now())
    return await _shown(pool, circle_id, fund_id)


async def _shown(pool: Pool, circle_id: UUID, fund_id: UUID) -> Fund:
    async with reading(pool) as conn:
        return await get_fund(conn, circle_id=circle_id, fund_id=fund_id)


HANDLERS = (give, payouts, propose, confirm_payout, refuse)
