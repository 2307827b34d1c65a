"""The nouns of growth."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

PointKind = Literal["sign_in", "post", "floor", "thanks", "digest"]


class Level(msgspec.Struct, frozen=True):
    """A level, the points it needs, and what the circle calls it."""

    level: int
    needs: int
    zh: str
    en: str


class PointRule(msgspec.Struct, frozen=True):
    """What one kind of deed brings, and how often a day it counts."""

    kind: PointKind
    points: int
    most_a_day: int


class CircleLevels(msgspec.Struct, frozen=True):
    """How points and levels come in a circle; `is_on` is its choice."""

    is_on: bool
    version: str
    levels: list[Level]
    rules: list[PointRule]


class LevelTitle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a circle calls one level."""

    zh: Annotated[str, Meta(max_length=100)]
    en: Annotated[str, Meta(max_length=100)]


class LevelsChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a circle has levels; eighteen titles from the lowest, or none for the house's own."""

    is_on: bool
    titles: Annotated[list[LevelTitle], Meta(max_length=50)] = []


class PointEntry(msgspec.Struct, frozen=True):
    """Points that came, or were taken back with what brought them."""

    kind: PointKind
    points: int
    is_back: bool
    post_id: UUID | None
    at: datetime


class MyGrowth(msgspec.Struct, frozen=True):
    """Where I stand in a circle. `next_needs` is null on the highest level.

    `streak` is what a sign-in today would continue, or continued; `may_forgive` says whether a missed day
    would be forgiven.
    """

    points: int
    level: int
    next_needs: int | None
    streak: int
    longest: int
    signed_in_today: bool
    may_forgive: bool
    today: date
    days: list[date]
    recent: list[PointEntry]


class SignedIn(msgspec.Struct, frozen=True):
    """What a sign-in brought: points (0 when it was done today already), and whether a day was forgiven."""

    points: int
    forgave: date | None
    growth: MyGrowth
