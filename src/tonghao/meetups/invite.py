"""Invite: a post gets a meetup."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.check_name import visible
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.meetups.types import ChoiceDraft, MeetupDraft, MeetupEdit

_INVITE: Final = """
    INSERT INTO meetups (circle_id, post_id, author_id, title, starts_at, ends_at, place, seats, opens_at,
                         closes_at, question, check_in_key, is_shown)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
    ON CONFLICT DO NOTHING
    RETURNING post_id
"""
_CHOICES: Final = """
    INSERT INTO meetup_choices (circle_id, post_id, number, text, seats)
    SELECT $1, $2, u.number, u.text, u.seats
      FROM unnest($3::smallint[], $4::text[], $5::integer[]) AS u (number, text, seats)
"""
_FURTHEST: Final = timedelta(days=730)


class MeetupTimesRefused(Refusal):
    """The times do not fit: it starts later than now, ends after it starts, and sign-up ends before that."""

    status = 400


class MeetupWordsRefused(Refusal):
    """A meetup needs a short name, and its question two to ten different answers. Correct it, please."""

    status = 400


def must_fit(times: MeetupDraft | MeetupEdit, *, moment: datetime) -> None:
    """Raises MeetupTimesRefused unless the times of a meetup follow one another, beginning after *moment*."""
    every = (times.starts_at, times.ends_at, times.opens_at, times.closes_at)
    if any(one is not None and one.tzinfo is None for one in every):
        raise MeetupTimesRefused
    # Before anything is added to it: the last year of the calendar has no two hours to spare.
    if not moment < times.starts_at < moment + _FURTHEST:
        raise MeetupTimesRefused
    ends_at = times.ends_at or times.starts_at + timedelta(hours=2)
    closes_at = times.closes_at or times.starts_at
    if (
        not times.starts_at < ends_at <= times.starts_at + timedelta(days=31)
        or closes_at > ends_at
        or (times.opens_at is not None and times.opens_at >= closes_at)
    ):
        raise MeetupTimesRefused


def tidied_meetup(draft: MeetupDraft, *, at: datetime | None = None) -> MeetupDraft:
    """*draft* as it is stored.

    Raises:
        MeetupWordsRefused: no name can be read, or the question has less than two different answers.
        MeetupTimesRefused: see `must_fit`.
    """
    must_fit(draft, moment=at or now())
    title, question = visible(draft.title), visible(draft.question)
    choices = [ChoiceDraft(visible(choice.text), choice.seats) for choice in draft.choices]
    texts = {choice.text.casefold() for choice in choices}
    asks = bool(choices)
    place = visible(draft.place)
    longest = max(map(len, texts), default=0)
    if len(title) > 60 or len(place) > 200 or len(question) > 60 or longest > 40:
        raise MeetupWordsRefused
    if not title or (asks != bool(question)) or "" in texts or len(texts) < len(choices) or len(choices) == 1:
        raise MeetupWordsRefused
    return msgspec.structs.replace(draft, title=title, place=place, question=question, choices=choices)


def words_of_meetup(draft: MeetupDraft | None) -> Sequence[str]:
    """What others will read of it, to be screened together with the post's own words."""
    if draft is None:
        return ()
    words = (draft.title, draft.place, draft.question, *(choice.text for choice in draft.choices))
    return [one for one in words if one]


async def invite_to_meetup(
    conn: Connection, *, circle_id: UUID, post_id: UUID, author_id: UUID, draft: MeetupDraft, is_shown: bool
) -> bool:
    """Give a post its meetup; False when it has one already. Its words are screened with the post's.

    Args:
        draft: From `tidied_meetup`.
        is_shown: Whether the post is visible.
    """
    invited = await conn.fetchval(
        _INVITE,
        circle_id,
        post_id,
        author_id,
        draft.title,
        draft.starts_at,
        draft.ends_at,
        draft.place,
        draft.seats,
        draft.opens_at,
        draft.closes_at or draft.starts_at,
        draft.question,
        secrets.token_bytes(32),
        is_shown,
    )
    if invited is None:
        return False
    await conn.execute(
        _CHOICES,
        circle_id,
        post_id,
        list(range(1, len(draft.choices) + 1)),
        [choice.text for choice in draft.choices],
        [choice.seats for choice in draft.choices],
    )
    return True
