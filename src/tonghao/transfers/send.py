"""Send: money leaves the sender's wallet and waits for the receiver."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ledger.types import KeyReused
from tonghao.money import minor_of
from tonghao.money_events import MoneyTold
from tonghao.screening.text import TextScreener
from tonghao.transfers.move import Payer, move_into_escrow, must_spend
from tonghao.transfers.reach import PaysSelf, must_be_own_key, must_reach
from tonghao.transfers.tell import Told, transfer_changes
from tonghao.transfers.types import Moved, NewTransfer
from tonghao.transfers.words import noted

KEEP: Final = timedelta(hours=24)

_KNOWN: Final = "SELECT from_id, to_id, amount_minor, currency, note FROM transfers WHERE id = $1"
# It waits as long as was asked, and for somebody new at least as long as the sender once set.
_ADD: Final = """
    INSERT INTO transfers (id, from_id, to_id, amount_minor, currency, note, state, deliver_at, expires_at,
                           created_at)
    SELECT $1, $2, $3, $4, $5, $6, CASE WHEN d.hours > 0 THEN 'delayed' ELSE 'waiting' END,
           $8::timestamptz + make_interval(hours => d.hours),
           $8::timestamptz + make_interval(hours => d.hours) + $9::interval, $8
      FROM (SELECT greatest($7::integer, (
                   SELECT w.delay_hours FROM transfer_wishes w
                    WHERE w.account_id = $2
                      AND NOT EXISTS (SELECT FROM transfers t
                                       WHERE t.from_id = $2 AND t.to_id = $3 AND t.state = 'accepted')))
                   AS hours) d
    ON CONFLICT (id) DO NOTHING RETURNING state
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
    if from_id == new.to_id:
        raise PaysSelf
    # Written before anything is asked or counted: the same at the same moment waits here and finds it done,
    # and whatever is refused below takes the row back with it.
    state = await conn.fetchval(_ADD, new.id, *said, new.delay_hours or 0, at, KEEP)
    if state is None:
        known = await conn.fetchrow(_KNOWN, new.id)
        if known is None or tuple(known) != said:
            raise KeyReused
        return Moved(new.id)
    await must_reach(conn, from_id, new.to_id)
    counted = await must_spend(conn, payer, kind="transfer", amount_minor=amount, currency=currency, at=at)
    told = (
        transfer_changes(new.id, state, [from_id])
        if state == "delayed"
        else arrival(new.id, from_id, new.to_id, amount, currency, note)
    )
    refusal = await move_into_escrow(
        conn,
        transfer_id=new.id,
        payer_id=from_id,
        payee_id=new.to_id,
        counted=counted,
        amount_minor=amount,
        currency=currency,
        title=note,
        told=told,
    )
    if refusal is not None:
        await conn.execute(_TAKE_BACK, new.id)
    return Moved(new.id, refusal)


def arrival(
    transfer_id: UUID, from_id: UUID, to_id: UUID, amount: int, currency: str, note: str
) -> list[Told]:
    """What is told when the receiver may accept it: to the screens of both, and to the receiver."""
    told = MoneyTold(to_id, from_id, "transfer_came", "transfer", transfer_id, amount, currency, title=note)
    return [*transfer_changes(transfer_id, "waiting", [from_id, to_id]), (told, "nobody")]
