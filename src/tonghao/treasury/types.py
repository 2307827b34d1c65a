"""The nouns of the treasury."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.gateways.types import Amount, GatewayHealth, OrderKind, OrderState
from tonghao.ledger.types import Reason, Status
from tonghao.wallets.types import TierLimits

FoundKind = Literal["nothing", "person", "account", "transfer", "group", "order"]
PendingKind = Literal["withdrawal", "top_up", "refund", "hold", "packet", "tip", "transfer"]


class LedgerLook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A handle, or the number of a person, an account, a transfer, a group or an order."""

    words: Annotated[str, Meta(min_length=1, max_length=80)]


class LedgerName(msgspec.Struct, frozen=True):
    """Which account it is; `person` where it belongs to one."""

    account_id: UUID
    owner_kind: str
    purpose: str
    person: ProfileCard | None


class LedgerAccount(msgspec.Struct, frozen=True):
    """An account of the books as it is now; `floor` null may go below zero without limit."""

    name: LedgerName
    owner_id: UUID
    currency: str
    status: Status
    balance: str
    floor: str | None
    entry_count: int
    opened_at: datetime


class LedgerTransfer(msgspec.Struct, frozen=True):
    """One leg of a group: money went from `debit` to `credit`."""

    transfer_id: UUID
    group_id: UUID
    leg: int
    debit: LedgerName
    credit: LedgerName
    amount: str
    currency: str
    code: str
    cause_kind: str
    cause_id: UUID
    reverses_id: UUID | None
    at: datetime


class LedgerRefund(msgspec.Struct, frozen=True):
    """What was given back of a top-up, or is on its way; `reason` is the gateway's own where it failed."""

    order_id: UUID
    amount: str
    state: OrderState
    said: str
    reason: str
    asked_by: ProfileCard | None
    made_at: datetime
    ended_at: datetime | None


class ListedRefund(LedgerRefund, frozen=True):
    """One of all refunds; `refund_of` is its top-up, whose page names the person."""

    currency: str
    gateway: str
    refund_of: UUID


class LedgerOrder(msgspec.Struct, frozen=True):
    """An order of a gateway as an operator reads it.

    Attributes:
        reason: Why it failed, in the gateway's words.
        said: Of a refund, why it was made; `refund_of` is its top-up.
        left: What can still be given back of a top-up.
        refunds: Of a top-up, the newest first, at most 50.
    """

    order_id: UUID
    gateway: str
    kind: OrderKind
    person: ProfileCard | None
    amount: str
    currency: str
    state: OrderState
    reference: str
    reason: str
    said: str
    refund_of: UUID | None
    left: str
    refunds: list[LedgerRefund]
    made_at: datetime
    ended_at: datetime | None


class NewRefund(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`refund_id` is a fresh UUIDv7 of the device; the owner of the wallet reads `reason`."""

    refund_id: UUID
    amount: Amount
    reason: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"\S")]


class LedgerFound(msgspec.Struct, frozen=True):
    """What stands behind the words.

    Attributes:
        refusal: Why the group moved nothing, where that is remembered.
        reversed_by: The group that took this one back.
        order: The order of a gateway that is named, or that moved what is named.
    """

    kind: FoundKind
    accounts: list[LedgerAccount]
    transfers: list[LedgerTransfer]
    refusal: Reason | None
    reversed_by: UUID | None
    order: LedgerOrder | None


class LedgerEntry(msgspec.Struct, frozen=True):
    """A transfer seen from one account; `amount` is below zero for what went out."""

    number: int
    transfer_id: UUID
    group_id: UUID
    counterpart: LedgerName
    amount: str
    balance_after: str
    code: str
    at: datetime


class LedgerAccountPage(msgspec.Struct, frozen=True):
    """An account, what came and went in the last 30 days, and its entries, the newest first."""

    account: LedgerAccount
    came: str
    went: str
    entries: list[LedgerEntry]
    next_cursor: str | None


class BooksAudit(msgspec.Struct, frozen=True):
    """What the newest audit of the books found; no faults when all is well."""

    is_full: bool
    account_count: int
    transfer_count: int
    faults: list[str]
    began_at: datetime
    took_seconds: float


class BooksSeal(msgspec.Struct, frozen=True):
    """The seal of a day, by the clock of UTC."""

    day: date
    transfer_count: int
    sha256: str


class OrderCount(msgspec.Struct, frozen=True):
    """How many orders of the last 30 days are in a state, and what they come to."""

    gateway: str
    kind: str
    state: str
    count: int
    currency: str
    total: str


class NoticeCount(msgspec.Struct, frozen=True):
    """Notices of the last seven days by what came of them; `late` came over five minutes after it happened.

    `outcome` is `forged` or `early` for what was turned away.
    """

    gateway: str
    outcome: str
    count: int
    late: int


class MoneyDay(msgspec.Struct, frozen=True):
    """What came in and went out through the gateways on a day, by the clock of UTC."""

    day: date
    came: str
    went: str


class MoneyKind(msgspec.Struct, frozen=True):
    """How often one kind of movement was made in the last 30 days, and what all of it comes to."""

    code: str
    count: int
    total: str


class MoneyFlow(msgspec.Struct, frozen=True):
    """The last 30 days of money in the house's currency, by day and by kind."""

    currency: str
    days: list[MoneyDay]
    kinds: list[MoneyKind]


class PendingMoney(msgspec.Struct, frozen=True):
    """Money that is under way, by what it waits in."""

    kind: PendingKind
    currency: str
    count: int
    total: str
    oldest_at: datetime


class Treasury(msgspec.Struct, frozen=True):
    """How the money of this place stands."""

    audit: BooksAudit | None
    seals: list[BooksSeal]
    gateways: list[GatewayHealth]
    orders: list[OrderCount]
    notices: list[NoticeCount]
    pending: list[PendingMoney]
    currency: str
    limits: list[TierLimits]
