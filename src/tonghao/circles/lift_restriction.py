"""Lift a restriction: a circle may do again what it could not."""

from typing import Final
from uuid import UUID

from tonghao.circles.restrict import LOCK_CIRCLE, record_restriction, tell_restrictions
from tonghao.circles.restrictions import RestrictionKind, RestrictionSource
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id

_LIFT: Final = """
    UPDATE circle_restrictions SET ended_at = $4, ended_by = $5, end_reason = $6
     WHERE circle_id = $1 AND kind = $2 AND source = $3 AND ended_at IS NULL
    RETURNING id
"""
_DUE: Final = """
    SELECT circle_id, kind, source FROM circle_restrictions
     WHERE ended_at IS NULL AND until <= $1
     ORDER BY until LIMIT 500
"""
_STILL_DUE: Final = """
    SELECT id FROM circle_restrictions
     WHERE circle_id = $1 AND kind = $2 AND source = $3 AND ended_at IS NULL AND until <= $4
"""


async def lift_restriction(
    conn: Connection,
    *,
    circle_id: UUID,
    kind: RestrictionKind,
    source: RestrictionSource,
    reason: str,
    by: UUID | None,
) -> bool:
    """End what *source* restricted; False when nothing of it stands. Other sources' restrictions stay.

    Args:
        reason: Up to 500 characters, for everybody to read; a person's words were screened by the caller.
        by: A person of the platform; None for a rule, or when its time is over.

    Emits: circle.restricted. Locks: the circle, then the audit log.
    """
    await conn.execute(LOCK_CIRCLE, circle_id)
    ended = await conn.fetchval(_LIFT, circle_id, kind, source, now(), by, reason)
    if ended is None:
        return False
    act_id = new_id()
    await tell_restrictions(
        conn, circle_id, act_id, changed=kind, source=source, reason=reason, by=by, eased=True
    )
    await record_restriction(
        conn,
        circle_id=circle_id,
        act_id=act_id,
        act="circle.eased",
        by=by,
        reason=reason,
        shown={"kind": kind, "source": source},
        restriction_id=ended,
    )
    return True


async def list_due(conn: Connection) -> list[tuple[UUID, RestrictionKind, RestrictionSource]]:
    """Restrictions whose time is over, at most 500, the longest due first."""
    return [(row[0], row[1], row[2]) for row in await conn.fetch(_DUE, now())]


async def end_restriction(
    conn: Connection, *, circle_id: UUID, kind: RestrictionKind, source: RestrictionSource
) -> None:
    """End one whose time is over; nothing happens to one that was lifted or set anew meanwhile."""
    await conn.execute(LOCK_CIRCLE, circle_id)
    if await conn.fetchval(_STILL_DUE, circle_id, kind, source, now()) is not None:
        await lift_restriction(conn, circle_id=circle_id, kind=kind, source=source, reason="", by=None)
