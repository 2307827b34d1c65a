"""The nouns of wallets."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.brake_feature import FeatureStop
from tonghao.accounts.types import PasskeyShown, ProfileCard
from tonghao.wallets.limits import Allowance, Kind, Tier

Sort = Literal["top_up", "withdrawal", "transfer", "packet", "tip", "fund", "other"]
Direction = Literal["in", "out"]
PayPassword = Annotated[str, Meta(max_length=20)]


class WalletFreeze(msgspec.Struct, frozen=True):
    """Why nothing leaves a wallet, since when and until when; the decision can be appealed by its number.

    `until` is null where no end was set, and `reason_en` is empty where a person wrote the reason.
    """

    sanction_id: UUID
    reason: str
    reason_en: str
    since: datetime
    until: datetime | None


class Wallet(msgspec.Struct, frozen=True):
    """A person's money. `play` says that it is play money, of the sandbox, or points.

    `gateway` is the door through which money comes in and goes out; null where there is none. `stopped` is
    what the whole place does not do with money for now, so that nobody has to try.
    """

    balance: str
    currency: str
    exponent: int
    gateway: str | None
    play: bool
    has_pay_password: bool
    has_passkey: bool
    pay_password_locked_until: datetime | None
    new_device_until: datetime | None
    frozen: WalletFreeze | None
    stopped: list[FeatureStop]


class WalletEntry(msgspec.Struct, frozen=True):
    """A line of the history: `amount` is below zero for what went out, `balance` what there was after it.

    `other` is the person on the other side, where there is one; `title` the words that went with it.
    """

    number: int
    transfer_id: UUID
    sort: Sort
    code: str
    amount: str
    balance: str
    other: ProfileCard | None
    title: str
    cause_kind: str
    cause_id: UUID
    reverses_id: UUID | None
    at: datetime


class WalletReceipt(msgspec.Struct, frozen=True):
    """Everything about one movement that both sides may know; `reference` is the gateway's own number."""

    entry: WalletEntry
    group_id: UUID
    currency: str
    reversed_by: UUID | None
    reference: str


class WalletMonth(msgspec.Struct, frozen=True):
    """What came in and went out in a month, by the person's own clock."""

    month: str
    came: str
    went: str
    movements: int


class WalletLimits(msgspec.Struct, frozen=True):
    """The limits in force for a person, and the whole table, so that one sees what is next.

    `raised_by` is `phone`, or null where nothing raises them at present.
    """

    tier: Tier
    raised_by: str | None
    currency: str
    free_each: str
    free_day: str
    allowances: list[Allowance]
    tiers: list["TierLimits"]


class TierLimits(msgspec.Struct, frozen=True):
    """A row of the table of limits."""

    tier: Tier
    kinds: list["KindLimit"]


class KindLimit(msgspec.Struct, frozen=True):
    """How much of one kind may move at once, in 24 hours and in 30 days."""

    kind: Kind
    each: str
    day: str
    month: str


class NewPayPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Six digits."""

    pay_password: PayPassword


class Asked(msgspec.Struct, frozen=True):
    """What of a history is wanted. `until` is the last day of it."""

    sorts: tuple[Sort, ...] = ()
    direction: Direction | None = None
    since: date | None = None
    until: date | None = None
    words: str = ""


class Shown(msgspec.Struct, frozen=True):
    """What a body carries beside the payment: the pay password, or a passkey that was asked for to prove."""

    pay_password: PayPassword | None = None
    passkey: PasskeyShown | None = None
