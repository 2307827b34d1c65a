"""Re-check: a partner is reminded a month before its year is over, and lapses when it is."""

from datetime import datetime, timedelta
from typing import Final

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.circle_events import PartnerDue, PartnerLapsed
from tonghao.db import Connection

REMIND_BEFORE: Final = timedelta(days=30)
BATCH: Final = 100

_REMIND: Final = """
    UPDATE partners SET reminded_at = $1
     WHERE id IN (SELECT id FROM partners
                   WHERE state = 'approved' AND reminded_at IS NULL AND lapsed_at IS NULL AND due_at <= $2
                   ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED)
    RETURNING id, due_at
"""
# What was handed in and waits for the platform is no fault of the partner's, for two weeks.
_LAPSE: Final = """
    UPDATE partners SET lapsed_at = $1
     WHERE id IN (SELECT p.id FROM partners p
                   WHERE p.state = 'approved' AND p.lapsed_at IS NULL AND p.due_at <= $1
                     AND NOT EXISTS (SELECT FROM partner_checks c
                                      WHERE c.partner_id = p.id AND c.state = 'waiting'
                                        AND c.handed_in_at <= p.due_at
                                        AND p.due_at > $1 - interval '14 days')
                   ORDER BY p.due_at, p.id LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING id, due_at
"""


async def remind_partners(conn: Connection, *, at: datetime) -> int:
    """Tell up to BATCH partners whose year ends within a month; how many.

    Emits: partner.due for each. Locks: the partners.
    """
    rows = await conn.fetch(_REMIND, at, at + REMIND_BEFORE, BATCH)
    for row in rows:
        await outbox.emit(conn, PartnerDue(row["id"], row["due_at"]), audience="nobody")
    return len(rows)


async def lapse_partners(conn: Connection, *, at: datetime) -> int:
    """Let the check of partners be over whose year has ended; their circles hear of it. How many.

    Emits: partner.lapsed for each. Locks: the partners, then audit_head.
    """
    rows = await conn.fetch(_LAPSE, at, BATCH)
    for row in rows:
        await outbox.emit(conn, PartnerLapsed(row["id"], row["due_at"]), audience="nobody")
    for row in rows:
        await append(
            conn,
            act="partner.lapsed",
            actor_id=None,
            subject_kind="partner",
            subject_id=row["id"],
            circle_id=None,
            payload={"due_at": row["due_at"].isoformat(), "at": at.isoformat()},
        )
    return len(rows)
