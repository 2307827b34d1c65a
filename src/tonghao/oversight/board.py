"""Board: a week over all circles, and circle by circle."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.oversight.tips import tips_of_circles
from tonghao.oversight.types import OverseenWeek, Oversight, OversightTotal
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.tiers.figures import share_of
from tonghao.tiers.read import week_of
from tonghao.tiers.types import Millis, Times
from tonghao.wallets.open import HOUSE_CURRENCY

_PAGE: Final = 30
_WEEKS: Final = 12

_NEWEST: Final = "SELECT week FROM circle_weeks WHERE week <= $1 ORDER BY week DESC LIMIT 1"
_NEWER: Final = "SELECT week FROM circle_weeks WHERE week > $1 ORDER BY week LIMIT 1"
_TOTALS: Final = """
    SELECT week, count(*) AS circles, sum(posts) AS posts, sum(written) AS written, sum(flagged) AS flagged,
           sum(least(upheld, posts)) AS upheld, sum(decisions) AS decisions, sum(overturned) AS overturned,
           sum(clocks) AS clocks, sum(missed) AS missed, sum(minutes) AS minutes,
           sum(covered_minutes) AS covered, sum(samples) AS samples, sum(leaks) AS leaks,
           sum(open_cases) AS open_cases, sum(alarms) AS alarms, sum(removed) AS removed,
           coalesce(sum(views_before), 0) AS views_before,
           ARRAY[count(*) FILTER (WHERE score = 1), count(*) FILTER (WHERE score = 2),
                 count(*) FILTER (WHERE score = 3), count(*) FILTER (WHERE score = 4),
                 count(*) FILTER (WHERE score = 5)] AS scores,
           max(measured_at) AS measured_at
      FROM circle_weeks
     WHERE week <= $1 AND week > $1 - 7 * $2::integer
     GROUP BY week ORDER BY week DESC
"""
# Shares add up, ages do not: so these are counted over all rows, each within the week of its circle.
_HELD: Final = """
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer
      FROM (SELECT extract(epoch FROM coalesce(s.closed_at, now()) - s.opened_at) AS age
              FROM cases s JOIN circles c ON c.id = s.circle_id
             WHERE s.inlet = 'machine' AND s.opened_at >= $1::date - 1 AND s.opened_at < $1::date + 8
               AND s.opened_at >= $1::date::timestamp AT TIME ZONE c.zone
               AND s.opened_at < ($1::date + 7)::timestamp AT TIME ZONE c.zone) a
"""
_LOOKED: Final = """
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer
      FROM (SELECT extract(epoch FROM coalesce(s.looked_at, s.closed_at, now()) - s.opened_at) AS age
              FROM cases s JOIN circles c ON c.id = s.circle_id
             WHERE s.opened_at >= $1::date - 1 AND s.opened_at < $1::date + 8
               AND s.opened_at >= $1::date::timestamp AT TIME ZONE c.zone
               AND s.opened_at < ($1::date + 7)::timestamp AT TIME ZONE c.zone) a
"""
_ANSWERED: Final = """
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer
      FROM (SELECT extract(epoch FROM coalesce(s.answered_at, now()) - s.at) AS age
              FROM reports s JOIN circles c ON c.id = s.circle_id
             WHERE s.at >= $1::date - 1 AND s.at < $1::date + 8
               AND s.at >= $1::date::timestamp AT TIME ZONE c.zone
               AND s.at < ($1::date + 7)::timestamp AT TIME ZONE c.zone) a
"""
# What lies in no circle is in the week of most circles. A call that was over without an answer ended then.
_CALLED: Final = """
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer
      FROM (SELECT extract(epoch FROM coalesce(s.answered_at, s.over_at, now()) - s.opened_at) AS age
              FROM calls s LEFT JOIN circles c ON c.id = s.circle_id
             WHERE s.opened_at >= $1::date - 1 AND s.opened_at < $1::date + 8
               AND s.opened_at >= $1::date::timestamp AT TIME ZONE coalesce(c.zone, 'Asia/Shanghai')
               AND s.opened_at < ($1::date + 7)::timestamp AT TIME ZONE coalesce(c.zone, 'Asia/Shanghai')) a
"""
_VERDICTS: Final = """
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer
      FROM (SELECT extract(epoch FROM m.checked_at - m.created_at) * 1000 AS age
              FROM media_uses u
              JOIN circles c ON c.id = u.circle_id
              JOIN media m ON m.owner_id = u.owner_id AND m.id = u.media_id AND m.checked_at IS NOT NULL
             WHERE u.place_kind = 'post' AND u.since >= $1::date - 1 AND u.since < $1::date + 8
               AND u.since >= $1::date::timestamp AT TIME ZONE c.zone
               AND u.since < ($1::date + 7)::timestamp AT TIME ZONE c.zone) a
