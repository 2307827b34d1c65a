"""Set a tier: a rule takes a circle down, a person of the platform takes it up, and everybody reads why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circle_events import TierChanged
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.restrict import LOCK_CIRCLE, record_restriction, restrict_circle
from tonghao.circles.tiers import KINDS_OF, Tier
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id

_TIER: Final = "SELECT tier FROM circles WHERE id = $1"
_SET: Final = "UPDATE circles SET tier = $2, tier_since = $3 WHERE id = $1"
_SET_SCORE: Final = "UPDATE circles SET score = $2 WHERE id = $1 AND score <> $2"


async def set_tier(
    conn: Connection,
    *,
    circle_id: UUID,
    tier: Tier,
    reason: str,
    reason_en: str,
    by: UUID | None,
    figures: Mapping[str, object] | None = None,
    at: datetime | None = None,
) -> bool:
    """Let a circle stand on *tier*, with the restrictions that belong to it; False when it stood there.

    Args:
        reason: 1 to 500 characters, for everybody to read.
        by: A person of the platform; None for the rule.
        figures: What the rule saw, for the log.
        at: When; now unless the clock is a simulated one.

    Raises:
        NotFound: there is no such circle.

    Emits: circle.tier_changed, circle.restricted. Locks: the circle, then the audit log.
    """
    await conn.execute(LOCK_CIRCLE, circle_id)
    before: str | None = await conn.fetchval(_TIER, circle_id)
    if before is None:
        raise NotFound
    if before == tier:
        return False
    await conn.execute(_SET, circle_id, tier, at or now())
    act_id = new_id()
    event = TierChanged(circle_id, act_id, before, tier, reason, reason_en, by)
    await outbox.emit(conn, event, audience="nobody")
    await record_restriction(
        conn,
        circle_id=circle_id,
        act_id=act_id,
        act="circle.tier_set",
        by=by,
        reason=reason,
        shown={"before": before, "tier": tier, "reason_en": reason_en, "figures": dict(figures or {})},
        restriction_id=act_id,
    )
    for kind in KINDS_OF[before]:
        if kind not in KINDS_OF[tier]:
            await lift_restriction(conn, circle_id=circle_id, kind=kind, source="tier", reason=reason, by=by)
    for kind in KINDS_OF[tier]:
        await restrict_circle(
            conn, circle_id=circle_id, kind=kind, source="tier", reason=reason, reason_en=reason_en, by=by
        )
    return True


async def set_score(conn: Connection, *, circle_id: UUID, score: int) -> None:
    """Write what the weekly figures give into the circle's row."""
    await conn.execute(_SET_SCORE, circle_id, score)
