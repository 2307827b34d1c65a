"""The nouns of tips."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import PasskeyShown
from tonghao.wallets.types import PayPassword

TipState = Literal["held", "settled", "returned"]


class NewTip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`tip_id` is made by the giver's device: sent again, it is the same tip. There are no words with it."""

    tip_id: UUID
    amount: Annotated[str, Meta(min_length=1, max_length=16)]
    pay_password: PayPassword | None = None
    passkey: PasskeyShown | None = None


class Tip(msgspec.Struct, frozen=True):
    """A tip as its two people see it.

    Attributes:
        half: What of the giver's limits is more than half used with it: day, month or nothing.
    """

    tip_id: UUID
    circle_id: UUID
    post_id: UUID
    amount: str
    currency: str
    state: TipState
    given_at: datetime
    settles_at: datetime
    ended_at: datetime | None
    half: Literal["day", "month"] | None = None


class TipPause(msgspec.Struct, frozen=True):
    """Why nobody is tipped for now; `reason_en` is empty where a person wrote the reason."""

    reason: str
    reason_en: str
    until: datetime | None


class Tipping(msgspec.Struct, frozen=True):
    """Whether a viewer may tip the author of a post; `why_not` is the code of what refuses it.

    Attributes:
        paused: Where tips are stopped for now, in the circle or in the whole place.
        left: How much the viewer may still give at once; null where they may not.
        mine: What the viewer has given here already, and is held.
    """

    may: bool
    why_not: str | None
    left: str | None
    currency: str
    mine: str | None
    paused: TipPause | None


class TipChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    takes_tips: bool


class CircleTipping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    is_on: bool
