"""What a person reads when the ledger refuses a movement."""

from typing import Final

from tonghao.errors import Refusal


class InsufficientBalance(Refusal):
    """There is not as much in the wallet. Top it up, or choose a smaller amount."""


class WalletFrozen(Refusal):
    """Nothing can leave this wallet at present. “Decided about me” says why."""

    status = 403


class WalletClosed(Refusal):
    """This wallet is closed, its owner has left. Nothing can be sent to it."""


class CurrencyDiffers(Refusal):
    """This is in another currency than the wallet. Choose an amount in the wallet's own."""


LEDGER_REFUSALS: Final[dict[str, type[Refusal]]] = {
    "insufficient_balance": InsufficientBalance,
    "account_frozen": WalletFrozen,
    "account_closed": WalletClosed,
    "account_missing": WalletClosed,
    "currency_differs": CurrencyDiffers,
}


def refusal_of(reason: str) -> Refusal:
    """The refusal for what the ledger said; raised after the transaction that remembers it has committed."""
    return LEDGER_REFUSALS[reason]()
