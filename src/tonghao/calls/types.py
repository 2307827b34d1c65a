"""The nouns of calls."""

from datetime import datetime, timedelta
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

Side = Literal["partner", "platform"]
CauseKind = Literal["case", "breaker", "brake", "feature"]
Channel = Literal["app", "mail", "webhook"]

# From this severity on somebody must be reached at once.
CALLS: Final = 3
# Who does not answer is called again after this time, then the next one.
AGAIN: Final = timedelta(minutes=5)
# Who just said "I am on it" is not called for each thing more of the same weight.
JOINS: Final = timedelta(minutes=15)
# The platform's own address stands under this.
PLATFORM: Final = UUID(int=0)


class Cause(msgspec.Struct, frozen=True):
    """Why somebody must look.

    Attributes:
        cause_id: The case, the trip of a breaker, the circle of its brake, or the brake of a feature.
        category: Of the policy; of a feature its name; empty where there is none.
    """

    kind: CauseKind
    cause_id: UUID
    category: str
    severity: int


class CalledCircle(msgspec.Struct, frozen=True):
    circle_id: UUID
    slug: str
    name: str
    name_en: str


class CallCause(msgspec.Struct, frozen=True):
    """What a call is about; `over_at` is when nobody need look at it any more."""

    kind: CauseKind
    cause_id: UUID
    category: str
    severity: int
    at: datetime
    over_at: datetime | None


class CallTry(msgspec.Struct, frozen=True):
    """One message to one person.

    Attributes:
        round: 1 for the first time that the call rang.
        sent_at: When it left; null while it has not.
        fault: Why it did not; `no_address` where there is none to send to.
    """

    round: int
    person: ProfileCard
    channel: Channel
    made_at: datetime
    sent_at: datetime | None
    fault: str


class Call(msgspec.Struct, frozen=True):
    """A call of one side, as the duty board lists it.

    Attributes:
        causes: At most twenty; `cause_count` is how many there are.
        next_at: When it rings next; null once it does not.
        rang_out_at: When everybody who could answer had been called, and nobody had answered.
        over_at: When what it was about was decided or released, answered or not.
    """

    call_id: UUID
    side: Side
    circle: CalledCircle | None
    severity: int
    opened_at: datetime
    next_at: datetime | None
    answered_by: ProfileCard | None
    answered_at: datetime | None
    rang_out_at: datetime | None
    over_at: datetime | None
    causes: list[CallCause]
    cause_count: int
    tries: list[CallTry]


class MyCall(msgspec.Struct, frozen=True):
    """A call that waits for the reader's answer.

    Attributes:
        case_id: Where it is about one case alone; null otherwise.
        cause_count: How many things it is about by now.
        rung_at: When it last rang for the reader.
    """

    call_id: UUID
    side: Side
    circle: CalledCircle | None
    severity: int
    cause: CauseKind
    category: str
    case_id: UUID | None
    cause_count: int
    opened_at: datetime
    rung_at: datetime


class CallAddress(msgspec.Struct, frozen=True):
    """Where calls are sent besides; all null where no address is set.

    Attributes:
        secret: Told once, in the answer that makes it; null ever after.
        last_sent_at: When a call last arrived there.
        last_fault: Why the last one did not; empty when it did.
    """

    url: str | None
    set_at: datetime | None
    secret: str | None
    last_sent_at: datetime | None
    last_fault: str


class NewCallAddress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An address on the public network that takes signed webhooks."""

    url: Annotated[str, Meta(min_length=8, max_length=500, pattern=r"^https?://\S+$")]


class AddressTried(msgspec.Struct, frozen=True):
    """What came of a trial: the status of the answer, or what went wrong."""

    is_taken: bool
    status: int | None
    fault: str
