"""The nouns of screening: findings, verdicts, and the checker that is out of order."""

from typing import Literal

import msgspec

Act = Literal["allow", "label", "hold", "quarantine"]


class Finding(msgspec.Struct, frozen=True):
    """One thing that one stage noticed.

    `span` holds offsets into the original text (start, end), so that a reviewer sees what the
    author wrote; None for photos and where no place can be named. `severity` is 0 to 4, `score` 0 to 1.
    `source` says what fired: a lexicon entry, a model's head, the test card, a kind of code. `said` is
    the text of a code in a photo, which the reviewer cannot read off the picture.
    """

    category: str
    severity: int
    score: float
    stage: str
    span: tuple[int, int] | None
    source: str
    said: str | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What the policy makes of all findings: the gravest act wins, and `category` is the one behind it.

    `label` is the category that others see beside a text which is published all the same. `circle_rule`
    is the rule of the circle that decided where the platform's policy would have been milder: a category
    that the circle takes more strictly, or `word`.
    """

    act: Act
    severity: int
    category: str | None
    findings: tuple[Finding, ...]
    policy_version: str
    model_version: str
    label: str | None = None
    circle_rule: str | None = None


class Versions(msgspec.Struct, frozen=True):
    """What a decision row stores, so that it can be replayed."""

    policy: str
    lexicon: str
    model: str


class ScreenerDown(Exception):
    """The checker could not answer; whoever asked keeps the content pending."""
