"""HTTP for paying and being paid by a code that is scanned."""

from typing import Any
from uuid import UUID

from litestar import get, post

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.money import AmountRefused
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener
from tonghao.transfers.collect_code import (
    CodeFull,
    CodeRetired,
    find_collect_code,
    pay_collect_code,
    read_collect_code,
    renew_collect_code,
)
from tonghao.transfers.move import MOVING, must_have_moved
from tonghao.transfers.pay_code import (
    CodeExpired,
    CodeUnknown,
    CodeUsed,
    OverCode,
    PayerMustConfirm,
    charge_pay_code,
    show_pay_code,
)
from tonghao.transfers.read import get_code_payment, list_code_payments
from tonghao.transfers.routes.shared import KEYED, LIMITED, MINE, PAYING, TILL, WORDS, Cursor, payer_of
from tonghao.transfers.types import (
    CodePayment,
    CollectCode,
    NewCharge,
    NewCodePayment,
    NewCollectCode,
    NewPayCode,
    OwnCode,
    PayCode,
    ReadCode,
)
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)

_COLLECT = "/collect-codes/{code_id:uuid}"
# The page of the app that reads codes; what stands behind the # never leaves the phone.
_PAGE = "/wallet/scan"


@post(
    "/pay-codes",
    operation_id="showPayCode",
    responses=refusals(
        InvalidRequest, SignInNeeded, TooMany, AmountRefused, PayPasswordWanted, PayPasswordWrong,
        PayPasswordLocked, PasskeyRefused, NewDeviceBraked,
    ),
)  # fmt: skip
async def show(data: NewPayCode, caller: Caller, pool: Pool, config: Config, limiter: Limiter) -> PayCode:
    """Make a code that I show to whom I pay: it works once, for a minute; the one before works no longer."""
    await limiter.count("120 per hour", "show_pay_code", str(caller.account_id))
    shown = await shown_confirmation(
        pool, config, caller, pay_password=data.pay_password, passkey=data.passkey
    )
    async with writing(pool) as conn:
        return await show_pay_code(
            conn,
            caller=caller,
            confirmation=shown,
            new=data,
            currency=config.currency,
            address=config.address + _PAGE,
            at=now(),
        )


@post(
    "/pay-codes/charges",
    operation_id="chargePayCode",
    responses=refusals(
        *MINE, *TILL, *KEYED, *WORDS, *MOVING, *LIMITED, CodeUnknown, CodeExpired, CodeUsed, OverCode,
        PayerMustConfirm, FeatureStopped,
    ),
)  # fmt: skip
async def charge(
    data: NewCharge, caller: Caller, pool: Pool, limiter: Limiter, screener: TextScreener
) -> CodePayment:
    """Take money from whoever shows me their pay code."""
    await limiter.count("120 per hour", "charge_pay_code", str(caller.account_id))
    async with writing(pool) as conn:
        moved = await charge_pay_code(
            conn, screener=screener, account_id=caller.account_id, new=data, at=now()
        )
    must_have_moved(moved.refusal)
    return await _shown(pool, moved.subject_id, caller)


@get("/collect-code", operation_id="getCollectCode", responses=refusals(SignInNeeded))
async def mine(caller: Caller, pool: Pool, config: Config) -> OwnCode:
    """My own collect code, and what came in by it today; null while I have none."""
    return OwnCode(await _find(pool, config, caller))


@post(
    "/collect-code",
    operation_id="renewCollectCode",
    responses=refusals(*MINE, AmountRefused),
)
async def renew(
    data: NewCollectCode, caller: Caller, pool: Pool, config: Config, limiter: Limiter
) -> CollectCode:
    """Make my collect code, or a new one in its place: the one before takes no money any more."""
    await limiter.count("20 per day", "renew_collect_code", str(caller.account_id))
    mine: dict[str, Any] = {"account_id": caller.account_id, "currency": config.currency, "at": now()}
    async with writing(pool) as conn:
        await renew_collect_code(conn, new=data, **mine)
    made = await _find(pool, config, caller)
    if made is None:
        raise NotFound
    return made


@get(
    _COLLECT,
    operation_id="readCollectCode",
    responses=refusals(*MINE, *TILL, CodeUnknown, CodeRetired),
)
async def read(code_id: UUID, caller: Caller, pool: Pool, config: Config) -> ReadCode:
    """Whom a code that I scanned pays."""
    asked: dict[str, Any] = {"account_id": caller.account_id, "currency": config.currency, "at": now()}
    async with reading(pool) as conn:
        return await read_collect_code(conn, code_id=code_id, **asked)


@post(
    _COLLECT + "/payments",
    operation_id="payCollectCode",
    responses=refusals(*MINE, *TILL, *KEYED, *WORDS, *PAYING, CodeUnknown, CodeRetired, CodeFull),
)
async def pay(
    *,
    code_id: UUID,
    data: NewCodePayment,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    screener: TextScreener,
) -> CodePayment:
    """Pay whoever shows the code that I scanned."""
    await limiter.count("60 per hour", "pay_collect_code", str(caller.account_id))
    payer = await payer_of(pool, config, caller, data)
    paid: dict[str, Any] = {"payer": payer, "new": data, "currency": config.currency, "at": now()}
    async with writing(pool) as conn:
        moved = await pay_collect_code(conn, screener=screener, code_id=code_id, **paid)
    must_have_moved(moved.refusal)
    return await _shown(pool, moved.subject_id, caller)


@get(
    "/code-payments",
    operation_id="listCodePayments",
    responses=refusals(InvalidRequest, SignInNeeded, BadCursor),
)
async def payments(caller: Caller, pool: Pool, cursor: Cursor = None) -> Page[CodePayment]:
    """What I paid and got by code, the newest first."""
    async with reading(pool) as conn:
        return await list_code_payments(conn, viewer_id=caller.account_id, cursor=cursor)


@get("/code-payments/{payment_id:uuid}", operation_id="getCodePayment", responses=refusals(*MINE))
async def payment(payment_id: UUID, caller: Caller, pool: Pool) -> CodePayment:
    """A payment by code that I made or got."""
    return await _shown(pool, payment_id, caller)


async def _find(pool: Pool, config: Config, caller: Caller) -> CollectCode | None:
    asked: dict[str, Any] = {"account_id": caller.account_id, "currency": config.currency, "at": now()}
    async with reading(pool) as conn:
        return await find_collect_code(conn, address=config.address + _PAGE, **asked)


async def _shown(pool: Pool, payment_id: UUID, caller: Caller) -> CodePayment:
    async with reading(pool) as conn:
        return await get_code_payment(conn, payment_id=payment_id, viewer_id=caller.account_id)


HANDLERS = (show, charge, mine, renew, read, pay, payments, payment)
