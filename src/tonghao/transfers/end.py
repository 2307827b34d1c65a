"""End a transfer: accepted, declined, cancelled, or back to the sender when nobody took it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.read import blocked_pair
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.ids import derived_id
from tonghao.log import log
from tonghao.sweep import Due
from tonghao.transfers.move import move_out_of_escrow, note_transfer
from tonghao.transfers.reach import PayeeBlocked
from tonghao.transfers.send import arrival
from tonghao.transfers.tell import notice_money, show_transfer
from tonghao.transfers.types import Moved
from tonghao.wallets.limits import give_back

# Where the books refuse, an hour later, then two, at last once a week.
_LONGEST_HOURS: Final = 168

_LOCK: Final = "SELECT id FROM transfers WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT id, from_id, to_id, amount_minor, currency, note, state, deliver_at, expires_at, tries,
           created_at
      FROM transfers WHERE id = $1
"""
_END: Final = "UPDATE transfers SET state = $2, ended_at = $3, retry_at = NULL WHERE id = $1"
_AGAIN: Final = "UPDATE transfers SET tries = tries + 1, retry_at = $2 WHERE id = $1"
_DELIVER: Final = "UPDATE transfers SET state = 'waiting' WHERE id = $1"
_DUE: Final = """
    SELECT coalesce(retry_at, expires_at), id FROM transfers
     WHERE ended_at IS NULL AND coalesce(retry_at, expires_at) <= $1
       AND (coalesce(retry_at, expires_at), id) > ($2, $3)
     ORDER BY coalesce(retry_at, expires_at), id LIMIT 200
"""
_IS_GONE: Final = "SELECT is_gone FROM profiles WHERE account_id = $1"
_ARRIVING: Final = """
    SELECT deliver_at, id FROM transfers
     WHERE state = 'delayed' AND deliver_at <= $1 AND (deliver_at, id) > ($2, $3)
     ORDER BY deliver_at, id LIMIT 200
"""


class TransferEnded(Refusal):
    """This transfer has already ended. The details say how."""


class TransferTooLate(Refusal):
    """The 24 hours are over; the money goes back to who sent it."""


class TransferDelivered(Refusal):
    """The delay is over and the other one can see it, so it cannot be cancelled. They can decline it."""


async def accept_transfer(conn: Connection, *, transfer_id: UUID, account_id: UUID, at: datetime) -> Moved:
    """Take the money that somebody sent; accepted twice, it is accepted once.

    Raises:
        NotFound: none that *account_id* can see was sent to them.
        TransferEnded: it was declined, or went back.
        TransferTooLate: 24 hours are over, whether or not it went back already.
        PayeeBlocked: one has blocked the other since.

    Emits: transfer.changed, money.told. Locks: the transfer, then the receiver's wallet.
    """
    facts = await _received(conn, transfer_id, account_id, at)
    if facts["state"] == "accepted":
        return Moved(transfer_id)
    _must_be_open(facts)
    if at >= facts["expires_at"]:
        raise TransferTooLate
    if await blocked_pair(conn, account_id, facts["from_id"]):
        raise PayeeBlocked
    refusal = await _pay_out(conn, facts, to_id=account_id, code="transfer_accepted")
    if refusal is not None:
        await conn.execute(_AGAIN, transfer_id, facts["expires_at"])
        return Moved(transfer_id, refusal)
    sender, note = facts["from_id"], facts["note"]
    await note_transfer(conn, transfer_id, account_id=account_id, other_id=sender, title=note)
    await _end(conn, facts, "accepted", at)
    await _notice(conn, facts, account_id=facts["from_id"], actor_id=account_id, what="transfer_accepted")
    return Moved(transfer_id)


async def decline_transfer(conn: Connection, *, transfer_id: UUID, account_id: UUID, at: datetime) -> Moved:
    """Send the money back; declined twice, it is declined once.

    Raises:
        NotFound: none that *account_id* can see was sent to them.
        TransferEnded: it was accepted, or went back.

    Emits: transfer.changed, money.told. Locks: the transfer, then the sender's wallet.
    """
    facts = await _received(conn, transfer_id, account_id, at)
    if facts["state"] == "declined":
        return Moved(transfer_id)
    _must_be_open(facts)
    return Moved(transfer_id, await _give_back(conn, facts, "declined", at, actor_id=account_id))


async def cancel_transfer(conn: Connection, *, transfer_id: UUID, account_id: UUID, at: datetime) -> Moved:
    """Take one's own money back while the delay lasts; cancelled twice, it is cancelled once.

    Raises:
        NotFound: *account_id* sent no such transfer.
        TransferDelivered: the delay is over, or there was none.
        TransferEnded: it has ended otherwise.

    Emits: transfer.changed. Locks: the transfer, then the sender's wallet.
    """
    facts = await _locked(conn, transfer_id)
    if facts is None or facts["from_id"] != account_id:
        raise NotFound
    if facts["state"] == "cancelled":
        return Moved(transfer_id)
    _must_be_open(facts)
    if facts["state"] != "delayed" or at >= facts["deliver_at"]:
        raise TransferDelivered
    return Moved(transfer_id, await _give_back(conn, facts, "cancelled", at))


