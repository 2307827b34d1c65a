"""Every query about wallets that changes nothing."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.accounts.brake_feature import Feature, list_stops
from tonghao.accounts.types import ProfileCard
from tonghao.caller import Caller
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.ledger.statement import start_of
from tonghao.money import decimal_of
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.wallets.confirm import FREE, LOCKED_HOURS, NEW_HOURS, TRIES
from tonghao.wallets.limits import LIMITS, list_allowances
from tonghao.wallets.open import HOUSE_CURRENCY, wallet_of
from tonghao.wallets.types import (
    Asked,
    KindLimit,
    Sort,
    TierLimits,
    Wallet,
    WalletEntry,
    WalletFreeze,
    WalletLimits,
    WalletMonth,
    WalletReceipt,
)

_WALLET: Final = """
    SELECT coalesce((SELECT b.balance_minor FROM ledger_balances b WHERE b.account_id = $2), 0)
             AS balance_minor,
           (SELECT c.exponent FROM currencies c WHERE c.code = $4) AS exponent,
           k.account_id IS NOT NULL AS has_password, k.tries, k.tried_at,
           EXISTS (SELECT FROM passkeys p WHERE p.account_id = $1) AS has_passkey,
           (SELECT s.created_at FROM sessions s
             WHERE s.account_id = $1 AND s.id = $3
               AND EXISTS (SELECT FROM device_alerts d WHERE d.account_id = $1 AND d.session_id = $3))
             AS new_since
      FROM accounts a
      LEFT JOIN pay_passwords k ON k.account_id = a.id
     WHERE a.id = $1
"""
_FREEZE: Final = """
    SELECT id, reason, reason_en, in_force_at, until FROM account_sanctions
     WHERE account_id = $1 AND kind = 'freeze' AND in_force_at IS NOT NULL AND ended_at IS NULL
"""
# The other side of an escrow is an account of its own: who stands behind it the note says.
_HISTORY: Final = """
    SELECT e.version, e.transfer_id, t.code, e.amount_minor, e.balance_after_minor, t.cause_kind, t.cause_id,
           t.reverses_id, e.at, coalesce(n.title, '') AS title,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, t.group_id, t.currency
      FROM ledger_entries e
      JOIN ledger_transfers t ON t.id = e.transfer_id
      LEFT JOIN ledger_accounts x
             ON x.id = CASE WHEN t.debit_id = e.account_id THEN t.credit_id ELSE t.debit_id END
      LEFT JOIN wallet_notes n
             ON n.account_id = $2 AND n.cause_kind = t.cause_kind AND n.cause_id = t.cause_id
      LEFT JOIN profiles p
             ON p.account_id = coalesce(n.other_id, CASE WHEN x.owner_kind = 'person' THEN x.owner_id END)
     WHERE e.account_id = $1 AND e.version < $3
       AND ($4::text[] IS NULL OR t.code LIKE ANY ($4))
       AND ($5::integer = 0 OR sign(e.amount_minor) = $5)
       AND ($6::timestamptz IS NULL OR e.at >= $6) AND ($7::timestamptz IS NULL OR e.at < $7)
       AND ($8 = '' OR position(lower($8) IN lower(concat_ws(' ', p.name, p.handle, n.title))) > 0)
     ORDER BY e.version DESC
     LIMIT $9
"""
_RECEIPT: Final = """
    SELECT e.version, (SELECT r.id FROM ledger_transfers r WHERE r.reverses_id = e.transfer_id) AS reversed_by
      FROM ledger_transfers t
      JOIN ledger_entries e ON e.transfer_id = t.id AND e.account_id = $1
     WHERE t.id = $2 AND $1 IN (t.debit_id, t.credit_id) AND e.account_id = $1
       AND e.at = t.at
"""
_REFERENCE: Final = "SELECT reference FROM gateway_orders WHERE id = $1 AND account_id = $2"
_MONTHS: Final = """
    SELECT to_char(e.at AT TIME ZONE a.zone, 'YYYY-MM') AS month,
           coalesce(sum(e.amount_minor) FILTER (WHERE e.amount_minor > 0), 0)::bigint AS came,
           coalesce(-sum(e.amount_minor) FILTER (WHERE e.amount_minor < 0), 0)::bigint AS went,
           count(*) AS movements
      FROM ledger_entries e
      JOIN accounts a ON a.id = $2
     WHERE e.account_id = $1
       AND e.at >= (date_trunc('month', now() AT TIME ZONE a.zone) - interval '11 months') AT TIME ZONE a.zone
     GROUP BY 1
     ORDER BY 1
