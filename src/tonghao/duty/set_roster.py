"""Set the platform's weekly roster."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import msgspec

from tonghao.audit.append import append
from tonghao.circles.duty import refuse_overlap, within_days
from tonghao.circles.types import DutyShift
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.duty.read import get_platform_duty, platform_staff_ids
from tonghao.duty.types import PlatformDuty
from tonghao.errors import Refusal

_LOCK: Final = "SELECT sole FROM platform_duty WHERE sole FOR UPDATE"
_ZONE: Final = "UPDATE platform_duty SET zone = $1 WHERE sole"
_CLEAR: Final = "DELETE FROM platform_shifts"
_ADD: Final = """
    INSERT INTO platform_shifts (account_id, weekday, starts_minute, ends_minute)
    SELECT u.account_id, u.weekday, u.starts_minute, u.ends_minute
      FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[])
           AS u (account_id, weekday, starts_minute, ends_minute)
"""


class NotOfPlatform(Refusal):
    """Only moderators and operators can be on duty for the platform. Choose one of them."""


class UnknownZone(Refusal):
    """There is no such time zone. Choose one from the list, e.g. Asia/Shanghai."""

    status = 400


async def lock_roster(conn: Connection) -> None:
    """Keep others from changing the platform's roster until the commit."""
    await conn.execute(_LOCK)


def must_be_zone(name: str) -> ZoneInfo:
    """The time zone *name*.

    Raises:
        UnknownZone: there is none such.
    """
    if name not in available_timezones():
        raise UnknownZone
    return ZoneInfo(name)


async def set_platform_roster(
    conn: Connection, *, operator_id: UUID, zone: str, shifts: Sequence[DutyShift]
) -> PlatformDuty:
    """Replace the weekly roster of the platform.

    Args:
        zone: By whose clock the shifts are meant.
        shifts: All of them; one whose end is not after its start runs over midnight.

    Raises:
        UnknownZone: there is no such zone.
        NotOfPlatform: a shift names somebody who works for nobody's queue.
        ShiftsOverlap: somebody would be on duty twice at once.

    Locks: the roster, then the audit log.
    """
    must_be_zone(zone)
    halves = [half for shift in shifts for half in within_days(shift)]
    refuse_overlap(halves)
    await lock_roster(conn)
    before = await get_platform_duty(conn, at=now())
    if strangers := {half.account_id for half in halves} - await platform_staff_ids(conn):
        raise NotOfPlatform(account_ids=sorted(map(str, strangers)))
    await conn.execute(_ZONE, zone)
    await conn.execute(_CLEAR)
    await conn.execute(
        _ADD,
        [half.account_id for half in halves],
        [half.weekday for half in halves],
        [half.starts_minute for half in halves],
        [half.ends_minute for half in halves],
    )
    after = await get_platform_duty(conn, at=now())
    if (before.zone, before.shifts) != (after.zone, after.shifts):
        await append(
            conn,
            act="platform_roster.set",
            actor_id=operator_id,
            subject_kind="platform",
            subject_id=None,
            circle_id=None,
            payload={
                "zone": zone,
                "before": msgspec.to_builtins(before.shifts),
                "after": msgspec.to_builtins(after.shifts),
            },
        )
    return after
