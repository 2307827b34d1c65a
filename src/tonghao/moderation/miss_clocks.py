"""Miss clocks: a case that nobody decided in time counts for both who were on its clock."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.case_events import ClockMissed
from tonghao.db import Connection, Row

_MOST: Final = 100

# Decided too late is missed, too.
_TAKE: Final = """
    UPDATE cases SET missed_at = $1
     WHERE id IN (SELECT id FROM cases
                   WHERE missed_at IS NULL AND (closed_at IS NULL OR closed_at > due_at) AND due_at < $1
                   ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING id, due_at, circle_id, author_id, category, severity, partner_holder_id, platform_holder_id
"""
_COUNT: Final = """
    INSERT INTO case_misses (case_id, due_at, side, holder_id, circle_id, category, severity, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING
"""


async def miss_clocks(conn: Connection, *, at: datetime) -> int:
    """Count up to 100 clocks that ran out before *at*; each once, however often it is called.

    Returns:
        How many: when 100, there may be more.

    Emits: clock.missed. Locks: the cases, the audit head.
    """
    missed = await conn.fetch(_TAKE, at, _MOST)
    for case in missed:
        await _count(conn, case, at)
    for case in missed:
        await append(
            conn,
            act="clock.missed",
            actor_id=None,
            subject_kind="case",
            subject_id=case["id"],
            circle_id=case["circle_id"],
            payload={
                "case_id": case["id"],
                "due_at": case["due_at"],
                "severity": case["severity"],
                "category": case["category"],
                "partner_holder_id": case["partner_holder_id"],
                "platform_holder_id": case["platform_holder_id"],
            },
        )
    return len(missed)


async def _count(conn: Connection, case: Row, at: datetime) -> None:
    sides: list[tuple[str, UUID | None]] = [("platform", case["platform_holder_id"])]
    if case["circle_id"] is not None:
        sides.append(("partner", case["partner_holder_id"]))
    for side, holder_id in sides:
        await conn.execute(
            _COUNT,
            case["id"],
            case["due_at"],
            side,
            holder_id,
            case["circle_id"],
            case["category"],
            case["severity"],
            at,
        )
    holders = [holder_id for _, holder_id in sides if holder_id is not None]
    event = ClockMissed(case["id"], case["circle_id"], case["severity"], case["due_at"], holders)
    await outbox.emit(conn, event, audience="moderators")
