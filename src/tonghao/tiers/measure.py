"""Measure: the figures of one circle in one week, from cases, decisions, reports and duty."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.tiers.figures import is_clean, moment_of_day, score_of, shares_of
from tonghao.tiers.read import get_week
from tonghao.tiers.types import Week

# What still waits counts with the age that it has; what will be decided later belongs to its own week.
_MEASURE: Final = """
    INSERT INTO circle_weeks AS w (
           circle_id, week, posts, holds, hold_p50_seconds, hold_p95_seconds, reports, answer_p50_seconds,
           answer_p95_seconds, upheld, decisions, overturned, clocks, missed, minutes, covered_minutes,
           written, flagged, verdicts, verdict_p50_ms, verdict_p95_ms, looks, look_p50_seconds,
           look_p95_seconds, open_cases, alarms, removed, views_before, is_over, measured_at)
    SELECT c.id, $2::date, p.posts, h.holds, h.p50, h.p95, r.reports, r.p50, r.p95, r.upheld, d.decisions,
           d.overturned, greatest(k.clocks, m.missed), m.missed, b.minutes,
           greatest(0, b.minutes - g.gap), p.written, f.flagged, v.photos, v.p50, v.p95, l.looks, l.p50,
           l.p95, q.open_cases, y.alarms, z.removed, z.views, t.at >= t.stop, t.at
      FROM circles c
     CROSS JOIN (SELECT $3::timestamptz AS start, $4::timestamptz AS stop, $5::timestamptz AS at,
                        least($4::timestamptz, $5::timestamptz) AS until) t
     CROSS JOIN LATERAL (
           SELECT (extract(epoch FROM t.until - greatest(t.start, least(c.created_at, t.stop))) / 60)::integer
                  AS raw) x
     CROSS JOIN LATERAL (SELECT greatest(0, x.raw) AS minutes) b
     CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE o.published_at >= t.start AND o.published_at < t.stop) AS posts,
                  count(*) FILTER (WHERE o.created_at >= t.start AND o.created_at < t.stop) AS written
             FROM posts o WHERE o.circle_id = c.id) p
     CROSS JOIN LATERAL (
           SELECT count(*) AS holds,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer AS p50,
                  percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer AS p95
             FROM (SELECT extract(epoch FROM coalesce(s.closed_at, t.at) - s.opened_at) AS age
                     FROM cases s
                    WHERE s.circle_id = c.id AND s.inlet = 'machine'
                      AND s.opened_at >= t.start AND s.opened_at < t.until) a) h
     CROSS JOIN LATERAL (
           SELECT count(*) AS reports, count(*) FILTER (WHERE a.state = 'upheld') AS upheld,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer AS p50,
                  percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer AS p95
             FROM (SELECT s.state, extract(epoch FROM coalesce(s.answered_at, t.at) - s.at) AS age
                     FROM reports s
                    WHERE s.circle_id = c.id AND s.at >= t.start AND s.at < t.until) a) r
     CROSS JOIN LATERAL (
           SELECT count(*) AS decisions, count(s.undone_at) AS overturned
             FROM case_decisions s JOIN cases k ON k.id = s.case_id
            WHERE k.circle_id = c.id AND s.at >= t.start AND s.at < t.stop) d
     CROSS JOIN LATERAL (
           SELECT count(*) AS clocks FROM cases s
            WHERE s.circle_id = c.id AND s.due_at >= t.start AND s.due_at < t.until) k
     CROSS JOIN LATERAL (
           SELECT count(*) AS missed FROM case_misses s
            WHERE s.circle_id = c.id AND s.side = 'partner' AND s.due_at >= t.start AND s.due_at < t.until) m
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(extract(epoch FROM least(coalesce(s.ended_at, t.at), t.until)
                                                  - greatest(s.since, t.start)) / 60), 0)::integer AS gap
             FROM duty_gaps s
            WHERE s.circle_id = c.id AND s.since < t.until AND coalesce(s.ended_at, t.at) > t.start) g
     CROSS JOIN LATERAL (
           SELECT count(DISTINCT s.subject_id) AS flagged
             FROM cases s JOIN posts o ON o.circle_id = s.circle_id AND o.id = s.subject_id
            WHERE s.circle_id = c.id AND s.subject_kind = 'post'
              AND o.created_at >= t.start AND o.created_at < t.stop) f
     CROSS JOIN LATERAL (
           SELECT count(*) AS photos,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer AS p50,
                  percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer AS p95
             FROM (SELECT extract(epoch FROM m.checked_at - m.created_at) * 1000 AS age
                     FROM media_uses u JOIN media m ON m.owner_id = u.owner_id AND m.id = u.media_id
                    WHERE u.circle_id = c.id AND u.place_kind = 'post' AND m.checked_at IS NOT NULL
                      AND u.since >= t.start AND u.since < t.stop) a) v
     CROSS JOIN LATERAL (
           SELECT count(*) AS looks,
                  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.age)::integer AS p50,
                  percentile_cont(0.95) WITHIN GROUP (ORDER BY a.age)::integer AS p95
             FROM (SELECT extract(epoch FROM coalesce(s.looked_at, s.closed_at, t.at) - s.opened_at) AS age
                     FROM cases s
                    WHERE s.circle_id = c.id AND s.opened_at >= t.start AND s.opened_at < t.until) a) l
     CROSS JOIN LATERAL (
           SELECT count(*) AS open_cases FROM cases s
            WHERE s.circle_id = c.id AND s.opened_at < t.until
              AND (s.closed_at IS NULL OR s.closed_at >= t.until)) q
     CROSS JOIN LATERAL (
           SELECT count(*) AS alarms FROM breaker_trips s
            WHERE s.circle_id = c.id AND s.at >= t.start AND s.at < t.stop) y
     CROSS JOIN LATERAL (
           SELECT count(*) AS removed, coalesce(sum(coalesce(w.views, v.views)), 0)::integer AS views
             FROM case_decisions s JOIN cases k ON k.id = s.case_id
             LEFT JOIN post_views w ON w.circle_id = k.circle_id AND w.post_id = k.subject_id
             LEFT JOIN comment_views v ON v.circle_id = k.circle_id AND v.comment_id = k.subject_id
            WHERE k.circle_id = c.id AND k.subject_kind IN ('post', 'comment') AND s.act = 'remove'
              AND s.undone_at IS NULL AND s.at >= t.start AND s.at < t.stop) z
     WHERE c.id = $1
    ON CONFLICT (circle_id, week) DO UPDATE
       SET posts = excluded.posts, holds = excluded.holds, hold_p50_seconds = excluded.hold_p50_seconds,
           hold_p95_seconds = excluded.hold_p95_seconds, reports = excluded.reports,
           answer_p50_seconds = excluded.answer_p50_seconds, answer_p95_seconds = excluded.answer_p95_seconds,
           upheld = excluded.upheld, decisions = excluded.decisions, overturned = excluded.overturned,
           clocks = excluded.clocks, missed = excluded.missed, minutes = excluded.minutes,
           covered_minutes = excluded.covered_minutes, written = excluded.written,
           flagged = excluded.flagged, verdicts = excluded.verdicts,
           verdict_p50_ms = excluded.verdict_p50_ms, verdict_p95_ms = excluded.verdict_p95_ms,
           looks = excluded.looks, look_p50_seconds = excluded.look_p50_seconds,
           look_p95_seconds = excluded.look_p95_seconds, open_cases = excluded.open_cases,
           alarms = excluded.alarms, removed = excluded.removed, views_before = excluded.views_before,
           is_over = excluded.is_over, measured_at = excluded.measured_at
