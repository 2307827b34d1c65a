"""Alter: the organiser moves a meetup, gives it more seats, or cancels it; all who signed up are told."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.meetups.invite import MeetupWordsRefused, must_fit
from tonghao.meetups.read import get_meetup, organises
from tonghao.meetups.sign_off import move_up
from tonghao.meetups.sign_up import LOCK, MeetupCancelled
from tonghao.meetups.tell import tell_meetup
from tonghao.meetups.types import Meetup, MeetupEdit
from tonghao.screening.text import TextScreener
from tonghao.tool_events import MeetupAltered

_FACTS: Final = """
    SELECT title, starts_at, place, going_count, cancelled_at, is_shown FROM meetups
     WHERE circle_id = $1 AND post_id = $2
"""
_ALTER: Final = """
    UPDATE meetups
       SET title = $3, starts_at = $4, place = $5, ends_at = $6, seats = $7, opens_at = $8, closes_at = $9,
           revision = revision + 1, reminded = CASE WHEN starts_at = $4 THEN reminded END
     WHERE circle_id = $1 AND post_id = $2
"""
_CANCEL: Final = """
    UPDATE meetups SET cancelled_at = now(), cancel_reason = $3, revision = revision + 1
     WHERE circle_id = $1 AND post_id = $2
"""


class SeatsTaken(Refusal):
    """More people are going than there would be seats. The details say how many; take somebody off first."""


class MeetupBegun(Refusal):
    """It has begun, so it cannot be changed any more. Write a reply below the post instead."""


async def alter_meetup(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    post_id: UUID,
    account_id: UUID,
    edit: MeetupEdit,
) -> Meetup:
    """Change a meetup that has not begun; a new time or place is told to everybody who signed up.

    Raises:
        NotFound: there is no such meetup to see.
        NotAllowed: the person does not organise it.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        MeetupCancelled, MeetupBegun: it cannot be changed any more.
        MeetupTimesRefused, MeetupWordsRefused: see `tidied_meetup`.
        TextRefused, CheckerAway: see `must_pass`.
        SeatsTaken: more people are going than there would be seats.

    Emits: meetup.counted, meetup.altered, seat.given. Locks: the meetup.
    """
    must_fit(edit, moment=now())
    title, place = visible(edit.title), visible(edit.place)
    if not title or len(title) > 60 or len(place) > 200:
        raise MeetupWordsRefused
    must_pass(screener, f"{title}\n{place}", kind="post")
    facts = await _lock(conn, circle_id, post_id, account_id)
    (await access_of(conn, circle_id, account_id)).must_take_words()
    if edit.seats is not None and edit.seats < facts["going_count"]:
        raise SeatsTaken(going=facts["going_count"])
    closes_at = edit.closes_at or edit.starts_at
    await conn.execute(
        _ALTER,
        circle_id,
        post_id,
        title,
        edit.starts_at,
        place,
        edit.ends_at,
        edit.seats,
        edit.opens_at,
        closes_at,
    )
    await move_up(conn, circle_id, post_id)
    await tell_meetup(conn, circle_id=circle_id, post_id=post_id, to_circle=True)
    moved = edit.starts_at != facts["starts_at"]
    if moved or place != facts["place"]:
        altered = MeetupAltered(circle_id, post_id, "time" if moved else "place", title)
        await outbox.emit(conn, altered, audience="nobody")
    return await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def cancel_meetup(
    conn: Connection,
    *,
    screener: TextScreener,
    circle_id: UUID,
    post_id: UUID,
    account_id: UUID,
    reason: str,
) -> Meetup:
    """Call a meetup off, for ever, and tell everybody who signed up.

    Raises:
        NotFound: there is no such meetup to see.
        NotAllowed: the person does not organise it.
        MeetupCancelled, MeetupBegun: there is nothing to call off.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: meetup.counted, meetup.altered. Locks: the meetup.
    """
    words = visible(reason, lines=True)[:300]
    if words:
        must_pass(screener, words, kind="post")
    facts = await _lock(conn, circle_id, post_id, account_id)
    await conn.execute(_CANCEL, circle_id, post_id, words)
    await tell_meetup(conn, circle_id=circle_id, post_id=post_id, to_circle=True)
    altered = MeetupAltered(circle_id, post_id, "cancelled", facts["title"], words)
    await outbox.emit(conn, altered, audience="nobody")
    return await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def _lock(conn: Connection, circle_id: UUID, post_id: UUID, account_id: UUID) -> Row:
    """Lock the meetup for its organiser, and read what matters of it."""
    access = await access_of(conn, circle_id, account_id)
    if not await organises(conn, access=access, post_id=post_id):
        raise NotAllowed
    await conn.execute(LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id)
    if facts is None or not facts["is_shown"]:
        raise NotFound
    if facts["cancelled_at"] is not None:
        raise MeetupCancelled
    if facts["starts_at"] <= now():
        raise MeetupBegun
    return facts
