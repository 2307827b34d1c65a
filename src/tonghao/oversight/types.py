"""The nouns of oversight."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from tonghao.circles.tiers import Tier
from tonghao.moderation.types import CaseCircle
from tonghao.paging import Page
from tonghao.tiers.types import Millis, Share, Times, Week

Figure = Literal[
    "posts", "flagged", "hold_age", "verdict", "looked", "first_answer", "called", "upheld", "overturned",
    "missed", "covered", "leaks", "views_before", "open_cases", "alarms", "agreement", "tips",
    "views",
]  # fmt: skip


class OversightTotal(msgspec.Struct, frozen=True):
    """A week over all circles, each by its own clock.

    Attributes:
        scores: How many circles stand at 1, 2, 3, 4 and 5 points.
    """

    week: date
    circles: int
    posts: int
    flagged: Share
    upheld: Share
    overturned: Share
    missed: Share
    covered: Share
    leaks: Share
    open_cases: int
    alarms: int
    removed: int
    views_before: int
    scores: list[int]
    measured_at: datetime


class Oversight(msgspec.Struct, frozen=True):
    """The board over all circles.

    Attributes:
        called: How long calls of those on duty waited for the first answer.
        totals: The week that was asked for first, then those before it; none before the first was counted.
        agreement: With the test items in that week: of everybody for operators, else one's own.
        newer: The Monday of the week after, where one was counted.
    """

    totals: list[OversightTotal]
    hold_age: Times
    verdict: Millis
    looked: Times
    first_answer: Times
    called: Times
    agreement: Share
    newer: date | None


class TipWeek(msgspec.Struct, frozen=True):
    """What was tipped in a week beside what was looked at in it.

    Attributes:
        views: How often posts were shown, on the circle's own days; none were counted by day before this was.
        given: Tips of the week, and by how many people; `amount` is what they come to.
        returned, held: What of it went back, and what still waits for its day to be over.
        alarms: How often the breaker tripped.
    """

    week: date
    views: int
    given: int
    tippers: int
    amount: str
    returned: str
    held: str
    currency: str
    alarms: int


class OverseenWeek(msgspec.Struct, frozen=True):
    """One circle in one week; tier and score are those of now."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    tier: Tier
    score: int
    week: Week
    tips: TipWeek


class CountedRow(msgspec.Struct, frozen=True):
    """Something that a figure looks at.

    Attributes:
        counts: Whether it is among what the figure counts, of all that it looks at.
        number: Seconds of a time, milliseconds of a verdict, minutes without duty, views; else null.
        said: The first words, the code of a test item, what a trip restricts, or how a tip stands. Who gave
            a tip, and to whom, is not said here.
        amount, currency: Of a tip.
        tippers: Of a trip, where tips grew too.
    """

    at: datetime
    row_id: UUID
    counts: bool
    kind: str
    circle: CaseCircle | None
    case_id: UUID | None
    post_id: UUID | None
    number: int | None
    category: str | None
    said: str
    amount: str | None
    currency: str | None
    tippers: int | None


class Counted(msgspec.Struct, frozen=True):
    """The rows behind a figure, the newest first, and how many there are now."""

    count: int
    of: int
    rows: Page[CountedRow]
