"""Count a period: everything that the transparency report says of a month or a half-year."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from tonghao.db import Connection
from tonghao.meter.periods import bounds_of, periods_between
from tonghao.meter.shown import SHOWN_FROM
from tonghao.meter.types import RESTRICTIONS, ActFigures, CategoryFigures, Figures
from tonghao.screening import policy

# Appeals are answered meanwhile; after that a report stays as it is.
FINAL_AFTER: Final = timedelta(days=30)

_ZONE: Final = "SELECT zone FROM platform_duty WHERE sole"
_BEGAN: Final = "SELECT min(created_at) FROM accounts"
_FINAL: Final = "SELECT period FROM transparency_periods WHERE is_final"
_REPORTS: Final = """
    SELECT count(*) AS notices, count(answered_at) AS answered,
           count(*) FILTER (WHERE state = 'upheld') AS upheld,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - at)::float8 / 3600)
               AS report_hours_p50,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - at)::float8 / 3600)
               AS report_hours_p95
      FROM reports WHERE at >= $1 AND at < $2
"""
_CASES: Final = """
    SELECT count(*) AS cases, count(missed_at) AS clocks_missed,
           percentile_cont(0.5)
               WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at)::float8 / 3600)
               FILTER (WHERE inlet = 'machine') AS hold_hours_p50,
           percentile_cont(0.95)
               WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - opened_at)::float8 / 3600)
               FILTER (WHERE inlet = 'machine') AS hold_hours_p95
      FROM cases WHERE opened_at >= $1 AND opened_at < $2
"""
_DECISIONS: Final = """
    SELECT count(*) AS decisions, count(undone_at) AS undone
      FROM case_decisions WHERE at >= $1 AND at < $2
"""
_APPEALS: Final = """
    SELECT count(*) AS appeals, count(*) FILTER (WHERE state = 'open') AS appeals_open,
           count(*) FILTER (WHERE state IN ('upheld', 'overturned', 'settled')) AS appeals_decided,
           count(*) FILTER (WHERE state IN ('overturned', 'settled')) AS overturned,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - filed_at)::float8 / 3600)
               FILTER (WHERE state IN ('upheld', 'overturned')) AS appeal_hours_p50
      FROM appeals WHERE filed_at >= $1 AND filed_at < $2 AND state <> 'withdrawn'
"""
_PANELS: Final = """
    SELECT count(*) AS panels, count(*) FILTER (WHERE p.outcome = 'removed') AS panels_removed,
           count(*) FILTER (WHERE p.outcome = 'released') AS panels_released,
           count(*) FILTER (WHERE p.outcome IN ('few', 'split', 'unsigned')) AS panels_returned,
           count(*) FILTER (WHERE EXISTS (SELECT FROM appeals a
                                           WHERE a.against_id = p.decision_id AND a.state = 'overturned'))
               AS panels_overturned
      FROM panels p WHERE p.closed_at >= $1 AND p.closed_at < $2
"""
# One pull sets several restrictions of a circle at the same moment.
_BRAKES: Final = """
    SELECT (SELECT count(DISTINCT (circle_id, date_trunc('second', at))) FROM circle_restrictions
             WHERE source = 'brake' AND at >= $1 AND at < $2) AS circle_brakes,
           (SELECT count(*) FROM feature_brakes WHERE at >= $1 AND at < $2) AS feature_brakes,
           (SELECT count(*) FROM breaker_trips WHERE at >= $1 AND at < $2) AS trips
"""
_COVER: Final = """
    SELECT coalesce(sum(m.minutes), 0)::bigint AS minutes,
           coalesce(sum(greatest(0, m.minutes - g.gap)), 0)::bigint AS covered
      FROM circles c
     CROSS JOIN LATERAL (
           SELECT greatest(0, extract(epoch FROM $2::timestamptz - greatest($1, c.created_at)) / 60)
                  AS minutes) m
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(extract(epoch FROM least(coalesce(s.ended_at, $2), $2)
                                                  - greatest(s.since, $1)) / 60), 0) AS gap
             FROM duty_gaps s
            WHERE s.circle_id = c.id AND s.since < $2 AND coalesce(s.ended_at, $2) > $1) g
     WHERE c.tier <> 'terminated'
"""
# Two on one shift cover it once.
_ROSTER: Final = """
    SELECT coalesce(sum(upper(one) - lower(one)), 0)::float8 / 60
      FROM (SELECT unnest(range_agg(int4range(weekday * 1440 + starts_minute, weekday * 1440 + ends_minute)))
                   AS one
              FROM platform_shifts) spans
