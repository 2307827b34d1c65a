"""Answer: a moderator says what a sample is, without knowing whose."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.categories import must_be_category
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.open_case import open_case
from tonghao.samples.take import take_sample
from tonghao.samples.types import SampleAnswer, SampleDesk
from tonghao.tiers.measure import enter_samples

_LOCK: Final = "SELECT id FROM samples WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT circle_id, week, subject_kind, subject_id, post_id, test_item, test_violating, test_category,
           state, claimed_by
      FROM samples WHERE id = $1
"""
_KEEP: Final = """
    UPDATE samples SET state = 'answered', answered_by = $2, answered_at = $3, violating = $4, category = $5,
                       severity = $6, case_id = $7, is_leak = $8, agrees = $9
     WHERE id = $1
"""


class NotYourSample(Refusal):
    """This sample is not before you any more. Load the page again for the next one."""


class CategoryNeeded(Refusal):
    """Say which rule it breaks and how grave it is; what is in order has neither."""

    status = 400


async def answer_sample(
    conn: Connection, *, sample_id: UUID, moderator_id: UUID, answer: SampleAnswer
) -> SampleDesk:
    """Keep the answer, open a case of what is violating, count it for the circle, and give the next one.

    Of a test item nothing follows but the agreement. Nothing in the result tells which it was.

    Raises:
        NotFound: there is no such sample.
        NotYourSample: somebody else has it before them, or it was answered, or has lapsed.
        CategoryNeeded: category and severity do not go with the answer.
        UnknownCategory: the policy has none such.

    Emits: case.opened, when a case is new. Locks: the sample, the case, then the audit log.
    """
    if answer.violating != (answer.category is not None) or answer.violating != (answer.severity is not None):
        raise CategoryNeeded
    if answer.category is not None:
        must_be_category(answer.category)
    await conn.execute(_LOCK, sample_id)
    row = await conn.fetchrow(_FACTS, sample_id)
    if row is None:
        raise NotFound
    if row["state"] != "waiting" or row["claimed_by"] != moderator_id:
        raise NotYourSample
    at = now()
    is_test = row["test_item"] is not None
    case_id = None if is_test or not answer.violating else await _case(conn, row, answer)
    await conn.execute(
        _KEEP,
        sample_id,
        moderator_id,
        at,
        answer.violating,
        answer.category,
        answer.severity,
        case_id,
        answer.violating and not is_test,
        _agrees(row, answer) if is_test else None,
    )
    if not is_test:
        week: date = row["week"]
        leaks = int(answer.violating)
        await enter_samples(conn, circle_id=row["circle_id"], week=week, samples=1, leaks=leaks, at=at)
    desk = await take_sample(conn, moderator_id=moderator_id)
    await append(
        conn,
        act="sample.answered",
        actor_id=moderator_id,
        subject_kind="sample",
        subject_id=sample_id,
        circle_id=row["circle_id"],
        payload={
            "violating": answer.violating,
            "category": answer.category,
            "severity": answer.severity,
            "case_id": case_id,
        },
    )
    return desk


async def _case(conn: Connection, row: Row, answer: SampleAnswer) -> UUID | None:
    """The case about what the sample shows; None when it went away while it was looked at."""
    subject = await find_subject(
        conn,
        kind=row["subject_kind"],
        subject_id=row["subject_id"],
        circle_id=row["circle_id"],
        post_id=row["post_id"],
    )
    if subject is None or subject.state != "visible":
        return None
    assert answer.category is not None
    assert answer.severity is not None
    opened = await open_case(
        conn, inlet="patrol", subject=subject, category=answer.category, severity=answer.severity
    )
    return opened.case_id


def _agrees(row: Row, answer: SampleAnswer) -> bool:
    """As known: in order or not, and of one class; which of two neighbouring rules it breaks is no error."""
    if answer.violating != row["test_violating"]:
        return False
    known: str | None = row["test_category"]
    return known is None or known.partition(".")[0] == (answer.category or "").partition(".")[0]
