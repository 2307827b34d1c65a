"""The nouns of moderation."""

from datetime import datetime, timedelta
from typing import Annotated, Final, Literal, get_args
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.sanctions import SanctionOfPerson, WishKind
from tonghao.accounts.types import ProfileCard
from tonghao.case_events import PanelSplit
from tonghao.posts.types import Comment, CurbAct, Post
from tonghao.screening import policy
from tonghao.screening.types import Verdict

# `tool` is what somebody put into a tool of a trade: a remark, a notice, a question, a thing, a guess; or a
# red packet.
SubjectKind = Literal["post", "comment", "photo", "account", "circle", "tool"]
Inlet = Literal["machine", "report", "patrol"]
QueueInlet = Literal["machine", "report", "patrol", "appeal"]
CaseState = Literal["open", "released", "curbed", "removed"]
DecisionAct = Literal["release", "label", "fold", "blur", "limit", "remove"]
ReportState = Literal["open", "upheld", "dismissed"]
# Something must be said: spaces alone are no reason.
Reason = Annotated[str, Meta(max_length=1000, pattern=r"\S")]
Note = Annotated[str, Meta(max_length=1000)]
Code = Annotated[str, Meta(min_length=1, max_length=40)]

# How soon a person must have looked, by severity: the case's clock.
CLOCKS: Final[dict[int, timedelta]] = {
    severity: timedelta(minutes=minutes) for severity, minutes in policy.current().clocks.items()
}

# What lets a thing stay with a curb. At the gravest nothing stays.
CURBS: Final[frozenset[str]] = frozenset(get_args(CurbAct))
# The state of a case in which each act leaves it.
STATES: Final[dict[str, CaseState]] = {
    "release": "released", "remove": "removed", **dict.fromkeys(CURBS, "curbed"),
}  # fmt: skip

# A claim keeps others from deciding for this long.
CLAIM: Final = timedelta(minutes=15)


class CategoryView(msgspec.Struct, frozen=True):
    """One category of the public standard, or what a case is called in which nothing was found.

    Attributes:
        by_people: No machine looks for it.
        only_waits: Nothing was found and a person looks first; nothing is decided by it or reported.
    """

    code: str
    zh: str
    en: str
    severity: int
    rule_zh: str
    rule_en: str
    by_people: bool
    reportable: bool
    only_waits: bool = False


class SeenPhoto(msgspec.Struct, frozen=True):
    """A photo as a case shows it, blurred until clicked."""

    owner_id: UUID
    media_id: UUID
    alt: str = ""


class Snapshot(msgspec.Struct, frozen=True):
    """What was to be seen when the case was opened: it does not change when the author edits.

    Attributes:
        text: The source of a post or comment, the bio of a person, the description of a circle.
        name: The author's name then; of a circle, its own.
        at: When the content was made.
    """

    text: str
    html: str
    photos: list[SeenPhoto]
    name: str
    handle: str
    bio: str
    avatar: UUID | None
    at: datetime


class Subject(msgspec.Struct, frozen=True):
    """What a case is about, as it stands now.

    Attributes:
        state: pending, visible, held, removed, deleted or refused.
        category: Why it is held or removed.
    """

    kind: SubjectKind
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    author_id: UUID
    state: str
    category: str | None
    snapshot: Snapshot


class CaseCircle(msgspec.Struct, frozen=True):
    circle_id: UUID
    slug: str
    name: str


class Points(msgspec.Struct, frozen=True):
    """Why something stands where it stands in the queue; each point is a doubling, and they add up.

    Attributes:
        harm: By severity.
        reports: By the weight of its reports.
        reach: By `people`, who can see it.
        waits_since: It gets one more point for each day since.
    """

    harm: float
    reports: float
    reach: float
    people: int
    waits_since: datetime


class CaseRow(msgspec.Struct):
    """A case in the queue. `claimed_by` is null once the claim is older than 15 minutes.

    Attributes:
        priority: The higher, the sooner; the same as its points but for a constant.
    """

    case_id: UUID
    inlet: Inlet
    subject_kind: SubjectKind
    subject_id: UUID
    post_id: UUID | None
    category: str
    severity: int
    state: CaseState
    reports: int
    circle: CaseCircle | None
    author: ProfileCard
    excerpt: str
    has_photos: bool
    opened_at: datetime
    due_at: datetime
    claimed_by: ProfileCard | None
    closed_at: datetime | None
    priority: float
    points: Points
    assigned_to: ProfileCard | None


class WaitingAppeal(msgspec.Struct):
    """An open appeal as it stands in the queue. `appellant` is null where it is a reporter."""

    appeal_id: UUID
    number: str
    act: str
    party: str
    category: str
    excerpt: str
    circle: CaseCircle | None
    appellant: ProfileCard | None
    filed_at: datetime
    due_at: datetime
    points: Points


class QueueRow(msgspec.Struct):
    """What waits: a case or an appeal, never both."""

    priority: float
    case: CaseRow | None
    appeal: WaitingAppeal | None


