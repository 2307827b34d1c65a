"""Duty: who answers in a circle, week by week, and the roster that says so."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from tonghao.circles.record_act import record_act
from tonghao.circles.types import Access, CircleStaff, DutyShift, OnDuty
from tonghao.db import Connection
from tonghao.errors import Refusal

_DAY: Final = 24 * 60
_WEEK: Final = 7 * _DAY

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_STAFF: Final = "SELECT account_id FROM memberships WHERE circle_id = $1 AND role <> 'member'"
_STORED: Final = """
    SELECT account_id, weekday, starts_minute, ends_minute
      FROM duty_shifts WHERE circle_id = $1
     ORDER BY weekday, starts_minute, account_id
"""
_CLEAR: Final = "DELETE FROM duty_shifts WHERE circle_id = $1"
_ADD: Final = """
    INSERT INTO duty_shifts (circle_id, account_id, weekday, starts_minute, ends_minute)
    SELECT $1, u.account_id, u.weekday, u.starts_minute, u.ends_minute
      FROM unnest($2::uuid[], $3::smallint[], $4::smallint[], $5::smallint[])
           AS u (account_id, weekday, starts_minute, ends_minute)
"""


class NotOnStaff(Refusal):
    """Only the owner, hosts and helpers of the circle can be on duty. Appoint the person first."""


class ShiftsOverlap(Refusal):
    """One person has two shifts at the same time. Correct the times and save again."""


async def set_duty_shifts(conn: Connection, *, access: Access, shifts: Sequence[DutyShift]) -> None:
    """Replace the weekly roster of a circle.

    Args:
        access: Of the person who asks; they must be allowed to.
        shifts: All of them; one whose end is not after its start runs over midnight.

    Raises:
        NotAllowed: the person may not set the roster.
        NotOnStaff: a shift names somebody without a role in the circle.
        ShiftsOverlap: somebody would be on duty twice at once.

    Locks: the circle, then the audit log.
    """
    access.must("set_roster")
    halves = [half for shift in shifts for half in _within_days(shift)]
    _refuse_overlap(halves)
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    staff = await staff_ids(conn, access.circle_id)
    if strangers := {half.account_id for half in halves} - staff:
        raise NotOnStaff(account_ids=sorted(map(str, strangers)))
    before = await stored_shifts(conn, access.circle_id)
    await replace_shifts(conn, access.circle_id, halves)
    after = await stored_shifts(conn, access.circle_id)
    if before == after:
        return
    await record_act(
        conn,
        access=access,
        act="roster.set",
        subject_kind="roster",
        subject_id=access.circle_id,
        shown={"shifts": len(after)},
        kept={"before": before, "after": after},
        undo={"before": msgspec.to_builtins(before), "after": msgspec.to_builtins(after)},
    )


async def staff_ids(conn: Connection, circle_id: UUID) -> set[UUID]:
    """Who has a role in the circle, and so can be on duty."""
    return {row[0] for row in await conn.fetch(_STAFF, circle_id)}


async def stored_shifts(conn: Connection, circle_id: UUID) -> list[DutyShift]:
    """The weekly roster as it stands."""
    return [DutyShift(*row) for row in await conn.fetch(_STORED, circle_id)]


async def replace_shifts(conn: Connection, circle_id: UUID, halves: Sequence[DutyShift]) -> None:
    """Let *halves*, none of which crosses midnight, be the roster; the caller has locked the circle."""
    await conn.execute(_CLEAR, circle_id)
    await conn.execute(
        _ADD,
        circle_id,
        [half.account_id for half in halves],
        [half.weekday for half in halves],
        [half.starts_minute for half in halves],
        [half.ends_minute for half in halves],
    )


def _within_days(shift: DutyShift) -> list[DutyShift]:
    if shift.ends_minute > shift.starts_minute:
        return [shift]
    evening = msgspec.structs.replace(shift, ends_minute=_DAY)
    morning = msgspec.structs.replace(shift, weekday=(shift.weekday + 1) % 7, starts_minute=0)
    return [evening, morning]


def _refuse_overlap(shifts: Sequence[DutyShift]) -> None:
    by_person: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    for shift in shifts:
        by_person[shift.account_id].append(_span_of(shift))
    for account_id, spans in by_person.items():
        spans.sort()
        if any(earlier[1] > later[0] for earlier, later in pairwise(spans)):
            raise ShiftsOverlap(account_id=str(account_id))


def _span_of(shift: DutyShift) -> tuple[int, int]:
    """Start and end in minutes of the week, which begins on Monday at midnight."""
    return shift.weekday * _DAY + shift.starts_minute, shift.weekday * _DAY + shift.ends_minute


def on_duty_of(
    shifts: Sequence[DutyShift], staff: Sequence[CircleStaff], zone: str, at: datetime
) -> list[OnDuty]:
    """Who of *staff* is on duty at *at*, and until when; shifts that touch count as one."""
    monday, minute = _place_in_week(zone, at)
    people = {one.account_id: one for one in staff}
    starts: dict[tuple[UUID, int], int] = {}
    for shift in shifts:
        start, end = _span_of(shift)
        starts[shift.account_id, start] = end - start
    found: dict[UUID, OnDuty] = {}
    for shift in shifts:
        start, end = _span_of(shift)
        person = people.get(shift.account_id)
        if person is None or not start <= minute < end:
            continue
        while (more := starts.get((shift.account_id, end % _WEEK))) and end < minute + _WEEK:
            end += more
        until = _moment_of(monday, min(end, minute + _WEEK), zone)
        found[person.account_id] = OnDuty(person.account_id, person.handle, person.name, person.avatar, until)
    return list(found.values())


def next_duty_of(shifts: Sequence[DutyShift], zone: str, at: datetime) -> datetime | None:
    """When the next shift begins after *at*; None when there is no roster."""
    monday, minute = _place_in_week(zone, at)
    starts = [_span_of(shift)[0] for shift in shifts]
    if not starts:
        return None
    soonest = min((start - minute - 1) % _WEEK + 1 for start in starts)
    return _moment_of(monday, minute + soonest, zone)


def _place_in_week(zone: str, at: datetime) -> tuple[datetime, int]:
    """The last Monday's midnight on the circle's clock (without a zone), and the minutes since."""
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = midnight - timedelta(days=local.weekday())
    return monday, (local - monday) // timedelta(minutes=1)


def _moment_of(monday: datetime, minute: int, zone: str) -> datetime:
    # Counted on the clock of the wall, so that a shift begins at its hour also after the clocks change.
    return (monday + timedelta(minutes=minute)).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
