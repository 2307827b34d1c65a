"""Collect code: shown or printed by who is paid, scanned by who pays; what comes in on a day has a limit."""

from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.accounts.read import list_cards
from tonghao.db import Connection, Row
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.ledger.types import KeyReused
from tonghao.money import EXPONENTS, AmountRefused, decimal_of, minor_of
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import Payer, move_between, must_spend
from tonghao.transfers.pay_code import CodeUnknown
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.tell import notice_money, show_code_payment
from tonghao.transfers.types import CollectCode, Moved, NewCodePayment, NewCollectCode, ReadCode
from tonghao.transfers.words import noted

# What a printed code takes in a day at most, in whole units of the house's currency: yuan, or points.
MOST_A_DAY: Final = 2_000

_ZONE: Final = "SELECT zone FROM accounts WHERE id = $1"
_LOCK_OWNER: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_MINE: Final = """
    SELECT id, account_id, day_limit_minor, day, day_minor, retired_at, made_at
      FROM collect_codes WHERE account_id = $1 AND retired_at IS NULL
"""
_RETIRE: Final = "UPDATE collect_codes SET retired_at = $2 WHERE account_id = $1 AND retired_at IS NULL"
_ADD: Final = """
    INSERT INTO collect_codes (id, account_id, day_limit_minor, day, day_minor, made_at)
    VALUES ($1, $2, $3, $4, $5, $6)
"""
_TAKEN: Final = """
    SELECT coalesce(sum(amount_minor), 0)::bigint FROM code_payments
     WHERE to_id = $1 AND way = 'collect_code' AND created_at >= $2
"""
_CODE: Final = """
    SELECT id, account_id, day_limit_minor, day, day_minor, retired_at, made_at
      FROM collect_codes WHERE id = $1
"""
_LOCK: Final = "SELECT id FROM collect_codes WHERE id = $1 FOR NO KEY UPDATE"
_COUNT: Final = "UPDATE collect_codes SET day = $2, day_minor = $3 WHERE id = $1"
_KNOWN: Final = "SELECT from_id, code_id, amount_minor FROM code_payments WHERE id = $1"
_PAY: Final = """
    INSERT INTO code_payments (id, way, code_id, from_id, to_id, amount_minor, currency, note, created_at)
    VALUES ($1, 'collect_code', $2, $3, $4, $5, $6, $7, $8)
"""


class CodeRetired(Refusal):
    """This code was replaced by a new one and takes no money any more. Ask for the new one."""

    status = 410


class CodeFull(Refusal):
    """This code has taken as much as it may today. The details say what is left; send a transfer instead."""


async def find_collect_code(
    conn: Connection, *, account_id: UUID, currency: str, address: str, at: datetime
) -> CollectCode | None:
    """The code that *account_id* shows, if they have one."""
    code = await conn.fetchrow(_MINE, account_id)
    if code is None:
        return None
    today = await _paid_today(conn, code, at)
    return CollectCode(
        code["id"],
        f"{address}#collect={code['id']}",
        decimal_of(code["day_limit_minor"], currency),
        decimal_of(today, currency),
        currency,
        code["made_at"],
    )


async def renew_collect_code(
    conn: Connection, *, account_id: UUID, new: NewCollectCode, currency: str, at: datetime
) -> None:
    """Make a code; the one before takes no money any more.

    Raises:
        AmountRefused: the limit is no amount, or above `MOST_A_DAY`.

    Locks: the account.
    """
    limit = minor_of(new.day_limit, currency)
    most = MOST_A_DAY * 10 ** EXPONENTS[currency]
    if limit > most:
        raise AmountRefused(most=decimal_of(most, currency))
    await conn.execute(_LOCK_OWNER, account_id)
    await conn.execute(_RETIRE, account_id, at)
    midnight = await _midnight_of(conn, account_id, at)
    # What other codes of theirs took today counts on: a new one is no second day.
    taken = min(limit, await conn.fetchval(_TAKEN, account_id, midnight))
    await conn.execute(_ADD, new_id(), account_id, limit, midnight.date(), taken, at)


