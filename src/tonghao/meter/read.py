"""Reading the meter and the reports."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.meter.types import (
    ALL,
    EVERYWHERE,
    LEAST,
    MEASURES,
    SPANS,
    Figures,
    Meter,
    MeterCircle,
    Moment,
    Report,
)

_STAMP: Final = """
    SELECT measured_at FROM moments
     WHERE circle_id = $1 AND days = $2 AND measure = 'measured' AND category = ''
"""
_OF_PLACE: Final = """
    SELECT measure, category, n, waiting, p50_ms, p95_ms FROM moments
     WHERE circle_id = $1 AND days = $2 AND measure = ANY($3) ORDER BY n + waiting DESC, category
"""
# A circle that only those who are invited may know of stands in the figures of the place alone.
_OF_CIRCLES: Final = """
    SELECT m.measure, m.category, m.n, m.waiting, m.p50_ms, m.p95_ms, c.id, c.slug, c.name, c.name_en
      FROM moments m
      JOIN circles c ON c.id = m.circle_id AND c.kind <> 'invite'
     WHERE m.days = $1 AND m.category = '' AND m.measure = ANY($2)
     ORDER BY c.member_count DESC, c.id LIMIT 1000
"""
_CIRCLE: Final = "SELECT id, slug, name, name_en FROM circles WHERE slug = $1 AND kind <> 'invite'"
_PERIODS: Final = "SELECT period FROM transparency_periods ORDER BY ends_at DESC, period DESC LIMIT 400"
_REPORT: Final = """
    SELECT period, starts_at, ends_at, figures, policy_version, mapping_version, is_final, measured_at
      FROM transparency_periods WHERE period = $1
"""


async def get_meter(conn: Connection, *, days: int, slug: str | None = None) -> Meter:
    """What was measured for the last *days*, of the place or of one circle.

    Raises:
        NotFound: these days are not counted, or nobody may know of such a circle.
    """
    if days not in SPANS:
        raise NotFound
    circle = None
    if slug is not None:
        found = await conn.fetchrow(_CIRCLE, slug)
        if found is None:
            raise NotFound
        circle = MeterCircle(*found)
    measured_at = await conn.fetchval(_STAMP, EVERYWHERE, days)
    place: UUID = EVERYWHERE if circle is None else circle.circle_id
    own = [_moment(row, None) for row in await conn.fetch(_OF_PLACE, place, days, list(MEASURES))]
    circles = []
    if circle is None:
        rows = await conn.fetch(_OF_CIRCLES, days, list(MEASURES))
        circles = [_moment(row, MeterCircle(*row[6:10])) for row in rows]
    whole = sorted((one for one in own if one.category == ALL), key=lambda one: MEASURES.index(one.measure))
    by_category = [one for one in own if one.category != ALL]
    return Meter(days, LEAST, circle, measured_at, whole, by_category, circles)


def _moment(row: Row, circle: MeterCircle | None) -> Moment:
    n: int = row["n"]
    return Moment(
        row["measure"],
        circle,
        row["category"],
        n,
        row["waiting"],
        _seconds(row["p50_ms"], n),
        _seconds(row["p95_ms"], n),
    )


def _seconds(ms: float | None, n: int) -> float | None:
    return None if ms is None or n < LEAST else ms / 1000


async def list_periods(conn: Connection) -> list[str]:
    """The periods that were counted, the newest first."""
    return [row["period"] for row in await conn.fetch(_PERIODS)]


async def get_report(conn: Connection, period: str) -> Report:
    """The report of a period.

    Raises:
        NotFound: it was not counted.
    """
    row = await conn.fetchrow(_REPORT, period)
    if row is None:
        raise NotFound
    return Report(
        row["period"],
        row["starts_at"],
        row["ends_at"],
        msgspec.convert(row["figures"], Figures),
        row["policy_version"],
        row["mapping_version"],
        row["is_final"],
        row["measured_at"],
    )
