"""What can have happened to the cases of moderators."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from tonghao.circle_events import Happened


class PanelSplit(msgspec.Struct, frozen=True):
    """How many members of a panel answered what."""

    breaks: int
    keeps: int
    cannot_say: int


class CaseOpened(Happened, frozen=True, tag="case.opened"):
    live: ClassVar[bool] = True
    case_id: UUID
    severity: int


class CaseClaimed(Happened, frozen=True, tag="case.claimed"):
    """A moderator works on it for the next fifteen minutes; nobody else can decide it meanwhile."""

    live: ClassVar[bool] = True
    case_id: UUID
    moderator_id: UUID


class CaseMoved(Happened, frozen=True, tag="case.moved"):
    """Somebody was given a case, stepped back from it, noted something, or proposed to release it."""

    live: ClassVar[bool] = True
    case_id: UUID
    how: str  # assigned, recused, noted, proposed, panel_asked, panel_closed
    by_id: UUID
    assignee_id: UUID | None


class CaseDecided(Happened, frozen=True, tag="case.decided"):
    """Also after an undo. The notices to author and reporters are made from it.

    It names no reporter: moderators hear it live, and nobody learns who reported. `changed` says
    whether something happened to the subject; an author hears nothing of a report that was dismissed.
    """

    live: ClassVar[bool] = True
    case_id: UUID
    decision_id: UUID
    act: str  # release, remove, undo
    category: str
    subject_kind: str
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
    author_id: UUID
    changed: bool
    # Of a decision taken back or made on an appeal: its outcome is told instead of the undo.
    on_appeal: bool = False
    # Of a decision that carries out what a panel of members said.
    panel: PanelSplit | None = None


class PanelSeatGiven(Happened, frozen=True, tag="panel.seat_given"):
    """Somebody was drawn for a panel and is told; nobody else is."""

    panel_id: UUID
    account_id: UUID
    category: str
    answer_by: datetime


class PanelFilled(Happened, frozen=True, tag="panel.filled"):
    """Nobody on the panel is waited for any more."""

    panel_id: UUID


class AccountSeenAs(Happened, frozen=True, tag="account.seen_as"):
    """For a case somebody looked at a place as this person sees it; the person is told.

    `circle_id` is null where the circle is none that the person knows of.
    """

    account_id: UUID
    case_id: UUID
    circle_id: UUID | None


class BankEntered(Happened, frozen=True, tag="bank.entered"):
    """A removed photo is kept away; its variants are made from its files now."""

    entry_id: UUID
    media_owner: UUID
    media_id: UUID


class HuntMoved(Happened, frozen=True, tag="hunt.moved"):
    """A hunt through the photos began, rests, has found, is applied or ended; `state` is its state now."""

    live: ClassVar[bool] = True
    hunt_id: UUID
    state: str


class ClockMissed(Happened, frozen=True, tag="clock.missed"):
    """Nobody decided in time; it counts for both who were on the clock, and they are told."""

    live: ClassVar[bool] = True
    case_id: UUID
    circle_id: UUID | None
    severity: int
    due_at: datetime
    holder_ids: list[UUID]


class BreakerTripped(Happened, frozen=True, tag="breaker.tripped"):
    """The breaker of a circle tripped by itself; a person decides whether to pull the brake."""

    live: ClassVar[bool] = True
    circle_id: UUID
    trip_id: UUID
    content_class: str
    restriction: str
    views: int
    reports: int
    holds: int


class AppealDecided(Happened, frozen=True, tag="appeal.decided"):
    """Another person answered, or the first decision was taken back before; the appellant is told."""

    appeal_id: UUID
    number: str
    appellant_id: UUID
    party: str  # author, reporter, circle
    act: str  # what was done first: hold, remove, dismiss, or a sanction or restriction
    outcome: str  # upheld, overturned, settled
    category: str
    answer: str
    case_id: UUID | None
    subject_kind: str
    subject_id: UUID
    circle_id: UUID | None
    post_id: UUID | None
