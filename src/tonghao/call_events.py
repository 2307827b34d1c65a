"""What can have happened to the calls of those on duty."""

from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class CallRung(Happened, frozen=True, tag="call.rung"):
    """Somebody on duty must look now: jobs bring it to them by every way there is."""

    live: ClassVar[bool] = True
    call_id: UUID
    round: int
    account_id: UUID
    side: str
    circle_id: UUID | None
    cause: str  # case, breaker, brake, feature
    category: str
    severity: int


class CallMoved(Happened, frozen=True, tag="call.moved"):
    """A call rang, was answered, rang out or has nothing to be about any more; banners go by it."""

    live: ClassVar[bool] = True
    call_id: UUID
    how: str  # rung, answered, rang_out, over
    by_id: UUID | None


class FeatureBraked(Happened, frozen=True, tag="feature.braked"):
    """The whole place stopped doing one thing, or does it again; nobody did that whose time was over."""

    brake_id: UUID
    feature: str
    by_id: UUID | None
    is_over: bool
