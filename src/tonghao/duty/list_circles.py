"""List circles with who answers in each, those where nobody does first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.circles.read_duty import duty_of_circles, gaps_of_circles
from tonghao.db import Connection
from tonghao.duty.types import CircleDuty, DutyGap
from tonghao.paging import Page, from_cursor, to_cursor

_PAGE: Final = 50
_NIL: Final = UUID(int=0)

_ALONE: Final = """
    SELECT g.circle_id, c.slug, c.name, c.name_en, g.since
      FROM duty_gaps g JOIN circles c ON c.id = g.circle_id
     WHERE g.ended_at IS NULL AND c.state = 'open' AND g.circle_id > $1
     ORDER BY g.circle_id LIMIT $2
"""
_COVERED: Final = """
    SELECT c.id AS circle_id, c.slug, c.name, c.name_en, NULL::timestamptz AS since
      FROM circles c
     WHERE c.state = 'open' AND c.id > $1
       AND NOT EXISTS (SELECT FROM duty_gaps g WHERE g.circle_id = c.id AND g.ended_at IS NULL)
     ORDER BY c.id LIMIT $2
"""
_COUNTS: Final = """
    SELECT circle_id, count(*), count(*) FILTER (WHERE due_at < $2)
      FROM cases WHERE circle_id = ANY($1::uuid[]) AND state = 'open'
     GROUP BY circle_id
"""
_MISSED: Final = """
    SELECT circle_id, count(*) FROM case_misses
     WHERE circle_id = ANY($1::uuid[]) AND side = 'partner' AND due_at > $2 GROUP BY circle_id
"""
_SHOWN: Final = 20
_SPAN: Final = timedelta(days=28)


async def list_circle_duty(conn: Connection, *, at: datetime, cursor: str | None) -> Page[CircleDuty]:
    """Who answers at *at* in each circle; first come those where nobody does.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    covered, after = from_cursor(cursor, tuple[bool, UUID]) or (False, _NIL)
    found = [] if covered else await conn.fetch(_ALONE, after, _PAGE + 1)
    if len(found) <= _PAGE:
        found += await conn.fetch(_COVERED, after if covered else _NIL, _PAGE + 1 - len(found))
    page = found[:_PAGE]
    ids = [row["circle_id"] for row in page]
    duty = await duty_of_circles(conn, ids, at=at)
    counts = {row[0]: (row[1], row[2]) for row in await conn.fetch(_COUNTS, ids, at)}
    missed = {row[0]: row[1] for row in await conn.fetch(_MISSED, ids, at - _SPAN)}
    gaps = await gaps_of_circles(conn, ids, at=at)
    rows = [
        CircleDuty(
            row["circle_id"],
            row["slug"],
            row["name"],
            duty[row["circle_id"]].on_duty,
            duty[row["circle_id"]].next_at,
            row["since"],
            *counts.get(row["circle_id"], (0, 0)),
            row["name_en"],
            duty[row["circle_id"]].zone,
            [DutyGap(*gap) for gap in gaps[row["circle_id"]][:_SHOWN]],
            _hours(gaps[row["circle_id"]]),
            missed.get(row["circle_id"], 0),
        )
        for row in page
    ]
    more = len(found) > _PAGE
    return Page(rows, to_cursor(page[-1]["since"] is None, page[-1]["circle_id"]) if more else None)


def _hours(gaps: Sequence[tuple[datetime, datetime]]) -> float:
    return round(sum((end - start).total_seconds() for start, end in gaps) / 3600, 1)
