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


async def queue_hold(
    conn: Connection,
    *,
    subject: Subject,
    category: str,
    verdict: Verdict,
    of_photo: bool = False,
    imported: bool = False,
) -> None:
    """Open the case of a machine's hold, or add to the open one, and write the hold into the log.

    The same hold told twice, as jobs may do, is queued and written once.

    Args:
        verdict: What the machine found in the words, or in one photo.
        of_photo: Whether it is about a photo: then what was found in the words stays beside it.
        imported: See `open_case`.

    Emits: case.opened, when it is new. Locks: the case, the audit head.
    """
    stored = await conn.fetchval(_KNOWN, subject.kind, subject.subject_id)
    known = msgspec.convert(stored, Verdict) if stored else None
    if known is not None and known.severity >= verdict.severity:
        is_new = any(finding not in known.findings for finding in verdict.findings)
        if not is_new:
            return
    both = verdict if known is None else _joined(known, verdict, of_photo=of_photo)
    opened = await open_case(
        conn,
        inlet="machine",
        subject=subject,
        category=category,
        severity=verdict.severity,
        verdict=msgspec.to_builtins(both),
        imported=imported,
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
            "of_photo": of_photo,
            # What a code said may be somebody's number; the log keeps no words of people.
            "verdict": msgspec.to_builtins(_without_words(verdict)),
        },
        about_id=subject.author_id,
    )


def _without_words(verdict: Verdict) -> Verdict:
    replace = msgspec.structs.replace
    return replace(verdict, findings=tuple(replace(found, said=None) for found in verdict.findings))


def _joined(known: Verdict, new: Verdict, *, of_photo: bool) -> Verdict:
    """Both verdicts in one; places in words that were edited since are left out."""
    kept = tuple(
        finding
        for finding in known.findings
        if finding not in new.findings and (of_photo or finding.span is None)
    )
    graver = known if known.severity > new.severity else new
    return msgspec.structs.replace(graver, findings=new.findings + kept)
