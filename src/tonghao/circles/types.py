"""The nouns of circles."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.errors import NotAllowed, Refusal
from tonghao.partners.rights import Right, allows

Kind = Literal["open", "request", "invite"]
PageName = Literal["must_read", "how_it_works", "penalties", "share"]
RequestState = Literal["pending", "accepted", "declined", "withdrawn", "expired"]
Role = Literal["owner", "host", "helper", "member"]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{1,39}$")]
Name = Annotated[str, Meta(min_length=2, max_length=30)]
NameEn = Annotated[str, Meta(max_length=60)]
Description = Annotated[str, Meta(max_length=500)]
DescriptionEn = Annotated[str, Meta(max_length=1000)]
Rules = Annotated[str, Meta(max_length=2000)]
# The tools of a trade that a circle can use; each is a feature of its own.
Tool = Literal["challenge", "team_up", "reading", "fund"]
Weekday = Annotated[int, Meta(ge=0, le=6)]

# Who may act on whom: only on somebody lower.
RANK: Final[dict[str | None, int]] = {None: 0, "member": 0, "helper": 1, "host": 2, "owner": 3}
# From which role in the circle on one has a right there; the partner's people have their own table.
_RANK_FOR: Final[dict[Right, int]] = {
    "edit_circle": 2,
    "set_roster": 2,
    "appoint": 3,
    "see_requests": 2,
    "answer_requests": 2,
    "undo_acts": 2,
}
LEVEL_OF_PARTNER: Final = 4
LEVEL_OF_PLATFORM: Final = 5


class JoinFirst(Refusal):
    """Join the circle first; then you can take part here."""

    status = 403


class BannedHere(Refusal):
    """You are banned from this circle for now. The details say until when."""

    status = 403


class CircleClosed(Refusal):
    """This circle is closed. It can still be read, but nothing new can be added."""


class Access(msgspec.Struct, frozen=True):
    """What one person may do in one circle, read in one query.

    Attributes:
        role: None for somebody who is no member.
        banned_until: None also for a ban without end; `is_banned` says whether there is one.
        partner_role: The person's role in the partner that runs the circle: owner, manager, staff.
    """

    circle_id: UUID
    kind: str
    state: str
    account_id: UUID | None
    role: str | None
    is_banned: bool
    banned_until: datetime | None
    partner_role: str | None
    is_moderator: bool = False

    @property
    def is_partner_staff(self) -> bool:
        return self.partner_role is not None

    @property
    def level(self) -> int:
        """How high the person stands when they act: 1 helper, 2 host, 3 owner, 4 partner, 5 platform.

        Who has a role in the circle acts in that role, even when they own the partner too: only so
        is there somebody above them.
        """
        if RANK[self.role] > 0:
            return RANK[self.role]
        if self.is_moderator:
            return LEVEL_OF_PLATFORM
        return LEVEL_OF_PARTNER if self.partner_role in {"owner", "manager"} else 0

    def above(self, level: int) -> "Access":
        """The same person as they act when they undo what was done on *level*: no higher than they must."""
        if RANK[self.role] > level:
            return msgspec.structs.replace(self, is_moderator=False)
        from_partner = self.partner_role == "owner" and level < LEVEL_OF_PARTNER
        return msgspec.structs.replace(self, role=None, is_moderator=not from_partner)

    @property
    def undo_level(self) -> int:
        """The highest level from which the person may take back what others did."""
        levels = [RANK[self.role]]
        if self.partner_role == "owner":
            levels.append(LEVEL_OF_PARTNER)
        if self.is_moderator:
            levels.append(LEVEL_OF_PLATFORM)
        return max(levels)

    @property
    def may_read(self) -> bool:
        return self.kind == "open" or self.role is not None or self.is_partner_staff or self.is_moderator

    @property
    def may_see(self) -> bool:
        """Whether the circle's page may be seen: also by those who could ask to come in."""
        return self.kind != "invite" or self.may_read

    @property
    def may_write(self) -> bool:
        return self.role is not None and not self.is_banned and self.state == "open"

    @property
    def may_help(self) -> bool:
        """Delete and ban for a day: helpers, hosts and the owner."""
        return RANK[self.role] >= RANK["helper"]

    @property
    def may_host(self) -> bool:
        return RANK[self.role] >= RANK["host"]

    @property
    def is_owner(self) -> bool:
        return self.role == "owner"

    def must_write(self) -> None:
        """Raises BannedHere, JoinFirst or CircleClosed unless the person may write."""
        if self.is_banned:
            raise BannedHere(until=self.banned_until)
        if self.role is None:
            raise JoinFirst
        if self.state != "open":
            raise CircleClosed

    def may(self, right: Right) -> bool:
        """Whether the person's role in the circle, or in its partner, gives them *right*."""
        return RANK[self.role] >= _RANK_FOR[right] or allows(self.partner_role, right)

    @property
    def rights(self) -> list[Right]:
        return [right for right in _RANK_FOR if self.may(right)]

    def must(self, right: Right) -> None:
        """Raises NotAllowed unless the person has *right*."""
        if not self.may(right):
            raise NotAllowed

    def must_help(self) -> None:
        """Raises NotAllowed unless the person is helper, host or owner."""
        if not self.may_help:
            raise NotAllowed

    def must_help_or_oversee(self) -> None:
        """Raises NotAllowed unless the person is staff here, or stands above the circle."""
        if self.undo_level == 0:
            raise NotAllowed

    def must_host(self) -> None:
        """Raises NotAllowed unless the person is host or owner."""
        if not self.may_host:
            raise NotAllowed


