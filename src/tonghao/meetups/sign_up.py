"""Sign up: somebody takes a seat, or the next place among those who wait."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.meetups.read import get_meetup
from tonghao.meetups.tell import tell_meetup
from tonghao.meetups.types import Meetup

LOCK: Final = "SELECT post_id FROM meetups WHERE circle_id = $1 AND post_id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT m.author_id, m.is_shown, m.cancelled_at, m.opens_at, m.closes_at, m.starts_at, m.ends_at, m.seats,
           m.going_count, EXISTS (SELECT FROM meetup_choices a
                                   WHERE a.circle_id = m.circle_id AND a.post_id = m.post_id) AS asks,
           c.number AS choice, c.seats AS choice_seats, c.going_count AS choice_going_count,
           s.state AS my_state,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3 AND b.blocker_id = m.author_id) AS is_blocked
      FROM meetups m
      LEFT JOIN meetup_choices c ON c.circle_id = m.circle_id AND c.post_id = m.post_id AND c.number = $4
      LEFT JOIN sign_ups s ON s.circle_id = m.circle_id AND s.post_id = m.post_id AND s.account_id = $3
     WHERE m.circle_id = $1 AND m.post_id = $2
"""
_ADD: Final = """
    INSERT INTO sign_ups (circle_id, post_id, account_id, state, choice) VALUES ($1, $2, $3, $4, $5)
"""
_COUNT: Final = """
    UPDATE meetups SET going_count = going_count + $3, waiting_count = waiting_count + $4
     WHERE circle_id = $1 AND post_id = $2
"""
_COUNT_CHOICE: Final = """
    UPDATE meetup_choices SET going_count = going_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND number = $3
"""


class MeetupCancelled(Refusal):
    """This meetup was cancelled, so nobody can sign up any more."""


class SignUpNotOpen(Refusal):
    """Sign-up has not begun yet. The details say when it does."""


class SignUpClosed(Refusal):
    """Sign-up is closed. Ask the organiser below the post whether there is still a place."""


class ChoiceNeeded(Refusal):
    """The organiser asks a question here. Choose one of its answers, then sign up."""

    status = 400


class SignUpUnwelcome(Refusal):
    """The person who invites does not want to hear from you, so you cannot sign up here."""

    status = 403


async def sign_up(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, choice: int | None = None
) -> Meetup:
    """Take a seat for *account_id*, or a place in the queue; twice is once.

    Args:
        choice: The number of the answer to the organiser's question, where there is one.

    Raises:
        NotFound: there is no such meetup to see.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        SignUpUnwelcome: who invites blocks the person.
        MeetupCancelled, SignUpNotOpen, SignUpClosed: it is not the time.
        ChoiceNeeded: the question has no answer, or none that is there.

    Emits: meetup.counted. Locks: the meetup.
    """
    (await access_of(conn, circle_id, account_id)).must_write()
    # The last seat is given under this lock, and the counts have constraints of their own.
    await conn.execute(LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id, account_id, choice)
    if facts is None or not facts["is_shown"]:
        raise NotFound
    if facts["my_state"] is None:
        _refuse(facts)
        state = "going" if _has_seat(facts) else "waiting"
        await conn.execute(_ADD, circle_id, post_id, account_id, state, facts["choice"])
        await count(conn, circle_id, post_id, facts["choice"], going=state == "going", by=1)
        await tell_meetup(conn, circle_id=circle_id, post_id=post_id)
    return await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


def _refuse(facts: Row) -> None:
    if facts["is_blocked"]:
        raise SignUpUnwelcome
    if facts["cancelled_at"] is not None:
        raise MeetupCancelled
    if facts["opens_at"] is not None and facts["opens_at"] > now():
        raise SignUpNotOpen(opens_at=facts["opens_at"])
    if facts["closes_at"] <= now():
        raise SignUpClosed
    if facts["asks"] and facts["choice"] is None:
        raise ChoiceNeeded


def _has_seat(facts: Row) -> bool:
    full = facts["seats"] is not None and facts["going_count"] >= facts["seats"]
    choice_full = facts["choice_seats"] is not None and facts["choice_going_count"] >= facts["choice_seats"]
    return not full and not choice_full


async def count(
    conn: Connection, circle_id: UUID, post_id: UUID, choice: int | None, *, going: bool, by: int
) -> None:
    """Count somebody who came (1) or went (-1) among those who are going or those who wait."""
    await conn.execute(_COUNT, circle_id, post_id, by if going else 0, 0 if going else by)
    if going and choice is not None:
        await conn.execute(_COUNT_CHOICE, circle_id, post_id, choice, by)
