"""The nouns of tiers."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.circles.tiers import Standing, Tier
from tonghao.circles.types import CircleCard
from tonghao.partners.types import Licence, Partner


class Share(msgspec.Struct, frozen=True):
    """So many of so many, with the interval of 95 % in which the true share lies."""

    count: int
    of: int
    low: float
    high: float


class Times(msgspec.Struct, frozen=True):
    """How long it took, of how many; seconds, null when there were none."""

    of: int
    p50_seconds: int | None
    p95_seconds: int | None


class Millis(msgspec.Struct, frozen=True):
    """How long a machine took, of how many; milliseconds, null when there were none."""

    of: int
    p50_ms: int | None
    p95_ms: int | None


class Week(msgspec.Struct, frozen=True):
    """What a circle is measured by in one week, each number with what it is a share of.

    Attributes:
        week: Its Monday, on the circle's own clock.
        hold_age: How long what the machine held waited for a person.
        first_answer: How long reports waited for an answer.
        upheld: Posts of the week, and the reports on them that were right.
        overturned: Decisions of the week, and those that were taken back.
        missed: Clocks that ended in the week, and those that nobody met.
        covered: Minutes of the week, and those in which somebody was on duty.
        leaks: What the platform's blind samples looked at, and what should not have been there.
        posts: Published in the week.
        flagged: Posts written in the week, and those about which a case was opened.
        verdict: How long photos in posts waited for the machine, from the upload.
        looked: How long cases waited for the first look of a person.
        open_cases: At the end of the week, or now.
        alarms: How often the breaker tripped, since views and one class of content grew together.
        removed: Posts and comments that a person removed in the week, and that stayed removed.
        views_before: How often those were shown to others before; null until it was counted.
        is_over: Whether the week is; a week that goes on changes.
    """

    week: date
    hold_age: Times
    first_answer: Times
    upheld: Share
    overturned: Share
    missed: Share
    covered: Share
    leaks: Share
    posts: int
    flagged: Share
    verdict: Millis
    looked: Times
    open_cases: int
    alarms: int
    removed: int
    views_before: int | None
    score: int
    is_clean: bool
    is_over: bool
    measured_at: datetime


class Need(msgspec.Struct, frozen=True):
    """One thing that must become better; `costs` are the points that it takes now."""

    figure: Literal["missed", "upheld", "overturned", "leaks", "covered"]
    share: Share
    costs: int


class Recovery(msgspec.Struct, frozen=True):
    """Why a circle stands where it stands, what to do, and until when.

    Attributes:
        reason: Why it came here; empty where nothing was ever said.
        needs: What keeps it from a clean week, the dearest first.
        clean_weeks: In a row, of `weeks_needed`.
        earliest_at: When a person can take it up at the earliest, if all goes well.
        next_look_at: When the week that goes on is judged.
        falls_to: Where it falls if that week is bad again; null where it cannot.
    """

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    standing: Standing
    reason: str
    reason_en: str
    needs: list[Need]
    clean_weeks: int
    weeks_needed: int
    earliest_at: datetime
    next_look_at: datetime
    falls_to: Tier | None
    weeks: list[Week]


class StandingRow(msgspec.Struct, frozen=True):
    """A circle in a list of the platform: how it stands, and how many weeks were clean."""

    circle_id: UUID
    slug: str
    name: str
    partner_id: UUID
    partner_name: str
    member_count: int
    tier: Tier
    since: datetime
    score: int
    clean_weeks: int
    next: Tier | None


class Promotion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a person of the platform takes a circle up; everybody reads it."""

    reason: Annotated[str, Meta(max_length=500)]


class Demotion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a person of the platform takes a circle down to, and why; everybody reads it."""

    tier: Tier
    reason: Annotated[str, Meta(max_length=500)]


class PageCircle(msgspec.Struct, frozen=True):
    """A circle on its partner's page, with how it stands and its last whole week, if there was one."""

    circle: CircleCard
    tier: Tier
    score: int
    week: Week | None


class PartnerPage(msgspec.Struct, frozen=True):
    """What everybody may know of a partner.

    Attributes:
        score: The lowest of its circles; null while it has none.
        licence: As it was last approved; null where the category asks for none.
        circles: That one can join or ask to join, the largest first.
    """

    partner: Partner
    score: int | None
    licence: Licence | None
    circles: list[PageCircle]
