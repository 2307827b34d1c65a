"""The catalogue of events: everything that can have happened, and who hears it live."""

from typing import ClassVar, Final, get_args
from uuid import UUID

import msgspec

from tonghao.account_events import AccountEased, AccountSanctioned, DeviceSeen, TakeoutAsked, TakeoutChanged
from tonghao.call_events import CallMoved, CallRung, FeatureBraked
from tonghao.case_events import (
    AccountSeenAs,
    AppealDecided,
    BankEntered,
    BreakerTripped,
    CaseClaimed,
    CaseDecided,
    CaseMoved,
    CaseOpened,
    ClockMissed,
    HuntMoved,
    PanelFilled,
    PanelSeatGiven,
)
from tonghao.circle_events import (
    ActUndone,
    BanLifted,
    CircleJoined,
    CircleLeft,
    CircleRestricted,
    ContentRemoved,
    DutyHanded,
    JoinAnswered,
    JoinRequested,
    JoinRequestsCounted,
    MemberBanned,
    PartnerApplied,
    PartnerDecided,
    PartnerDue,
    PartnerLapsed,
    StaffInvited,
    TierChanged,
)
from tonghao.circle_events import Happened as _Event
from tonghao.media_events import MediaJudged
from tonghao.money_events import MoneyEvent
from tonghao.packet_events import PacketEvent
from tonghao.policy_events import PolicyReplayAsked
from tonghao.reading_events import (
    AnswersMarked,
    FloorThanked,
    LevelsChosen,
    SavesChanged,
    ThanksCounted,
    ThreadMarked,
)
from tonghao.tool_events import ToolEvent


class CodeRequested(_Event, frozen=True, tag="code.requested"):
    """Somebody asked for a one-time code; the job makes it, so that it is never stored in the open."""

    target: str
    purpose: str
    locale: str


class SecurityChanged(_Event, frozen=True, tag="security.changed"):
    """What opens the account has changed; its owner hears of it. `name` is that of a passkey."""

    account_id: UUID
    what: str
    name: str = ""


class AccountLeaving(_Event, frozen=True, tag="account.leaving"):
    account_id: UUID


class AccountDeleted(_Event, frozen=True, tag="account.deleted"):
    """The days of grace are over: every feature deletes what it keeps of this person."""

    account_id: UUID


class ProfileEdited(_Event, frozen=True, tag="profile.edited"):
    live: ClassVar[bool] = True
    account_id: UUID


class SessionRevoked(_Event, frozen=True, tag="session.revoked"):
    """Sockets of the session close."""

    live: ClassVar[bool] = True
    account_id: UUID
    session_id: UUID


class AccountBlocked(_Event, frozen=True, tag="account.blocked"):
    """Also sent when a block ends: sockets read the list again."""

    live: ClassVar[bool] = True
    account_id: UUID
    blocked_id: UUID


class MediaUploaded(_Event, frozen=True, tag="media.uploaded"):
    owner_id: UUID
    media_id: UUID


class MediaDropped(_Event, frozen=True, tag="media.dropped"):
    """Nobody may see the photo any more; its files are deleted now."""

    owner_id: UUID
    media_id: UUID


class MediaChecked(_Event, frozen=True, tag="media.checked"):
    """A photo has its verdict; its author sees it live."""

    live: ClassVar[bool] = True
    owner_id: UUID
    media_id: UUID
    state: str
    category: str | None


class PostPublished(_Event, frozen=True, tag="post.published"):
    """`post` is the same view that a fresh fetch by somebody who has not liked it gives."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    author_id: UUID
    mentioned: list[UUID]
    post: dict[str, object]


class PostEdited(_Event, frozen=True, tag="post.edited"):
    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    author_id: UUID
    mentioned: list[UUID]
    post: dict[str, object]


class PostMarked(_Event, frozen=True, tag="post.marked"):
    """Pinned, locked, put into the digest, slowed down, or no more; `marks` are fields of the post."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    author_id: UUID
    marks: dict[str, object]


class PostHidden(_Event, frozen=True, tag="post.hidden"):
    """Held, removed or deleted: it is gone for everybody but author and moderators."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    author_id: UUID
    state: str


class PostHeld(_Event, frozen=True, tag="post.held"):
    """Waits for a person; `verdict` is the machine's. An archive brings what is imported."""

    circle_id: UUID
    post_id: UUID
    author_id: UUID
    category: str
    severity: int
    verdict: dict[str, object]
    imported: bool = False


class ScheduleFailed(_Event, frozen=True, tag="schedule.failed"):
    """A post whose time came could not be published; the reason is for its author."""

    live: ClassVar[bool] = True
    account_id: UUID
    scheduled_id: UUID
    reason_zh: str
    reason_en: str


class PostUnscreened(_Event, frozen=True, tag="post.unscreened"):
    """Stored while the checker was down: a job screens it; until then nobody else sees it."""

    circle_id: UUID
    post_id: UUID


