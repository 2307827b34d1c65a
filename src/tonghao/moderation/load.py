"""Load cases that were decided elsewhere or long ago, with the times that they really took."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.audit.append import append
from tonghao.case_events import PanelSplit
from tonghao.db import Connection
from tonghao.duty.holders import holders_of
from tonghao.ids import derived_id
from tonghao.moderation.types import CLOCKS, Subject

_CASE: Final = """
    INSERT INTO cases (id, inlet, subject_kind, subject_id, circle_id, post_id, author_id, category, severity,
                       state, snapshot, opened_at, due_at, closed_at, looked_at,
                       partner_holder_id, platform_holder_id)
    VALUES ($1, 'machine', $2, $3, $4, $5, $6, $7, $8, 'released', $9, $10::timestamptz,
            $10::timestamptz + $11::interval, $12, $12, $13, $14)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_DECISION: Final = """
    INSERT INTO case_decisions (id, case_id, act, category, note, before, decided_by, at, panel)
    VALUES ($1, $2, 'release', $3, $4, '{"state": "held", "category": null, "photos": []}', $5, $6, $7)
"""


class LoadedCase(msgspec.Struct, frozen=True):
    """One case that ended with a release; `case_id` is the same at every load of the same source."""

    case_id: UUID
    subject: Subject
    category: str
    severity: int
    opened_at: datetime
    closed_at: datetime
    decided_by: UUID
    note: str
    panel: PanelSplit | None = None

    @property
    def decision_id(self) -> UUID:
        return derived_id(str(self.case_id), "decision", self.category)


async def load_cases(conn: Connection, rows: Sequence[LoadedCase]) -> int:
    """Add those of *rows* that are not there yet, with their decision, and return how many.

    Who was on the clock is what the rosters of today say of that moment. Whether it was missed is counted
    by `miss_clocks`, as of every case.

    Locks: audit_head.
    """
    added = 0
    for row in rows:
        subject = row.subject
        holders = await holders_of(
            conn, circle_id=subject.circle_id, at=row.opened_at, besides=subject.author_id
        )
        case_id = await conn.fetchval(
            _CASE,
            row.case_id,
            subject.kind,
            subject.subject_id,
            subject.circle_id,
            subject.post_id,
            subject.author_id,
            row.category,
            row.severity,
            msgspec.to_builtins(subject.snapshot),
            row.opened_at,
            CLOCKS[row.severity],
            row.closed_at,
            holders.partner_id,
            holders.platform_id,
        )
        if case_id is None:
            continue
        added += 1
        decision_id = row.decision_id
        await conn.execute(
            _DECISION,
            decision_id,
            case_id,
            row.category,
            row.note,
            row.decided_by,
            row.closed_at,
            msgspec.to_builtins(row.panel) if row.panel else None,
        )
        await append(
            conn,
            act="case.loaded",
            actor_id=None,
            subject_kind="case",
            subject_id=case_id,
            circle_id=subject.circle_id,
            payload={
                "state": "released",
                "category": row.category,
                "severity": row.severity,
                "decision": "release",
                "decision_id": decision_id,
                "decided_by": row.decided_by,
                "closed_at": row.closed_at,
            },
            about_id=subject.author_id,
        )
    return added