"""
_JUDGE: Final = "UPDATE circle_weeks SET score = $3, is_clean = $4 WHERE circle_id = $1 AND week = $2"
_ENTER_SAMPLES: Final = """
    INSERT INTO circle_weeks AS w (circle_id, week, samples, leaks, measured_at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (circle_id, week) DO UPDATE
       SET samples = w.samples + excluded.samples, leaks = w.leaks + excluded.leaks
"""
_TURN_LEAK: Final = "UPDATE circle_weeks SET leaks = leaks + $3 WHERE circle_id = $1 AND week = $2"


async def measure_week(conn: Connection, *, circle_id: UUID, zone: str, week: date, at: datetime) -> Week:
    """Count what stands at *at* of the week that begins with *week*, and judge it by itself.

    Args:
        zone: Of the circle: its weeks begin on its own clock.
        week: A Monday.
    """
    start, end = moment_of_day(zone, week), moment_of_day(zone, week + timedelta(days=7))
    await conn.execute(_MEASURE, circle_id, week, start, end, at)
    return await _judged(conn, circle_id, week)


async def enter_samples(
    conn: Connection, *, circle_id: UUID, week: date, samples: int, leaks: int, at: datetime
) -> Week:
    """Add what the platform's blind samples found in a week: of *samples*, so many *leaks*."""
    await conn.execute(_ENTER_SAMPLES, circle_id, week, samples, leaks, at)
    return await _judged(conn, circle_id, week)


async def turn_leak(conn: Connection, *, circle_id: UUID, week: date, is_leak: bool) -> Week:
    """Count one sample that was entered before as a leak after all, or no longer as one."""
    await conn.execute(_TURN_LEAK, circle_id, week, 1 if is_leak else -1)
    return await _judged(conn, circle_id, week)


async def _judged(conn: Connection, circle_id: UUID, week: date) -> Week:
    counted = await get_week(conn, circle_id=circle_id, week=week)
    await conn.execute(_JUDGE, circle_id, week, score_of(shares_of([counted])), is_clean(counted))
    return await get_week(conn, circle_id=circle_id, week=week)
