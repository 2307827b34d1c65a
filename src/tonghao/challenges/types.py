"""The nouns of challenges."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard


class NewChallenge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a host sets: so many days, so many minutes each."""

    title: Annotated[str, Meta(min_length=1, max_length=40)]
    days: Annotated[int, Meta(ge=7, le=100)]
    minutes: Annotated[int, Meta(ge=1, le=600)]
    about: Annotated[str, Meta(max_length=500)] = ""


class MyDay(msgspec.Struct, frozen=True):
    """A day that I marked."""

    day: date
    line: str


class MyChallenge(msgspec.Struct, frozen=True):
    """How I stand: `missed` are days that passed unmarked; more than one in seven and I am out."""

    starts_on: date
    today: date
    is_in: bool
    is_finished: bool
    marks: list[MyDay]
    missed: list[date]


class Challenge(msgspec.Struct, frozen=True):
    """A challenge as one viewer sees it; `in_count` are still in it, `today_count` have marked today."""

    challenge_id: UUID
    made_by: UUID
    title: str
    about: str
    days: int
    minutes: int
    created_at: datetime
    ended_at: datetime | None
    joined_count: int
    in_count: int
    today_count: int
    mine: MyChallenge | None


class MarkPhoto(msgspec.Struct, frozen=True):
    """The photo of a mark: /media/{owner_id}/{media_id}/{size}.webp."""

    owner_id: UUID
    media_id: UUID
    width: int | None
    height: int | None
    blur: str | None
    alt: str
    state: str


class Mark(msgspec.Struct, frozen=True):
    """What somebody did on a day; a photo is there for others once it was checked."""

    mark_id: UUID
    account: ProfileCard
    day: date
    line: str
    photo: MarkPhoto | None
    at: datetime
    mine: bool
