"""Call duty: both who are on duty must look now, for the circle and for the platform."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.audit.append import append
from tonghao.calls.answer import settle_answer
from tonghao.calls.chain import is_on_duty
from tonghao.calls.ring import ring
from tonghao.calls.types import AGAIN, JOINS, Cause, Side
from tonghao.db import Connection
from tonghao.ids import new_id

# Two at once meet in one call: the unique index on unanswered ones brings them together. One that rang out
# wakes up again.
_OPEN: Final = """
    INSERT INTO calls AS c (id, side, circle_id, severity, opened_at, next_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (circle_id, side) WHERE answered_at IS NULL AND over_at IS NULL DO UPDATE
       SET severity = greatest(c.severity, excluded.severity),
           woken_round = CASE WHEN c.rang_out_at IS NULL THEN c.woken_round ELSE c.round END,
           next_at = CASE WHEN c.rang_out_at IS NULL THEN c.next_at ELSE excluded.next_at END,
           rang_out_at = NULL
    RETURNING new.id, old.id IS NULL OR old.rang_out_at IS NOT NULL OR old.severity < new.severity AS rings
"""
_ANSWERED: Final = """
    SELECT id FROM calls
     WHERE circle_id IS NOT DISTINCT FROM $1 AND side = $2 AND over_at IS NULL AND severity >= $4
       AND answered_at > $3 AND answered_at <= $5
     ORDER BY answered_at DESC LIMIT 1
"""
_CAUSE: Final = """
    INSERT INTO call_causes AS s (call_id, kind, cause_id, category, severity, at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (call_id, kind, cause_id) DO UPDATE
       SET severity = greatest(s.severity, excluded.severity), category = excluded.category, over_at = NULL
"""


class _Opened(msgspec.Struct, frozen=True):
    """A call, and whether it is to ring at once."""

    call_id: UUID
    rings: bool


async def call_duty(
    conn: Connection, *, cause: Cause, circle_id: UUID | None, at: datetime, by: UUID | None = None
) -> None:
    """Call who is on duty for the circle and who is for the platform; each side answers for itself.

    What comes while a call of the circle rings, or within fifteen minutes of its answer, joins it: a raid
    of a hundred is one call, unless it becomes graver.

    Args:
        circle_id: None for what lies in no circle: then the platform alone is called.
        by: Who did what it is about, such as pulling a brake; on duty, they know of it already.

    Emits: call.rung, call.moved. Locks: the calls, then the audit head.
    """
    sides: list[Side] = ["platform"] if circle_id is None else ["partner", "platform"]
    opened = [await _open(conn, side, cause, circle_id, at) for side in sides]
    for side, call in zip(sides, opened, strict=True):
        if not call.rings:
            continue
        if side == "platform" and by is not None and await is_on_duty(conn, by, at=at):
            await settle_answer(conn, call_id=call.call_id, account_id=by, at=at)
            continue
        await ring(conn, call_id=call.call_id, at=at)
        await append(
            conn,
            act="call.opened",
            actor_id=None,
            subject_kind="call",
            subject_id=call.call_id,
            circle_id=circle_id,
            payload={
                "side": side,
                "cause": cause.kind,
                "cause_id": cause.cause_id,
                "severity": cause.severity,
            },
        )


async def _open(conn: Connection, side: Side, cause: Cause, circle_id: UUID | None, at: datetime) -> _Opened:
    """The call that this cause belongs to: a new one, or one that is there."""
    told = await conn.fetchval(_ANSWERED, circle_id, side, at - JOINS, cause.severity, at)
    if told is not None:
        opened = _Opened(told, False)
    else:
        row = await conn.fetchrow(_OPEN, new_id(), side, circle_id, cause.severity, at, at + AGAIN)
        assert row is not None
        opened = _Opened(*row)
    await conn.execute(_CAUSE, opened.call_id, cause.kind, cause.cause_id, cause.category, cause.severity, at)
    return opened
