"""What can have happened in partners and circles, and the shape of every event."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec


class Happened(msgspec.Struct, frozen=True, tag_field="kind"):
    live: ClassVar[bool] = False


class PartnerApplied(Happened, frozen=True, tag="partner.applied"):
    """The console counts who waits."""

    live: ClassVar[bool] = True
    partner_id: UUID


class PartnerDecided(Happened, frozen=True, tag="partner.decided"):
    partner_id: UUID
    applied_by: UUID
    approved: bool
    reason: str
    check_id: UUID | None = None
    is_renewal: bool = False


class PartnerDue(Happened, frozen=True, tag="partner.due"):
    """The yearly check of a partner is over soon."""

    partner_id: UUID
    due_at: datetime


class PartnerLapsed(Happened, frozen=True, tag="partner.lapsed"):
    """The yearly check of a partner is over, and nothing new was approved."""

    partner_id: UUID
    due_at: datetime


class StaffInvited(Happened, frozen=True, tag="staff.invited"):
    """Somebody is asked to work for a partner."""

    partner_id: UUID
    account_id: UUID
    invited_by: UUID
    role: str


class CircleJoined(Happened, frozen=True, tag="circle.joined"):
    """Sockets of the account hear the circle from now on."""

    live: ClassVar[bool] = True
    circle_id: UUID
    account_id: UUID


class CircleLeft(Happened, frozen=True, tag="circle.left"):
    """Left, or was banned: sockets of the account stop hearing the circle."""

    live: ClassVar[bool] = True
    circle_id: UUID
    account_id: UUID


class CircleRestricted(Happened, frozen=True, tag="circle.restricted"):
    """A restriction was set, or lifted: `eased`. `by` is null for a rule, and when its time was over.

    `restrictions` are those in force now, as the circle's page gives them.
    """

    live: ClassVar[bool] = True
    circle_id: UUID
    act_id: UUID
    restriction: str
    source: str
    eased: bool
    reason: str
    by: UUID | None
    restrictions: list[dict[str, object]]


class JoinRequested(Happened, frozen=True, tag="join.requested"):
    """Somebody asks to come in; those who can answer are told."""

    circle_id: UUID
    request_id: UUID
    account_id: UUID


class DutyHanded(Happened, frozen=True, tag="duty.handed"):
    """A shift was offered, taken, declined or withdrawn; whoever did not do it is told.

    `circle_id` is null for a shift of the platform.
    """

    circle_id: UUID | None
    offer_id: UUID
    from_id: UUID
    to_id: UUID
    state: str


class JoinAnswered(Happened, frozen=True, tag="join.answered"):
    """A request was accepted, declined, or expired: `answered_by` is null then."""

    live: ClassVar[bool] = True
    circle_id: UUID
    request_id: UUID
    account_id: UUID
    outcome: str
    reason: str
    answered_by: UUID | None


class JoinRequestsCounted(Happened, frozen=True, tag="join_requests.counted"):
    """How many wait, to each of those who can answer."""

    live: ClassVar[bool] = True
    circle_id: UUID
    waiting: int


class ActUndone(Happened, frozen=True, tag="act.undone"):
    """The level above took back what somebody did; `act` names it."""

    circle_id: UUID
    act_id: UUID
    act: str
    actor_id: UUID
    undone_by: UUID
    reason: str


class TierChanged(Happened, frozen=True, tag="circle.tier_changed"):
    """A circle stands on another tier; `by` is null where the weekly figures did it."""

    circle_id: UUID
    act_id: UUID
    before: str
    tier: str
    reason: str
    reason_en: str
    by: UUID | None


class MemberBanned(Happened, frozen=True, tag="member.banned"):
    """Somebody may not write in a circle until a moment, or without end; member or not."""

    circle_id: UUID
    account_id: UUID
    act_id: UUID
    until: datetime | None
    reason: str


class BanLifted(Happened, frozen=True, tag="ban.lifted"):
    """Somebody may write in a circle again, once they join."""

    circle_id: UUID
    account_id: UUID
    act_id: UUID


class ContentRemoved(Happened, frozen=True, tag="content.removed"):
    """The staff of a circle removed what somebody wrote; `about` is post, comment or tool."""

    circle_id: UUID
    act_id: UUID
    account_id: UUID
    about: str
    subject_id: UUID
    post_id: UUID | None
    comment_id: UUID | None
    reason: str
    title: str = ""
