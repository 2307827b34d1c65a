"""Weeks of a circle, made up where only what follows from them matters, and counted where the count does."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import new_id

# A Monday, long before any other test looks at a clock.
MONDAY = date(2016, 11, 7)
ZONE = "Asia/Shanghai"
START = datetime(2016, 11, 6, 16, tzinfo=UTC)

_WEEK = """
    INSERT INTO circle_weeks (circle_id, week, posts, clocks, missed, minutes, covered_minutes, score,
                              is_clean, is_over, measured_at)
    VALUES ($1, $2, 40, 10, $3, 10080, 3000, $4, $5, true, now())
"""
_CASE = """
    INSERT INTO cases (id, inlet, subject_kind, subject_id, circle_id, author_id, category, severity, state,
                       snapshot, opened_at, due_at, closed_at)
    VALUES ($1, $2, 'post', $3, $4, $5, 'abuse.person', 2, $6, '{}', $7, $8, $9)
"""
_MISS = """
    INSERT INTO case_misses (case_id, due_at, side, circle_id, category, severity)
    VALUES ($1, $2, 'partner', $3, 'abuse.person', 2)
"""


async def place_back(conn: Connection, circle_id: UUID, tier: str, *, since: date) -> None:
    """Let the circle be old, and stand on *tier* since the beginning of *since*."""
    await conn.execute(
        "UPDATE circles SET tier = $2, tier_since = $3::date::timestamp AT TIME ZONE $4, zone = $4,"
        " created_at = '2016-10-01Z' WHERE id = $1",
        circle_id,
        tier,
        since,
        ZONE,
    )


async def week(conn: Connection, circle_id: UUID, number: int, *, missed: int = 0) -> None:
    """The week *number* after MONDAY with ten clocks, of which so many were missed."""
    await conn.execute(
        _WEEK, circle_id, MONDAY + timedelta(weeks=number), missed, 5 if missed < 2 else 3, missed == 0
    )


async def case(
    conn: Connection,
    circle_id: UUID,
    author_id: UUID,
    *,
    hours: float,
    took: float | None,
    inlet: str = "machine",
) -> UUID:
    """A case opened *hours* after the week began, whose clock is four hours and that took *took* of them."""
    case_id, opened = new_id(), START + timedelta(hours=hours)
    closed = None if took is None else opened + timedelta(hours=took)
    state = "open" if closed is None else "removed"
    due = opened + timedelta(hours=4)
    await conn.execute(_CASE, case_id, inlet, new_id(), circle_id, author_id, state, opened, due, closed)
    if took is None or took > 4:
        await conn.execute(_MISS, case_id, due, circle_id)
    return case_id
