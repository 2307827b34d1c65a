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


MoneyEvent = BooksFaulted | WalletMoved | GatewayAsked | SandboxDecided
