"""The circles in which nobody is on duty now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.duty_hours import next_duty_of, on_duty_of
from tonghao.circles.types import CircleStaff, DutyException, DutyShift
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.paging import Page, from_cursor, to_cursor

_PAGE_SIZE: Final = 30
# Whether somebody is on duty is reckoned on the circle's own clock, so it is asked of so many at a time.
_AT_ONCE: Final = 200

_CIRCLES: Final = """
    SELECT c.id, c.slug, c.name, c.name_en, c.zone,
           (SELECT jsonb_agg(jsonb_build_object('account_id', f.account_id, 'handle', q.handle,
                                                'name', COALESCE(f.nickname, q.name),
                                                'avatar', q.avatar_media_id, 'role', f.role))
              FROM memberships f
              JOIN profiles q ON q.account_id = f.account_id
             WHERE f.circle_id = c.id AND f.role <> 'member'),
           (SELECT jsonb_agg(jsonb_build_object('account_id', d.account_id, 'weekday', d.weekday,
                                                'starts_minute', d.starts_minute,
                                                'ends_minute', d.ends_minute))
              FROM duty_shifts d
             WHERE d.circle_id = c.id),
           (SELECT jsonb_agg(jsonb_build_object('exception_id', e.id, 'on_date', e.on_date,
                                                'starts_minute', e.starts_minute,
                                                'ends_minute', e.ends_minute, 'absent_id', e.absent_id,
                                                'cover_id', e.cover_id, 'note', e.note) ORDER BY e.id)
              FROM duty_exceptions e
             WHERE e.circle_id = c.id AND e.on_date >= ((now() AT TIME ZONE c.zone)::date - 1))
      FROM circles c
     WHERE c.id > $1 AND c.state = 'open'
     ORDER BY c.id LIMIT $2
"""


class UnattendedCircle(msgspec.Struct, frozen=True):
    """An open circle in which nobody is on duty now; `next_duty_at` is None when nobody will be for weeks."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    next_duty_at: datetime | None


async def list_unattended(
    conn: Connection, *, cursor: str | None = None, at: datetime | None = None
) -> Page[UnattendedCircle]:
    """The open circles in which nobody is on duty at *at* (now), the oldest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    moment = at or now()
    after = from_cursor(cursor, tuple[UUID])
    last = after[0] if after else UUID(int=0)
    found: list[UnattendedCircle] = []
    while len(found) <= _PAGE_SIZE:
        rows = await conn.fetch(_CIRCLES, last, _AT_ONCE)
        found += _unattended(rows, moment)
        if len(rows) < _AT_ONCE:
            break
        last = rows[-1]["id"]
    page = found[:_PAGE_SIZE]
    return Page(page, to_cursor(page[-1].circle_id) if len(found) > _PAGE_SIZE else None)


def _unattended(rows: Sequence[Row], moment: datetime) -> list[UnattendedCircle]:
    found = []
    for row in rows:
        zone = row[4]
        staff = msgspec.convert(row[5] or [], list[CircleStaff])
        shifts = msgspec.convert(row[6] or [], list[DutyShift])
        exceptions = msgspec.convert(row[7] or [], list[DutyException])
        if not on_duty_of(shifts, staff, zone, moment, exceptions):
            upcoming = next_duty_of(shifts, zone, moment, exceptions, staff)
            found.append(UnattendedCircle(row[0], row[1], row[2], row[3], upcoming))
    return found