"""
# Test items belong to no circle: their week is that of most circles.
_AGREED: Final = """
    SELECT count(*) FILTER (WHERE agrees), count(*) FROM samples
     WHERE test_item IS NOT NULL
       AND answered_at >= $1::date::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND answered_at < ($1::date + 7)::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND ($2::uuid IS NULL OR answered_by = $2)
"""
_CIRCLES: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.tier, c.score AS now_score, w.week, w.posts, w.holds,
           w.hold_p50_seconds, w.hold_p95_seconds, w.reports, w.answer_p50_seconds, w.answer_p95_seconds,
           w.upheld, w.decisions, w.overturned, w.clocks, w.missed, w.minutes, w.covered_minutes, w.samples,
           w.leaks, w.written, w.flagged, w.verdicts, w.verdict_p50_ms, w.verdict_p95_ms, w.looks,
           w.look_p50_seconds, w.look_p95_seconds, w.open_cases, w.alarms, w.removed, w.views_before,
           w.score, w.is_clean, w.is_over, w.measured_at
      FROM circle_weeks w JOIN circles c ON c.id = w.circle_id
     WHERE w.week = $1 AND (w.score, w.circle_id) > ($2, $3) AND ($5::uuid IS NULL OR w.circle_id = $5)
     ORDER BY w.score, w.circle_id LIMIT $4
"""


async def get_oversight(conn: Connection, *, week: date, moderator_id: UUID | None) -> Oversight:
    """The board of the week that begins with *week*, or of the last one that was counted before it.

    Args:
        moderator_id: Whose agreement with the test items is told; None for everybody's.

    Where no week was counted yet there are no totals, and all else is none of nothing.
    """
    newest: date = await conn.fetchval(_NEWEST, week) or week
    rows = await conn.fetch(_TOTALS, newest, _WEEKS)
    agreed = await conn.fetchrow(_AGREED, newest, moderator_id)
    assert agreed is not None
    return Oversight(
        [_total(row) for row in rows],
        await _times(conn, _HELD, newest),
        Millis(*await _numbers(conn, _VERDICTS, newest)),
        await _times(conn, _LOOKED, newest),
        await _times(conn, _ANSWERED, newest),
        await _times(conn, _CALLED, newest),
        share_of(agreed[0], agreed[1]),
        await conn.fetchval(_NEWER, newest),
    )


async def list_overseen_weeks(
    conn: Connection,
    *,
    week: date,
    currency: str = HOUSE_CURRENCY,
    circle_id: UUID | None = None,
    cursor: str | None = None,
) -> Page[OverseenWeek]:
    """The circles in one week, the lowest score first; with *circle_id* that one.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    score, after = from_cursor(cursor, tuple[int, UUID]) or (0, UUID(int=0))
    rows = await conn.fetch(_CIRCLES, week, score, after, _PAGE + 1, circle_id)
    tips = await tips_of_circles(conn, [row["id"] for row in rows[:_PAGE]], week=week, currency=currency)
    found = [
        OverseenWeek(
            row["id"],
            row["slug"],
            row["name"],
            row["name_en"],
            row["tier"],
            row["now_score"],
            week_of(row),
            tips[row["id"]],
        )
        for row in rows[:_PAGE]
    ]
    more = len(rows) > _PAGE
    return Page(found, to_cursor(found[-1].week.score, found[-1].circle_id) if more else None)


async def _times(conn: Connection, statement: str, week: date) -> Times:
    return Times(*await _numbers(conn, statement, week))


async def _numbers(conn: Connection, statement: str, week: date) -> tuple[int, int | None, int | None]:
    row = await conn.fetchrow(statement, week)
    assert row is not None
    return row[0], row[1], row[2]


def _total(row: Row) -> OversightTotal:
    return OversightTotal(
        row["week"],
        row["circles"],
        row["posts"],
        share_of(row["flagged"], row["written"]),
        share_of(row["upheld"], row["posts"]),
        share_of(row["overturned"], row["decisions"]),
        share_of(row["missed"], row["clocks"]),
        share_of(row["covered"], row["minutes"]),
        share_of(row["leaks"], row["samples"]),
        row["open_cases"],
        row["alarms"],
        row["removed"],
        row["views_before"],
        list(row["scores"]),
        row["measured_at"],
    )
