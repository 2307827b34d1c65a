"""The nouns of duty."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.circles.hand_over import DutyOffer
from tonghao.circles.types import DutyException, DutyShift, OnDuty

Zone = Annotated[str, Meta(min_length=1, max_length=60)]


class DutyGap(msgspec.Struct, frozen=True):
    """A time in which nobody is on duty."""

    starts_at: datetime
    ends_at: datetime


class PlatformDuty(msgspec.Struct, frozen=True):
    """The platform's roster, and who answers now.

    Attributes:
        zone: By whose clock the shifts are meant.
        on_duty: Who has a shift now; empty in a gap, when `stands_in` answers.
        stands_in: The operator who answers while nobody has a shift; null otherwise.
        next_at: When the next shift begins; null when none does within three weeks.
        staff: Who can be on duty.
        gaps: The times of the next seven days in which nobody has a shift.
        offers: Shifts that somebody asks a colleague to take, or took, and that have not ended.
    """

    zone: str
    on_duty: list[OnDuty]
    stands_in: ProfileCard | None
    next_at: datetime | None
    shifts: list[DutyShift]
    exceptions: list[DutyException]
    staff: list[ProfileCard]
    gaps: list[DutyGap]
    offers: list[DutyOffer] = []


class HolderMisses(msgspec.Struct, frozen=True):
    """Clocks that somebody did not meet within the last four weeks; of nobody where nobody was on duty."""

    side: Literal["partner", "platform"]
    holder: ProfileCard | None
    count: int
    gravest: int
    last_at: datetime


class CircleDuty(msgspec.Struct, frozen=True):
    """Who answers in a circle now. `gap_since` is null while somebody does.

    Attributes:
        gaps: The first twenty times of the next seven days in which nobody does.
        open_hours: How many hours of the next seven days they come to.
        missed: Clocks of the circle that nobody met within the last four weeks; each counts for both.
    """

    circle_id: UUID
    slug: str
    name: str
    on_duty: list[OnDuty]
    next_at: datetime | None
    gap_since: datetime | None
    open_cases: int
    overdue_cases: int
    name_en: str
    zone: str
    gaps: list[DutyGap]
    open_hours: float
    missed: int


class Holders(msgspec.Struct, frozen=True):
    """The two people who are on the clock; None where nobody is."""

    partner_id: UUID | None
    platform_id: UUID | None


class PlatformRoster(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All shifts of the platform; one whose end is not after its start runs over midnight."""

    shifts: Annotated[list[DutyShift], Meta(max_length=500)]
    zone: Zone = "Asia/Shanghai"


class NewPlatformException(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One date that differs: without both people nobody is on duty, with `cover_id` alone somebody on top."""

    on_date: date
    starts_minute: Annotated[int, Meta(ge=0, le=1439)] = 0
    ends_minute: Annotated[int, Meta(ge=1, le=1440)] = 1440
    absent_id: UUID | None = None
    cover_id: UUID | None = None
    note: Annotated[str, Meta(max_length=120)] = ""


class PlatformHandOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is asked to take the rest of the shift, and what they should know."""

    account_id: UUID
    note: Annotated[str, Meta(max_length=120)] = ""
