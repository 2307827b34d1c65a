"""Settle: after a clean day a tip is the author's; where the day was not clean it goes back."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.ids import derived_id
from tonghao.ledger.accounts import set_account_status, unless_closed
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.sweep import Due
from tonghao.tips.give import escrow_of
from tonghao.tips.tell import tell_moved
from tonghao.wallets import limits
from tonghao.wallets.open import open_wallet
from tonghao.wallets.tell import tell_wallet

_LOCK: Final = "SELECT id FROM tips WHERE id = $1 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT t.from_id, t.to_id, t.currency, t.amount_minor, t.state, t.given_at, t.settles_at,
           coalesce(p.state, 'deleted') AS post_state,
           (SELECT b.status FROM ledger_balances b WHERE b.account_id = $2) AS status,
           EXISTS (SELECT FROM cases k WHERE k.circle_id = t.circle_id AND k.post_id = t.post_id
                                         AND k.state = 'open') AS is_asked
      FROM tips t
      LEFT JOIN posts p ON p.circle_id = t.circle_id AND p.id = t.post_id
     WHERE t.id = $1
"""
_CURRENCY: Final = "SELECT currency FROM tips WHERE id = $1"
_END: Final = "UPDATE tips SET state = $2, ended_at = $3 WHERE id = $1"
_DUE: Final = """
    SELECT settles_at, id FROM tips
     WHERE state = 'held' AND settles_at <= $1 AND (settles_at, id) > ($2, $3)
     ORDER BY settles_at, id LIMIT $4
"""
_UNDER_POST: Final = """
    SELECT id FROM tips WHERE state = 'held' AND post_id = $2 AND circle_id = $1 ORDER BY id
"""
_BETWEEN: Final = "SELECT id FROM tips WHERE state = 'held' AND $1 IN (from_id, to_id) ORDER BY id"


async def settle_tip(conn: Connection, *, tip_id: UUID, at: datetime | None = None) -> str | None:
    """Pay a tip whose day is over to the author, or send it back where the post is gone.

    While the post is held, or a case about it is open, the tip waits: somebody is looking.

    Returns:
        settled, returned, or None where nothing happened.

    Emits: tip.moved. Locks: the tip, then two accounts of the ledger in id order.
    """
    facts = await _lock(conn, tip_id)
    if facts is None or facts["settles_at"] > (at or now()):
        return None
    if facts["post_state"] in {"removed", "deleted"}:
        return await _end(conn, tip_id, facts, "returned")
    if facts["post_state"] != "visible" or facts["is_asked"]:
        return None
    return await _end(conn, tip_id, facts, "settled")


async def return_tip(conn: Connection, *, tip_id: UUID) -> str | None:
    """Send a tip that is still held back to its giver; None where it is over already.

    Emits: tip.moved. Locks: as `settle_tip`.
    """
    facts = await _lock(conn, tip_id)
    return None if facts is None else await _end(conn, tip_id, facts, "returned")


async def _lock(conn: Connection, tip_id: UUID) -> Row | None:
    await conn.execute(_LOCK, tip_id)
    currency = await conn.fetchval(_CURRENCY, tip_id)
    if currency is None:
        return None
    facts = await conn.fetchrow(_FACTS, tip_id, escrow_of(tip_id, currency))
    # Money that is frozen stays where it is until it is free.
    return facts if facts is not None and (facts["state"], facts["status"]) == ("held", "open") else None


async def _end(conn: Connection, tip_id: UUID, facts: Row, state: str) -> str:
    """Empty the tip's account in one direction, once: the identifier derives from the tip."""
    currency, amount = facts["currency"], facts["amount_minor"]
    escrow = escrow_of(tip_id, currency)
    code, owner = ("tip_settled", facts["to_id"]) if state == "settled" else ("tip_back", facts["from_id"])
    wallet = await open_wallet(conn, owner, currency)
    home = await unless_closed(conn, wallet, currency)
    # A key of its own for another way: the refusal of the first one is for ever.
    way = str(tip_id) if home == wallet else "unclaimed"
    group = Group(
        id=derived_id(code, str(tip_id), way),
        currency=currency,
        legs=(Leg(escrow, home, amount, code),),
        cause_kind="tip",
        cause_id=tip_id,
    )
    posted = await post_group(conn, group)
    assert posted.refusal is None, f"tip {tip_id}: {posted.refusal}"
    if state == "returned":
        given_at = facts["given_at"]
        await limits.give_back(
            conn, account_id=facts["from_id"], kind="tip", amount_minor=amount, used_at=given_at
        )
    await set_account_status(conn, escrow, "closed")
    await conn.execute(_END, tip_id, state, now())
    await tell_wallet(conn, account_id=owner, cause_kind="tip", cause_id=tip_id)
    await tell_moved(conn, tip_id)
    return state


async def list_due(conn: Connection, after: Due, *, most: int = 500) -> list[Due]:
    """Held tips whose day is over, the longest over first, behind *after*."""
    return [Due(*row) for row in await conn.fetch(_DUE, now(), *after, most)]


async def list_held_under(conn: Connection, *, circle_id: UUID, post_id: UUID) -> list[UUID]:
    """Held tips for one post."""
    return [row["id"] for row in await conn.fetch(_UNDER_POST, circle_id, post_id)]


async def list_held_with(conn: Connection, account_id: UUID) -> list[UUID]:
    """Held tips that somebody gave or is to get."""
    return [row["id"] for row in await conn.fetch(_BETWEEN, account_id)]
