"""Carried: the polls and meetups of the story's posts, with who voted, signed up and came."""

from datetime import datetime, timedelta
from uuid import UUID

from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import PostStory, Story, coming_moment_of, moment_of, span_of
from tonghao.ids import derived_time_id
from tonghao.meetups.load import LoadedGuest, load_guests
from tonghao.meetups.types import ChoiceDraft, MeetupDraft
from tonghao.polls.load import LoadedVote, load_votes
from tonghao.polls.types import PollDraft
from tonghao.posts.carry import Cargo, checked_cargo

# People answer one after another, not all at once.
_BETWEEN = timedelta(minutes=7)


def cargo_of(post: PostStory, at: datetime) -> Cargo:
    """What *post* carries, counted from the day on which the story is told."""
    poll = meetup = None
    if post.poll is not None:
        poll = PollDraft(post.poll.options, is_named=post.poll.is_named)
    if post.meetup is not None:
        told = post.meetup
        meetup = MeetupDraft(
            told.title,
            coming_moment_of(told.starts, at),
            told.place,
            coming_moment_of(told.ends, at),
            told.seats,
            question=told.question,
            choices=[ChoiceDraft(text) for text in told.choices],
        )
    return checked_cargo(post.kind, poll, meetup, at=moment_of(post.when, at))


async def tell_carried(conn: Connection, story: Story, *, at: datetime) -> None:
    """Let people vote, sign up and come, each in their time."""
    for post in story.posts:
        asked_at = moment_of(post.when, at)
        place = {
            "circle_id": circle_id_of(post.circle),
            "post_id": derived_time_id(asked_at.timestamp(), "wutong", "post", post.key),
        }
        if post.poll is not None:
            await _vote(conn, post, place, asked_at)
        if post.meetup is not None:
            await _sign_up(conn, post, place, asked_at, at)


async def _vote(conn: Connection, post: PostStory, place: dict[str, UUID], asked_at: datetime) -> None:
    poll = post.poll
    assert poll is not None
    votes = [
        LoadedVote(account_id_of(who), number, asked_at + _BETWEEN * (place_in_row + 1))
        for number, people in enumerate(poll.votes, start=1)
        for place_in_row, who in enumerate(people)
    ]
    closed_at = None if poll.closed is None else asked_at + span_of(poll.closed)
    await load_votes(conn, **place, votes=votes, closed_at=closed_at)


async def _sign_up(
    conn: Connection, post: PostStory, place: dict[str, UUID], asked_at: datetime, at: datetime
) -> None:
    meetup = post.meetup
    assert meetup is not None
    starts_at = coming_moment_of(meetup.starts, at)
    guests: list[LoadedGuest] = []
    for number, people in enumerate(meetup.going, start=1):
        for who in people:
            came = starts_at < at and who not in meetup.missing
            came_at = starts_at - timedelta(minutes=len(guests) % 9) if came else None
            signed_at = asked_at + _BETWEEN * (len(guests) + 1)
            guests.append(LoadedGuest(account_id_of(who), number, signed_at, came_at))
    await load_guests(conn, **place, guests=guests)
