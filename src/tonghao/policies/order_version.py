"""Order a version: from when it counts. Going back is an order for an older one."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.policies.rulings import get_in_force, get_ruling, ruling_now
from tonghao.policies.types import InForce

_FARTHEST: Final = timedelta(days=90)

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('policy_orders'))"

_ADD: Final = """
    INSERT INTO policy_orders (number, effective_at, reason, ordered_by, share)
    VALUES ($1, coalesce($2, now()), $3, $4, $5)
"""


class OrderTimeRefused(Refusal):
    """A policy begins now or within 90 days. Choose another time."""

    status = 400


class SharePointless(Refusal):
    """This version counts in all circles already, so a share changes nothing. Choose another version."""


async def order_version(
    conn: Connection,
    *,
    operator_id: UUID,
    number: int,
    reason: str,
    effective_at: datetime | None = None,
    share: int = 100,
) -> InForce:
    """Let version *number* count from *effective_at* on; the last order wins, and ends those that wait.

    Every process judges by it within seconds of its beginning, and decisions name it.

    Args:
        effective_at: At once when left out.
        share: In how many of a hundred circles; always the same ones, and a greater share holds the smaller.

    Raises:
        NotFound: there is no such version.
        ReasonNeeded: nothing of *reason* can be seen.
        SharePointless: a share of the circles is to have what all of them have.
        OrderTimeRefused: the time is past, or more than 90 days away.

    Locks: the orders, the audit head.
    """
    reason = checked_reason(reason)
    if effective_at is not None and not now() <= effective_at <= now() + _FARTHEST:
        raise OrderTimeRefused
    await get_ruling(conn, number)
    await conn.execute(_LOCK)
    before = await ruling_now(conn)
    if share < 100 and number == before.number:
        raise SharePointless
    await conn.execute(_ADD, number, effective_at, reason, operator_id, share)
    await append(
        conn,
        act="policy.ordered",
        actor_id=operator_id,
        subject_kind="policy",
        subject_id=None,
        circle_id=None,
        payload={
            "number": number,
            "before": before.number,
            "share": share,
            "effective_at": None if effective_at is None else effective_at.isoformat(),
            "reason": reason,
        },
    )
    return await get_in_force(conn)
