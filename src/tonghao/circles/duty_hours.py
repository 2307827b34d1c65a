"""Duty hours: the weekly roster with the exceptions of single dates, as spans on the circle's own clock."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.accounts.types import ProfileCard
from tonghao.circles.types import CircleStaff, DutyException, DutyShift, OnDuty

DAY: Final = 24 * 60
_WEEK: Final = 7 * DAY
# A holiday of two weeks still has a next shift behind it.
_AHEAD: Final = 22
_MINUTE: Final = timedelta(minutes=1)

Span = tuple[int, int]


def on_duty_of(
    shifts: Sequence[DutyShift],
    staff: Sequence[CircleStaff | ProfileCard],
    zone: str,
    at: datetime,
    exceptions: Sequence[DutyException] = (),
) -> list[OnDuty]:
    """Who of *staff* is on duty at *at*, and until when (a week at most); spans that touch count as one."""
    first, minute = _place(zone, at)
    hours = _hours(shifts, exceptions, first, days=10)
    # Of a roster without a gap the midnight in a week: a moment that stands still for a day.
    last = minute // DAY * DAY + _WEEK
    found = []
    for person in staff:
        for start, end in hours.get(person.account_id, ()):
            if start <= minute < end:
                until = _moment_of(first, min(end, last), zone, after=at)
                found.append(OnDuty(person.account_id, person.handle, person.name, person.avatar, until))
    return found


def next_duty_of(
    shifts: Sequence[DutyShift],
    zone: str,
    at: datetime,
    exceptions: Sequence[DutyException] = (),
    staff: Sequence[CircleStaff | ProfileCard] | None = None,
) -> datetime | None:
    """When the next shift begins after *at*; None when none does within three weeks.

    Args:
        staff: Whose shifts count; None for everybody's.
    """
    first, minute = _place(zone, at)
    known = None if staff is None else {person.account_id for person in staff}
    hours = _hours(shifts, exceptions, first, days=_AHEAD)
    starts = [
        start
        for account_id, spans in hours.items()
        if known is None or account_id in known
        for start, _ in spans
        if start > minute
    ]
    return _moment_of(first, min(starts), zone, after=at) if starts else None


def gaps_of(
    shifts: Sequence[DutyShift],
    staff: Sequence[CircleStaff | ProfileCard],
    zone: str,
    at: datetime,
    exceptions: Sequence[DutyException] = (),
    *,
    days: int = 7,
) -> list[tuple[datetime, datetime]]:
    """The times from *at* on, for *days*, in which nobody of *staff* is on duty."""
    first, minute = _place(zone, at)
    known = {person.account_id for person in staff}
    hours = _hours(shifts, exceptions, first, days=days + 3)
    covered = _joined([span for who, spans in hours.items() if who in known for span in spans])
    gaps: list[Span] = [(minute, minute + days * DAY)]
    for span in covered:
        gaps = [rest for gap in gaps for rest in _without(gap, span)]
    moments = [
        (at if start == minute else _moment_of(first, start, zone, after=at), end) for start, end in gaps
    ]
    return [(start, _moment_of(first, end, zone, after=start)) for start, end in moments]


def minutes_of(zone: str, at: datetime) -> tuple[date, int]:
    """The date and the minute of the day on the circle's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return local.date(), local.hour * 60 + local.minute


def split_at_midnight(start: tuple[date, int], end: tuple[date, int]) -> list[tuple[date, int, int]]:
    """A span that may cross midnights as one piece a date: (date, first minute, last minute)."""
    pieces = []
    day, minute = start
    while day < end[0]:
        pieces.append((day, minute, DAY))
        day, minute = day + timedelta(days=1), 0
    if end[1] > minute:
        pieces.append((day, minute, end[1]))
    return pieces


def _place(zone: str, at: datetime) -> tuple[date, int]:
    """Yesterday on the circle's clock, since a shift may cross midnight; and the minutes since it began."""
    today, minute = minutes_of(zone, at)
    return today - timedelta(days=1), minute + DAY


def _hours(
    shifts: Sequence[DutyShift], exceptions: Sequence[DutyException], first: date, *, days: int
) -> Mapping[UUID, list[Span]]:
    """Who is on duty when, in minutes since the midnight that begins *first*."""
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for shift in shifts:
        ahead = (shift.weekday - first.weekday()) % 7
        for day in range(ahead, days, 7):
            spans[shift.account_id].append((day * DAY + shift.starts_minute, day * DAY + shift.ends_minute))
    # In the order in which they were made: who covers may hand over in turn.
    for exception in exceptions:
        day = (exception.on_date - first).days
        if not 0 <= day < days:
            continue
        gap = (day * DAY + exception.starts_minute, day * DAY + exception.ends_minute)
        absent = [exception.absent_id] if exception.absent_id is not None else []
        if exception.absent_id is None and exception.cover_id is None:
            absent = list(spans)
        for account_id in absent:
            spans[account_id] = [rest for span in spans[account_id] for rest in _without(span, gap)]
        if exception.cover_id is not None:
            spans[exception.cover_id].append(gap)
    return {account_id: _joined(found) for account_id, found in spans.items()}


def _without(span: Span, gap: Span) -> list[Span]:
    before, after = (span[0], min(span[1], gap[0])), (max(span[0], gap[1]), span[1])
    return [rest for rest in (before, after) if rest[0] < rest[1]]


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _moment_of(first: date, minute: int, zone: str, *, after: datetime) -> datetime:
    """When the clock on the wall shows *minute*, counted from *first*, for the first time after *after*.

    Counted on the wall, so that a shift begins at its hour also after the clocks change. An hour that is
    left out is over when it would begin; one that comes twice is meant again while it runs again.
    """
    there = ZoneInfo(zone)
    wall = datetime(first.year, first.month, first.day) + timedelta(minutes=minute)
    moment = wall.replace(tzinfo=there).astimezone(UTC)
    if moment <= after:
        return wall.replace(tzinfo=there, fold=1).astimezone(UTC)
    while moment.astimezone(there).replace(tzinfo=None) > wall and moment - _MINUTE > after:
        before = (moment - _MINUTE).astimezone(there).replace(tzinfo=None)
        if before < wall:
            break
        moment -= _MINUTE
    return moment
