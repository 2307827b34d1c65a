"""Ask somebody for money, remind them, take it back; and what the other one does: pay or decline."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.ledger.types import KeyReused
from tonghao.money import minor_of
from tonghao.screening.text import TextScreener
from tonghao.sweep import Due
from tonghao.transfers.move import Payer, move_between, must_spend
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.remind import may_remind_at, must_remind
from tonghao.transfers.tell import notice_money, show_request
from tonghao.transfers.types import Moved, NewRequest
from tonghao.transfers.words import noted

KEEP: Final = timedelta(days=7)
# So many may wait between two people.
_MOST_OPEN: Final = 5

_KNOWN: Final = "SELECT from_id, to_id, amount_minor, currency, note FROM money_requests WHERE id = $1"
_OPEN: Final = """
    SELECT count(*) FROM money_requests
     WHERE from_id = $1 AND to_id = $2 AND state = 'open' AND expires_at > $3
"""
_ADD: Final = """
    INSERT INTO money_requests (id, from_id, to_id, amount_minor, currency, note, state, expires_at,
                                created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""
_LOCK: Final = "SELECT id FROM money_requests WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT id, from_id, to_id, amount_minor, currency, note, state, expires_at, reminded_at, reminder_count,
           group_id, created_at
      FROM money_requests WHERE id = $1
"""
_END: Final = "UPDATE money_requests SET state = $2, ended_at = $3, group_id = $4 WHERE id = $1"
_REMIND: Final = """
    UPDATE money_requests SET reminded_at = $2, reminder_count = reminder_count + 1 WHERE id = $1
"""
_DUE: Final = """
    SELECT expires_at, id FROM money_requests
     WHERE state = 'open' AND expires_at <= $1 AND (expires_at, id) > ($2, $3)
     ORDER BY expires_at, id LIMIT 200
"""


class RequestEnded(Refusal):
    """This request has already ended. The details say how."""


class TooManyRequests(Refusal):
    """Five requests already wait with this person. Let them answer first."""


async def ask_for_money(
    conn: Connection, *, screener: TextScreener, from_id: UUID, new: NewRequest, currency: str, at: datetime
) -> None:
    """Ask *new.to_id*; it waits for seven days.

    Raises:
        InvalidRequest, KeyReused, AmountRefused, TextRefused, CheckerAway: see `send_transfer`.
        PaysSelf, NotFound, PayeeBlocked, PayeeStopped, NotAcquainted: see `must_reach`.
        TooManyRequests: five wait already.

    Emits: money_request.changed, money.told.
    """
    must_be_own_key(new.id)
    note = noted(screener, new.note)
    said = (from_id, new.to_id, minor_of(new.amount, currency), currency, note)
    if (known := await conn.fetchrow(_KNOWN, new.id)) is not None:
        if tuple(known) != said:
            raise KeyReused
        return
    await must_reach(conn, from_id, new.to_id)
    if await conn.fetchval(_OPEN, from_id, new.to_id, at) >= _MOST_OPEN:
        raise TooManyRequests
    if await conn.fetchval(_ADD, new.id, *said, at + KEEP, at) is None:
        return
    await show_request(conn, new.id, "open", [from_id, new.to_id])
    await _notice(conn, await _read(conn, new.id), to_asker=False, what="request_came")


async def pay_request(
    conn: Connection, *, request_id: UUID, payer: Payer, payment_id: UUID, at: datetime
) -> Moved:
    """Pay what was asked, at once; paid twice with one key, it is paid once.

    Raises:
        InvalidRequest: the key is none that a device makes.
        NotFound: nobody asked *account_id* that.
        RequestEnded: it was paid otherwise, declined, withdrawn, or is too old.
        PayeeBlocked, PayeeStopped: see `must_reach`.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `must_spend`.

    Emits: money_request.changed, money.told. Locks: the request, then the two wallets.
    """
    must_be_own_key(payment_id)
    account_id = payer.account_id
    facts = await _locked(conn, request_id)
    if facts["to_id"] != account_id:
        raise NotFound
    if facts["state"] == "paid" and facts["group_id"] == payment_id:
        return Moved(request_id)
    _must_be_open(facts, at)
    await must_reach(conn, account_id, facts["from_id"], strangers=True)
    amount, currency = facts["amount_minor"], facts["currency"]
    counted = await must_spend(conn, payer, kind="transfer", amount_minor=amount, currency=currency, at=at)
    refusal = await move_between(
        conn,
        group_id=payment_id,
        payer_id=account_id,
        payee_id=facts["from_id"],
        counted=counted,
        amount_minor=amount,
        currency=currency,
        code="request_paid",
        cause_kind="money_request",
        cause_id=request_id,
        title=facts["note"],
    )
    if refusal is not None:
        return Moved(request_id, refusal)
    await _end(conn, facts, "paid", at, group_id=payment_id)
    await _notice(conn, facts, to_asker=True, what="request_paid")
    return Moved(request_id)


async def decline_request(conn: Connection, *, request_id: UUID, account_id: UUID, at: datetime) -> None:
    """Say no; declined twice, it is declined once.

    Raises:
        NotFound: nobody asked *account_id* that.
        RequestEnded: it ended otherwise.

    Emits: money_request.changed, money.told. Locks: the request.
    """
    facts = await _locked(conn, request_id)
    if facts["to_id"] != account_id:
        raise NotFound
    if facts["state"] == "declined":
        return
    _must_be_open(facts, at)
    await _end(conn, facts, "declined", at)
    await _notice(conn, facts, to_asker=True, what="request_declined")


async def withdraw_request(conn: Connection, *, request_id: UUID, account_id: UUID, at: datetime) -> None:
    """Ask no longer; withdrawn twice, it is withdrawn once.

    Raises:
        NotFound: *account_id* asked for no such thing.
        RequestEnded: it ended otherwise.

    Emits: money_request.changed. Locks: the request.
    """
    facts = await _locked(conn, request_id)
    if facts["from_id"] != account_id:
        raise NotFound
    if facts["state"] == "withdrawn":
        return
    _must_be_open(facts, at)
    await _end(conn, facts, "withdrawn", at)


async def remind_of_request(conn: Connection, *, request_id: UUID, account_id: UUID, at: datetime) -> None:
    """Tell the other one again: once a day, three times in all.

    Raises:
        NotFound: *account_id* asked for no such thing.
        RequestEnded: nothing is left to pay.
        RemindedEnough: too early, or three times already.
        PayeeBlocked, PayeeStopped: see `must_reach`.

    Emits: money_request.changed, money.told. Locks: the request.
    """
    facts = await _locked(conn, request_id)
    if facts["from_id"] != account_id:
        raise NotFound
    _must_be_open(facts, at)
    must_remind(may_remind_at(facts), at)
    await must_reach(conn, account_id, facts["to_id"], strangers=True)
    await conn.execute(_REMIND, request_id, at)
    await show_request(conn, request_id, "open", [facts["from_id"], facts["to_id"]])
    count = facts["reminder_count"] + 1
    await _notice(conn, facts, to_asker=False, what="request_reminded", count=count)


async def expire_request(conn: Connection, *, request_id: UUID, at: datetime) -> bool:
    """Let a request end that nobody answered; whether there was anything to do.

    Emits: money_request.changed. Locks: the request.
    """
    facts = await _locked(conn, request_id)
    if facts["state"] != "open" or at < facts["expires_at"]:
        return False
    await _end(conn, facts, "expired", at)
    return True


async def list_due_requests(conn: Connection, after: Due, *, at: datetime) -> list[Due]:
    """Requests whose seven days are over at *at*, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_DUE, at, *after)]


