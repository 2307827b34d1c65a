"""Pay code: shown by who pays, scanned by who is paid; it works once, for a minute, up to an agreed sum."""

import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.crypto import digest
from tonghao.db import Connection, Row
from tonghao.errors import Refusal
from tonghao.ledger.types import KeyReused
from tonghao.money import decimal_of, minor_of
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import Payer, move_between, must_spend
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.tell import notice_money, show_code_payment
from tonghao.transfers.types import Moved, NewCharge, NewPayCode, PayCode
from tonghao.transfers.words import noted
from tonghao.wallets.confirm import (
    FREE,
    NewDeviceBraked,
    PayConfirmation,
    PayPasswordWanted,
    confirm_payment,
)

GOOD_FOR: Final = timedelta(seconds=60)

_END_OLDER: Final = """
    UPDATE pay_codes SET expires_at = $2 WHERE account_id = $1 AND payment_id IS NULL AND expires_at > $2
"""
_ADD: Final = """
    INSERT INTO pay_codes (token_hash, account_id, session_id, most_minor, currency, is_confirmed, expires_at,
                           made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_LOCK: Final = "SELECT account_id FROM pay_codes WHERE token_hash = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT account_id, session_id, most_minor, currency, is_confirmed, expires_at, payment_id
      FROM pay_codes WHERE token_hash = $1
"""
_USE: Final = "UPDATE pay_codes SET payment_id = $2 WHERE token_hash = $1"
_PAYMENT: Final = "SELECT to_id, amount_minor FROM code_payments WHERE id = $1"
_PAY: Final = """
    INSERT INTO code_payments (id, way, from_id, to_id, amount_minor, currency, note, created_at)
    VALUES ($1, 'pay_code', $2, $3, $4, $5, $6, $7)
"""
_TRIM: Final = "DELETE FROM pay_codes WHERE expires_at < $1"


class CodeUnknown(Refusal):
    """This is no code of ours. Scan it again, or ask for a new one."""

    status = 404


class CodeExpired(Refusal):
    """This code is older than a minute, or a newer one was shown. Ask for the new one."""

    status = 410


class CodeUsed(Refusal):
    """This code has been paid with already; each works once. Ask for a new one."""

    status = 410


class PayerMustConfirm(Refusal):
    """The one who pays has to confirm this first. Ask for a code made with a pay password."""

    status = 403


class OverCode(Refusal):
    """The one who pays agreed to less with this code. The details say how much at most."""


async def show_pay_code(
    conn: Connection,
    *,
    caller: Caller,
    confirmation: PayConfirmation | None,
    new: NewPayCode,
    currency: str,
    address: str,
    at: datetime,
) -> PayCode:
    """Make the code that *caller* shows; the one shown before works no longer.

    What is small is counted when it is taken; for more the payer has to show now that they mean it.

    Args:
        address: Of the page that reads codes.

    Raises:
        AmountRefused: see `minor_of`.
        PayPasswordWanted: see `confirm_payment`.
    """
    account_id, most = caller.account_id, minor_of(new.most, currency)
    if confirmation is None and most > FREE.minor("each", currency):
        await confirm_payment(
            conn, caller, kind="code_pay", amount_minor=most, confirmation=None, now=at, currency=currency
        )
    token = secrets.token_urlsafe(18)
    expires_at = at + GOOD_FOR
    await conn.execute(_END_OLDER, account_id, at)
    await conn.execute(
        _ADD,
        digest(token),
        account_id,
        caller.session_id,
        most,
        currency,
        confirmation is not None,
        expires_at,
        at,
    )
    return PayCode(token, f"{address}#pay={token}", decimal_of(most, currency), currency, expires_at)


async def charge_pay_code(
    conn: Connection, *, screener: TextScreener, account_id: UUID, new: NewCharge, at: datetime
) -> Moved:
    """Take the money from whoever showed the code; of several who do, one gets it.

    Raises:
        InvalidRequest: the key is none that a device makes.
        KeyReused: the key stands for another payment.
        AmountRefused, TextRefused, CheckerAway: amount and note.
        CodeUnknown, CodeExpired, CodeUsed: the code.
        OverCode: more than was agreed to.
        PaysSelf, PayeeBlocked, PayeeStopped: see `must_reach`.
        PayerMustConfirm, LimitReached, MinorsDoNot: the payer may not move as much with this code.

    Emits: code.paid, money.told. Locks: the code, then the two wallets.
    """
    must_be_own_key(new.id)
    note, hashed = noted(screener, new.note), digest(new.token)
    if await conn.fetchval(_LOCK, hashed) is None:
        raise CodeUnknown
    facts = await conn.fetchrow(_FACTS, hashed)
    assert facts is not None
    payer, amount, currency = facts["account_id"], minor_of(new.amount, facts["currency"]), facts["currency"]
    if facts["payment_id"] is not None:
        if facts["payment_id"] != new.id:
            raise CodeUsed
        paid = await conn.fetchrow(_PAYMENT, new.id)
        if paid is None or tuple(paid) != (account_id, amount):
            raise KeyReused
        return Moved(new.id)
    if await conn.fetchrow(_PAYMENT, new.id) is not None:  # to the books it would be that one again
        raise KeyReused
    if at >= facts["expires_at"]:
        raise CodeExpired
    if amount > facts["most_minor"]:
        raise OverCode(most=decimal_of(facts["most_minor"], currency))
    await must_reach(conn, account_id, payer, strangers=True)
    counted = await _must_spend(conn, facts, amount, at)
    refusal = await move_between(
        conn,
        group_id=new.id,
        payer_id=payer,
        payee_id=account_id,
        counted=counted,
        amount_minor=amount,
        currency=currency,
        code="code_paid",
        cause_kind="code_payment",
        cause_id=new.id,
        title=note,
    )
    if refusal is not None:
        return Moved(new.id, refusal)
    await conn.execute(_PAY, new.id, payer, account_id, amount, currency, note, at)
    await conn.execute(_USE, hashed, new.id)
    await show_code_payment(conn, new.id, (payer, account_id))
    await notice_money(
        conn,
        account_id=payer,
        actor_id=account_id,
        what="code_charged",
        subject_kind="code_payment",
        subject_id=new.id,
        amount_minor=amount,
        currency=currency,
        title=note,
    )
    return Moved(new.id)


async def _must_spend(conn: Connection, code: Row, amount: int, at: datetime) -> tuple[str, ...]:
    """Count it for the payer, on whose device the code was made; what they showed for it counts now."""
    caller = Caller(code["account_id"], code["session_id"], "member", "zh-CN", "adult", "active")
    shown = PayConfirmation("password") if code["is_confirmed"] else None
    payer = Payer(code["account_id"], caller, shown)
    try:
        return await must_spend(
            conn, payer, kind="code_pay", amount_minor=amount, currency=code["currency"], at=at
        )
    except (PayPasswordWanted, NewDeviceBraked):
        raise PayerMustConfirm from None


async def forget_pay_codes(conn: Connection, before: datetime) -> None:
    """Drop codes that expired before *before*: nothing can be done with them."""
    await conn.execute(_TRIM, before)