async def read_collect_code(
    conn: Connection, *, code_id: UUID, account_id: UUID, currency: str, at: datetime
) -> ReadCode:
    """Whom a scanned code pays.

    Raises:
        CodeUnknown, CodeRetired: the code.
        PaysSelf, NotFound, PayeeBlocked, PayeeStopped: see `must_reach`.
    """
    code = await _code(conn, code_id)
    await must_reach(conn, account_id, code["account_id"], strangers=True)
    left = code["day_limit_minor"] - await _paid_today(conn, code, at)
    cards = await list_cards(conn, [code["account_id"]])
    return ReadCode(code_id, cards[code["account_id"]], decimal_of(left, currency), currency)


async def pay_collect_code(
    conn: Connection,
    *,
    screener: TextScreener,
    code_id: UUID,
    payer: Payer,
    new: NewCodePayment,
    currency: str,
    at: datetime,
) -> Moved:
    """Pay whoever shows the code; sent again with its key, it is paid once.

    Raises:
        InvalidRequest: the key is none that a device makes.
        KeyReused: the key stands for another payment.
        AmountRefused, TextRefused, CheckerAway: amount and note.
        CodeUnknown, CodeRetired, CodeFull: the code.
        PaysSelf, NotFound, PayeeBlocked, PayeeStopped: see `must_reach`.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `must_spend`.

    Emits: code.paid, money.told. Locks: the code, then the two wallets.
    """
    must_be_own_key(new.id)
    account_id = payer.account_id
    note, amount = noted(screener, new.note), minor_of(new.amount, currency)
    await conn.execute(_LOCK, code_id)
    known = await conn.fetchrow(_KNOWN, new.id)
    if known is not None:
        if tuple(known) != (account_id, code_id, amount):
            raise KeyReused
        return Moved(new.id)
    code = await _code(conn, code_id)
    payee = code["account_id"]
    await must_reach(conn, account_id, payee, strangers=True)
    today = await _paid_today(conn, code, at)
    if today + amount > code["day_limit_minor"]:
        raise CodeFull(left=decimal_of(code["day_limit_minor"] - today, currency))
    counted = await must_spend(conn, payer, kind="code_pay", amount_minor=amount, currency=currency, at=at)
    refusal = await move_between(
        conn,
        group_id=new.id,
        payer_id=account_id,
        payee_id=payee,
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
    await conn.execute(_PAY, new.id, code_id, account_id, payee, amount, currency, note, at)
    await conn.execute(_COUNT, code_id, await _day_of(conn, payee, at), today + amount)
    await show_code_payment(conn, new.id, (account_id, payee))
    await notice_money(
        conn,
        account_id=payee,
        actor_id=account_id,
        what="code_paid",
        subject_kind="code_payment",
        subject_id=new.id,
        amount_minor=amount,
        currency=currency,
        title=note,
    )
    return Moved(new.id)


async def _code(conn: Connection, code_id: UUID) -> Row:
    code = await conn.fetchrow(_CODE, code_id)
    if code is None:
        raise CodeUnknown
    if code["retired_at"] is not None:
        raise CodeRetired
    return code


async def _midnight_of(conn: Connection, account_id: UUID, at: datetime) -> datetime:
    """When the day began where the code's owner lives."""
    there = at.astimezone(ZoneInfo(await conn.fetchval(_ZONE, account_id)))
    return there.replace(hour=0, minute=0, second=0, microsecond=0)


async def _day_of(conn: Connection, account_id: UUID, at: datetime) -> date:
    """The date where the code's owner lives."""
    return (await _midnight_of(conn, account_id, at)).date()


async def _paid_today(conn: Connection, code: Row, at: datetime) -> int:
    today: int = code["day_minor"] if code["day"] == await _day_of(conn, code["account_id"], at) else 0
    return today
