"""Say whose accounts these are."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from tonghao.accounts.read import list_cards
from tonghao.db import Connection
from tonghao.ledger.types import Account
from tonghao.money import decimal_of
from tonghao.treasury.types import LedgerAccount, LedgerName

_OWNERS: Final = "SELECT id, owner_kind, owner_id, purpose FROM ledger_accounts WHERE id = ANY($1::uuid[])"


async def names_of(conn: Connection, account_ids: Iterable[UUID]) -> dict[UUID, LedgerName]:
    """What each account is, with the person whose it is."""
    rows = await conn.fetch(_OWNERS, list(set(account_ids)))
    people = await list_cards(conn, {row["owner_id"] for row in rows if row["owner_kind"] == "person"})
    return {
        row["id"]: LedgerName(row["id"], row["owner_kind"], row["purpose"], people.get(row["owner_id"]))
        for row in rows
    }


async def shown(conn: Connection, accounts: list[Account]) -> list[LedgerAccount]:
    """Accounts as an operator reads them."""
    names = await names_of(conn, [one.id for one in accounts])
    return [
        LedgerAccount(
            names[one.id],
            one.owner_id,
            one.currency,
            one.status,
            decimal_of(one.balance_minor, one.currency),
            None if one.floor_minor is None else decimal_of(one.floor_minor, one.currency),
            one.version,
            one.opened_at,
        )
        for one in accounts
    ]