async def expire_transfer(conn: Connection, *, transfer_id: UUID, at: datetime) -> bool:
    """Send back what nobody accepted in 24 hours; whether there was anything to do.

    To a sender who has left it goes by way of `unclaimed`. While the books refuse, since the money is held,
    it is tried again later.

    Emits: transfer.changed, money.told. Locks: the transfer, then the sender's wallet.
    """
    facts = await _locked(conn, transfer_id)
    if facts is None or facts["state"] not in {"delayed", "waiting"} or at < facts["expires_at"]:
        return False
    return await _give_back(conn, facts, "expired", at) is None


async def give_up_transfer(conn: Connection, *, transfer_id: UUID, at: datetime) -> None:
    """Send back what waits for somebody whose account is gone.

    Emits: transfer.changed, money.told. Locks: the transfer, then the sender's wallet.
    """
    facts = await _locked(conn, transfer_id)
    if facts is not None and facts["state"] in {"delayed", "waiting"}:
        await _give_back(conn, facts, "declined", at)


async def deliver_transfer(conn: Connection, *, transfer_id: UUID, at: datetime) -> bool:
    """Let the receiver see what was delayed, once the delay is over; whether there was anything to do.

    Emits: transfer.changed, money.told. Locks: the transfer.
    """
    facts = await _locked(conn, transfer_id)
    if facts is None or facts["state"] != "delayed" or at < facts["deliver_at"]:
        return False
    if at >= facts["expires_at"]:  # the machine stood still for a day: it goes back, unseen
        return False
    await conn.execute(_DELIVER, transfer_id)
    said = ("from_id", "to_id", "amount_minor", "currency", "note")
    await outbox.emit_all(conn, arrival(transfer_id, *(facts[one] for one in said)))
    return True


async def list_due(conn: Connection, after: Due, *, at: datetime) -> Sequence[Due]:
    """Transfers whose 24 hours are over at *at*, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_DUE, at, *after)]


async def list_arriving(conn: Connection, after: Due, *, at: datetime) -> Sequence[Due]:
    """Transfers whose delay is over at *at*, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_ARRIVING, at, *after)]


async def _locked(conn: Connection, transfer_id: UUID) -> Row | None:
    await conn.execute(_LOCK, transfer_id)
    return await conn.fetchrow(_FACTS, transfer_id)


async def _received(conn: Connection, transfer_id: UUID, account_id: UUID, at: datetime) -> Row:
    """The transfer, which its receiver does not see before its delay is over."""
    facts = await _locked(conn, transfer_id)
    if facts is None or facts["to_id"] != account_id or at < facts["deliver_at"]:
        raise NotFound
    return facts


def _must_be_open(facts: Row) -> None:
    if facts["state"] not in {"delayed", "waiting"}:
        raise TransferEnded(state=facts["state"])


async def _pay_out(conn: Connection, facts: Row, *, to_id: UUID, code: str) -> str | None:
    """Empty the escrow; a refused attempt is remembered under its own number, and the next is another."""
    return await move_out_of_escrow(
        conn,
        group_id=derived_id(code, str(facts["id"]), str(facts["tries"])),
        transfer_id=facts["id"],
        account_id=to_id,
        amount_minor=facts["amount_minor"],
        currency=facts["currency"],
        code=code,
        goes_back=code == "transfer_back",
    )


async def _give_back(
    conn: Connection, facts: Row, state: str, at: datetime, *, actor_id: UUID | None = None
) -> str | None:
    refusal = await _pay_out(conn, facts, to_id=facts["from_id"], code="transfer_back")
    if refusal is not None:
        log.warning("transfer cannot go back", transfer=str(facts["id"]), refusal=refusal)
        await conn.execute(_AGAIN, facts["id"], max(at + _pause(facts["tries"]), facts["expires_at"]))
        return refusal
    amount = facts["amount_minor"]
    # Of the day on which it was sent: what comes back a day later makes no room today.
    await give_back(
        conn,
        account_id=facts["from_id"],
        kind="transfer",
        amount_minor=amount,
        used_at=facts["created_at"],
    )
    await _end(conn, facts, state, at)
    if state != "cancelled" and not await conn.fetchval(_IS_GONE, facts["from_id"]):
        # Nobody sent it back whose account is gone.
        what = "transfer_back" if state == "declined" and actor_id is None else f"transfer_{state}"
        await _notice(conn, facts, account_id=facts["from_id"], actor_id=actor_id, what=what)
    return None


def _pause(tries: int) -> timedelta:
    return timedelta(hours=min(2 ** min(tries, 10), _LONGEST_HOURS))


async def _end(conn: Connection, facts: Row, state: str, at: datetime) -> None:
    await conn.execute(_END, facts["id"], state, at)
    # Who never saw it, since it was cancelled in time, does not hear that it was there.
    unseen = state == "cancelled"
    people = [facts["from_id"]] if unseen else [facts["from_id"], facts["to_id"]]
    await show_transfer(conn, facts["id"], state, people)


async def _notice(
    conn: Connection, facts: Row, *, account_id: UUID, actor_id: UUID | None, what: str
) -> None:
    await notice_money(
        conn,
        account_id=account_id,
        actor_id=actor_id,
        what=what,
        subject_kind="transfer",
        subject_id=facts["id"],
        amount_minor=facts["amount_minor"],
        currency=facts["currency"],
        title=facts["note"],
    )
