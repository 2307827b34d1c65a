"""The nouns of brakes."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.brake_feature import Feature
from tonghao.circles.close import Closing
from tonghao.circles.restrictions import Restriction, RestrictionKind


class BrakedCircle(msgspec.Struct, frozen=True):
    """Where a brake is pulled."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str


class Brake(msgspec.Struct, frozen=True):
    """One thing that is or was stopped: a feature of the whole place, or something in a circle.

    Attributes:
        circle: Null for a feature, and for a circle that only those who are invited may know of.
        restriction: Null for a feature.
        source: brake, pulled by a person; breaker, which pulls itself.
        reason_en: Empty where a person wrote the reason.
    """

    brake_id: UUID
    feature: Feature | None
    circle: BrakedCircle | None
    restriction: RestrictionKind | None
    source: Literal["brake", "breaker"]
    reason: str
    reason_en: str
    at: datetime
    until: datetime | None
    ended_at: datetime | None
    end_reason: str


class OverseenCircle(msgspec.Struct):
    """A circle as the platform sees it in its list; `closings` wait for a second person."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    kind: str
    state: str
    partner_name: str
    member_count: int
    open_cases: int
    restrictions: list[Restriction]
    closings: list[Closing]


class NewCircleBrake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everybody reads the reason."""

    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class BreakerTrip(msgspec.Struct, frozen=True):
    """Why a breaker tripped, for everybody to read.

    Attributes:
        circle: Null for one that only those who are invited may know of.
        content_class: Of the policy's categories, up to the dot: sex, spam.
        holds: People whose content was held or labelled.
        photo_authors: All people who posted photos within the same hour; 0 for trips of older rates.
        held_back: How many posts of the window wait for a person since then.
        tippers: People who tipped within the window, where tips grew too; 0 otherwise, so that nobody's
            single tip is told.
        tips_paused: Whether tips paused with it, as in every circle that has them.
    """

    trip_id: UUID
    circle: BrakedCircle | None
    at: datetime
    content_class: str
    restriction: Literal["photo_check", "pre_check"]
    views: int
    views_before: int
    reports: int
    holds: int
    photo_authors: int
    held_back: int
    rates_version: str
    tippers: int
    tips_paused: bool
