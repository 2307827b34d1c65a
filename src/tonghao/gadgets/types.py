"""The nouns of gadgets."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.media.types import ShownPhoto
from tonghao.remarks.types import MediaIds

GadgetState = Literal["waiting", "diagnosed", "done"]
Outcome = Literal["repaired", "not_worth", "self_repaired"]
Yuan = Annotated[int, Meta(ge=0, le=100_000)]


class NewGadget(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is broken, and how it shows."""

    device: Annotated[str, Meta(min_length=1, max_length=60)]
    symptom: Annotated[str, Meta(min_length=1, max_length=500)]
    media_ids: MediaIds = []


class NewGuess(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A guess in whole yuan, and what it might be."""

    low: Yuan
    high: Yuan
    cause: Annotated[str, Meta(max_length=200)] = ""


class NewDiagnosis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What it is, and what it will cost in whole yuan."""

    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    low: Yuan
    high: Yuan


class GadgetEnd(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How it ended; `cost` is in yuan as a decimal string, empty where nothing was spent."""

    outcome: Outcome
    cost: Annotated[str, Meta(max_length=12)] = ""
    note: Annotated[str, Meta(max_length=1000)] = ""


class Guess(msgspec.Struct, frozen=True):
    """What somebody guessed; `is_hit` once the cost is known and lies within."""

    guess_id: UUID
    account: ProfileCard
    low: str
    high: str
    cause: str
    is_hit: bool
    at: datetime
    mine: bool


class Gadget(msgspec.Struct, frozen=True):
    """Something at the bench; amounts are yuan as decimal strings, the guesses the first fifty."""

    gadget_id: UUID
    account: ProfileCard
    device: str
    symptom: str
    photos: list[ShownPhoto]
    state: GadgetState
    quote_low: str | None
    quote_high: str | None
    outcome: Outcome | None
    cost: str | None
    guesses: list[Guess]
    remark_count: int
    created_at: datetime
    ended_at: datetime | None
    mine: bool


class Bench(msgspec.Struct, frozen=True):
    """What the bench has seen: how many live again, how many did not, and what all of it cost."""

    waiting: int
    repaired: int
    self_repaired: int
    not_worth: int
    spent: str