class LikesCounted(_Event, frozen=True, tag="likes.counted"):
    """A like came or went. `comment_id` is null for a post."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    comment_id: UUID | None
    like_count: int


class Liked(_Event, frozen=True, tag="liked"):
    """Only for the notice to the author."""

    circle_id: UUID
    post_id: UUID
    comment_id: UUID | None
    author_id: UUID
    account_id: UUID


class CommentPublished(_Event, frozen=True, tag="comment.published"):
    """`comment` as a fresh fetch gives it; `answered_id` is the author of what it answers.

    `reply_count` is that of the floor in which it stands, after it came.
    """

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    answered_id: UUID
    post_author_id: UUID
    mentioned: list[UUID]
    comment_count: int
    comment: dict[str, object]
    reply_count: int = 0


class CommentEdited(_Event, frozen=True, tag="comment.edited"):
    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    mentioned: list[UUID]
    comment: dict[str, object]


class CommentHidden(_Event, frozen=True, tag="comment.hidden"):
    """Held, removed or deleted; also when it is written and held at once, since its number is taken.

    `reply_count` is that of the floor in which it stood, after it went.
    """

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    floor: int
    reply_number: int
    state: str
    comment_count: int
    reply_count: int = 0


class CommentHeld(_Event, frozen=True, tag="comment.held"):
    circle_id: UUID
    post_id: UUID
    comment_id: UUID
    author_id: UUID
    category: str
    severity: int
    verdict: dict[str, object]
    imported: bool = False


class CommentUnscreened(_Event, frozen=True, tag="comment.unscreened"):
    circle_id: UUID
    post_id: UUID
    comment_id: UUID


class NotificationMade(_Event, frozen=True, tag="notification.made"):
    """`replaces` is what this one takes up into itself: likes of one day are counted together."""

    live: ClassVar[bool] = True
    account_id: UUID
    unread: int
    notification: dict[str, object]
    replaces: UUID | None = None


class NotificationsDelivered(_Event, frozen=True, tag="notifications.delivered"):
    """Quiet hours are over: what waited can be fetched, all of it told at once."""

    live: ClassVar[bool] = True
    account_id: UUID
    unread: int
    count: int


class NotificationsRead(_Event, frozen=True, tag="notifications.read"):
    """So that the count is equal on all devices."""

    live: ClassVar[bool] = True
    account_id: UUID
    unread: int
    ids: list[UUID] | None  # null: all of them


Event = (
    CodeRequested
    | DeviceSeen
    | SecurityChanged
    | AccountLeaving
    | AccountDeleted
    | AccountSanctioned
    | AccountEased
    | AccountSeenAs
    | ProfileEdited
    | SessionRevoked
    | AccountBlocked
    | PartnerApplied
    | PartnerDecided
    | PartnerDue
    | PartnerLapsed
    | TierChanged
    | StaffInvited
    | MediaUploaded
    | MediaJudged
    | MediaDropped
    | MediaChecked
    | CircleJoined
    | CircleLeft
    | CircleRestricted
    | ContentRemoved
    | DutyHanded
    | JoinRequested
    | JoinAnswered
    | JoinRequestsCounted
    | ActUndone
    | MemberBanned
    | BanLifted
    | PostPublished
    | PostEdited
    | PostMarked
    | PostHidden
    | PostHeld
    | PostUnscreened
    | ScheduleFailed
    | LikesCounted
    | Liked
    | ThanksCounted
    | FloorThanked
    | AnswersMarked
    | ThreadMarked
    | SavesChanged
    | LevelsChosen
    | CommentPublished
    | CommentEdited
    | CommentHidden
    | CommentHeld
    | CommentUnscreened
    | ToolEvent
    | BreakerTripped
    | AppealDecided
    | CaseOpened
    | CaseClaimed
    | CaseDecided
    | CaseMoved
    | ClockMissed
    | CallRung
    | CallMoved
    | FeatureBraked
    | BankEntered
    | HuntMoved
    | PanelSeatGiven
    | PanelFilled
    | PolicyReplayAsked
    | MoneyEvent
    | TakeoutAsked
    | TakeoutChanged
    | NotificationMade
    | NotificationsDelivered
    | NotificationsRead
    | PacketEvent
)


_BY_KIND: Final = {str(one.__struct_config__.tag): one for one in get_args(Event)}


def kind_of(event: Event) -> str:
    """The event's name in the catalogue, e.g. `post.published`."""
    return str(event.__struct_config__.tag)


def decode_event(raw: object) -> Event:
    """The event whose JSON value is *raw*; by its kind: the union of all takes a third of a millisecond."""
    kind = str(raw.get("kind")) if isinstance(raw, dict) else ""
    event: Event = msgspec.convert(raw, type=_BY_KIND.get(kind, Event))
    return event
