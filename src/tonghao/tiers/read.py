"""Every query about tiers that changes nothing."""

from datetime import date, datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from tonghao.circles.tiers import ABOVE, BELOW, standing_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.tiers.figures import (
    LEAST_COVERED_MINUTES,
    WEEKS,
    clean_run,
    moment_of_day,
    monday_of,
    points_off,
    share_of,
    shares_of,
)
from tonghao.tiers.types import Millis, Need, Recovery, StandingRow, Times, Week

_PAGE: Final = 12
_LIST_PAGE: Final = 30
_LAST_DAY: Final = date(9999, 12, 31)

_WEEK: Final = """
    SELECT week, posts, holds, hold_p50_seconds, hold_p95_seconds, reports, answer_p50_seconds,
           answer_p95_seconds, upheld, decisions, overturned, clocks, missed, minutes, covered_minutes,
           samples, leaks, written, flagged, verdicts, verdict_p50_ms, verdict_p95_ms, looks,
           look_p50_seconds, look_p95_seconds, open_cases, alarms, removed, views_before, score, is_clean,
           is_over, measured_at
      FROM circle_weeks WHERE circle_id = $1 AND week = $2
"""
_WEEKS: Final = """
    SELECT week, posts, holds, hold_p50_seconds, hold_p95_seconds, reports, answer_p50_seconds,
           answer_p95_seconds, upheld, decisions, overturned, clocks, missed, minutes, covered_minutes,
           samples, leaks, written, flagged, verdicts, verdict_p50_ms, verdict_p95_ms, looks,
           look_p50_seconds, look_p95_seconds, open_cases, alarms, removed, views_before, score, is_clean,
           is_over, measured_at
      FROM circle_weeks WHERE circle_id = $1 AND week < $2
     ORDER BY week DESC LIMIT $3
"""
_STANDS: Final = "SELECT slug, name, name_en, zone, tier, tier_since, score FROM circles WHERE id = $1"
_WHY: Final = """
    SELECT reason, coalesce(shown->>'reason_en', '') FROM circle_acts
     WHERE circle_id = $1 AND act = 'circle.tier_set' ORDER BY id DESC LIMIT 1
"""
# Earned: as many clean weeks as it takes, all of them after the circle came to where it stands.
_PROPOSED: Final = """
    SELECT c.id, c.slug, c.name, p.id, p.name, c.member_count, c.tier, c.tier_since, c.score, 4
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
     WHERE c.tier IN ('trial', 'standard', 'probation', 'frozen') AND c.id > $1
       AND (SELECT count(*) = 4 AND bool_and(w.is_clean)
              FROM (SELECT is_clean FROM circle_weeks v
                     WHERE v.circle_id = c.id AND v.is_over
                       AND v.week >= (c.tier_since AT TIME ZONE c.zone)::date
                     ORDER BY v.week DESC LIMIT 4) w)
     ORDER BY c.id LIMIT $2
"""
_FALLEN: Final = """
    SELECT c.id, c.slug, c.name, p.id, p.name, c.member_count, c.tier, c.tier_since, c.score,
           (SELECT count(*) FROM circle_weeks w
             WHERE w.circle_id = c.id AND w.is_over AND w.is_clean
               AND w.week >= (c.tier_since AT TIME ZONE c.zone)::date
               AND w.week > coalesce((SELECT max(v.week) FROM circle_weeks v
                                       WHERE v.circle_id = c.id AND v.is_over AND NOT v.is_clean),
                                     '-infinity'))
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
     WHERE (c.score <= 4 OR c.tier IN ('probation', 'frozen')) AND c.tier <> 'terminated' AND c.id > $1
     ORDER BY c.id LIMIT $2
"""
# The window of the score: whole weeks since the circle came to where it stands, four at most.
_WINDOW: Final = """
    SELECT week, posts, holds, hold_p50_seconds, hold_p95_seconds, reports, answer_p50_seconds,
           answer_p95_seconds, upheld, decisions, overturned, clocks, missed, minutes, covered_minutes,
           samples, leaks, written, flagged, verdicts, verdict_p50_ms, verdict_p95_ms, looks,
           look_p50_seconds, look_p95_seconds, open_cases, alarms, removed, views_before, score, is_clean,
           is_over, measured_at
      FROM circle_weeks WHERE circle_id = $1 AND is_over AND week >= $2
     ORDER BY week DESC LIMIT $3
"""


