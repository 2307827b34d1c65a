"""The part of the catalogue that tells of money."""

from typing import ClassVar
from uuid import UUID

from tonghao.circle_events import Happened


class BooksFaulted(Happened, frozen=True, tag="books.faulted"):
    """The running audit of the ledger found what must never be; `faults` says each in a sentence."""

    faults: list[str]


class WalletMoved(Happened, frozen=True, tag="wallet.moved"):
    """Something came into a wallet, left it, or was decided on its way; its owner's screens read it again."""

    live: ClassVar[bool] = True
    account_id: UUID
    cause_kind: str
    cause_id: UUID


class GatewayAsked(Happened, frozen=True, tag="gateway.asked"):
    """Money is set aside for an order, and its gateway is to hear of it."""

    order_id: UUID


class SandboxDecided(Happened, frozen=True, tag="sandbox.decided"):
    """The stand-in for a gateway knows what becomes of an order, and has yet to say so."""

    order_id: UUID


class TransferChanged(Happened, frozen=True, tag="transfer.changed"):
    """Money from one person to another was sent, came, was accepted or went back; each side hears it."""

    live: ClassVar[bool] = True
    account_id: UUID
    transfer_id: UUID
    state: str


class MoneyRequestChanged(Happened, frozen=True, tag="money_request.changed"):
    """Somebody was asked for money, paid it, or it ended otherwise; each side hears it."""

    live: ClassVar[bool] = True
    account_id: UUID
    request_id: UUID
    state: str


class SplitChanged(Happened, frozen=True, tag="split.changed"):
    """Something in a split bill is no longer as it was; everybody in it hears it."""

    live: ClassVar[bool] = True
    account_id: UUID
    split_id: UUID


class CodePaid(Happened, frozen=True, tag="code.paid"):
    """A pay code or a collect code was paid; each side hears it."""

    live: ClassVar[bool] = True
    account_id: UUID
    payment_id: UUID


class MoneyTold(Happened, frozen=True, tag="money.told"):
    """One person is to hear of money; *what* says it in a word, *count* tells reminders apart."""

    account_id: UUID
    actor_id: UUID | None
    what: str
    subject_kind: str
    subject_id: UUID
    amount_minor: int
    currency: str
    title: str = ""
    count: int = 0


MoneyEvent = (
    BooksFaulted
    | WalletMoved
    | GatewayAsked
    | SandboxDecided
    | TransferChanged
    | MoneyRequestChanged
    | SplitChanged
    | CodePaid
    | MoneyTold
)
