"""The nouns of the standard."""

from datetime import date
from typing import Literal

import msgspec

from tonghao.screening.types import Act


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
    """A version with what changed since the one before it; `before` is null for the first."""

    standard: Standard
    before: StandardVersion | None
    changes: list[StandardChange]
    versions: list[StandardVersion]
