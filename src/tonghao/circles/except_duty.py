"""Except a date from the roster: a holiday, a swap, or somebody who takes over in the middle of a shift."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.duty import NotOnStaff, staff_ids
from tonghao.circles.duty_hours import DAY, minutes_of, split_at_midnight
from tonghao.circles.record_act import record_act
from tonghao.circles.types import DutyException
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.screening.text import TextScreener

_MOST: Final = 60
_AHEAD: Final = timedelta(days=366)

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_ZONE: Final = "SELECT zone FROM circles WHERE id = $1"
_COUNT: Final = "SELECT count(*) FROM duty_exceptions WHERE circle_id = $1 AND on_date >= $2"
_ADD: Final = """
    INSERT INTO duty_exceptions (circle_id, id, on_date, starts_minute, ends_minute, absent_id, cover_id,
                                 note, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
_LIST: Final = """
    SELECT id, on_date, starts_minute, ends_minute, absent_id, cover_id, note
      FROM duty_exceptions WHERE circle_id = $1 AND on_date >= $2
     ORDER BY id LIMIT 120
"""
_DROP: Final = """
    DELETE FROM duty_exceptions WHERE circle_id = $1 AND id = $2 RETURNING on_date
"""


class ExceptionUnclear(Refusal):
    """Choose a date from today to a year ahead, and two different people; a note takes 120 characters."""

    status = 400


class TooManyExceptions(Refusal):
    """Sixty changes are planned already. Take back some of them, or change the weekly roster."""


class NewException(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Without `absent_id` and `cover_id` nobody is on duty; with `cover_id` alone somebody comes on top.

    Hours whose end is not after their start run over midnight.
    """

    on_date: date
    starts_minute: Annotated[int, Meta(ge=0, le=1439)] = 0
    ends_minute: Annotated[int, Meta(ge=1, le=1440)] = DAY
    absent_id: UUID | None = None
    cover_id: UUID | None = None
    note: Annotated[str, Meta(max_length=500)] = ""


async def except_duty(conn: Connection, *, screener: TextScreener, access: Access, new: NewException) -> None:
    """Let one date differ from the weekly roster.

    Args:
        access: Of the person who asks; they must be allowed to set the roster.

    Raises:
        NotAllowed: they may not.
        ExceptionUnclear: the date is over or too far away, the note too long, or one covers themself.
        NotOnStaff: who is named has no role in the circle.
        TooManyExceptions: there are sixty.
        TextRefused, CheckerAway: see `must_pass`.

    Locks: the circle, then the audit log.
    """
    access.must("set_roster")
    note = visible(new.note)
    today, _ = minutes_of(await conn.fetchval(_ZONE, access.circle_id), now())
    same = new.absent_id is not None and new.absent_id == new.cover_id
    if same or len(note) > 120 or not today <= new.on_date <= today + _AHEAD:
        raise ExceptionUnclear
    if note:
        must_pass(screener, note, kind="circle")
    crosses = new.ends_minute <= new.starts_minute
    end = (new.on_date + timedelta(days=1) if crosses else new.on_date, new.ends_minute)
    pieces = split_at_midnight((new.on_date, new.starts_minute), end)
    await add_exceptions(conn, access, pieces, new.absent_id, new.cover_id, note, today)
    await record_act(
        conn,
        access=access,
        act="roster.excepted",
        subject_kind="roster",
        subject_id=access.circle_id,
        shown={"date": new.on_date.isoformat()},
    )


async def add_exceptions(
    conn: Connection,
    access: Access,
    pieces: Sequence[tuple[date, int, int]],
    absent_id: UUID | None,
    cover_id: UUID | None,
    note: str,
    today: date,
) -> None:
    """Let each of *pieces* differ from the weekly roster.

    Raises:
        NotOnStaff: who is named has no role in the circle.
        TooManyExceptions: there are sixty.

    Locks: the circle.
    """
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    named = {one for one in (absent_id, cover_id) if one is not None}
    if strangers := named - await staff_ids(conn, access.circle_id):
        raise NotOnStaff(account_ids=sorted(map(str, strangers)))
    if await conn.fetchval(_COUNT, access.circle_id, today) + len(pieces) > _MOST:
        raise TooManyExceptions
    for day, starts, ends in pieces:
        await conn.execute(
            _ADD, access.circle_id, new_id(), day, starts, ends, absent_id, cover_id, note, access.account_id
        )


async def drop_exception(conn: Connection, *, access: Access, exception_id: UUID) -> None:
    """Let the weekly roster hold again.

    Raises:
        NotAllowed: the person may not set the roster.
        NotFound: there is no such exception.

    Locks: the exception, then the audit log.
    """
    access.must("set_roster")
    on_date = await conn.fetchval(_DROP, access.circle_id, exception_id)
    if on_date is None:
        raise NotFound
    await record_act(
        conn,
        access=access,
        act="roster.exception_dropped",
        subject_kind="roster",
        subject_id=access.circle_id,
        shown={"date": on_date.isoformat()},
    )


async def list_exceptions(conn: Connection, circle_id: UUID, since: date) -> list[DutyException]:
    """What differs from *since* on, in the order in which it was made."""
    return [DutyException(*row) for row in await conn.fetch(_LIST, circle_id, since)]
