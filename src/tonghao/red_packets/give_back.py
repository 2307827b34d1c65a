"""Give back: what is left in a packet goes back to its maker, after 24 hours or when it is removed."""

from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import derived_id
from tonghao.ledger.accounts import set_account_status, unless_closed
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.red_packets.make import escrow_of
from tonghao.red_packets.tell import tell_counted
from tonghao.sweep import Due
from tonghao.wallets import limits
from tonghao.wallets.open import wallet_of
from tonghao.wallets.tell import tell_wallet

_LOCK: Final = "SELECT id FROM red_packets WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT p.maker_id, p.currency, p.state, p.made_at, p.expires_at,
           p.total_minor - p.taken_minor AS left_minor
      FROM red_packets p WHERE p.id = $1
"""
_STATUS: Final = "SELECT status FROM ledger_balances WHERE account_id = $1"
_END: Final = """
    UPDATE red_packets SET state = 'returned', returned_minor = $2, over_at = $3 WHERE id = $1
"""
_EXPIRED: Final = """
    SELECT expires_at, id FROM red_packets
     WHERE state = 'open' AND expires_at <= $1 AND (expires_at, id) > ($2, $3)
     ORDER BY expires_at, id LIMIT $4
"""
_UNDER_POST: Final = """
    SELECT id FROM red_packets WHERE post_id = $2 AND circle_id = $1 AND state = 'open' ORDER BY id
"""


async def give_back(conn: Connection, *, packet_id: UUID, at_once: bool = False) -> bool:
    """End a packet that is open, and send back what is left; False when it is over already.

    The transfer's identifier derives from the packet: however often somebody tries, it goes back once.
    While the packet's account is frozen it stays; the sweeper comes again.

    Args:
        at_once: Whether before its 24 hours are over, since it is removed; whoever removes it tells of it.

    Emits: red_packet.counted, unless *at_once*. Locks: the packet, then two accounts in id order.
    """
    await conn.execute(_LOCK, packet_id)
    facts = await conn.fetchrow(_FACTS, packet_id)
    moment = now()
    if facts is None or facts["state"] != "open" or (not at_once and facts["expires_at"] > moment):
        return False
    left, currency = facts["left_minor"], facts["currency"]
    escrow = escrow_of(packet_id, currency)
    if await conn.fetchval(_STATUS, escrow) != "open":
        return False
    wallet = await unless_closed(conn, wallet_of(facts["maker_id"], currency), currency)
    group = Group(
        id=derived_id("packet_back", str(packet_id)),
        currency=currency,
        legs=(Leg(escrow, wallet, left, "packet_back"),),
        cause_kind="red_packet",
        cause_id=packet_id,
    )
    posted = await post_group(conn, group)
    assert posted.refusal is None, f"packet {packet_id}: {posted.refusal}"
    made_at = facts["made_at"]
    await limits.give_back(
        conn, account_id=facts["maker_id"], kind="packet", amount_minor=left, used_at=made_at
    )
    await set_account_status(conn, escrow, "closed")
    await conn.execute(_END, packet_id, left, moment)
    await tell_wallet(conn, account_id=facts["maker_id"], cause_kind="red_packet", cause_id=packet_id)
    if not at_once:
        await tell_counted(conn, packet_id)
    return True


async def list_expired(conn: Connection, after: Due, *, most: int = 200) -> list[Due]:
    """Open packets whose time is over, the longest over first, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_EXPIRED, now(), *after, most)]


async def list_open_under(conn: Connection, *, circle_id: UUID, post_id: UUID) -> list[UUID]:
    """Open packets under one post."""
    return [row["id"] for row in await conn.fetch(_UNDER_POST, circle_id, post_id)]
