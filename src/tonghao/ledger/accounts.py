"""Accounts of the ledger: opened once by what they are, frozen and closed by their status."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import derived_id
from tonghao.ledger.types import NO_FLOOR, Status

# In the order of their identifiers, so that two who open the same ones do not wait for each other.
_OPEN: Final = """
    WITH asked AS MATERIALIZED (
        SELECT a.id, a.owner_kind, a.owner_id, a.purpose, a.currency, a.floor_minor
          FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bigint[])
            AS a (id, owner_kind, owner_id, purpose, currency, floor_minor)
         ORDER BY a.id
    ), opened AS (
        INSERT INTO ledger_accounts (id, owner_kind, owner_id, purpose, currency, floor_minor)
        SELECT a.id, a.owner_kind, a.owner_id, a.purpose, a.currency, a.floor_minor FROM asked a
        ON CONFLICT (id) DO NOTHING
    )
    INSERT INTO ledger_balances (account_id, currency, floor_minor)
    SELECT a.id, a.currency, coalesce(a.floor_minor, $7) FROM asked a
    ON CONFLICT (account_id) DO NOTHING
"""
_LOCK: Final = "SELECT account_id FROM ledger_balances WHERE account_id = $1 FOR NO KEY UPDATE"
_BALANCE: Final = "SELECT balance_minor FROM ledger_balances WHERE account_id = $1"
_SET_STATUS: Final = "UPDATE ledger_balances SET status = $2 WHERE account_id = $1"
_STATUS: Final = "SELECT status FROM ledger_balances WHERE account_id = $1"
_NOBODY: Final = UUID(int=0)


class AccountNotEmpty(Refusal):
    """There is still money in this account. Move it first, then close the account."""


class NewAccount(msgspec.Struct, frozen=True):
    """What an account is, and what is needed to open it.

    Attributes:
        owner_kind: Whose it is: person, platform, partner, red_packet, transfer, tip, fund, hold, gateway.
        purpose: What for: wallet, escrow, clearing, in_flight, fees, issue.
        floor_minor: What its balance never falls below; None for no limit, for the other side of a
            gateway or of points that are issued. It stays as the first opening said.
    """

    owner_kind: str
    owner_id: UUID
    purpose: str
    currency: str
    floor_minor: int | None = 0


def account_id_of(owner_kind: str, owner_id: UUID, purpose: str, currency: str) -> UUID:
    """The identifier of an account, whether it is open yet or not."""
    return derived_id("ledger", owner_kind, str(owner_id), purpose, currency)


async def open_account(
    conn: Connection,
    *,
    owner_kind: str,
    owner_id: UUID,
    purpose: str,
    currency: str,
    floor_minor: int | None = 0,
) -> UUID:
    """Open an account, or find the one that is open already, and return its identifier; see `NewAccount`."""
    new = NewAccount(owner_kind, owner_id, purpose, currency, floor_minor)
    return (await open_accounts(conn, [new]))[0]


async def open_accounts(conn: Connection, accounts: Sequence[NewAccount]) -> list[UUID]:
    """The same for several at once; their identifiers come in the order in which they were given."""
    ids = [account_id_of(one.owner_kind, one.owner_id, one.purpose, one.currency) for one in accounts]
    await conn.execute(
        _OPEN,
        ids,
        [one.owner_kind for one in accounts],
        [one.owner_id for one in accounts],
        [one.purpose for one in accounts],
        [one.currency for one in accounts],
        [one.floor_minor for one in accounts],
        NO_FLOOR,
    )
    return ids


async def status_of(conn: Connection, account_id: UUID) -> Status | None:
    """How an account stands; None where it was never opened."""
    status: Status | None = await conn.fetchval(_STATUS, account_id)
    return status


async def unless_closed(conn: Connection, account_id: UUID, currency: str) -> UUID:
    """Where money for *account_id* goes: there, or into `unclaimed` when it is closed or was never opened.

    Whoever left has no wallet any more: the platform keeps what still comes for whoever proves to be them.
    """
    if await status_of(conn, account_id) not in {None, "closed"}:
        return account_id
    return await open_account(
        conn, owner_kind="platform", owner_id=_NOBODY, purpose="unclaimed", currency=currency
    )


async def set_account_status(conn: Connection, account_id: UUID, status: Status) -> None:
    """Freeze, close or reopen an account.

    A frozen one gives nothing and still takes; a closed one does neither, and is empty.

    Raises:
        NotFound: there is no such account.
        AccountNotEmpty: it is to be closed with money in it.

    Locks: the balance.
    """
    await conn.execute(_LOCK, account_id)
    balance = await conn.fetchval(_BALANCE, account_id)
    if balance is None:
        raise NotFound
    if status == "closed" and balance != 0:
        raise AccountNotEmpty
    await conn.execute(_SET_STATUS, account_id, status)