"""
_CATEGORIES: Final = """
    SELECT category, sum(notices)::bigint, sum(held)::bigint, sum(judged)::bigint, sum(released)::bigint,
           sum(removed)::bigint, sum(curbed)::bigint
      FROM (SELECT category, count(*) AS notices, 0 AS held, 0 AS judged, 0 AS released, 0 AS removed,
                   0 AS curbed
              FROM reports WHERE at >= $1 AND at < $2 GROUP BY category
             UNION ALL
            SELECT category, 0, count(*), count(*) FILTER (WHERE state <> 'open'),
                   count(*) FILTER (WHERE state = 'released'), 0, 0
              FROM cases WHERE inlet = 'machine' AND opened_at >= $1 AND opened_at < $2 GROUP BY category
             UNION ALL
            SELECT category, 0, 0, 0, 0, count(*) FILTER (WHERE act = 'remove'),
                   count(*) FILTER (WHERE act <> 'remove')
              FROM case_decisions
             WHERE act <> 'release' AND undone_at IS NULL AND at >= $1 AND at < $2
             GROUP BY category) parts
     GROUP BY category ORDER BY category
"""
_ACTS: Final = """
    SELECT act, sum(automated)::bigint, sum(by_person)::bigint
      FROM (SELECT 'hold' AS act, count(*) AS automated, 0 AS by_person
              FROM cases WHERE inlet = 'machine' AND opened_at >= $1 AND opened_at < $2
             UNION ALL
            SELECT act, 0, count(*) FROM case_decisions WHERE at >= $1 AND at < $2 GROUP BY act
             UNION ALL
            SELECT CASE act WHEN 'member.banned' THEN 'ban' ELSE 'staff_remove' END, 0, count(*)
              FROM circle_acts
             WHERE act IN ('post.removed', 'comment.removed', 'member.banned') AND at >= $1 AND at < $2
             GROUP BY 1
             UNION ALL
            SELECT kind, count(*) FILTER (WHERE set_by IS NULL AND second_by IS NULL),
                   count(*) FILTER (WHERE set_by IS NOT NULL OR second_by IS NOT NULL)
              FROM account_sanctions WHERE in_force_at >= $1 AND in_force_at < $2 GROUP BY kind
             UNION ALL
            SELECT 'circle_' || kind, count(*) FILTER (WHERE set_by IS NULL), count(set_by)
              FROM circle_restrictions WHERE at >= $1 AND at < $2 GROUP BY kind) parts
     GROUP BY act HAVING sum(automated) + sum(by_person) > 0 ORDER BY act
"""
_KEEP: Final = """
    INSERT INTO transparency_periods AS t (period, starts_at, ends_at, figures, policy_version,
                                           mapping_version, is_final, measured_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (period) DO UPDATE
       SET figures = excluded.figures, policy_version = excluded.policy_version,
           mapping_version = excluded.mapping_version, is_final = excluded.is_final,
           measured_at = excluded.measured_at
     WHERE NOT t.is_final
"""
_SINGLE: Final = (_REPORTS, _CASES, _DECISIONS, _APPEALS, _PANELS, _BRAKES, _COVER)


async def count_periods(conn: Connection, *, at: datetime) -> list[str]:
    """Count every period that is not final yet, since the first account, and return their names."""
    zone = await conn.fetchval(_ZONE) or "Asia/Shanghai"
    began = await conn.fetchval(_BEGAN) or at
    final = {row["period"] for row in await conn.fetch(_FINAL)}
    open_ones = [period for period in periods_between(began, at, zone) if period not in final]
    for period in open_ones:
        await count_period(conn, period=period, zone=zone, at=at)
    return open_ones


async def count_period(conn: Connection, *, period: str, zone: str, at: datetime) -> None:
    """Count one period as it stands at *at*, and keep it; a final one stays as it is."""
    start, stop = bounds_of(period, zone)
    figures = await figures_between(conn, start, min(stop, at))
    rules = policy.current()
    await conn.execute(
        _KEEP,
        period,
        start,
        stop,
        msgspec.to_builtins(figures),
        rules.version,
        rules.eu_version,
        at >= stop + FINAL_AFTER,
        at,
    )


async def figures_between(conn: Connection, start: datetime, stop: datetime) -> Figures:
    """What happened from *start* to *stop*, as the tables say now."""
    counted: dict[str, object] = {}
    for statement in _SINGLE:
        row = await conn.fetchrow(statement, start, stop)
        assert row is not None
        counted.update(row.items())
    counted["roster_hours_week"] = await conn.fetchval(_ROSTER)
    rules = policy.current().categories
    counted["categories"] = [
        CategoryFigures(*[*row[:6], rules[row[0]].eu if row[0] in rules else (), row[6]])
        for row in await conn.fetch(_CATEGORIES, start, stop)
    ]
    counted["acts"] = [
        ActFigures(row[0], row[1], row[2], RESTRICTIONS.get(row[0], ""))
        for row in await conn.fetch(_ACTS, start, stop)
    ]
    return _without_few(msgspec.convert(counted, Figures))


def _without_few(figures: Figures) -> Figures:
    """A median of very few would be the time of one person."""
    replace = msgspec.structs.replace
    if figures.answered < SHOWN_FROM:
        figures = replace(figures, report_hours_p50=None, report_hours_p95=None)
    if sum(one.judged for one in figures.categories) < SHOWN_FROM:
        figures = replace(figures, hold_hours_p50=None, hold_hours_p95=None)
    if figures.appeals_decided < SHOWN_FROM:
        figures = replace(figures, appeal_hours_p50=None)
    return figures
