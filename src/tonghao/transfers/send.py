"""Send: money leaves the sender's wallet and waits for the receiver."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ledger.types import KeyReused
from tonghao.money import minor_of
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import Payer, move_into_escrow, must_spend
from tonghao.transfers.reach import must_be_own_key, must_reach
from tonghao.transfers.tell import notice_money, show_transfer, transfer_changes
from tonghao.transfers.types import Moved, NewTransfer
from tonghao.transfers.words import noted

KEEP: Final = timedelta(hours=24)

_KNOWN: Final = "SELECT from_id, to_id, amount_minor, currency, note FROM transfers WHERE id = $1"
# What the sender once set for people who are new to them, of whom the receiver may be one.
_WISH: Final = """
    SELECT delay_hours FROM transfer_wishes
     WHERE account_id = $1
       AND NOT EXISTS (SELECT FROM transfers WHERE from_id = $1 AND to_id = $2 AND state = 'accepted')
"""
_ADD: Final = """
    INSERT INTO transfers (id, from_id, to_id, amount_minor, currency, note, state, deliver_at, expires_at,
                           created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO NOTHING RETURNING id
"""
# Nothing was paid in, so there is no transfer; that it was refused stays with the ledger.
_TAKE_BACK: Final = "DELETE FROM transfers WHERE id = $1"


async def send_transfer(
    conn: Connection,
    *,
    screener: TextScreener,
    payer: Payer,
    new: NewTransfer,
    currency: str,
    at: datetime,
) -> Moved:
    """Take the money into escrow and let the receiver know, now or when the delay is over.

    Args:
        at: The moment from which the delay and the 24 hours count.

    Raises:
        InvalidRequest: the key is none that a device makes.
        KeyReused: the key stands for another transfer.
        AmountRefused: see `minor_of`.
        PaysSelf, NotFound, PayeeBlocked, PayeeStopped, NotAcquainted: see `must_reach`.
        TextRefused, CheckerAway: the note.
        PayPasswordWanted, NewDeviceBraked, LimitReached, MinorsDoNot: see `must_spend`.

    Emits: transfer.changed, money.told. Locks: the transfer, then the two wallets.
    """
    must_be_own_key(new.id)
    from_id = payer.account_id
    amount = minor_of(new.amount, currency)
    note = noted(screener, new.note)
    said = (from_id, new.to_id, amount, currency, note)
    if (known := await conn.fetchrow(_KNOWN, new.id)) is not None:
        if tuple(known) != said:
            raise KeyReused
        return Moved(new.id)
    await must_reach(conn, from_id, new.to_id)
    hours = await _delay(conn, from_id, new)
    deliver_at = at + timedelta(hours=hours)
    state = "delayed" if hours else "waiting"
    # Written before anything is counted: the same at the same moment waits here, and finds it done.
    if await conn.fetchval(_ADD, new.id, *said, state, deliver_at, deliver_at + KEEP, at) is None:
        known = await conn.fetchrow(_KNOWN, new.id)
        if known is None or tuple(known) != said:
            raise KeyReused
        return Moved(new.id)
    counted = await must_spend(conn, payer, kind="transfer", amount_minor=amount, currency=currency, at=at)
    refusal = await move_into_escrow(
        conn,
        transfer_id=new.id,
        payer_id=from_id,
        payee_id=new.to_id,
        counted=counted,
        amount_minor=amount,
        currency=currency,
        title=note,
    )
    if refusal is not None:
        await conn.execute(_TAKE_BACK, new.id)
        return Moved(new.id, refusal)
    if hours:
        await show_transfer(conn, new.id, state, [from_id])
    else:
        await tell_arrival(conn, new.id, from_id, new.to_id, amount, currency, note)
    return Moved(new.id)


async def tell_arrival(
    conn: Connection, transfer_id: UUID, from_id: UUID, to_id: UUID, amount: int, currency: str, note: str
) -> None:
    """The receiver may accept it from now on, and is told."""
    await notice_money(
        conn,
        account_id=to_id,
        actor_id=from_id,
        what="transfer_came",
        subject_kind="transfer",
        subject_id=transfer_id,
        amount_minor=amount,
        currency=currency,
        title=note,
        beside=transfer_changes(transfer_id, "waiting", [from_id, to_id]),
    )


async def _delay(conn: Connection, from_id: UUID, new: NewTransfer) -> int:
    """Hours to wait: what was asked, and for somebody new at least what the sender once set."""
    return max(new.delay_hours or 0, await conn.fetchval(_WISH, from_id, new.to_id) or 0)
