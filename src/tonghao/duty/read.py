"""Reading the platform's roster."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.duty_hours import gaps_of, minutes_of, next_duty_of, on_duty_of
from tonghao.circles.types import DutyException, DutyShift, OnDuty
from tonghao.db import Connection
from tonghao.duty.types import DutyGap, PlatformDuty

_ZONE: Final = "SELECT zone FROM platform_duty WHERE sole"
_SHIFTS: Final = """
    SELECT account_id, weekday, starts_minute, ends_minute
      FROM platform_shifts ORDER BY weekday, starts_minute, account_id
"""
_EXCEPTIONS: Final = """
    SELECT id, on_date, starts_minute, ends_minute, absent_id, cover_id, note
      FROM platform_exceptions WHERE on_date >= $1 ORDER BY id LIMIT 200
"""
# Moderators first: an operator answers when nobody else does.
_STAFF: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, a.role
      FROM accounts a JOIN profiles p ON p.account_id = a.id
     WHERE a.role IN ('moderator', 'operator') AND a.state = 'active'
     ORDER BY a.role, a.created_at, a.id
"""


async def get_platform_duty(conn: Connection, *, at: datetime, besides: UUID | None = None) -> PlatformDuty:
    """The platform's roster, and who answers at *at*.

    Args:
        besides: Somebody who does not count, since it is about something of theirs.
    """
    zone = await conn.fetchval(_ZONE)
    rows = await conn.fetch(_STAFF)
    staff = [ProfileCard(*row[:5]) for row in rows if row["account_id"] != besides]
    operators = {row["account_id"] for row in rows if row["role"] == "operator"}
    shifts = [DutyShift(*row) for row in await conn.fetch(_SHIFTS)]
    today, _ = minutes_of(zone, at)
    found = await conn.fetch(_EXCEPTIONS, today - timedelta(days=1))
    exceptions = [DutyException(*row) for row in found]
    on_duty = on_duty_of(shifts, staff, zone, at, exceptions)
    stands_in = None if on_duty else next((one for one in staff if one.account_id in operators), None)
    next_at = next_duty_of(shifts, zone, at, exceptions, staff)
    gaps = [DutyGap(*gap) for gap in gaps_of(shifts, staff, zone, at, exceptions)]
    return PlatformDuty(zone, on_duty, stands_in, next_at, shifts, exceptions, staff, gaps)


def answering(duty: PlatformDuty) -> list[UUID]:
    """Who answers for the platform: those who have a shift, or the operator who stands in."""
    if duty.on_duty:
        return [one.account_id for one in duty.on_duty]
    return [duty.stands_in.account_id] if duty.stands_in else []


async def platform_staff_ids(conn: Connection) -> set[UUID]:
    """Who can be on duty for the platform."""
    return {row["account_id"] for row in await conn.fetch(_STAFF)}


def first_of(on_duty: Sequence[OnDuty], besides: UUID | None) -> UUID | None:
    """The first of them who is not *besides*."""
    return next((one.account_id for one in on_duty if one.account_id != besides), None)
