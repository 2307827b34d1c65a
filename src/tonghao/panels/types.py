"""The nouns of panels."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.moderation.types import Code
from tonghao.policies.types import DrawnExample, Exempt

Answer = Literal["keeps", "breaks", "cannot_say"]
SeatState = Literal["waiting", "answered", "declined", "lapsed", "excused", "over"]
# Carried out: removed, released. Back to a moderator: too few answered, they did not agree, or whoever asked
# may not sign it any more. Over before: a person decided, it became graver, or the words are gone.
Outcome = Literal["removed", "released", "few", "split", "unsigned", "overtaken", "graver", "gone"]
# What somebody lacks to be drawn.
Lacking = Literal["adult", "age", "contact", "strike", "staff"]
# Why a case does not come before a panel.
KeptFrom = Literal[
    "closed", "kind", "photos", "graver", "category", "private", "minor", "gone", "wordless", "asked"
]


class PanelConsent(msgspec.Struct):
    """Whether somebody agreed to be drawn.

    Attributes:
        lacking: What stands in the way now, whether they agreed or not.
    """

    consented: bool
    since: datetime | None
    lacking: list[Lacking]


class PanelRule(msgspec.Struct, frozen=True):
    """The rule that a question names, with what is allowed beside it."""

    code: str
    zh: str
    en: str
    rule_zh: str
    rule_en: str
    exceptions: list[Exempt]
    examples: list[DrawnExample]


class PanelQuestion(msgspec.Struct):
    """What a member is asked: words as they were, without author and circle.

    Attributes:
        subject_kind: post or comment.
        answer_by: After that another member is drawn instead.
    """

    panel_id: UUID
    rule: PanelRule
    text: str
    subject_kind: str
    asked_at: datetime
    answer_by: datetime
    due_at: datetime


class PanelService(msgspec.Struct):
    """A seat that somebody had.

    Attributes:
        answer: Their own; null where they did not answer.
        outcome: Null while the others still answer; the numbers are 0 until then.
        overturned: Somebody appealed, and a person of the platform decided otherwise.
    """

    panel_id: UUID
    category: str
    zh: str
    en: str
    state: SeatState
    answer: Answer | None
    drawn_at: datetime
    outcome: Outcome | None
    closed_at: datetime | None
    keeps: int
    breaks: int
    cannot_say: int
    overturned: bool


class MyPanels(msgspec.Struct):
    """What waits for somebody's answer, and what they answered; `answered` counts all of it."""

    consent: PanelConsent
    questions: list[PanelQuestion]
    services: list[PanelService]
    answered: int


class PanelReason(msgspec.Struct):
    """What a member wrote to an answer; nobody is told who."""

    answer: Answer
    text: str


class PanelRow(msgspec.Struct):
    """A panel as moderators see it; the numbers are 0 and `own_view` stays secret until it is over.

    Attributes:
        answered: How many have answered by now.
        waiting: How many were drawn and have time left.
        pool: From how many the seats were drawn.
        agrees: Whether members and moderator said the same; null where one of them did not say.
    """

    panel_id: UUID
    case_id: UUID
    category: str
    excerpt: str
    asked_by: ProfileCard
    asked_at: datetime
    due_at: datetime
    pool: int
    answered: int
    waiting: int
    outcome: Outcome | None
    closed_at: datetime | None
    keeps: int
    breaks: int
    cannot_say: int
    own_view: Answer | None
    agrees: bool | None
    overturned: bool
    seed_hash: str
    seed: str | None


class CasePanel(msgspec.Struct):
    """How a case stands with the panel.

    Attributes:
        kept_from: Why it cannot be put to one now; null when it can.
        fit: How many members could be drawn for it.
        needed: How many seats there are.
        categories: Rules that a panel may be asked about.
    """

    panel: PanelRow | None
    kept_from: KeptFrom | None
    fit: int
    needed: int
    reasons: list[PanelReason]
    categories: list[str]


class PanelMonth(msgspec.Struct):
    """The panels that ended in a month, `2026-11`.

    Attributes:
        compared: Where both the members and the moderator who asked had said one or the other.
    """

    month: str
    panels: int
    removed: int
    released: int
    returned: int
    overtaken: int
    compared: int
    agreed: int
    overturned: int


class NewPanel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`category` is the rule that the question names, `own_view` what the moderator would say."""

    category: Code
    own_view: Answer


class NewVote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    answer: Answer
    reason: Annotated[str, Meta(max_length=500)] = ""


class NewConsent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    consented: bool
