"""The nouns of the meter and of the transparency report."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

Measure = Literal["photo_verdict", "held_look", "held_answer", "report_look", "report_answer"]
MEASURES: Final[tuple[Measure, ...]] = (
    "photo_verdict", "held_look", "held_answer", "report_look", "report_answer",
)  # fmt: skip
# The last so many days.
SPANS: Final = (7, 28)
# A median of fewer says nothing.
LEAST: Final = 10
# The rows that count the whole place, or all categories together.
EVERYWHERE: Final = UUID(int=0)
ALL: Final = ""
# A photo in which nothing was found.
NOTHING: Final = "none"


# What is decided about content, as the European Union's table of statements of reasons (schema v2) calls it.
RESTRICTIONS: Final[dict[str, str]] = {
    "label": "DECISION_VISIBILITY_CONTENT_LABELLED",
    "fold": "DECISION_VISIBILITY_OTHER",
    "blur": "DECISION_VISIBILITY_OTHER",
    "limit": "DECISION_VISIBILITY_CONTENT_DEMOTED",
    "hold": "DECISION_VISIBILITY_CONTENT_DISABLED",
    "remove": "DECISION_VISIBILITY_CONTENT_REMOVED",
    "staff_remove": "DECISION_VISIBILITY_CONTENT_REMOVED",
}


class MeterCircle(msgspec.Struct, frozen=True):
    """A circle of which everybody may know."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str


class Moment(msgspec.Struct, frozen=True):
    """How long one thing took.

    Attributes:
        circle: None for the whole place, or the one circle that was asked for.
        category: Of the policy; empty for all together, `none` for photos in which nothing was found.
        n: How many ended.
        waiting: How many have not ended yet; their time is in no figure.
        p50_seconds: The median; None when n is below `LEAST`.
        p95_seconds: 95 of 100 were at least so quick; None like it.
    """

    measure: Measure
    circle: MeterCircle | None
    category: str
    n: int
    waiting: int
    p50_seconds: float | None
    p95_seconds: float | None


class Meter(msgspec.Struct, frozen=True):
    """What was measured for the last `days`; `measured_at` is None before the first hour has passed."""

    days: int
    least: int
    circle: MeterCircle | None
    measured_at: datetime | None
    whole: list[Moment]
    by_category: list[Moment]
    by_circle: list[Moment]


class CategoryFigures(msgspec.Struct, frozen=True):
    """What was reported, held and decided under one category of the policy.

    Attributes:
        notices: Reports of people.
        held: Cases that the machine opened.
        judged: How many of those a person decided on since.
        released: How many of those turned out to be fine: the machine was wrong.
        removed: Decisions of people that removed something and stand.
        eu: Categories of the European Union's table, as they were mapped when this was counted.
        curbed: As `removed`, of a label, a fold, a blur or less reach; 0 before there were any.
    """

    category: str
    notices: int
    held: int
    judged: int
    released: int
    removed: int
    eu: tuple[str, ...] = ()
    curbed: int = 0


class ActFigures(msgspec.Struct, frozen=True):
    """How often something was done, by a rule or machine and by a person.

    Attributes:
        restriction: The kind of restriction in the European Union's table, where there is one.
    """

    act: str
    automated: int
    by_person: int
    restriction: str = ""


class Figures(msgspec.Struct, frozen=True):
    """What was counted for one period, before small numbers are hidden.

    Attributes:
        upheld: Reports that a person found right, of `answered` ones.
        decisions: Made by people; `undone` were taken back, by whatever way.
        appeals_decided: Of those filed in the period; `overturned` counts those settled, too.
        minutes: All minutes of all circles in the period; `covered` with somebody on duty.
        roster_hours_week: What the platform's own roster covers in a week, as it stood when counted.
        panels: Of members, that ended; `panels_returned` came to no answer, `panels_overturned` were put
            right on an appeal.
    """

    notices: int
    answered: int
    upheld: int
    report_hours_p50: float | None
    report_hours_p95: float | None
    cases: int
    clocks_missed: int
    hold_hours_p50: float | None
    hold_hours_p95: float | None
    decisions: int
    undone: int
    appeals: int
    appeals_open: int
    appeals_decided: int
    overturned: int
    appeal_hours_p50: float | None
    circle_brakes: int
    feature_brakes: int
    trips: int
    minutes: int
    covered: int
    roster_hours_week: float
    categories: list[CategoryFigures]
    acts: list[ActFigures]
    panels: int = 0
    panels_removed: int = 0
    panels_released: int = 0
    panels_returned: int = 0
    panels_overturned: int = 0


class Report(msgspec.Struct, frozen=True):
    """The transparency report of one period.

    Attributes:
        period: 2026-11, or 2026-H2 for a half-year.
        mapping_version: Of the European Union's table of categories to which ours are mapped.
        is_final: Whether it is counted no more: thirty days after its end.
    """

    period: str
    starts_at: datetime
    ends_at: datetime
    figures: Figures
    policy_version: str
    mapping_version: str
    is_final: bool
    measured_at: datetime