def week_of(row: Row) -> Week:
    """The Week of a row with the columns of `_WEEK`."""
    return Week(
        row["week"],
        Times(row["holds"], row["hold_p50_seconds"], row["hold_p95_seconds"]),
        Times(row["reports"], row["answer_p50_seconds"], row["answer_p95_seconds"]),
        share_of(min(row["upheld"], row["posts"]), row["posts"]),
        share_of(row["overturned"], row["decisions"]),
        share_of(row["missed"], row["clocks"]),
        share_of(row["covered_minutes"], row["minutes"]),
        share_of(row["leaks"], row["samples"]),
        row["posts"],
        share_of(row["flagged"], row["written"]),
        Millis(row["verdicts"], row["verdict_p50_ms"], row["verdict_p95_ms"]),
        Times(row["looks"], row["look_p50_seconds"], row["look_p95_seconds"]),
        row["open_cases"],
        row["alarms"],
        row["removed"],
        row["views_before"],
        row["score"],
        row["is_clean"],
        row["is_over"],
        row["measured_at"],
    )


async def get_week(conn: Connection, *, circle_id: UUID, week: date) -> Week:
    """One week of a circle.

    Raises:
        NotFound: it was not measured.
    """
    row = await conn.fetchrow(_WEEK, circle_id, week)
    if row is None:
        raise NotFound
    return week_of(row)


async def list_weeks(conn: Connection, *, circle_id: UUID, cursor: str | None = None) -> Page[Week]:
    """The weeks of a circle, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (before,) = from_cursor(cursor, tuple[date]) or (_LAST_DAY,)
    rows = await conn.fetch(_WEEKS, circle_id, before, _PAGE + 1)
    weeks = [week_of(row) for row in rows[:_PAGE]]
    return Page(weeks, to_cursor(weeks[-1].week) if len(rows) > _PAGE else None)


async def list_window(conn: Connection, *, circle_id: UUID, since: date, most: int = WEEKS) -> list[Week]:
    """The last whole weeks that began on *since* or later, the newest first."""
    return [week_of(row) for row in await conn.fetch(_WINDOW, circle_id, since, most)]


async def get_recovery(conn: Connection, *, circle_id: UUID, at: datetime | None = None) -> Recovery:
    """Why a circle stands where it stands, and what takes it up again.

    Raises:
        NotFound: there is no such circle.
    """
    at = at or now()
    row = await conn.fetchrow(_STANDS, circle_id)
    if row is None:
        raise NotFound
    zone, since = row["zone"], row["tier_since"]
    why = await conn.fetchrow(_WHY, circle_id)
    window = await list_window(conn, circle_id=circle_id, since=first_week(zone, since))
    recent = [week_of(one) for one in await conn.fetch(_WEEKS, circle_id, _LAST_DAY, WEEKS + 1)]
    clean = clean_run(window)
    monday = monday_of(zone, at)
    start = max(monday, first_week(zone, since))
    return Recovery(
        circle_id, row["slug"], row["name"], row["name_en"],
        await standing_of(conn, row["tier"], since, row["score"]),
        "" if why is None else why[0], "" if why is None else why[1],
        needs_of(recent), clean, WEEKS,
        moment_of_day(zone, start + timedelta(weeks=max(0, WEEKS - clean))),
        moment_of_day(zone, monday + timedelta(weeks=1)),
        BELOW.get(row["tier"]), recent,
    )  # fmt: skip


def first_week(zone: str, since: datetime) -> date:
    """The Monday of the first whole week after *since*."""
    monday = monday_of(zone, since)
    return monday if moment_of_day(zone, monday) >= since else monday + timedelta(weeks=1)


def needs_of(weeks: list[Week]) -> list[Need]:
    """What keeps the last weeks from being clean, the dearest first."""
    shares = shares_of(weeks)
    off = points_off(shares)
    needs = [
        Need(figure, share, off.get(figure, 0))
        for figure, share in shares.items()
        if off.get(figure, 0) or (figure in {"missed", "leaks"} and share.count)
    ]
    if weeks and weeks[0].covered.count < LEAST_COVERED_MINUTES:
        needs.append(Need("covered", weeks[0].covered, 0))
    return sorted(needs, key=lambda need: -need.costs)


async def list_standings(
    conn: Connection, *, which: Literal["proposed", "falling"], cursor: str | None
) -> Page[StandingRow]:
    """Circles that have earned a higher tier, or those that are on the way down.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (after,) = from_cursor(cursor, tuple[UUID]) or (UUID(int=0),)
    statement = _PROPOSED if which == "proposed" else _FALLEN
    rows = await conn.fetch(statement, after, _LIST_PAGE + 1)
    found = [
        StandingRow(
            row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], ABOVE.get(row[6])
        )
        for row in rows[:_LIST_PAGE]
    ]
    return Page(found, to_cursor(found[-1].circle_id) if len(rows) > _LIST_PAGE else None)
