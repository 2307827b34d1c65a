"""Every query about the books that changes nothing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.ledger.types import (
    NO_FLOOR,
    Account,
    Audit,
    Entry,
    Group,
    Hold,
    Leg,
    Posted,
    Transfer,
    leg_id_of,
)

_BALANCE: Final = "SELECT balance_minor FROM ledger_balances WHERE account_id = $1"
_ACCOUNT: Final = """
    SELECT a.id, a.owner_kind, a.owner_id, a.purpose, a.currency, b.floor_minor, b.status, b.balance_minor,
           b.version, a.opened_at
      FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id WHERE a.id = $1
"""
_OWNED: Final = """
    SELECT a.id, a.owner_kind, a.owner_id, a.purpose, a.currency, b.floor_minor, b.status, b.balance_minor,
           b.version, a.opened_at
      FROM ledger_accounts a JOIN ledger_balances b ON b.account_id = a.id
     WHERE a.owner_id = $1 AND a.owner_kind = $2 ORDER BY a.purpose, a.currency LIMIT 200
"""
# Versions are in the order of time, so the last one before a moment is found by halving: twenty looks into
# the key for a million entries, and no index more on what is written all the time.
_BALANCE_AT: Final = """
    WITH RECURSIVE looked(low, high) AS (
        SELECT 0::bigint, b.version + 1 FROM ledger_balances b WHERE b.account_id = $1
        UNION ALL
        SELECT CASE WHEN e.at <= $2 THEN l.low + (l.high - l.low) / 2 ELSE l.low END,
               CASE WHEN e.at <= $2 THEN l.high ELSE l.low + (l.high - l.low) / 2 END
          FROM looked l
          JOIN ledger_entries e ON e.account_id = $1 AND e.version = l.low + (l.high - l.low) / 2
         WHERE l.high - l.low > 1
    )
    SELECT l.low AS version, coalesce(e.balance_after_minor, 0) AS balance_minor
      FROM looked l LEFT JOIN ledger_entries e ON e.account_id = $1 AND e.version = l.low
     WHERE l.high - l.low = 1
"""
_ENTRIES: Final = """
    SELECT e.account_id, e.version, e.amount_minor, e.balance_after_minor, e.at, e.transfer_id, t.group_id,
           CASE WHEN e.amount_minor < 0 THEN t.credit_id ELSE t.debit_id END AS counterpart_id,
           t.code, t.cause_kind, t.cause_id, t.reverses_id
      FROM (SELECT n.account_id, n.version, n.amount_minor, n.balance_after_minor, n.at, n.transfer_id
              FROM ledger_entries n WHERE n.account_id = $1 AND n.version < $2 AND n.version > $4
             ORDER BY n.version DESC LIMIT $3) e
      JOIN ledger_transfers t ON t.id = e.transfer_id
     ORDER BY e.version DESC
"""
_TRANSFERS: Final = """
    SELECT t.id, t.group_id, t.leg, t.leg_count, t.debit_id, t.credit_id, t.amount_minor, t.currency, t.code,
           t.cause_kind, t.cause_id, t.reverses_id, t.at
      FROM ledger_transfers t WHERE t.id = ANY($1::uuid[]) ORDER BY t.leg
"""
_REVERSAL: Final = """
    SELECT t.group_id FROM ledger_transfers t
     WHERE t.reverses_id = $1 AND t.reverses_id IS NOT NULL
"""
_REFUSED: Final = "SELECT reason FROM ledger_refusals WHERE id = $1"
_LAST_AUDIT: Final = """
    SELECT is_full, account_count, transfer_count, faults, began_at, took_seconds
      FROM ledger_audits ORDER BY began_at DESC LIMIT 1
"""
_HOLD: Final = """
    SELECT id, from_id, held_id, currency, amount_minor, state, placed_at, expires_at, ended_at
      FROM ledger_holds WHERE id = $1
