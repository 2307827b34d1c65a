"""Open a wallet: a person's account in the ledger, made when it is first needed."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ledger.accounts import account_id_of, open_account

HOUSE_CURRENCY: Final = "CNY"


def wallet_of(account_id: UUID, currency: str = HOUSE_CURRENCY) -> UUID:
    """The ledger account that is the wallet of *account_id*, whether it was opened already or not."""
    return account_id_of("person", account_id, "wallet", currency)


async def open_wallet(conn: Connection, account_id: UUID, currency: str = HOUSE_CURRENCY) -> UUID:
    """Open the wallet of *account_id* unless it is open, and return its ledger account.

    It never goes below zero: nobody owes the house anything.
    """
    return await open_account(
        conn, owner_kind="person", owner_id=account_id, purpose="wallet", currency=currency, floor_minor=0
    )