"""
# Begun from the wallet's page. Tips say it at their post.
_MOVES: Final[tuple[Feature, ...]] = ("top_ups", "withdrawals", "transfers", "red_packets")
_ZONE: Final = "SELECT zone FROM accounts WHERE id = $1"
_MOST: Final = 2**31 - 1
# Before and behind them lies no movement, and a day more or another zone would fall out of the calendar.
# What a sort takes in, as patterns of the ledger's codes.
CODES: Final[dict[Sort, tuple[str, ...]]] = {
    "top_up": ("top_up%",),
    "withdrawal": ("withdrawal%",),
    "transfer": ("transfer%", "split%", "code%", "request%"),
    "packet": ("packet%",),
    "tip": ("tip%",),
    "fund": ("fund%",),
}


def sort_of(code: str) -> Sort:
    """Under which heading a person looks for a movement with *code*."""
    for sort, patterns in CODES.items():
        if any(code.startswith(pattern[:-1]) for pattern in patterns):
            return sort
    return "other"


def _patterns(sorts: tuple[Sort, ...]) -> list[str] | None:
    return [pattern for sort in sorts for pattern in CODES.get(sort, ())] if sorts else None


def _entry_of(row: Row) -> WalletEntry:
    return WalletEntry(
        row["version"],
        row["transfer_id"],
        sort_of(row["code"]),
        row["code"],
        decimal_of(row["amount_minor"], row["currency"]),
        decimal_of(row["balance_after_minor"], row["currency"]),
        None if row["account_id"] is None else ProfileCard(*row[10:15]),
        row["title"],
        row["cause_kind"],
        row["cause_id"],
        row["reverses_id"],
        row["at"],
    )


async def get_wallet(
    conn: Connection,
    caller: Caller,
    *,
    now: datetime,
    gateway: str | None,
    play: bool,
    currency: str = HOUSE_CURRENCY,
) -> Wallet:
    """The caller's wallet; one that was never opened is empty.

    Raises:
        NotFound: there is no such account.
    """
    row = await conn.fetchrow(
        _WALLET, caller.account_id, wallet_of(caller.account_id, currency), caller.session_id, currency
    )
    if row is None:
        raise NotFound
    locked = None
    if row["has_password"] and row["tries"] >= TRIES:
        until: datetime = row["tried_at"] + timedelta(hours=LOCKED_HOURS)
        locked = until if until > now else None
    since: datetime | None = row["new_since"]
    freeze = await conn.fetchrow(_FREEZE, caller.account_id)
    new_until = None if since is None else since + timedelta(hours=NEW_HOURS)
    return Wallet(
        decimal_of(row["balance_minor"], currency),
        currency,
        row["exponent"],
        gateway,
        play,
        row["has_password"],
        row["has_passkey"],
        locked,
        new_until if new_until is not None and new_until > now else None,
        None if freeze is None else WalletFreeze(*freeze),
        await list_stops(conn, _MOVES),
    )


async def list_history(
    conn: Connection,
    account_id: UUID,
    asked: Asked,
    *,
    cursor: str | None = None,
    limit: int = 30,
    currency: str = HOUSE_CURRENCY,
) -> Page[WalletEntry]:
    """The movements of a wallet that *asked* wants, the newest first."""
    (before,) = from_cursor(cursor, tuple[int]) or (_MOST,)
    since, until = await _bounds(conn, account_id, asked)
    rows = await conn.fetch(
        _HISTORY,
        wallet_of(account_id, currency),
        account_id,
        before,
        _patterns(asked.sorts),
        {"in": 1, "out": -1, None: 0}[asked.direction],
        since,
        until,
        asked.words.strip(),
        limit + 1,
    )
    entries = [_entry_of(row) for row in rows[:limit]]
    return Page(entries, to_cursor(entries[-1].number) if len(rows) > limit else None)


async def _bounds(
    conn: Connection, account_id: UUID, asked: Asked
) -> tuple[datetime | None, datetime | None]:
    """The moments between which the days of *asked* lie, by the person's own clock."""
    if asked.since is None and asked.until is None:
        return None, None
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(await conn.fetchval(_ZONE, account_id))
    since = None if asked.since is None else start_of(asked.since, zone)
    return since, None if asked.until is None else start_of(asked.until, zone, days_on=1)


async def get_receipt(
    conn: Connection, account_id: UUID, transfer_id: UUID, currency: str = HOUSE_CURRENCY
) -> WalletReceipt:
    """One movement of the wallet of *account_id*.

    Raises:
        NotFound: there is no such movement in this wallet.
    """
    wallet_id = wallet_of(account_id, currency)
    found = await conn.fetchrow(_RECEIPT, wallet_id, transfer_id)
    if found is None:
        raise NotFound
    row = await conn.fetchrow(
        _HISTORY, wallet_id, account_id, found["version"] + 1, None, 0, None, None, "", 1
    )
    assert row is not None
    entry = _entry_of(row)
    reference = await conn.fetchval(_REFERENCE, entry.cause_id, account_id)
    return WalletReceipt(entry, row["group_id"], row["currency"], found["reversed_by"], reference or "")


async def list_months(
    conn: Connection, account_id: UUID, currency: str = HOUSE_CURRENCY
) -> list[WalletMonth]:
    """What came and went in each of the last twelve months in which something did, the oldest first."""
    rows = await conn.fetch(_MONTHS, wallet_of(account_id, currency), account_id)
    return [
        WalletMonth(row[0], decimal_of(row[1], currency), decimal_of(row[2], currency), row[3])
        for row in rows
    ]


async def get_limits(conn: Connection, account_id: UUID, currency: str = HOUSE_CURRENCY) -> WalletLimits:
    """The limits of *account_id*, and the whole table that they are a row of."""
    tier, raised_by, allowances = await list_allowances(conn, account_id, currency)
    tiers = [
        TierLimits(
            one,
            [
                KindLimit(kind, *(limit.decimal(which, currency) for which in ("each", "day", "month")))
                for kind, limit in kinds.items()
            ],
        )
        for one, kinds in LIMITS.items()
    ]
    free = (FREE.decimal("each", currency), FREE.decimal("day", currency))
    return WalletLimits(tier, raised_by, currency, *free, allowances, tiers)