async def _locked(conn: Connection, request_id: UUID) -> Row:
    await conn.execute(_LOCK, request_id)
    return await _read(conn, request_id)


async def _read(conn: Connection, request_id: UUID) -> Row:
    facts = await conn.fetchrow(_FACTS, request_id)
    if facts is None:
        raise NotFound
    return facts


def _must_be_open(facts: Row, at: datetime) -> None:
    if facts["state"] != "open":
        raise RequestEnded(state=facts["state"])
    if at >= facts["expires_at"]:
        raise RequestEnded(state="expired")


async def _end(
    conn: Connection, facts: Row, state: str, at: datetime, *, group_id: UUID | None = None
) -> None:
    await conn.execute(_END, facts["id"], state, at, group_id)
    await show_request(conn, facts["id"], state, [facts["from_id"], facts["to_id"]])


async def _notice(conn: Connection, facts: Row, *, to_asker: bool, what: str, count: int = 0) -> None:
    asker, payer = facts["from_id"], facts["to_id"]
    await notice_money(
        conn,
        account_id=asker if to_asker else payer,
        actor_id=payer if to_asker else asker,
        what=what,
        subject_kind="money_request",
        subject_id=facts["id"],
        amount_minor=facts["amount_minor"],
        currency=facts["currency"],
        title=facts["note"],
        count=count,
    )
