"""Tips: what was tipped in a week beside what was looked at in it, counted now."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.money import decimal_of
from tonghao.oversight.types import TipWeek

WEEKS: Final = 12

# What is held today settles tomorrow, so none of it is kept: the rows themselves are counted. The wide bounds
# are for the index, the narrow ones are the week on the circle's own clock, as in `tiers/measure.py`.
_WEEKS: Final = """
    SELECT w.week, t.given, t.tippers, t.total, t.returned, t.held, coalesce(v.views, 0)::bigint AS views,
           y.alarms
      FROM unnest($1::date[]) AS w(week)
     CROSS JOIN LATERAL (
           SELECT count(*) AS given, count(DISTINCT s.from_id) AS tippers,
                  coalesce(sum(s.amount_minor), 0)::bigint AS total,
                  coalesce(sum(s.amount_minor) FILTER (WHERE s.state = 'returned'), 0)::bigint AS returned,
                  coalesce(sum(s.amount_minor) FILTER (WHERE s.state = 'held'), 0)::bigint AS held
             FROM tips s JOIN circles c ON c.id = s.circle_id
            WHERE ($2::uuid IS NULL OR s.circle_id = $2) AND s.currency = $3
              AND s.given_at >= w.week - 1 AND s.given_at < w.week + 8
              AND s.given_at >= w.week::timestamp AT TIME ZONE c.zone
              AND s.given_at < (w.week + 7)::timestamp AT TIME ZONE c.zone) t
     CROSS JOIN LATERAL (
           SELECT sum(s.views) AS views FROM circle_view_days s
            WHERE ($2::uuid IS NULL OR s.circle_id = $2) AND s.day >= w.week AND s.day < w.week + 7) v
     CROSS JOIN LATERAL (
           SELECT count(*) AS alarms FROM breaker_trips s JOIN circles c ON c.id = s.circle_id
            WHERE ($2::uuid IS NULL OR s.circle_id = $2)
              AND s.at >= w.week::timestamp AT TIME ZONE c.zone
              AND s.at < (w.week + 7)::timestamp AT TIME ZONE c.zone) y
     ORDER BY w.week DESC
"""
_COUNTED: Final = """
    SELECT DISTINCT week FROM circle_weeks
     WHERE week <= $1 AND week > $1 - 7 * $2::integer AND ($3::uuid IS NULL OR circle_id = $3)
     ORDER BY week DESC
"""
_CIRCLES: Final = """
    SELECT c.id AS circle_id, $2::date AS week, t.given, t.tippers, t.total, t.returned, t.held,
           coalesce(v.views, 0)::bigint AS views, y.alarms
      FROM unnest($1::uuid[]) AS u(id)
      JOIN circles c ON c.id = u.id
     CROSS JOIN LATERAL (
           SELECT count(*) AS given, count(DISTINCT s.from_id) AS tippers,
                  coalesce(sum(s.amount_minor), 0)::bigint AS total,
                  coalesce(sum(s.amount_minor) FILTER (WHERE s.state = 'returned'), 0)::bigint AS returned,
                  coalesce(sum(s.amount_minor) FILTER (WHERE s.state = 'held'), 0)::bigint AS held
             FROM tips s
            WHERE s.circle_id = c.id AND s.currency = $3
              AND s.given_at >= $2::date::timestamp AT TIME ZONE c.zone
              AND s.given_at < ($2::date + 7)::timestamp AT TIME ZONE c.zone) t
     CROSS JOIN LATERAL (
           SELECT sum(s.views) AS views FROM circle_view_days s
            WHERE s.circle_id = c.id AND s.day >= $2 AND s.day < $2::date + 7) v
     CROSS JOIN LATERAL (
           SELECT count(*) AS alarms FROM breaker_trips s
            WHERE s.circle_id = c.id
              AND s.at >= $2::date::timestamp AT TIME ZONE c.zone
              AND s.at < ($2::date + 7)::timestamp AT TIME ZONE c.zone) y
"""


async def list_tip_weeks(
    conn: Connection, *, week: date, circle_id: UUID | None, currency: str
) -> list[TipWeek]:
    """The counted week that begins with *week* and those before it, the newest first, twelve at most.

    Args:
        circle_id: None for all circles, each by its own clock.
    """
    weeks = [row[0] for row in await conn.fetch(_COUNTED, week, WEEKS, circle_id)]
    return [_week_of(row, currency) for row in await conn.fetch(_WEEKS, weeks, circle_id, currency)]


async def tips_of_circles(
    conn: Connection, circle_ids: Sequence[UUID], *, week: date, currency: str
) -> dict[UUID, TipWeek]:
    """The same of one week, circle by circle."""
    rows = await conn.fetch(_CIRCLES, list(circle_ids), week, currency)
    return {row["circle_id"]: _week_of(row, currency) for row in rows}


def _week_of(row: Row, currency: str) -> TipWeek:
    return TipWeek(
        row["week"],
        row["views"],
        row["given"],
        row["tippers"],
        decimal_of(row["total"], currency),
        decimal_of(row["returned"], currency),
        decimal_of(row["held"], currency),
        currency,
        row["alarms"],
    )