"""
_NEWEST: Final = 2**62


async def get_balance(conn: Connection, account_id: UUID) -> int:
    """The balance in minor units.

    Raises:
        NotFound: there is no such account.
    """
    balance: int | None = await conn.fetchval(_BALANCE, account_id)
    if balance is None:
        raise NotFound
    return balance


def _account_of(row: Row) -> Account:
    floor = None if row["floor_minor"] == NO_FLOOR else row["floor_minor"]
    return Account(row[0], row[1], row[2], row[3], row[4], floor, row[6], row[7], row[8], row[9])


async def find_account(conn: Connection, account_id: UUID) -> Account | None:
    """An account with its balance, or None."""
    row = await conn.fetchrow(_ACCOUNT, account_id)
    return None if row is None else _account_of(row)


async def list_accounts(conn: Connection, *, owner_kind: str, owner_id: UUID) -> list[Account]:
    """All accounts of one owner."""
    return [_account_of(row) for row in await conn.fetch(_OWNED, owner_id, owner_kind)]


async def version_at(conn: Connection, account_id: UUID, at: datetime) -> tuple[int, int]:
    """The last version of an account at *at*, 0 for none, and the balance after it.

    Raises:
        NotFound: there is no such account.
    """
    row = await conn.fetchrow(_BALANCE_AT, account_id, at)
    if row is None:
        raise NotFound
    return row["version"], row["balance_minor"]


async def balance_at(conn: Connection, account_id: UUID, at: datetime) -> int:
    """What the balance was at any past moment.

    Raises:
        NotFound: there is no such account.
    """
    return (await version_at(conn, account_id, at))[1]


async def list_entries(
    conn: Connection,
    account_id: UUID,
    *,
    before_version: int | None = None,
    limit: int = 50,
    after_version: int = 0,
) -> list[Entry]:
    """Entries of an account, the newest first.

    Args:
        before_version: Only older ones than this; None for the newest.
        after_version: Only newer ones than this.
    """
    before = _NEWEST if before_version is None else before_version
    rows = await conn.fetch(_ENTRIES, account_id, before, limit, after_version)
    return [Entry(*row) for row in rows]


async def get_transfer(conn: Connection, transfer_id: UUID) -> Transfer:
    """One transfer.

    Raises:
        NotFound: there is no such transfer.
    """
    rows = await conn.fetch(_TRANSFERS, [transfer_id])
    if not rows:
        raise NotFound
    return Transfer(*rows[0])


async def list_group(conn: Connection, group_id: UUID) -> list[Transfer]:
    """The transfers of a group in their order; none when it was refused or never asked for."""
    first = await conn.fetch(_TRANSFERS, [leg_id_of(group_id, 0)])
    if not first:
        return []
    count: int = first[0]["leg_count"]
    rows = await conn.fetch(_TRANSFERS, [leg_id_of(group_id, leg) for leg in range(1, count)])
    return [Transfer(*row) for row in [*first, *rows]]


async def find_group(conn: Connection, group_id: UUID) -> Posted | None:
    """What became of a group, or None when nobody asked for it yet."""
    if await conn.fetch(_TRANSFERS, [leg_id_of(group_id, 0)]):
        return Posted(group_id, None, True)
    reason = await conn.fetchval(_REFUSED, group_id)
    return None if reason is None else Posted(group_id, reason, True)


async def find_reversal(conn: Connection, group_id: UUID) -> UUID | None:
    """The group that took *group_id* back, or None."""
    found: UUID | None = await conn.fetchval(_REVERSAL, leg_id_of(group_id, 0))
    return found


def group_of(transfers: list[Transfer]) -> Group:
    """The group whose transfers these are."""
    first = transfers[0]
    legs = tuple(Leg(one.debit_id, one.credit_id, one.amount_minor, one.code) for one in transfers)
    return Group(first.group_id, first.currency, legs, first.cause_kind, first.cause_id)


async def find_last_audit(conn: Connection) -> Audit | None:
    """What the newest audit found, or None where none was made yet."""
    row = await conn.fetchrow(_LAST_AUDIT)
    return None if row is None else Audit(*row)


async def get_hold(conn: Connection, hold_id: UUID) -> Hold:
    """One hold.

    Raises:
        NotFound: it was never placed.
    """
    row = await conn.fetchrow(_HOLD, hold_id)
    if row is None:
        raise NotFound
    return Hold(*row)
