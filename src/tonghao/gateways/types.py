"""The nouns of gateways, and what each gateway can do."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal, Protocol
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.clock import now
from tonghao.wallets.types import Shown

OrderKind = Literal["top_up", "withdrawal", "refund"]
OrderState = Literal["made", "open", "succeeded", "failed", "refused"]
NoticeState = Literal["pending", "succeeded", "failed"]
Outcome = Literal["applied", "repeated", "noted", "unknown", "amount_differs", "contradicts", "not_posted"]
DifferenceKind = Literal[
    "unknown_order", "amount_differs", "contradicts", "missing_there", "not_posted", "sum_differs",
    "unreadable_line",
]  # fmt: skip
Amount = Annotated[str, Meta(max_length=20)]

# How long the page on which one pays for a top-up is good; the gateway is told so.
PAYABLE: Final = timedelta(hours=1)


class NewTopUp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`order_id` is a fresh UUIDv7 of the device: the same one sent again is the same order."""

    order_id: UUID
    amount: Amount


class NewWithdrawal(Shown, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`payee` is where the gateway pays to: a login at Alipay; Stripe and the sandbox need none."""

    order_id: UUID
    amount: Amount
    payee: Annotated[str, Meta(max_length=100)] = ""


class WalletOrder(msgspec.Struct, frozen=True):
    """What a person asked a gateway for. `pay_url` is where one pays; the sandbox pays by itself."""

    order_id: UUID
    gateway: str
    kind: OrderKind
    amount: str
    currency: str
    state: OrderState
    pay_url: str
    reference: str
    reason: str
    made_at: datetime
    ended_at: datetime | None


class Asked(msgspec.Struct, frozen=True):
    """An order as a gateway is told of it.

    Attributes:
        of_id: Of a refund: the top-up that it gives back.
        of_reference: The gateway's own number for that.
    """

    order_id: UUID
    account_id: UUID
    kind: OrderKind
    amount_minor: int
    currency: str
    payee: str
    made_at: datetime
    reference: str = ""
    of_id: UUID | None = None
    of_reference: str = ""


class Begun(msgspec.Struct, frozen=True):
    """What a gateway answered: its own number for the order, and where the person pays."""

    reference: str = ""
    pay_url: str = ""


class Notice(msgspec.Struct, frozen=True):
    """What a gateway says of one order.

    Attributes:
        id: The gateway's own name of the notice, the same each time it is sent.
        at: By the gateway's clock.
        reason: Why it failed, in the gateway's words.
    """

    id: str
    order_id: UUID
    kind: OrderKind
    state: NoticeState
    amount_minor: int
    currency: str
    at: datetime
    reference: str = ""
    reason: str = ""


def failed(asked: Asked, *, notice_id: str, reason: str) -> Notice:
    """What the house tells itself of an order that will not happen, where the gateway tells nothing."""
    return Notice(
        id=notice_id,
        order_id=asked.order_id,
        kind=asked.kind,
        state="failed",
        amount_minor=asked.amount_minor,
        currency=asked.currency,
        at=now(),
        reason=reason,
    )


class FileLine(msgspec.Struct, frozen=True):
    """A line of a gateway's daily file: what it paid in or out that day. `order_id` None is none of ours.

    Attributes:
        of_id: The top-up of a refund, where the gateway names no more than that.
    """

    order_id: UUID | None
    kind: OrderKind
    amount_minor: int
    currency: str
    at: datetime
    reference: str = ""
    of_id: UUID | None = None


class OddLine(msgspec.Struct, frozen=True):
    """A line of a gateway's daily file that cannot be read: its place in the file, from 1, and its number."""

    place: int
    reference: str = ""


class Gateway(Protocol):
    """What the house asks of whoever holds the money outside."""

    name: str
    zone: str  # of its clock, whose day a file is of

    async def begin(self, asked: Asked) -> Begun:
        """Tell the gateway of an order; told again, it is the same order there.

        Raises:
            GatewayAway: it cannot be reached, or does not know yet; ask again later.
            GatewayRefused: it will not have this order.
        """

    async def ask(self, asked: Asked) -> Notice | None:
        """What became of an order, for when no notice came; None when the gateway does not know it.

        Raises:
            GatewayAway: as above.
        """

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice | None:
        """The notice in a webhook; None for one that tells of nothing of ours.

        Raises:
            WebhookForged: its signature is missing, wrong or too old.
        """

    async def file_of(self, day: date) -> Sequence[FileLine | OddLine]:
        """What succeeded on *day*, by the gateway's clock, and what of it cannot be read.

        Raises:
            GatewayAway: as above; the file may not be there yet.
        """


class GatewayAway(Exception):
    """The gateway could not be asked; it is asked again."""


class GatewayRefused(Exception):
    """The gateway does not take the order."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Heard(msgspec.Struct, frozen=True):
    """What came of a webhook: `repeated`, `unknown` and the others changed nothing."""

    outcome: Outcome


class Difference(msgspec.Struct, frozen=True):
    """Where a gateway and the books do not agree; `note` is written by who settled it."""

    id: UUID
    gateway: str
    kind: DifferenceKind
    order_id: UUID | None
    reference: str
    ours: str | None
    theirs: str | None
    day: date
    found_at: datetime
    settled_at: datetime | None
    note: str


class GatewayDay(msgspec.Struct, frozen=True):
    """How a gateway's file of one day compared with the books. `mended` is what only the file told of."""

    gateway: str
    day: date
    lines: int
    matched: int
    mended: int
    differing: int
    ours: str
    theirs: str
    at: datetime


class GatewayHealth(msgspec.Struct, frozen=True):
    """How a gateway does: whether it is the one in use, what waits, when it last told something."""

    name: str
    active: bool
    proven: bool
    waiting: int
    oldest_waiting_at: datetime | None
    last_notice_at: datetime | None
    failed_day: int
    differences: int


class Settlement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person found out about a difference."""

    note: Annotated[str, Meta(min_length=1, max_length=500)]
