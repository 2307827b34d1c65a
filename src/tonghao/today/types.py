"""The nouns of today."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.circles.hand_over import DutyOffer
from tonghao.circles.types import OnDuty
from tonghao.moderation.types import DecisionAct, SeenPhoto

# Where the platform's signature is needed: at this severity and above.
GRAVE: Final = 3


class Waiting(msgspec.Struct, frozen=True):
    """An open case of the circle, as those see it who answer for the circle: never who reported it.

    Attributes:
        is_hold: Whether others cannot see it until somebody decides.
        only_waits: Whether nothing was found in it: it only waits for a person.
        holder: Who of the circle is on its clock; null while nobody is.
        may_release, may_remove: What the reader may decide; neither about their own.
    """

    case_id: UUID
    subject_kind: Literal["post", "comment"]
    post_id: UUID
    category: str
    category_zh: str
    category_en: str
    severity: int
    reports: int
    author: ProfileCard
    text: str
    photos: list[SeenPhoto]
    opened_at: datetime
    due_at: datetime
    is_hold: bool
    only_waits: bool
    holder: ProfileCard | None
    may_release: bool
    may_remove: bool


class Missed(msgspec.Struct, frozen=True):
    """A clock that nobody met; it counts for the partner, and for `holder` where somebody was on it."""

    case_id: UUID
    due_at: datetime
    category_zh: str
    category_en: str
    severity: int
    holder: ProfileCard | None


class Today(msgspec.Struct, frozen=True):
    """What waits in a circle now, and who answers.

    Attributes:
        platform: Who answers for the platform; null when nobody can.
        offers: Shifts that are offered or were taken, until they end.
        graver: Open cases that lie with the platform, and with which the circle has nothing to do.
        missed: Of the last four weeks, the newest first; `missed_count` is all of them.
    """

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    zone: str
    on_duty: list[OnDuty]
    next_at: datetime | None
    next_names: list[str]
    platform: ProfileCard | None
    offers: list[DutyOffer]
    cases: list[Waiting]
    more_cases: int
    graver: int
    join_requests: int
    open_reports: int
    missed: list[Missed]
    missed_count: int


class DecisionHere(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`category` is the rule that a removal or a curb goes by; a release keeps that of the case."""

    act: DecisionAct
    note: Annotated[str, Meta(max_length=500, pattern=r"\S")]
    category: Annotated[str, Meta(min_length=1, max_length=40)] | None = None
