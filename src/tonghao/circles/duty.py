"""Duty: who answers in a circle, week by week, and the roster that says so."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.circles.record_act import record_act
from tonghao.circles.types import DutyShift
from tonghao.db import Connection
from tonghao.errors import Refusal

_DAY: Final = 24 * 60

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
    halves = [half for shift in shifts for half in within_days(shift)]
    refuse_overlap(halves)
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


def within_days(shift: DutyShift) -> list[DutyShift]:
    """The shift, or its two halves when it runs over midnight."""
    if shift.ends_minute > shift.starts_minute:
        return [shift]
    evening = msgspec.structs.replace(shift, ends_minute=_DAY)
    morning = msgspec.structs.replace(shift, weekday=(shift.weekday + 1) % 7, starts_minute=0)
    return [evening, morning]


def refuse_overlap(shifts: Sequence[DutyShift]) -> None:
    """Raises ShiftsOverlap when one person would be on duty twice at once; no shift crosses midnight."""
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
