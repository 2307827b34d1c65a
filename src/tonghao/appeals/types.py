"""The nouns of appeals."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.moderation.types import Case, CaseCircle, Code, Snapshot, SubjectKind

AppealAbout = Literal["content", "report", "sanction", "restriction"]
# `removal` is one by the staff of a circle, `decision` one of the platform.
AppealAgainst = Literal["hold", "decision", "sanction", "restriction", "removal"]
AppealParty = Literal["author", "reporter", "circle"]
AppealState = Literal["open", "upheld", "overturned", "settled", "withdrawn"]
# Something must be said: spaces alone are no reason.
AppealText = Annotated[str, Meta(min_length=1, max_length=2000, pattern=r"\S")]


class AppealTarget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody does not agree with.

    Attributes:
        about: content: what was held or removed, named by kind and id, also by a circle's staff;
            report: one's own that was dismissed; sanction: one's own; restriction: of a circle that one
            looks after.
        id: Of the content, the report, the sanction or the restriction.
        subject_kind: Of the content.
        circle_id: Of the restriction, or of the post.
    """

    about: AppealAbout
    id: UUID
    subject_kind: SubjectKind | None = None
    circle_id: UUID | None = None


class NewAppeal(AppealTarget, frozen=True, kw_only=True):
    """`text`: why the decision is wrong."""

    text: AppealText


class NewAppealDecision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What another person decides.

    Attributes:
        answer: Why; told to whoever appealed.
        category: Under which something stays or comes away; null keeps the one of the first decision.
    """

    outcome: Literal["upheld", "overturned"]
    answer: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]
    category: Code | None = None


class Appeal(msgspec.Struct):
    """An appeal as its maker sees it: never who decided.

    Attributes:
        act: What was done: hold, remove, dismiss, or the kind of sanction or restriction.
        state: settled: the first decision was taken back before anybody decided on the appeal.
        report_number: Of the report that was dismissed.
    """

    appeal_id: UUID
    number: str
    against: AppealAgainst
    act: str
    party: AppealParty
    subject_kind: SubjectKind
    subject_id: UUID
    circle: CaseCircle | None
    post_id: UUID | None
    report_number: str | None
    category: str
    text: str
    state: AppealState
    filed_at: datetime
    due_at: datetime
    ended_at: datetime | None
    answer: str


class AppealChance(msgspec.Struct):
    """What can be appealed here, or the appeal that was made.

    Attributes:
        why_not: The code of the refusal that an appeal would get; empty where one may be made.
        at: When the first decision was made.
        until: Until when it may be appealed.
        reason: What the staff of a circle gave as their reason for a removal.
    """

    why_not: str
    appeal: Appeal | None
    act: str | None = None
    subject_kind: SubjectKind | None = None
    category: str | None = None
    by_machine: bool = False
    at: datetime | None = None
    until: datetime | None = None
    reason: str = ""


class AppealRow(Appeal):
    """An appeal as moderators see it.

    Attributes:
        appellant: Null where it is a reporter: nobody learns who reported.
        excerpt: What the case is about, as it was when it was opened.
        may_decide: Whether the viewer may; see `is_barred`.
        can_be_decided: Whether anybody may; otherwise who runs the place has to appoint somebody.
    """

    appellant: ProfileCard | None
    case_id: UUID | None
    excerpt: str
    decided_by: ProfileCard | None
    may_decide: bool
    can_be_decided: bool


class FirstDecision(msgspec.Struct):
    """What the appeal is against; `by` is null for the machine and for rules."""

    act: str
    category: str
    note: str
    by: ProfileCard | None
    at: datetime


class AppealFile(AppealRow):
    """An appeal with everything that helps to decide: the first decision, and the case with its snapshot.

    Attributes:
        removed: What the staff of a circle removed, where no case keeps it.
    """

    first: FirstDecision | None
    case: Case | None
    removed: Snapshot | None


class AppealCount(msgspec.Struct):
    """How many appeals were filed against one kind of thing by one party, and what became of them.

    `decided` is the denominator of `overturned`, which counts what was settled, too.
    """

    against: AppealAgainst
    party: AppealParty
    filed: int
    open: int
    decided: int
    overturned: int
    median_hours: float | None


class AppealFigures(msgspec.Struct):
    """The appeals that were filed in the last `days`."""

    days: int
    rules_version: str
    window_days: int
    answer_hours: int
    counts: list[AppealCount]