class Decision(msgspec.Struct):
    """What a moderator decided, who proposed it where it takes two, and who took it back if somebody did.

    `panel`: how a panel of members answered, where the decision carries it out; who asked it signed.
    """

    decision_id: UUID
    act: DecisionAct
    category: str
    note: str
    decided_by: ProfileCard
    at: datetime
    undone_at: datetime | None
    undone_by: ProfileCard | None
    undo_note: str | None
    first_by: ProfileCard | None
    exception: str | None
    panel: PanelSplit | None


class PastCase(msgspec.Struct):
    """A line in an author's history; `act` is null while the case is open."""

    case_id: UUID
    category: str
    act: DecisionAct | None
    at: datetime


class CasePast(msgspec.Struct):
    """How a circle stood in the last 90 days; `missed` are clocks that its own duty holders missed."""

    tier: str
    members: int
    cases: int
    open_cases: int
    removed: int
    missed: int
    restrictions: list[str]


class CaseNote(msgspec.Struct):
    """What a colleague found out; neither author nor reporters read it."""

    note_id: UUID
    text: str
    author: ProfileCard
    at: datetime


class Recusal(msgspec.Struct):
    """Who stepped back from a case, and why."""

    person: ProfileCard
    reason: str
    at: datetime


class CaseReport(msgspec.Struct):
    """A report as moderators see it: never who made it."""

    number: str
    category: str
    note: str
    at: datetime


class ReleaseProposal(msgspec.Struct):
    """A release of the gravest kind that waits for a second person."""

    proposed_by: ProfileCard
    category: str
    note: str
    at: datetime


class Case(CaseRow):
    """A case's own page.

    Attributes:
        verdict: What the machine found, with places in the snapshot's text; null for reports.
        context: For a post the post as it stands now; for a comment what stands around it.
        sanctions: What was decided about the author, and what is proposed; the newest first.
        similar: Same text first, then same author, then same category.
        circle_history: Null outside circles.
        found_nothing: Whether no rule of the platform was met: a circle's own rule, a gap in the roster or a
            check beforehand brought it here, so a release is what one begins with.
        barred: Why the viewer must leave it to others, as the code of a refusal; empty when they need not.
    """

    snapshot: Snapshot
    verdict: Verdict | None
    context: list[Comment] | Post | None
    author_history: list[PastCase]
    similar: list[CaseRow]
    reports_list: list[CaseReport]
    decisions: list[Decision]
    subject_state: str
    sanctions: list[SanctionOfPerson]
    circle_history: CasePast | None
    notes: list[CaseNote]
    recusals: list[Recusal]
    barred: str
    proposal: ReleaseProposal | None
    found_nothing: bool


class Report(msgspec.Struct):
    """A report as its maker sees it."""

    report_id: UUID
    number: str
    state: ReportState
    subject_kind: SubjectKind
    category: str
    at: datetime
    answered_at: datetime | None


class ReportRow(msgspec.Struct):
    """A report as moderators see it in the list: never who made it."""

    report_id: UUID
    number: str
    state: ReportState
    subject_kind: SubjectKind
    category: str
    note: str
    at: datetime
    answered_at: datetime | None
    case_id: UUID
    excerpt: str
    author: ProfileCard
    circle: CaseCircle | None


class Person(ProfileCard, frozen=True):
    """A person as the operator sees them."""

    state: str
    role: str
    created_at: datetime
    email_masked: str | None
    circles: int
    cases: int


class Overview(msgspec.Struct):
    """How the queue stands. A day begins at midnight where the one who asks lives.

    Attributes:
        platform_people: Who can decide for the platform; with one alone no appeal against them is heard.
        stuck_appeals: Of the fifty most urgent those on which none of them may decide.
    """

    open_cases: int
    overdue_cases: int
    open_reports: int
    partners_to_approve: int
    held_today: int
    decided_today: int
    oldest_case_at: datetime | None
    open_appeals: int
    waiting_samples: int
    platform_people: int
    stuck_appeals: int


class NewReport(msgspec.Struct, frozen=True):
    """`circle_id` goes with all but accounts and circles, `post_id` with a comment or a post's photo."""

    subject_kind: SubjectKind
    subject_id: UUID
    category: Code
    circle_id: UUID | None = None
    post_id: UUID | None = None
    note: Note = ""


class SanctionWish(msgspec.Struct, frozen=True):
    """What is decided about the author besides; `hours` is null without end, and of a strike."""

    kind: WishKind
    hours: Annotated[int, Meta(ge=1, le=87_600)] | None = None


class NewDecision(msgspec.Struct, frozen=True):
    """What is decided; label, fold, blur and limit are curbs, see `Curb`.

    `sanction` goes with a removal only, `exception` with a release.
    """

    act: DecisionAct
    category: Code
    note: Reason
    sanction: SanctionWish | None = None
    exception: Code | None = None


class CaseUndo(msgspec.Struct, frozen=True):
    note: Reason


class NewAssignment(msgspec.Struct, frozen=True):
    """`assignee_id` is null to give it to nobody."""

    assignee_id: UUID | None = None


class NewRecusal(msgspec.Struct, frozen=True):
    reason: Annotated[str, Meta(max_length=500, pattern=r"\S")]


class NewCaseNote(msgspec.Struct, frozen=True):
    text: Reason
