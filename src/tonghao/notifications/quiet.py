"""Quiet hours: when somebody's day is quiet, and until when."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.db import Connection, Row
from tonghao.notifications.types import QuietHours, Wishes

# A minor sleeps, unless they say when.
MINORS_QUIET: Final = QuietHours(22 * 60, 7 * 60)

_WISHES: Final = """
    SELECT a.zone, a.age_class, s.account_id IS NOT NULL AS said, s.app_off, s.mail_on, s.quiet_from,
           s.quiet_until, s.digest_hour, a.email IS NOT NULL AS has_email
      FROM accounts a
      LEFT JOIN notification_settings s ON s.account_id = a.id
     WHERE a.id = $1
"""
_LOCKED: Final = """
    SELECT a.zone, a.age_class, s.account_id IS NOT NULL AS said, s.app_off, s.mail_on, s.quiet_from,
           s.quiet_until, s.digest_hour, a.email IS NOT NULL AS has_email
      FROM accounts a
      LEFT JOIN notification_settings s ON s.account_id = a.id
     WHERE a.id = $1 AND a.state <> 'deleted'
       FOR NO KEY UPDATE OF a
"""


async def wishes_of(conn: Connection, account_id: UUID) -> Wishes:
    """What *account_id* wants to be told, or what holds while nothing was said."""
    row = await conn.fetchrow(_WISHES, account_id)
    if row is None:
        return Wishes("UTC", frozenset(), frozenset(), None, None, False)
    return _of(row)


async def lock_wishes(conn: Connection, account_id: UUID) -> Wishes | None:
    """The same, with the account held until the end of the transaction; None when nobody is left to tell.

    Locks: the account.
    """
    row = await conn.fetchrow(_LOCKED, account_id)
    return None if row is None else _of(row)


def _of(row: Row) -> Wishes:
    quiet = None
    if row["said"]:
        if row["quiet_from"] is not None:
            quiet = QuietHours(row["quiet_from"], row["quiet_until"])
    elif row["age_class"] == "minor":
        quiet = MINORS_QUIET
    return Wishes(
        row["zone"],
        frozenset(row["app_off"] or ()),
        frozenset(row["mail_on"] or ()),
        quiet,
        row["digest_hour"],
        row["has_email"],
    )


def quiet_end(quiet: QuietHours | None, zone: str, at: datetime) -> datetime | None:
    """When the quiet that holds at *at* ends, or None when it is not quiet.

    Args:
        quiet: Minutes after midnight of the reader's day; `until` before `from` ends on the next day.
        at: With a zone.
    """
    if quiet is None:
        return None
    here = at.astimezone(ZoneInfo(zone))
    minute = here.hour * 60 + here.minute
    start, end = quiet.from_minute, quiet.until_minute
    over_midnight = start > end
    if not (minute >= start or minute < end if over_midnight else start <= minute < end):
        return None
    day = here.date() + timedelta(days=1 if over_midnight and minute >= start else 0)
    return datetime.combine(day, time(end // 60, end % 60), ZoneInfo(zone))
