"""Holds: money set aside in an account of its own, until it is captured, released or expires."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import derived_id
from tonghao.ledger.accounts import open_account, set_account_status, status_of, unless_closed
from tonghao.ledger.post import post_group
from tonghao.ledger.read import get_hold
from tonghao.ledger.types import Group, Hold, HoldState, Leg, Posted
from tonghao.sweep import Due

_PLACE: Final = """
    INSERT INTO ledger_holds (id, from_id, held_id, currency, amount_minor, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (id) DO NOTHING
"""
_LOCK: Final = "SELECT id FROM ledger_holds WHERE id = $1 FOR NO KEY UPDATE"
_TRIES: Final = "SELECT tries FROM ledger_holds WHERE id = $1"
_TRIED: Final = "UPDATE ledger_holds SET tries = tries + 1 WHERE id = $1"
_END: Final = "UPDATE ledger_holds SET state = $2, ended_at = clock_timestamp() WHERE id = $1"
_DUE: Final = """
    SELECT expires_at, id FROM ledger_holds
     WHERE state = 'placed' AND expires_at <= $1 AND (expires_at, id) > ($2, $3)
     ORDER BY expires_at, id LIMIT $4
"""


class HoldOver(Refusal):
    """What was set aside has been used, given back or has expired meanwhile. The details say which."""


class HoldTooSmall(Refusal):
    """Less was set aside than is to be taken. Take at most what the details say."""

    status = 400


async def place_hold(
    conn: Connection,
    *,
    hold_id: UUID,
    from_id: UUID,
    currency: str,
    amount_minor: int,
    expires_at: datetime,
) -> Posted:
    """Set *amount_minor* of an account aside until *expires_at*; the same key places it once.

    Raises:
        KeyReused: see `post_group`.

    Locks: as `post_group`.
    """
    held_id = await open_account(
        conn, owner_kind="hold", owner_id=hold_id, purpose="escrow", currency=currency
    )
    legs = (Leg(from_id, held_id, amount_minor, "hold_placed"),)
    posted = await post_group(conn, Group(hold_id, currency, legs, "hold", hold_id))
    if posted.refusal is None:
        await conn.execute(_PLACE, hold_id, from_id, held_id, currency, amount_minor, expires_at)
    return posted


async def capture_hold(
    conn: Connection, *, hold_id: UUID, to_id: UUID, amount_minor: int | None = None
) -> Posted:
    """Give what was set aside, or *amount_minor* of it, to *to_id*; the rest goes back.

    Doing it again says the same again. What goes back to an account that was closed goes to `unclaimed`.

    Raises:
        NotFound: it was never placed.
        HoldOver: it was released or has expired.
        HoldTooSmall: *amount_minor* is more than was set aside.
        KeyReused: it was captured for somebody else, or another amount.

    Locks: the hold, then as `post_group`.
    """
    hold = await _locked(conn, hold_id, "captured")
    amount = hold.amount_minor if amount_minor is None else amount_minor
    if amount > hold.amount_minor:
        raise HoldTooSmall(amount_minor=hold.amount_minor)
    legs = [Leg(hold.held_id, to_id, amount, "hold_captured")]
    if amount < hold.amount_minor:
        legs.append(Leg(hold.held_id, await _home(conn, hold), hold.amount_minor - amount, "hold_rest"))
    return await _end(conn, hold, "captured", tuple(legs))


async def release_hold(conn: Connection, *, hold_id: UUID, state: HoldState = "released") -> Posted:
    """Give back what was set aside, to `unclaimed` when its account was closed; again it says the same.

    Raises:
        NotFound: it was never placed.
        HoldOver: it was captured.

    Locks: the hold, then as `post_group`.
    """
    hold = await _locked(conn, hold_id, "released", "expired")
    back = Leg(hold.held_id, await _home(conn, hold), hold.amount_minor, "hold_back")
    return await _end(conn, hold, state, (back,))


async def list_due_holds(conn: Connection, after: Due, *, at: datetime, most: int = 200) -> list[Due]:
    """Holds whose time is over, the longest one first, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_DUE, at, *after, most)]


async def expire_hold(conn: Connection, *, hold_id: UUID, at: datetime) -> bool:
    """Give a hold back whose time is over; false when it has ended meanwhile or has time left.

    While what was set aside is frozen it stays, and the books are not asked: each time they would remember
    that they refused.

    Locks: the hold, then as `post_group`.
    """
    await conn.execute(_LOCK, hold_id)
    hold = await get_hold(conn, hold_id)
    if hold.state != "placed" or hold.expires_at > at:
        return False
    if await status_of(conn, hold.held_id) != "open":
        return False
    return (await release_hold(conn, hold_id=hold_id, state="expired")).refusal is None


async def _locked(conn: Connection, hold_id: UUID, *repeats: HoldState) -> Hold:
    """The hold behind its lock, placed still or ended in the same way."""
    await conn.execute(_LOCK, hold_id)
    hold = await get_hold(conn, hold_id)
    if hold.state not in {"placed", *repeats}:
        raise HoldOver(state=hold.state)
    return hold


async def _home(conn: Connection, hold: Hold) -> UUID:
    return await unless_closed(conn, hold.from_id, hold.currency)


async def _end(conn: Connection, hold: Hold, state: HoldState, legs: tuple[Leg, ...]) -> Posted:
    # A refusal is for ever: the next try, when the account takes money again, needs a key of its own.
    key = derived_id(str(hold.id), "ended", str(await conn.fetchval(_TRIES, hold.id)))
    posted = await post_group(conn, Group(key, hold.currency, legs, "hold", hold.id))
    if posted.refusal is not None:
        await conn.execute(_TRIED, hold.id)
    elif hold.state == "placed":
        await conn.execute(_END, hold.id, state)
        await set_account_status(conn, hold.held_id, "closed")
    return posted
