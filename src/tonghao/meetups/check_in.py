"""Check in: who is there says so with the organiser's code, or the organiser ticks them off."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.meetups.read import organises
from tonghao.meetups.sign_up import LOCK, MeetupCancelled
from tonghao.meetups.tell import tell_meetup
from tonghao.meetups.types import CheckedIn, CheckInCode

# A code is shown for half a minute and taken for one more, as long as a hand needs to hold the phone.
WINDOW_SECONDS: Final = 30
_EARLY: Final = timedelta(hours=2)
_LATE: Final = timedelta(hours=12)

_FACTS: Final = """
    SELECT m.is_shown, m.cancelled_at, m.starts_at, m.ends_at, m.check_in_key, m.came_count, s.state,
           s.checked_in_at
      FROM meetups m
      LEFT JOIN sign_ups s ON s.circle_id = m.circle_id AND s.post_id = m.post_id AND s.account_id = $3
     WHERE m.circle_id = $1 AND m.post_id = $2
"""
_KEY: Final = "SELECT check_in_key, cancelled_at FROM meetups WHERE circle_id = $1 AND post_id = $2"
_CHECK_IN: Final = """
    UPDATE sign_ups SET checked_in_at = now(), checked_in_by = $4
     WHERE circle_id = $1 AND post_id = $2 AND account_id = $3
    RETURNING checked_in_at
"""
_TAKE_BACK: Final = """
    UPDATE sign_ups SET checked_in_at = NULL, checked_in_by = NULL
     WHERE circle_id = $1 AND post_id = $2 AND account_id = $3 AND checked_in_at IS NOT NULL
    RETURNING account_id
"""
_COUNT: Final = """
    UPDATE meetups SET came_count = came_count + $3 WHERE circle_id = $1 AND post_id = $2
    RETURNING came_count
"""


class CodeTooOld(Refusal):
    """This code is not the one that is shown now. Take the new one from the organiser's screen."""


class NotSignedUp(Refusal):
    """You have no seat here. Sign up first, or ask the organiser to let you in."""


class CheckInNotOpen(Refusal):
    """Check-in is open from two hours before it starts until it is over."""


def code_at(key: bytes, moment: datetime) -> str:
    """The six digits that are shown at *moment*.

    Args:
        key: 32 bytes, the meetup's own.

    Source: RFC 6238 (a time-based one-time password), with SHA-256 and windows of 30 seconds.
    """
    counter = int(moment.timestamp()) // WINDOW_SECONDS
    told = hmac.digest(key, counter.to_bytes(8), hashlib.sha256)
    offset = told[-1] & 0xF
    number = int.from_bytes(told[offset : offset + 4]) & 0x7FFF_FFFF
    return f"{number % 1_000_000:06d}"


def code_fits(key: bytes, code: str, moment: datetime) -> bool:
    """Whether *code* is shown at *moment* or was in the window before."""
    said = code.strip().encode("utf-8", "replace")
    shown = (code_at(key, moment), code_at(key, moment - timedelta(seconds=WINDOW_SECONDS)))
    return any(hmac.compare_digest(said, one.encode()) for one in shown)


async def get_check_in_code(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, address: str
) -> CheckInCode:
    """What the organiser shows now.

    Args:
        address: Of the post's page; the code is added to it.

    Raises:
        NotFound: there is no such meetup to see.
        NotAllowed: the person does not organise it.
        MeetupCancelled: nobody comes.
    """
    access = await access_of(conn, circle_id, account_id)
    if not await organises(conn, access=access, post_id=post_id):
        raise NotAllowed
    facts = await conn.fetchrow(_KEY, circle_id, post_id)
    if facts is None:
        raise NotFound
    if facts["cancelled_at"] is not None:
        raise MeetupCancelled
    moment = now()
    code = code_at(facts["check_in_key"], moment)
    renews = (int(moment.timestamp()) // WINDOW_SECONDS + 1) * WINDOW_SECONDS
    return CheckInCode(code, f"{address}?code={code}", datetime.fromtimestamp(renews, UTC))


async def check_in(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, code: str
) -> CheckedIn:
    """Say that one is there, with the code from the organiser's screen; twice is harmless.

    Raises:
        NotFound: there is no such meetup to see.
        NotSignedUp: the person has no seat.
        CheckInNotOpen: it is too early, or over.
        CodeTooOld: the code is not shown now.
        MeetupCancelled: it was cancelled.

    Emits: meetup.counted. Locks: the meetup.
    """
    await access_of(conn, circle_id, account_id)
    return await _check_in(conn, circle_id, post_id, account_id, code=code, by=None)


async def tick_off(
    conn: Connection, *, circle_id: UUID, post_id: UUID, organiser_id: UUID, account_id: UUID
) -> CheckedIn:
    """Check somebody in who stands before the organiser; twice is harmless.

    Raises:
        NotFound: there is no such meetup to see.
        NotAllowed: the caller does not organise it.
        NotSignedUp, CheckInNotOpen, MeetupCancelled: see `check_in`.

    Emits: meetup.counted. Locks: the meetup.
    """
    access = await access_of(conn, circle_id, organiser_id)
    if not await organises(conn, access=access, post_id=post_id):
        raise NotAllowed
    return await _check_in(conn, circle_id, post_id, account_id, code=None, by=organiser_id)


async def untick(
    conn: Connection, *, circle_id: UUID, post_id: UUID, organiser_id: UUID, account_id: UUID
) -> None:
    """Take a check-in back that was a mistake; nothing happens when there is none.

    Raises:
        NotFound: there is no such meetup to see.
        NotAllowed: the caller does not organise it.

    Emits: meetup.counted. Locks: the meetup.
    """
    access = await access_of(conn, circle_id, organiser_id)
    if not await organises(conn, access=access, post_id=post_id):
        raise NotAllowed
    await conn.execute(LOCK, circle_id, post_id)
    if await conn.fetchval(_TAKE_BACK, circle_id, post_id, account_id) is not None:
        await conn.fetchval(_COUNT, circle_id, post_id, -1)
        await tell_meetup(conn, circle_id=circle_id, post_id=post_id)


async def _check_in(
    conn: Connection, circle_id: UUID, post_id: UUID, account_id: UUID, *, code: str | None, by: UUID | None
) -> CheckedIn:
    await conn.execute(LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id, account_id)
    if facts is None or not facts["is_shown"]:
        raise NotFound
    if facts["checked_in_at"] is not None:
        return CheckedIn(facts["checked_in_at"], True, facts["came_count"])
    if facts["cancelled_at"] is not None:
        raise MeetupCancelled
    if facts["state"] != "going":
        raise NotSignedUp
    moment = now()
    last = (facts["ends_at"] or facts["starts_at"]) + _LATE
    if not facts["starts_at"] - _EARLY <= moment <= last:
        raise CheckInNotOpen(opens_at=facts["starts_at"] - _EARLY)
    if code is not None and not code_fits(facts["check_in_key"], code, moment):
        raise CodeTooOld
    at: datetime = await conn.fetchval(_CHECK_IN, circle_id, post_id, account_id, by)
    came: int = await conn.fetchval(_COUNT, circle_id, post_id, 1)
    await tell_meetup(conn, circle_id=circle_id, post_id=post_id)
    return CheckedIn(at, False, came)
