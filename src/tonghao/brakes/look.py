"""Look each minute whether views and one class of content grow together in a circle."""

from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.brakes.rates import Rates
from tonghao.case_events import BreakerTripped
from tonghao.circles.restrict import restrict_circle
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.posts.hold_recent import hold_recent

# Circles without views have no rows, so ten thousand silent ones cost nothing.
_GROWING: Final = """
    WITH hot AS (
        SELECT v.circle_id,
               coalesce(sum(v.views) FILTER (WHERE v.minute >= $1), 0)::integer AS views,
               coalesce(sum(v.views) FILTER (WHERE v.minute < $1), 0)::integer AS views_before
          FROM circle_views v
         WHERE v.minute >= $2 AND v.minute <= $3
         GROUP BY v.circle_id
        HAVING coalesce(sum(v.views) FILTER (WHERE v.minute >= $1), 0) >= $4
    )
    SELECT h.circle_id, h.views, h.views_before, s.class, sum(s.reports)::integer AS reports,
           sum(s.holds)::integer AS holds
      FROM hot h
      JOIN circles c ON c.id = h.circle_id AND c.state = 'open'
     CROSS JOIN LATERAL (
           SELECT split_part(r.category, '.', 1) AS class, count(DISTINCT r.reporter_id) AS reports,
                  0 AS holds
             FROM reports r
            WHERE r.circle_id = h.circle_id AND r.at >= $1 AND r.at <= $3
            GROUP BY 1
            UNION ALL
           SELECT split_part(k.category, '.', 1), 0, count(*)
             FROM cases k
            WHERE k.circle_id = h.circle_id AND k.opened_at >= $1 AND k.opened_at <= $3
              AND k.inlet = 'machine' AND k.category <> 'pre-check'
            GROUP BY 1) s
     WHERE h.views >= $6::float8 * h.views_before * $7::float8
     GROUP BY h.circle_id, h.views, h.views_before, s.class
    HAVING sum(s.reports) + sum(s.holds) >= $5
     ORDER BY h.circle_id, sum(s.reports) + sum(s.holds) DESC, s.class
"""
_SEEN: Final = """
    SELECT subject_id FROM cases
     WHERE circle_id = $1 AND subject_kind = 'post' AND state = 'released'
       AND opened_at >= $2
"""
_KEEP: Final = """
    INSERT INTO breaker_trips (circle_id, id, at, class, restriction, views, views_before, reports, holds,
                               held_back, rates_version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


class Growth(msgspec.Struct, frozen=True):
    """What grows in a circle: views now and before, reports and holds of one class of content."""

    circle_id: UUID
    views: int
    views_before: int
    content_class: str
    reports: int
    holds: int


async def list_growing(conn: Connection, *, moment: datetime, rates: Rates) -> list[Growth]:
    """Circles in which views and one class grow beyond *rates* together, each with its worst class."""
    window = timedelta(minutes=rates.window_minutes)
    since = moment - window
    rows = await conn.fetch(
        _GROWING,
        since,
        since - timedelta(minutes=rates.before_minutes),
        moment,
        rates.least_views,
        rates.signals,
        rates.growth,
        rates.window_minutes / rates.before_minutes,
    )
    worst: dict[UUID, Growth] = {}
    for row in rows:
        worst.setdefault(row["circle_id"], Growth(*row))
    return list(worst.values())


async def trip(conn: Connection, growth: Growth, *, moment: datetime, rates: Rates) -> bool:
    """Let the breaker of a circle trip; False when it has tripped before and nobody has lifted it.

    Photos wait for a person from now on, and those of the window with them; where the class is not one of
    pictures, or very much was reported, each text waits too. A person decides whether to pull the brake.

    Emits: circle.restricted, breaker.tripped, post.hidden, post.held. Locks: the circle, the posts, then
    the audit log.
    """
    kind = _restriction_of(growth, rates)
    figures = (growth.views, growth.reports + growth.holds)
    restricted = await restrict_circle(
        conn,
        circle_id=growth.circle_id,
        kind=kind,
        source="breaker",
        reason=f"{rates.window_minutes:g} 分钟里看的人和同一类内容一起猛增：看了 {figures[0]} 次，"
        f"举报和拦下 {figures[1]} 次。",
        reason_en=f"Within {rates.window_minutes:g} minutes views and one class of content grew together: "
        f"{figures[0]} views, {figures[1]} reports and holds.",
        by=None,
        until=moment + timedelta(hours=rates.hours),
    )
    if not restricted.is_new:
        return False
    since = moment - timedelta(minutes=rates.window_minutes)
    seen = [row[0] for row in await conn.fetch(_SEEN, growth.circle_id, since - timedelta(hours=1))]
    held_back = await hold_recent(
        conn, circle_id=growth.circle_id, since=since, texts=kind == "pre_check", seen=seen
    )
    trip_id = new_id()
    await conn.execute(
        _KEEP,
        growth.circle_id,
        trip_id,
        moment,
        growth.content_class,
        kind,
        growth.views,
        growth.views_before,
        growth.reports,
        growth.holds,
        held_back,
        rates.version,
    )
    event = BreakerTripped(
        growth.circle_id, trip_id, growth.content_class, kind, growth.views, growth.reports, growth.holds
    )
    await outbox.emit(conn, event, audience="moderators")
    return True


def _restriction_of(growth: Growth, rates: Rates) -> Literal["photo_check", "pre_check"]:
    is_grave = growth.reports + growth.holds >= rates.grave_signals
    return "photo_check" if growth.content_class in rates.photo_classes and not is_grave else "pre_check"
