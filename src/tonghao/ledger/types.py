"""The nouns of the ledger."""

import hashlib
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.errors import Refusal
from tonghao.ids import derived_id

MOST_LEGS: Final = 256
# Ten million million yuan: sums of a batch stay far from where a bigint ends.
MOST_MINOR: Final = 10**15
NO_FLOOR: Final = -(2**63)

Reason = Literal[
    "insufficient_balance", "account_frozen", "account_closed", "account_missing", "currency_differs"
]
Status = Literal["open", "frozen", "closed"]
HoldState = Literal["placed", "captured", "released", "expired"]


class KeyReused(Refusal):
    """This key was used for another movement of money. Nothing was moved; use a new key."""


class Leg(msgspec.Struct, frozen=True):
    """Money goes from *debit_id* to *credit_id*.

    Attributes:
        amount_minor: Above zero, at most `MOST_MINOR`.
        code: What it is for, a short word in snake_case.
    """

    debit_id: UUID
    credit_id: UUID
    amount_minor: int
    code: str

    def __post_init__(self) -> None:
        if not 0 < self.amount_minor <= MOST_MINOR:
            raise ValueError(f"amount {self.amount_minor}")
        if self.debit_id == self.credit_id:
            raise ValueError("debit and credit are one account")


class Group(msgspec.Struct, frozen=True):
    """Transfers of one currency that happen together or not at all; their floors hold after each leg.

    Attributes:
        id: The key: the same id has the same outcome for ever.
        legs: One to `MOST_LEGS`, in the order in which they are posted.
        reverses_id: The group that this one takes back; `reverse_group` makes such groups.
    """

    id: UUID
    currency: str
    legs: tuple[Leg, ...]
    cause_kind: str
    cause_id: UUID
    reverses_id: UUID | None = None

    def __post_init__(self) -> None:
        if not 0 < len(self.legs) <= MOST_LEGS:
            raise ValueError(f"{len(self.legs)} legs")


class Posted(msgspec.Struct, frozen=True):
    """What became of a group.

    Attributes:
        refusal: None when the money moved; a refusal is as lasting as a transfer.
        repeated: Whether the same group was posted before; nothing moved again.
    """

    group_id: UUID
    refusal: Reason | None
    repeated: bool


class Account(msgspec.Struct, frozen=True):
    """An account as it is now; `floor_minor` None may go below zero without limit."""

    id: UUID
    owner_kind: str
    owner_id: UUID
    purpose: str
    currency: str
    floor_minor: int | None
    status: Status
    balance_minor: int
    version: int
    opened_at: datetime


class Transfer(msgspec.Struct, frozen=True):
    """One leg as it was posted."""

    id: UUID
    group_id: UUID
    leg: int
    leg_count: int
    debit_id: UUID
    credit_id: UUID
    amount_minor: int
    currency: str
    code: str
    cause_kind: str
    cause_id: UUID
    reverses_id: UUID | None
    at: datetime


class Entry(msgspec.Struct, frozen=True):
    """A transfer seen from one account: `amount_minor` is below zero for what went out."""

    account_id: UUID
    version: int
    amount_minor: int
    balance_after_minor: int
    at: datetime
    transfer_id: UUID
    group_id: UUID
    counterpart_id: UUID
    code: str
    cause_kind: str
    cause_id: UUID
    reverses_id: UUID | None


class Audit(msgspec.Struct, frozen=True):
    """What an audit found.

    Attributes:
        account_count: Accounts that were read.
        transfer_count: Transfers that were read.
        faults: A sentence each, beginning with the invariant; at most 20 of a kind. Empty when all is well.
    """

    is_full: bool
    account_count: int
    transfer_count: int
    faults: list[str]
    began_at: datetime
    took_seconds: float


class Hold(msgspec.Struct, frozen=True):
    """Money that was set aside: it lies in `held_id` until it is captured, released or expires."""

    id: UUID
    from_id: UUID
    held_id: UUID
    currency: str
    amount_minor: int
    state: HoldState
    placed_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class Permit(msgspec.Struct, frozen=True):
    """That a group may leave a frozen account: who of the platform signed it, and why."""

    group_id: UUID
    signed_by: UUID
    reason: str
    at: datetime


class Seal(msgspec.Struct, frozen=True):
    """A day of transfers: how many, how much by currency, and the hash over them and the day before."""

    day: date
    transfer_count: int
    sums: dict[str, int]
    previous: str
    sha256: str


def leg_id_of(group_id: UUID, leg: int) -> UUID:
    """The identifier of leg number *leg*, from 0."""
    return derived_id(str(group_id), str(leg))


def fingerprint_of(group: Group) -> bytes:
    """SHA-256 over everything that *group* says."""
    return hashlib.sha256(msgspec.json.encode(group)).digest()
