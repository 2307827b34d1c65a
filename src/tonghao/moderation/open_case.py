"""Open a case, or meet the one that is already open about the same thing."""

import hashlib
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.audit.append import append
from tonghao.calls.call_duty import call_duty
from tonghao.calls.types import CALLS, Cause
from tonghao.case_events import CaseOpened
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.duty.holders import holders_of
from tonghao.ids import new_id
from tonghao.moderation.keep_holders import record_holders
from tonghao.moderation.rank import count_reach
from tonghao.moderation.types import CLOCKS, Inlet, Subject

# The unique index on open cases brings two inlets together, also when both come at once. A graver
# reason takes over category and clock; a clock is never set back.
_OPEN: Final = """
    INSERT INTO cases AS c (id, inlet, subject_kind, subject_id, circle_id, post_id, author_id,
                            category, severity, state, verdict, snapshot, text_digest, due_at,
                            partner_holder_id, platform_holder_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', $10, $11, $12, now() + $13, $14, $15)
    ON CONFLICT (subject_kind, subject_id) WHERE state = 'open' DO UPDATE
       SET category = CASE WHEN $16 AND excluded.severity > c.severity THEN excluded.category
                           ELSE c.category END,
           severity = CASE WHEN $16 THEN greatest(c.severity, excluded.severity) ELSE c.severity END,
           due_at = CASE WHEN $16 AND excluded.severity > c.severity THEN least(c.due_at, excluded.due_at)
                         ELSE c.due_at END,
           verdict = coalesce(excluded.verdict, c.verdict),
           snapshot = CASE WHEN excluded.inlet = 'machine' THEN excluded.snapshot ELSE c.snapshot END,
           text_digest = CASE WHEN excluded.inlet = 'machine' THEN excluded.text_digest
                              ELSE c.text_digest END
    RETURNING new.id, new.category, new.severity, old.category AS was_category, old.severity AS was_severity
"""


# What an archive brought and nobody has seen here may wait for as long as an import takes to look through:
# thousands of clocks at once would only count against whoever is on duty. The gravest may not.
IMPORTED: Final = timedelta(days=30)
_GRAVEST: Final = 4


class Opened(msgspec.Struct, frozen=True):
    """The case about a subject; `is_new` unless it was open before."""

    case_id: UUID
    is_new: bool


async def open_case(
    conn: Connection,
    *,
    inlet: Inlet,
    subject: Subject,
    category: str,
    severity: int,
    verdict: dict[str, object] | None = None,
    raises: bool = True,
    imported: bool = False,
) -> Opened:
    """Put *subject* before a person, with a snapshot of what is to be seen now.

    Who is on duty at this moment, for the circle and for the platform, is on its clock; both are called when
    it is grave, or becomes so.

    Args:
        severity: 0 to 4; sets the clock, see `CLOCKS`.
        verdict: The machine's, when it was the machine.
        raises: Whether an open case may become graver by it.
        imported: Whether an archive brought it, held: unless it is of the gravest there are thirty days for
            it, and nobody is called.

    Emits: case.opened, when it is new; call.rung. Locks: the case, the calls, then the audit head.
    """
    case_id, moment = new_id(), now()
    at_leisure = imported and severity < _GRAVEST
    holders = await holders_of(conn, circle_id=subject.circle_id, at=moment, besides=subject.author_id)
    text = subject.snapshot.text.strip()
    found = await conn.fetchrow(
        _OPEN,
        case_id,
        inlet,
        subject.kind,
        subject.subject_id,
        subject.circle_id,
        subject.post_id,
        subject.author_id,
        category,
        severity,
        verdict,
        msgspec.to_builtins(subject.snapshot),
        hashlib.sha256(text.encode()).digest() if text else None,
        IMPORTED if at_leisure else CLOCKS[severity],
        holders.partner_id,
        holders.platform_id,
        raises,
    )
    assert found is not None
    is_new = found["id"] == case_id
    if is_new:
        await count_reach(conn, [case_id], at=moment)
        in_circle = subject.circle_id is not None
        await record_holders(conn, case_id=case_id, holders=holders, at=moment, in_circle=in_circle)
        await outbox.emit(conn, CaseOpened(case_id, severity), audience="moderators")
    was = 0 if is_new else found["was_severity"]
    if found["severity"] >= CALLS and found["severity"] > was and not at_leisure:
        cause = Cause("case", found["id"], found["category"], found["severity"])
        await call_duty(conn, cause=cause, circle_id=subject.circle_id, at=moment)
    await _record(conn, inlet, subject, found, is_new=is_new)
    return Opened(found["id"], is_new)


async def _record(conn: Connection, inlet: Inlet, subject: Subject, found: Row, *, is_new: bool) -> None:
    """The log alone tells how a case came to its category and clock; what changed neither is left out."""
    if (found["category"], found["severity"]) == (found["was_category"], found["was_severity"]):
        return
    await append(
        conn,
        act="case.opened" if is_new else "case.raised",
        actor_id=None,
        subject_kind="case",
        subject_id=found["id"],
        circle_id=subject.circle_id,
        payload={
            "inlet": inlet,
            "kind": subject.kind,
            "content_id": subject.subject_id,
            "category": found["category"],
            "severity": found["severity"],
        },
        about_id=subject.author_id,
    )
