"""Queue a hold: what the machine kept back comes before a person."""

from typing import Final

import msgspec

from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.moderation.open_case import open_case
from tonghao.moderation.types import Subject
from tonghao.screening.types import Verdict

_KNOWN: Final = """
    SELECT verdict FROM cases WHERE subject_kind = $1 AND subject_id = $2 AND state = 'open'
"""


_NOTED: Final = "SELECT number FROM audit_entries WHERE subject_id = $1 AND act = 'photo.held' LIMIT 1"


async def queue_hold(
    conn: Connection, *, subject: Subject, category: str, severity: int, verdict: dict[str, object]
) -> None:
    """Open the case of a machine's hold and write the hold into the log.

    The same hold told twice, as jobs may do, is queued and written once.

    Emits: case.opened, when it is new. Locks: the case, the audit head.
    """
    if await conn.fetchval(_KNOWN, subject.kind, subject.subject_id) == verdict:
        return
    opened = await open_case(
        conn, inlet="machine", subject=subject, category=category, severity=severity, verdict=verdict
    )
    await append(
        conn,
        act=f"{subject.kind}.held",
        actor_id=None,
        subject_kind=subject.kind,
        subject_id=subject.subject_id,
        circle_id=subject.circle_id,
        payload={
            "case_id": opened.case_id,
            "category": category,
            "severity": severity,
            "verdict": verdict,
        },
        about_id=subject.author_id,
    )


async def note_held_photo(conn: Connection, *, subject: Subject, verdict: Verdict) -> None:
    """Write the hold of a post's photo into the log, once.

    Locks: the audit head.
    """
    if await conn.fetchval(_NOTED, subject.subject_id) is not None:
        return
    await append(
        conn,
        act="photo.held",
        actor_id=None,
        subject_kind="photo",
        subject_id=subject.subject_id,
        circle_id=None,
        payload={
            "category": subject.category,
            "severity": verdict.severity,
            "verdict": msgspec.to_builtins(verdict),
        },
        about_id=subject.author_id,
    )
