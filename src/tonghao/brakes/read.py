"""Every query about brakes."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.brakes.types import Brake, BrakedCircle, BreakerTrip, OverseenCircle
from tonghao.circles.close import list_closings
from tonghao.circles.read import containing
from tonghao.circles.restrictions import restrictions_from
from tonghao.db import Connection, Row
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

PAGE: Final = 30

# Few at any time.
_STANDING: Final = """
    SELECT b.id, b.feature, NULL::uuid AS circle_id, NULL::text AS slug, NULL::text AS name,
           NULL::text AS name_en, NULL::text AS kind, 'brake' AS source, b.reason, '' AS reason_en, b.at,
           b.until, NULL::timestamptz AS ended_at, '' AS end_reason
      FROM feature_brakes b
     WHERE b.ended_at IS NULL
    UNION ALL
    SELECT r.id, NULL, c.id, c.slug, c.name, c.name_en, r.kind, r.source, r.reason, r.reason_en, r.at,
           r.until, r.ended_at, r.end_reason
      FROM circle_restrictions r
      LEFT JOIN circles c ON c.id = r.circle_id AND c.kind <> 'invite'
     WHERE r.ended_at IS NULL AND r.source IN ('brake', 'breaker')
     ORDER BY at DESC, id DESC LIMIT 500
"""
_PAST: Final = """
    SELECT * FROM (
        (SELECT b.id, b.feature, NULL::uuid AS circle_id, NULL::text AS slug, NULL::text AS name,
                NULL::text AS name_en, NULL::text AS kind, 'brake' AS source, b.reason, '' AS reason_en,
                b.at, b.until, b.ended_at, b.end_reason
           FROM feature_brakes b
          WHERE b.ended_at IS NOT NULL
            AND (b.ended_at, b.id) < (COALESCE($1, 'infinity'::timestamptz),
                                      COALESCE($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
          ORDER BY b.ended_at DESC, b.id DESC LIMIT $3)
        UNION ALL
        (SELECT r.id, NULL, c.id, c.slug, c.name, c.name_en, r.kind, r.source, r.reason, r.reason_en, r.at,
                r.until, r.ended_at, r.end_reason
           FROM circle_restrictions r
           LEFT JOIN circles c ON c.id = r.circle_id AND c.kind <> 'invite'
          WHERE r.ended_at IS NOT NULL AND r.source IN ('brake', 'breaker')
            AND (r.ended_at, r.id) < (COALESCE($1, 'infinity'::timestamptz),
                                      COALESCE($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
          ORDER BY r.ended_at DESC, r.id DESC LIMIT $3)) both_of_them
     ORDER BY ended_at DESC, id DESC LIMIT $3
"""
_TRIPS: Final = """
    SELECT b.id, c.id AS circle_id, c.slug, c.name, c.name_en, b.at, b.class, b.restriction, b.views,
           b.views_before, b.reports, b.holds, b.photo_authors, b.held_back, b.rates_version, b.tippers,
           b.tips_paused
      FROM breaker_trips b
      LEFT JOIN circles c ON c.id = b.circle_id AND c.kind <> 'invite'
     WHERE (b.at, b.id) < (COALESCE($1, 'infinity'::timestamptz),
                           COALESCE($2, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
     ORDER BY b.at DESC, b.id DESC LIMIT $3
"""
_CIRCLES: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.kind, c.state, p.name AS partner_name, c.member_count,
           (SELECT count(*) FROM cases k WHERE k.circle_id = c.id AND k.state = 'open') AS open_cases,
           CASE WHEN c.restrictions <> '{}' THEN open_restrictions(c.id) END AS restrictions
      FROM circles c
      JOIN partners p ON p.id = c.partner_id
     WHERE c.id < $1 AND ($2::text IS NULL OR c.name ILIKE $2 OR c.name_en ILIKE $2 OR c.slug ILIKE $2)
       AND (NOT $3::boolean OR c.restrictions <> '{}')
     ORDER BY c.id DESC LIMIT $4
"""


def _brake_of(row: Row) -> Brake:
    circle = None
    if row["circle_id"] is not None:
        circle = BrakedCircle(row["circle_id"], row["slug"], row["name"], row["name_en"])
    return Brake(
        row["id"], row["feature"], circle, row["kind"], row["source"], row["reason"], row["reason_en"],
        row["at"], row["until"], row["ended_at"], row["end_reason"],
    )  # fmt: skip


async def list_brakes(conn: Connection) -> list[Brake]:
    """What is stopped now, the newest first, at most 500."""
    return [_brake_of(row) for row in await conn.fetch(_STANDING)]


async def list_past_brakes(conn: Connection, *, cursor: str | None = None, limit: int = PAGE) -> Page[Brake]:
    """What was stopped, the last released first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_PAST, at, last, limit + 1)
    found = [_brake_of(row) for row in rows[:limit]]
    if len(rows) <= limit:
        return Page(found)
    return Page(found, to_cursor(found[-1].ended_at, found[-1].brake_id))


async def list_trips(conn: Connection, *, cursor: str | None = None, limit: int = PAGE) -> Page[BreakerTrip]:
    """When breakers tripped, and by which figures; the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, last = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_TRIPS, at, last, limit + 1)
    found = [_trip_of(row) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].at, found[-1].trip_id) if len(rows) > limit else None)


def _trip_of(row: Row) -> BreakerTrip:
    circle = None if row["circle_id"] is None else BrakedCircle(*row[1:5])
    return BreakerTrip(*[row[0], circle, *row[5:]])


async def list_overseen(
    conn: Connection,
    *,
    words: str = "",
    restricted: bool = False,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[OverseenCircle]:
    """Every circle, the newest first, with what it may not do.

    Args:
        words: What its name or address must contain.
        restricted: Only those that are restricted.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (last,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    pattern = containing(words) if words.strip() else None
    rows = await conn.fetch(_CIRCLES, last, pattern, restricted, limit + 1)
    waiting = await list_closings(conn, [row[0] for row in rows[:limit]])
    found = [
        OverseenCircle(*[*row[:9], list(restrictions_from(row[9])), waiting.get(row[0], [])])
        for row in rows[:limit]
    ]
    return Page(found, to_cursor(found[-1].circle_id) if len(rows) > limit else None)
