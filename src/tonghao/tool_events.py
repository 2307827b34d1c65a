"""The part of the catalogue that tells of polls, meetups and the tools of a trade."""

from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class PollCounted(Happened, frozen=True, tag="poll.counted"):
    """Somebody voted, or the poll closed; `poll` as somebody sees it who has not voted."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    poll: dict[str, object]


class MeetupCounted(Happened, frozen=True, tag="meetup.counted"):
    """Sign-ups, check-ins or the plan changed; `meetup` as somebody sees it who has not signed up."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    meetup: dict[str, object]


class SeatGiven(Happened, frozen=True, tag="seat.given"):
    """Somebody who waited is going now; they hear it live, and are told."""

    live: ClassVar[bool] = True
    circle_id: UUID
    post_id: UUID
    account_id: UUID


class MeetupAltered(Happened, frozen=True, tag="meetup.altered"):
    """What everybody who signed up has to know."""

    circle_id: UUID
    post_id: UUID
    what: str  # time, place, cancelled
    title: str
    reason: str = ""


class MeetupNear(Happened, frozen=True, tag="meetup.near"):
    """It starts in *hours*: 24 or 1."""

    circle_id: UUID
    post_id: UUID
    hours: int
    title: str


class ToolChanged(Happened, frozen=True, tag="tool.changed"):
    """Something in a tool of a circle is no longer as it was; who looks at it reads it again."""

    live: ClassVar[bool] = True
    circle_id: UUID
    tool: str
    subject_id: UUID


class ToolTold(Happened, frozen=True, tag="tool.told"):
    """One person is to hear what *actor_id* did in a tool; *what* says it in a word, as sighted."""

    circle_id: UUID
    account_id: UUID
    actor_id: UUID | None
    tool: str
    subject_id: UUID
    what: str
    title: str = ""
    reason: str = ""


class ReplayAsked(Happened, frozen=True, tag="replay.asked"):
    """Somebody on duty wants to see November 2016 again."""

    replay_id: UUID


ToolEvent = (
    PollCounted
    | MeetupCounted
    | SeatGiven
    | MeetupAltered
    | MeetupNear
    | ToolChanged
    | ToolTold
    | ReplayAsked
)
