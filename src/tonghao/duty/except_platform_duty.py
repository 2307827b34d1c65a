"""Except a date from the platform's roster."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.audit.append import append
from tonghao.circles.duty_hours import minutes_of, split_at_midnight
from tonghao.circles.except_duty import ExceptionUnclear, TooManyExceptions
from tonghao.db import Connection
from tonghao.duty.read import get_platform_duty, platform_staff_ids
from tonghao.duty.set_roster import NotOfPlatform, lock_roster
from tonghao.duty.types import NewPlatformException, PlatformDuty
from tonghao.errors import NotFound
from tonghao.ids import new_id

_MOST: Final = 60
_AHEAD: Final = timedelta(days=366)

_COUNT: Final = "SELECT count(*) FROM platform_exceptions WHERE on_date >= $1"
_ADD: Final = """
    INSERT INTO platform_exceptions (id, on_date, starts_minute, ends_minute, absent_id, cover_id,
                                     note, made_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_DROP: Final = "DELETE FROM platform_exceptions WHERE id = $1 RETURNING on_date"


async def except_platform_duty(
    conn: Connection, *, operator_id: UUID, new: NewPlatformException, at: datetime
) -> PlatformDuty:
    """Let one date differ from the platform's weekly roster.

    Raises:
        ExceptionUnclear: the date is over or too far away, or one covers themself.
        NotOfPlatform: who is named works for nobody's queue.
        TooManyExceptions: there are sixty.

    Locks: the roster, then the audit log.
    """
    await lock_roster(conn)
    duty = await get_platform_duty(conn, at=at)
    today, _ = minutes_of(duty.zone, at)
    same = new.absent_id is not None and new.absent_id == new.cover_id
    if same or not today <= new.on_date <= today + _AHEAD:
        raise ExceptionUnclear
    crosses = new.ends_minute <= new.starts_minute
    end = (new.on_date + timedelta(days=1) if crosses else new.on_date, new.ends_minute)
    pieces = split_at_midnight((new.on_date, new.starts_minute), end)
    await add_platform_exceptions(
        conn, operator_id, pieces, new.absent_id, new.cover_id, visible(new.note), today
    )
    await record_roster(conn, operator_id, "platform_roster.excepted", {"date": new.on_date.isoformat()})
    return await get_platform_duty(conn, at=at)


async def drop_platform_exception(
    conn: Connection, *, operator_id: UUID, exception_id: UUID, at: datetime
) -> PlatformDuty:
    """Let the weekly roster hold again.

    Raises:
        NotFound: there is no such exception.

    Locks: the roster, then the audit log.
    """
    await lock_roster(conn)
    on_date = await conn.fetchval(_DROP, exception_id)
    if on_date is None:
        raise NotFound
    await record_roster(conn, operator_id, "platform_roster.exception_dropped", {"date": on_date.isoformat()})
    return await get_platform_duty(conn, at=at)


async def add_platform_exceptions(
    conn: Connection,
    made_by: UUID,
    pieces: Sequence[tuple[date, int, int]],
    absent_id: UUID | None,
    cover_id: UUID | None,
    note: str,
    today: date,
) -> None:
    """Let each of *pieces* differ from the weekly roster.

    Raises:
        NotOfPlatform: who is named works for nobody's queue.
        TooManyExceptions: there are sixty.
    """
    named = {one for one in (absent_id, cover_id) if one is not None}
    if strangers := named - await platform_staff_ids(conn):
        raise NotOfPlatform(account_ids=sorted(map(str, strangers)))
    if await conn.fetchval(_COUNT, today) + len(pieces) > _MOST:
        raise TooManyExceptions
    for day, starts, ends in pieces:
        await conn.execute(_ADD, new_id(), day, starts, ends, absent_id, cover_id, note, made_by)


async def record_roster(conn: Connection, actor_id: UUID, act: str, payload: Mapping[str, object]) -> None:
    """Write down what was done to the platform's roster; called last."""
    await append(
        conn,
        act=act,
        actor_id=actor_id,
        subject_kind="platform",
        subject_id=None,
        circle_id=None,
        payload=payload,
    )
