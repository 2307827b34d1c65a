"""The nouns of the standard."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.screening.policy import Overlay
from tonghao.screening.types import Act, Verdict

# Something must be said: spaces alone are no reason.
ReasonText = Annotated[str, Meta(max_length=1000, pattern=r"\S")]


class Follows(msgspec.Struct, frozen=True):
    """What happens at one severity, 0 to 4.

    Attributes:
        act: What the machine does when it is sure.
        clock_minutes: Within which a person has looked.
    """

    severity: int
    act: Act
    clock_minutes: int
    zh: str
    en: str


class StandardRule(msgspec.Struct, frozen=True):
    """One category of the standard. `by_people`: no machine looks for it; `eu`: names of the DSA's table."""

    code: str
    zh: str
    en: str
    severity: int
    rule_zh: str
    rule_en: str
    by_people: bool
    reportable: bool
    eu: tuple[str, ...]


class Exempt(msgspec.Struct, frozen=True):
    """What a person may release in circles about `topics` although a category of `categories` names it."""

    code: str
    topics: tuple[str, ...]
    categories: tuple[str, ...]
    zh: str
    en: str
    covers_zh: str
    covers_en: str
    not_zh: str
    not_en: str


class DrawnExample(msgspec.Struct, frozen=True):
    """A drawing, at `/standard/drawings/{drawing}.svg`. `fits`: whether it may be shown."""

    drawing: str
    category: str
    fits: bool
    zh: str
    en: str
    exception: str | None = None


class StandardChange(msgspec.Struct, frozen=True):
    """One difference between two versions.

    Attributes:
        part: Where: a severity, a category, an exception or an example, with its code.
        field: Which of its words or numbers; null where the whole was added or removed.
    """

    part: Literal["severity", "category", "exception", "example", "mapping"]
    code: str
    kind: Literal["added", "changed", "removed"]
    field: str | None = None
    before: str | None = None
    after: str | None = None


class StandardVersion(msgspec.Struct, frozen=True):
    """A published version, in a list."""

    version: str
    date: date
    told_zh: str
    told_en: str


class Standard(msgspec.Struct, frozen=True):
    """One version of the public standard, as it was published."""

    version: str
    date: date
    told_zh: str
    told_en: str
    policy_version: str
    eu_version: str
    follows: tuple[Follows, ...]
    categories: tuple[StandardRule, ...]
    exceptions: tuple[Exempt, ...]
    examples: tuple[DrawnExample, ...]


class PublishedStandard(msgspec.Struct, frozen=True):
    """A version with what changed since the one before it; `before` is null for the first.

    `since`: what the platform's policy in force says otherwise; empty for older versions.
    """

    standard: Standard
    before: StandardVersion | None
    changes: list[StandardChange]
    versions: list[StandardVersion]
    since: list[StandardChange]


class PolicyOrder(msgspec.Struct, frozen=True):
    """That version `number` counts from `effective_at` on; of those that have begun the last one counts.

    `share`: in how many of a hundred circles.
    """

    order_id: int
    number: int
    effective_at: datetime
    reason: str
    ordered_by: UUID
    at: datetime
    share: int


class PolicyVersion(msgspec.Struct, frozen=True):
    """A version that somebody wrote; it changes nothing until it is ordered."""

    number: int
    overlay: Overlay
    note: str
    made_by: UUID
    at: datetime


class Staged(msgspec.Struct, frozen=True):
    """A version that counts in a share of the circles, always the same ones, and nowhere else yet."""

    number: int
    version: str
    overlay: Overlay
    share: int


class InForce(msgspec.Struct, frozen=True):
    """What counts now, and the figures that ship, from which an overlay departs.

    `staged`: what counts in a share of the circles already; null when one version counts everywhere.
    """

    number: int
    version: str
    overlay: Overlay
    shipped_severities: dict[str, int]
    shipped_explicit: float
    shipped_suggestive: float
    orders: list[PolicyOrder]
    staged: Staged | None = None


class NewVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    overlay: Overlay
    note: ReasonText


class NewOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`effective_at`: at once when left out. `share`: in how many of a hundred circles."""

    number: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    reason: ReasonText
    effective_at: Annotated[datetime, Meta(tz=True)] | None = None
    share: Annotated[int, Meta(ge=1, le=100)] = 100


class NewTrial(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text for the test bench, and the changes under which it is tried."""

    text: Annotated[str, Meta(min_length=1, max_length=4000)]
    overlay: Overlay


class Trial(msgspec.Struct, frozen=True):
    """One text judged as it is now, and as it would be."""

    now: Verdict
    then: Verdict


class NewReplay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    days: Annotated[int, Meta(ge=1, le=30)] = 7


class Differing(msgspec.Struct, frozen=True):
    """A text or photo of the last days that would be decided differently. `excerpt` is empty for photos."""

    kind: Literal["post", "comment", "photo"]
    subject_id: UUID
    before: Act
    after: Act
    category: str | None
    excerpt: str = ""


class PolicyReplay(msgspec.Struct, frozen=True):
    """The last days judged again under a version.

    Attributes:
        counts: By "before>after", how many; also of those that stay as they are.
        changed: The first hundred that differ.
    """

    replay_id: UUID
    number: int
    against: int
    days: int
    state: Literal["waiting", "running", "done", "failed"]
    total: int
    done: int
    counts: dict[str, int]
    changed: list[Differing]
    at: datetime
    ended_at: datetime | None


class NewShadow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """That version `number` judges alongside."""

    number: Annotated[int, Meta(ge=0, le=2**31 - 1)]
    reason: ReasonText


class Shadow(msgspec.Struct, frozen=True):
    """A version that judges, or judged, what is written beside the one that counts.

    Attributes:
        upto: Until when everything is judged.
        counts: By "before>after", how many; also of those that both decide alike.
        changed: The last hundred that differ, the newest first.
    """

    shadow_id: UUID
    number: int
    reason: str
    begun_at: datetime
    ended_at: datetime | None
    upto: datetime
    judged: int
    counts: dict[str, int]
    changed: list[Differing]
