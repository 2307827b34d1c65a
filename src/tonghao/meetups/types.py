"""The nouns of meetups."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

Title = Annotated[str, Meta(min_length=1, max_length=60)]
Place = Annotated[str, Meta(max_length=200)]
Seats = Annotated[int, Meta(ge=1, le=10_000)]
SignUpState = Literal["going", "waiting"]


class ChoiceDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One answer to the question, with the seats that it has of its own."""

    text: Annotated[str, Meta(min_length=1, max_length=40)]
    seats: Seats | None = None


class MeetupDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an author invites to. `seats` null: as many as come; `closes_at` null: until it starts.

    `question` with its `choices` helps who prepares it: a pace, a dish, a role.
    """

    title: Title
    starts_at: datetime
    place: Place = ""
    ends_at: datetime | None = None
    seats: Seats | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    question: Annotated[str, Meta(max_length=60)] = ""
    choices: Annotated[list[ChoiceDraft], Meta(max_length=10)] = []


class MeetupEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that can change of a meetup; the question stays, since people have answered it."""

    title: Title
    starts_at: datetime
    place: Place
    ends_at: datetime | None
    seats: Seats | None
    opens_at: datetime | None
    closes_at: datetime | None


class Choice(msgspec.Struct, frozen=True):
    """One answer to the question, and how many of those who are going gave it."""

    number: int
    text: str
    seats: int | None
    going_count: int


class Meetup(msgspec.Struct, frozen=True):
    """A meetup as one viewer sees it. `my_place` is the viewer's place among those who wait, from 1."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    place: str
    seats: int | None
    opens_at: datetime | None
    closes_at: datetime
    question: str
    choices: list[Choice]
    cancelled_at: datetime | None
    cancel_reason: str
    going_count: int
    waiting_count: int
    came_count: int
    my_state: SignUpState | None
    my_choice: int | None
    my_place: int | None
    my_check_in_at: datetime | None


class Guest(msgspec.Struct, frozen=True):
    """Somebody who signed up; when they came is told to the organisers alone."""

    account: ProfileCard
    account_id: UUID
    state: SignUpState
    choice: int | None
    signed_up_at: datetime
    checked_in_at: datetime | None


class CheckInCode(msgspec.Struct, frozen=True):
    """What the organiser shows: six digits, or the address with them as a picture; a new one soon."""

    code: str
    address: str
    renews_at: datetime


class CheckedIn(msgspec.Struct, frozen=True):
    """`again` says that the person had checked in before; nothing changed then."""

    checked_in_at: datetime
    again: bool
    came_count: int
