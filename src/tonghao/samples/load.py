"""Load samples that were looked at elsewhere or long ago, and test items that were answered then."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.samples.items import items
from tonghao.tiers.measure import enter_samples

_SAMPLE: Final = """
    INSERT INTO samples (id, day, circle_id, week, subject_kind, subject_id, post_id, state, answered_by,
                         answered_at, violating, category, severity, case_id, is_leak)
    VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $8::uuid IS NULL THEN 'waiting' ELSE 'answered' END, $8,
            $9, CASE WHEN $8::uuid IS NOT NULL THEN $10::text IS NOT NULL END, $10, $11, $12,
            $10::text IS NOT NULL)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_TEST: Final = """
    INSERT INTO samples (id, day, test_item, test_violating, test_category, state, answered_by, answered_at,
                         violating, category, severity, agrees)
    VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::uuid IS NULL THEN 'waiting' ELSE 'answered' END, $6, $7, $8,
            $9, $10, $11)
    ON CONFLICT DO NOTHING
"""


class LoadedSample(msgspec.Struct, frozen=True):
    """One sample; `answered_by` is None while it waits, `category` None when it was in order."""

    sample_id: UUID
    day: date
    circle_id: UUID
    week: date
    subject_kind: Literal["post", "comment"]
    subject_id: UUID
    post_id: UUID
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    category: str | None = None
    severity: int | None = None
    case_id: UUID | None = None


class LoadedTest(msgspec.Struct, frozen=True):
    """A test item that waits, or was answered: as it is known, or the other way round."""

    sample_id: UUID
    day: date
    code: str
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    agrees: bool = True


async def load_samples(conn: Connection, rows: Sequence[LoadedSample], *, at: datetime) -> int:
    """Add those of *rows* that are not there yet, count them for their circles, and return how many."""
    counted: dict[tuple[UUID, date], tuple[int, int]] = {}
    added = 0
    for row in rows:
        is_new = await conn.fetchval(
            _SAMPLE,
            row.sample_id,
            row.day,
            row.circle_id,
            row.week,
            row.subject_kind,
            row.subject_id,
            row.post_id,
            row.answered_by,
            row.answered_at,
            row.category,
            row.severity,
            row.case_id,
        )
        if is_new is None:
            continue
        added += 1
        if row.answered_by is not None:
            samples, leaks = counted.get((row.circle_id, row.week), (0, 0))
            counted[row.circle_id, row.week] = (samples + 1, leaks + (row.category is not None))
    for (circle_id, week), (samples, leaks) in counted.items():
        await enter_samples(conn, circle_id=circle_id, week=week, samples=samples, leaks=leaks, at=at)
    return added


async def load_tests(conn: Connection, rows: Sequence[LoadedTest]) -> None:
    """Add those of *rows* that are not there yet."""
    for row in rows:
        item = items()[row.code]
        known = item.category is not None
        answered = row.answered_by is not None
        violating = (known == row.agrees) if answered else None
        category = (item.category or "vulgar") if violating else None
        await conn.execute(
            _TEST,
            row.sample_id,
            row.day,
            row.code,
            known,
            item.category,
            row.answered_by,
            row.answered_at,
            violating,
            category,
            2 if violating else None,
            row.agrees if answered else None,
        )
