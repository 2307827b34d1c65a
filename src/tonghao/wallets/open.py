"""Open a wallet: a person's account in the ledger, made when it is first needed."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ledger.accounts import NewAccount, account_id_of, open_accounts

HOUSE_CURRENCY: Final = "CNY"


def wallet_of(account_id: UUID, currency: str = HOUSE_CURRENCY) -> UUID:
    """The ledger account that is the wallet of *account_id*, whether it was opened already or not."""
    return account_id_of("person", account_id, "wallet", currency)


async def open_wallet(conn: Connection, account_id: UUID, currency: str = HOUSE_CURRENCY) -> UUID:
    """Open the wallet of *account_id* unless it is open, and return its ledger account.

    It never goes below zero: nobody owes the house anything.
    """
    return (await open_wallets(conn, [account_id], currency))[0]


async def open_wallets(
    conn: Connection, account_ids: Sequence[UUID], currency: str = HOUSE_CURRENCY
) -> list[UUID]:
    """The same for several people at once, in their order."""
    return await open_accounts(conn, [new_wallet(one, currency) for one in account_ids])


def new_wallet(account_id: UUID, currency: str = HOUSE_CURRENCY) -> NewAccount:
    """The wallet of *account_id*, for who opens it along with other accounts."""
    return NewAccount("person", account_id, "wallet", currency)
