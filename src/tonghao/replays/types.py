"""The nouns of replays."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.replays.assumptions import Assumption, AssumptionGroup, Fact

ReplayState = Literal["waiting", "running", "done", "failed"]
Recall = Annotated[float, Meta(ge=0, le=1)]
Seed = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class ReplayMilestone(msgspec.Struct, frozen=True):
    """The first time that something happened in one of the two circles (0 or 1)."""

    minute: float
    circle: int
    kind: str


class ReplayFrame(msgspec.Struct, frozen=True):
    """How it stood at the end of an hour; counts are since the beginning.

    Attributes:
        published_views: What was published of 2016 for that hour, for the other side of the page.
        attempted, shown, held: Pictures that must not stand here; of them those that others can see, and
            those that are kept from them.
        tips: Tips that were taken for such pictures.
    """

    minute: int
    views: int
    attempted: int
    shown: int
    held: int
    members: int
    reports: int
    decisions: int
    posts_elsewhere: int
    held_elsewhere: int
    milestones: list[ReplayMilestone]
    published_views: int
    tips: int = 0


class ReplayOutcome(msgspec.Struct, frozen=True):
    """What came of it; minutes count from the first burst, null when it never came to that.

    Attributes:
        held_elsewhere_for: Category -> how many posts of other circles were held for it.
        tips_tried, tips_given: Tips that members wanted to give for violating pictures, and those taken.
        tips_before_precheck: Of them, before a person looked first in that circle.
        tips_returned, tips_settled: Went back to their giver; reached the author after a clean day.
    """

    violating_views: int
    minutes_to_brake: float | None
    minutes_to_precheck: float | None
    held_elsewhere_pct: float
    recall: float
    seed: int
    minutes_to_brake_pulled: float | None
    pictures_attempted: int
    pictures_seen: int
    posts_elsewhere: int
    held_elsewhere: int
    reports: int
    decisions: int
    turned_away: int
    held_fetches_refused: int
    leaks: int
    tips_tried: int = 0
    tips_given: int = 0
    tips_before_precheck: int = 0
    tips_returned: int = 0
    tips_settled: int = 0
    held_elsewhere_for: dict[str, int] = {}


class ReplayRow(msgspec.Struct):
    """A replay in the list of those that were run here.

    Attributes:
        changes: Assumptions that were other than as they ship.
    """

    replay_id: UUID
    recall: float
    seed: int
    version: str
    changes: dict[str, float]
    state: ReplayState
    outcome: ReplayOutcome | None
    asked_at: datetime
    ended_at: datetime | None


class Replay(ReplayRow):
    """A replay with its hours, as far as it has come."""

    frames: list[ReplayFrame]


class ReplayBasis(msgspec.Struct, frozen=True):
    """What a replay rests on: what was published, and what is assumed.

    Attributes:
        may_run: Whether one can be run here by the button.
    """

    hours: int
    published_views: int
    source_zh: str
    source_en: str
    facts: list[Fact]
    version: str
    groups: list[AssumptionGroup]
    assumptions: list[Assumption]
    may_run: bool


class NewReplay(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`assumed` has the assumptions that shall be other than as they ship, by key."""

    recall: Recall
    seed: Seed = 1
    assumed: dict[str, float] = {}
