"""The nouns of hunts."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard

HuntKind = Literal["bank", "model"]
HuntState = Literal["scanning", "paused", "ready", "applying", "applied", "cancelled"]
HitState = Literal["found", "held", "passed_over"]


class CategoryCount(msgspec.Struct, frozen=True):
    category: str
    photos: int


class Hunt(msgspec.Struct, frozen=True):
    """A look at all photos that are shown: `seen` of `total`, of which `found` would be held.

    `bank` compares stored hashes and weighs stored scores by the policy of now; `model` shows each photo to
    the model again. After it was applied `held` were, and `passed_over` had changed meanwhile.
    """

    hunt_id: UUID
    kind: HuntKind
    state: HuntState
    reason: str
    bank_version: int
    policy_version: str
    total: int
    seen: int
    found: int
    held: int
    passed_over: int
    categories: list[CategoryCount]
    made_by: ProfileCard
    at: datetime
    scanned_at: datetime | None
    ended_at: datetime | None


class HuntHit(msgspec.Struct, frozen=True):
    """A photo that would be held. `entry_id` and `distance` (bits) when it looks like a removed one."""

    owner: ProfileCard
    media_id: UUID
    category: str
    severity: int
    entry_id: UUID | None
    distance: int | None
    state: HitState


class NewHunt(msgspec.Struct, frozen=True):
    kind: HuntKind
    reason: Annotated[str, Meta(max_length=1000, pattern=r"\S")]
