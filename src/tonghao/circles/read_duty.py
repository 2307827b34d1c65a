"""Reading who answers in circles, for many of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.duty_hours import gaps_of, next_duty_of, on_duty_of
from tonghao.circles.types import CircleStaff, DutyException, DutyShift, OnDuty
from tonghao.db import Connection

_ZONES: Final = "SELECT id, zone FROM circles WHERE id = ANY($1::uuid[])"
_STAFF: Final = """
    SELECT m.circle_id, m.account_id, p.handle, COALESCE(m.nickname, p.name), p.avatar_media_id, m.role
      FROM memberships m JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = ANY($1::uuid[]) AND m.role <> 'member'
     ORDER BY array_position('{owner,host,helper}', m.role), m.joined_at
"""
_SHIFTS: Final = """
    SELECT circle_id, account_id, weekday, starts_minute, ends_minute
      FROM duty_shifts WHERE circle_id = ANY($1::uuid[])
     ORDER BY weekday, starts_minute, account_id
"""
_EXCEPTIONS: Final = """
    SELECT circle_id, id, on_date, starts_minute, ends_minute, absent_id, cover_id, note
      FROM duty_exceptions WHERE circle_id = ANY($1::uuid[]) AND on_date >= $2
     ORDER BY id
"""


class DutyNow(msgspec.Struct, frozen=True):
    """Who answers in a circle, and when the next shift begins (None: not within three weeks)."""

    zone: str
    on_duty: list[OnDuty]
    next_at: datetime | None


class _Roster(msgspec.Struct, frozen=True):
    zone: str
    staff: list[CircleStaff]
    shifts: list[DutyShift]
    exceptions: list[DutyException]


async def _rosters(conn: Connection, circle_ids: Sequence[UUID], at: datetime) -> dict[UUID, _Roster]:
    zones = {row[0]: row[1] for row in await conn.fetch(_ZONES, circle_ids)}
    staff: dict[UUID, list[CircleStaff]] = defaultdict(list)
    for row in await conn.fetch(_STAFF, circle_ids):
        staff[row[0]].append(CircleStaff(*row[1:]))
    shifts: dict[UUID, list[DutyShift]] = defaultdict(list)
    for row in await conn.fetch(_SHIFTS, circle_ids):
        shifts[row[0]].append(DutyShift(*row[1:]))
    exceptions: dict[UUID, list[DutyException]] = defaultdict(list)
    # A day more than yesterday: on the circle's own wall it may still be the day before.
    for row in await conn.fetch(_EXCEPTIONS, circle_ids, at.date() - timedelta(days=2)):
        exceptions[row[0]].append(DutyException(*row[1:]))
    return {
        circle_id: _Roster(zone, staff[circle_id], shifts[circle_id], exceptions[circle_id])
        for circle_id, zone in zones.items()
    }


async def duty_of_circles(
    conn: Connection, circle_ids: Sequence[UUID], *, at: datetime
) -> dict[UUID, DutyNow]:
    """Who answers at *at* in each of *circle_ids* that there are."""
    return {
        circle_id: DutyNow(
            one.zone,
            on_duty_of(one.shifts, one.staff, one.zone, at, one.exceptions),
            next_duty_of(one.shifts, one.zone, at, one.exceptions, one.staff),
        )
        for circle_id, one in (await _rosters(conn, circle_ids, at)).items()
    }


async def gaps_of_circles(
    conn: Connection, circle_ids: Sequence[UUID], *, at: datetime, days: int = 7
) -> dict[UUID, list[tuple[datetime, datetime]]]:
    """The times from *at* on, for *days*, in which nobody answers in each of *circle_ids*."""
    return {
        circle_id: gaps_of(one.shifts, one.staff, one.zone, at, one.exceptions, days=days)
        for circle_id, one in (await _rosters(conn, circle_ids, at)).items()
    }


async def who_is_next(conn: Connection, circle_id: UUID, *, at: datetime) -> list[str]:
    """The names of those whose shift begins at *at*."""
    duty = (await duty_of_circles(conn, [circle_id], at=at)).get(circle_id)
    return [one.name for one in duty.on_duty] if duty else []
