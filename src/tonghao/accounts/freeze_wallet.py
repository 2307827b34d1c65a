"""Freeze a person's wallet: what is in it stays, what comes still comes, nothing goes out; and thaw it."""

from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ledger.accounts import set_account_status
from tonghao.ledger.read import list_accounts
from tonghao.ledger.types import Account


class NoWalletYet(Refusal):
    """This person has no wallet yet, so there is nothing that could be frozen."""


async def must_have_wallet(conn: Connection, account_id: UUID) -> None:
    """Raises NoWalletYet for somebody who never had any money here."""
    if not await _wallets(conn, account_id):
        raise NoWalletYet


async def freeze_wallets(conn: Connection, account_id: UUID) -> None:
    """Let nothing go out of what *account_id* has in the books.

    The ledger itself refuses it, whoever asks and whatever for, so no verb has to think of it.

    Locks: the balances by id.
    """
    for wallet in await _wallets(conn, account_id):
        if wallet.status == "open":
            await set_account_status(conn, wallet.id, "frozen")


async def thaw_wallets(conn: Connection, account_id: UUID) -> None:
    """Let money go out again.

    Locks: the balances by id.
    """
    for wallet in await _wallets(conn, account_id):
        if wallet.status == "frozen":
            await set_account_status(conn, wallet.id, "open")


async def _wallets(conn: Connection, account_id: UUID) -> list[Account]:
    found = await list_accounts(conn, owner_kind="person", owner_id=account_id)
    return sorted(found, key=lambda one: one.id)
