"""The nouns of notifications."""

from datetime import datetime
from typing import Annotated, Final, Literal, get_args
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.case_events import PanelSplit

Kind = Literal[
    "reply",
    "mention",
    "like",
    "decision",
    "report",
    "partner",
    "thanks",
    "answer",
    "floors",
    "circle",
    "meetup",
    "security",
    "takeout",
    "tool",
    "call",
    "money",
    "panel",
]


# Whoever decides about somebody's words or account must tell them.
ALWAYS_TOLD: Final[frozenset[Kind]] = frozenset({"decision", "report", "security", "takeout", "call"})


# The act of a notice that a moderator looked at a case as the reader sees it.
SEEN_AS: Final = "seen_as"


class Sentences(msgspec.Struct, frozen=True, omit_defaults=True):
    """One text in both languages."""

    zh: str
    en: str


class Details(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a kind adds; only what applies is there.

    Attributes:
        act: Of a decision: hold (by the machine), release, remove, undo, ban, unban, circle_removed (by its
            staff), seen_as (a moderator looked with the reader's eyes); of a report the same;
            of a partner: invited, renewed, due, lapsed.
        category: Code of the policy's category.
        category_name: Its name.
        rule: The rule that was applied, as it stood then.
        message: What the author is told of a hold or a decision.
        subject_id: What the staff of a circle removed, for an appeal; of money, which transfer and so on.
        subject_kind: post, comment, photo, account, circle or tool; of money: transfer, money_request,
            split, code_payment, red_packet or refund.
        number: Of a report, e.g. R-20261122-4F7K.
        report_state: upheld, dismissed, or open again after an undo.
        count: How many people liked it, or thanked for it, that day; of floors: how many are new.
        approved: Whether the partner was approved.
        reason: Why it was not, why one is banned, or why the staff of a circle removed something.
        until: When a ban ends, absent for one without end; when a partner's year ends; by when a panel
            wants an answer.
        partner_id: Which partner.
        partner_name: Its name.
        media_id: The photo that is held.
        title: Of a meetup, or of what stands in a tool. The act of a meetup is seat, time, place,
            cancelled, near_24 or near_1.
        device: Of a new device: what its browser says of itself.
        what: Of a change of the account: passkey_added and so on; of a circle: what is restricted; of a
            tool: sighted and so on.
        tool: Of a circle's tool, its code.
        severity: Of a call, how grave it is; its act is the side that is called, `what` why.
        amount: Of money, a decimal string.
        currency: Of money, its code.
        panel: Of a decision, how a panel of members answered, where it was carried out.
    """

    act: str | None = None
    category: str | None = None
    category_name: Sentences | None = None
    rule: Sentences | None = None
    message: Sentences | None = None
    subject_kind: str | None = None
    subject_id: UUID | None = None
    number: str | None = None
    report_state: str | None = None
    count: int | None = None
    approved: bool | None = None
    reason: str | None = None
    until: datetime | None = None
    partner_id: UUID | None = None
    partner_name: str | None = None
    media_id: UUID | None = None
    title: str | None = None
    device: str | None = None
    what: str | None = None
    tool: str | None = None
    severity: int | None = None
    amount: str | None = None
    currency: str | None = None
    panel: PanelSplit | None = None


class Notification(msgspec.Struct):
    """One thing a person is told. `excerpt` is empty once the words are no longer there for them."""

    id: UUID
    kind: Kind
    actor: ProfileCard | None
    circle_id: UUID | None
    circle_slug: str | None
    circle_name: str | None
    circle_name_en: str | None
    post_id: UUID | None
    comment_id: UUID | None
    floor: int | None
    excerpt: str
    details: Details
    at: datetime
    read: bool


class NotificationPage(msgspec.Struct):
    """A page, newest first, and how many are unread in all.

    `held` is how many wait for the end of quiet hours, which is `quiet_until`.
    """

    entries: list[Notification]
    next_cursor: str | None
    unread: int
    held: int = 0
    quiet_until: datetime | None = None


class Unread(msgspec.Struct):
    unread: int


class Reads(msgspec.Struct, frozen=True):
    """Which notifications were read; null: all of them."""

    ids: Annotated[list[UUID], Meta(max_length=200)] | None = None


Minute = Annotated[int, Meta(ge=0, le=1439)]


class QuietHours(msgspec.Struct, frozen=True):
    """Minutes after midnight where one lives; an end before the beginning is on the next day."""

    from_minute: Minute
    until_minute: Minute


class Wishes(msgspec.Struct, frozen=True):
    """What somebody wants to be told, and how."""

    zone: str
    app_off: frozenset[str]
    mail_on: frozenset[str]
    quiet: QuietHours | None
    digest_hour: int | None
    has_email: bool


class NotificationWishes(msgspec.Struct, frozen=True):
    """What somebody sets; `digest_hour` null is no digest."""

    app_off: Annotated[list[Kind], Meta(max_length=50)]
    mail_on: Annotated[list[Kind], Meta(max_length=50)]
    quiet: QuietHours | None
    digest_hour: Annotated[int, Meta(ge=0, le=23)] | None


class NotificationSettings(NotificationWishes, frozen=True, kw_only=True):
    """What holds, with the kinds there are and those that are always told."""

    kinds: list[Kind]
    always: list[Kind]
    has_email: bool


class Delivered(msgspec.Struct, frozen=True):
    """How many notices waited and came now."""

    delivered: int
    unread: int


class Unsubscribed(msgspec.Struct, frozen=True):
    what: Literal["digest", "mail"]


KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
