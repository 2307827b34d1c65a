"""Measure: how long photos waited for the machine, and holds and reports for a person and for the answer."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.db import Connection
from tonghao.meter.types import ALL, EVERYWHERE, SPANS

_DROP: Final = "DELETE FROM moments WHERE days = $1"
_STAMP: Final = """
    INSERT INTO moments (circle_id, days, measure, category, n, waiting, p50_ms, p95_ms, measured_at)
    VALUES ($1, $2, 'measured', '', 0, 0, NULL, NULL, $3)
"""
# Upload to verdict. A photo belongs to the circle in which it was shown first.
_PHOTOS: Final = """
    INSERT INTO moments (circle_id, days, measure, category, n, waiting, p50_ms, p95_ms, measured_at)
    SELECT CASE grouping(t.circle_id) WHEN 1 THEN $5 ELSE t.circle_id END, $1, 'photo_verdict',
           CASE grouping(t.category) WHEN 1 THEN $6 ELSE t.category END,
           count(t.took), count(*) - count(t.took),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY t.took),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY t.took), $4
      FROM (SELECT u.circle_id, coalesce(m.category, 'none') AS category,
                   extract(epoch FROM m.checked_at - m.created_at)::float8 * 1000 AS took
              FROM media m
              LEFT JOIN LATERAL (
                   SELECT circle_id FROM media_uses
                    WHERE owner_id = m.owner_id AND media_id = m.id AND place_kind = 'post'
                    ORDER BY since LIMIT 1) u ON true
             WHERE m.created_at >= $2 AND m.created_at < $3 AND m.state <> 'dropped'
               AND (m.checked_at IS NOT NULL OR m.state = 'pending')) t
     GROUP BY GROUPING SETS ((), (t.category), (t.circle_id), (t.circle_id, t.category))
    HAVING grouping(t.circle_id) = 1 OR t.circle_id IS NOT NULL
"""
# Upload to the first look, and to the first decision. What was held more than a day after it was made was
# edited, or found by a hunt or a breaker: it is counted from there.
_HOLDS: Final = """
    INSERT INTO moments (circle_id, days, measure, category, n, waiting, p50_ms, p95_ms, measured_at)
    SELECT CASE grouping(t.circle_id) WHEN 1 THEN $5 ELSE t.circle_id END, $1, t.measure,
           CASE grouping(t.category) WHEN 1 THEN $6 ELSE t.category END,
           count(t.took), count(*) - count(t.took),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY t.took),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY t.took), $4
      FROM (SELECT k.circle_id, k.category, e.measure,
                   CASE WHEN e.ended_at IS NOT NULL THEN
                   extract(epoch FROM greatest(e.ended_at, b.began_at) - b.began_at)::float8 * 1000
                        END AS took
              FROM cases k
             CROSS JOIN LATERAL (
                   SELECT CASE WHEN k.opened_at - (k.snapshot->>'at')::timestamptz < interval '1 day'
                               THEN least(k.opened_at, (k.snapshot->>'at')::timestamptz)
                               ELSE k.opened_at END AS began_at) b
             CROSS JOIN LATERAL (
                   SELECT 'held_look' AS measure, k.looked_at AS ended_at
                    UNION ALL
                   SELECT 'held_answer', (SELECT min(d.at) FROM case_decisions d WHERE d.case_id = k.id)) e
             WHERE k.inlet = 'machine' AND k.opened_at >= $2 AND k.opened_at < $3) t
     GROUP BY t.measure, GROUPING SETS ((), (t.category), (t.circle_id), (t.circle_id, t.category))
    HAVING grouping(t.circle_id) = 1 OR t.circle_id IS NOT NULL
"""
# From each report to the first look at its case, and to what its maker was told.
_REPORTS: Final = """
    INSERT INTO moments (circle_id, days, measure, category, n, waiting, p50_ms, p95_ms, measured_at)
    SELECT CASE grouping(t.circle_id) WHEN 1 THEN $5 ELSE t.circle_id END, $1, t.measure,
           CASE grouping(t.category) WHEN 1 THEN $6 ELSE t.category END,
           count(t.took), count(*) - count(t.took),
           percentile_cont(0.5) WITHIN GROUP (ORDER BY t.took),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY t.took), $4
      FROM (SELECT r.circle_id, r.category, e.measure,
                   CASE WHEN e.ended_at IS NOT NULL THEN
                   extract(epoch FROM greatest(e.ended_at, r.at) - r.at)::float8 * 1000
                        END AS took
              FROM reports r
              JOIN cases k ON k.id = r.case_id
             CROSS JOIN LATERAL (
                   SELECT 'report_look' AS measure, k.looked_at AS ended_at
                    UNION ALL
                   SELECT 'report_answer', r.answered_at) e
             WHERE r.at >= $2 AND r.at < $3) t
     GROUP BY t.measure, GROUPING SETS ((), (t.category), (t.circle_id), (t.circle_id, t.category))
    HAVING grouping(t.circle_id) = 1 OR t.circle_id IS NOT NULL
"""
_EACH: Final = (_PHOTOS, _HOLDS, _REPORTS)


async def measure_moments(conn: Connection, *, at: datetime) -> None:
    """Count the last 7 and 28 days before *at* anew, for the place, each category and each circle."""
    for days in SPANS:
        await conn.execute(_DROP, days)
        for statement in _EACH:
            await conn.execute(statement, days, at - timedelta(days=days), at, at, EVERYWHERE, ALL)
        await conn.execute(_STAMP, EVERYWHERE, days, at)
