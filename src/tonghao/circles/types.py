"""The nouns of circles."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.circles.restrictions import (
    Restriction,
)
from tonghao.circles.tiers import Standing
from tonghao.partners.rights import Right

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
Tool = Literal["challenge", "team_up", "reading", "fund", "lost_pet", "month_room", "clinic", "gadget"]
Weekday = Annotated[int, Meta(ge=0, le=6)]


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
    restrictions: list[Restriction]
    standing: Standing


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