class Cover(msgspec.Struct, frozen=True):
    """The address of a cover picture: /media/{owner_id}/{media_id}/{size}.webp."""

    owner_id: UUID
    media_id: UUID


class CircleCard(msgspec.Struct):
    """A circle in a list. `my_role` is null for somebody who is no member."""

    circle_id: UUID
    slug: str
    name: str
    name_en: str
    topic: str
    description: str
    description_en: str
    kind: Kind
    cover: Cover | None
    member_count: int
    partner_name: str
    my_role: Role | None


class RunBy(msgspec.Struct):
    """The partner that answers for a circle."""

    partner_id: UUID
    name: str
    name_en: str
    category: str


class CircleStaff(msgspec.Struct):
    """Somebody who looks after a circle."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    role: Role


class OnDuty(msgspec.Struct):
    """Somebody who answers now, and until when."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    until: datetime


class DutyShift(msgspec.Struct):
    """Weekly hours in the circle's own zone; weekday 0 is Monday, minutes count from midnight.

    A shift over midnight is sent with an end before its start, and stored and shown as two.
    """

    account_id: UUID
    weekday: Weekday
    starts_minute: Annotated[int, Meta(ge=0, le=1439)]
    ends_minute: Annotated[int, Meta(ge=1, le=1440)]


class DutyException(msgspec.Struct, frozen=True):
    """What differs from the weekly roster on one date; without both people nobody is on duty."""

    exception_id: UUID
    on_date: date
    starts_minute: int
    ends_minute: int
    absent_id: UUID | None
    cover_id: UUID | None
    note: str


class PageHead(msgspec.Struct, frozen=True):
    """One of the circle's pages that has words, and since when it says them."""

    page: PageName
    version: int
    changed_at: datetime


class JoinQuestion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a circle asks those who want to join."""

    text: Annotated[str, Meta(max_length=500)]
    is_required: bool = True


class Answer(msgspec.Struct, frozen=True):
    """A question as it was asked, and what was said."""

    question: str
    answer: str


class MyJoinRequest(msgspec.Struct, frozen=True):
    """My last request to a circle; `reason` is what was said when it was declined."""

    id: UUID
    state: RequestState
    introduction: str
    note: str
    answers: list[Answer]
    reason: str
    asked_at: datetime
    expires_at: datetime
    decided_at: datetime | None


class JoinAsk(msgspec.Struct, frozen=True):
    """What a circle by request asks; the median is null while fewer than five requests were answered."""

    questions: list[JoinQuestion]
    median_answer_seconds: int | None
    my_request: MyJoinRequest | None


class Circle(CircleCard):
    """A circle's own page.

    Attributes:
        ask: Of a circle by request only.
        waiting_requests: For those who may see the requests; null for everybody else.
        tools: Of its trade, in the order of their tabs.
        must_read_due: Whether the reader came after the must-read was written and has not been shown it.
        my_rights: What the reader may do here, by their role in the circle or in its partner.
    """

    rules: str
    zone: str
    state: Literal["open", "closed"]
    created_at: datetime
    partner: RunBy
    staff: list[CircleStaff]
    on_duty: list[OnDuty]
    next_duty_at: datetime | None
    duty_shifts: list[DutyShift]
    joined_at: datetime | None
    is_banned: bool
    banned_until: datetime | None
    i_am_partner_staff: bool
    ask: JoinAsk | None
    waiting_requests: int | None
    my_rights: list[Right]
    duty_exceptions: list[DutyException]
    opening_pages: list[PageHead]
    must_read_due: bool
    tools: list[Tool]


class Member(msgspec.Struct):
    """Somebody who joined a circle."""

    account_id: UUID
    handle: str
    name: str
    avatar: UUID | None
    role: Role
    joined_at: datetime


class Nickname(msgspec.Struct):
    """What I am called in one circle; null for my own name."""

    nickname: Annotated[str, Meta(max_length=200)] | None


class Ban(msgspec.Struct):
    """Somebody who may not write here; `until` is null for a ban without end."""

    account: ProfileCard
    banned_by: ProfileCard
    reason: str
    until: datetime | None
    at: datetime


class Invite(msgspec.Struct):
    """A link into a circle. The link is shown once, when it is made: only its hash is kept."""

    invite_id: UUID
    link: str | None
    made_by: UUID
    uses: int
    max_uses: int
    expires_at: datetime
    created_at: datetime


class Topic(msgspec.Struct, frozen=True):
    """What circles are about."""

    code: str
    zh: str
    en: str
