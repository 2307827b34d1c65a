"""Every query about gateways that changes nothing."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.gateways.known import PROVEN, Gateways
from tonghao.gateways.types import Difference, GatewayDay, GatewayHealth, WalletOrder
from tonghao.money import decimal_of
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

_ORDER: Final = """
    SELECT id, gateway, kind, amount_minor, currency, state, pay_url, reference, reason, made_at, ended_at
      FROM gateway_orders
     WHERE id = $1 AND account_id = $2
"""
_WAITING: Final = """
    SELECT id, gateway, kind, amount_minor, currency, state, pay_url, reference, reason, made_at, ended_at
      FROM gateway_orders
     WHERE account_id = $1 AND id < $2
     ORDER BY id DESC LIMIT $3
"""
_DIFFERENCES: Final = """
    SELECT id, gateway, kind, order_id, reference, ours_minor, theirs_minor, day, found_at, settled_at, note
      FROM gateway_differences
     WHERE ($1::boolean OR settled_at IS NULL)
       AND ($2::timestamptz IS NULL OR (found_at, id) < ($2, $3))
     ORDER BY found_at DESC, id DESC LIMIT $4
"""
_DAYS: Final = """
    SELECT gateway, day, lines, matched, mended, differing, ours_minor, theirs_minor, at
      FROM gateway_days
     WHERE day > current_date - 62
     ORDER BY day DESC, gateway
"""
_HEALTH: Final = """
    SELECT (SELECT count(*) FROM gateway_orders o
             WHERE o.gateway = $1 AND o.state IN ('made', 'open')) AS waiting,
           (SELECT min(o.made_at) FROM gateway_orders o
             WHERE o.gateway = $1 AND o.state IN ('made', 'open')) AS oldest,
           (SELECT max(n.at) FROM gateway_notices n WHERE n.gateway = $1) AS last,
           (SELECT count(*) FROM gateway_orders o
             WHERE o.gateway = $1 AND o.state = 'failed' AND o.ended_at > now() - interval '1 day') AS failed,
           (SELECT count(*) FROM gateway_differences d
             WHERE d.gateway = $1 AND d.settled_at IS NULL) AS differences
"""


def _order_of(row: Row) -> WalletOrder:
    return WalletOrder(row[0], row[1], row[2], decimal_of(row[3], row[4]), *row[4:11])


async def get_order(conn: Connection, *, order_id: UUID, account_id: UUID) -> WalletOrder:
    """One order of *account_id*.

    Raises:
        NotFound: it is none of theirs.
    """
    row = await conn.fetchrow(_ORDER, order_id, account_id)
    if row is None:
        raise NotFound
    return _order_of(row)


async def list_orders(
    conn: Connection, account_id: UUID, *, cursor: str | None = None, limit: int = 20
) -> Page[WalletOrder]:
    """What *account_id* asked of gateways, the newest first."""
    (before,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_WAITING, account_id, before, limit + 1)
    orders = [_order_of(row) for row in rows[:limit]]
    return Page(orders, to_cursor(orders[-1].order_id) if len(rows) > limit else None)


def _decimal(minor: int | None, currency: str) -> str | None:
    return None if minor is None else decimal_of(minor, currency)


def _difference_of(row: Row, currency: str) -> Difference:
    return Difference(
        row["id"],
        row["gateway"],
        row["kind"],
        row["order_id"],
        row["reference"],
        _decimal(row["ours_minor"], currency),
        _decimal(row["theirs_minor"], currency),
        row["day"],
        row["found_at"],
        row["settled_at"],
        row["note"],
    )


async def list_differences(
    conn: Connection,
    *,
    currency: str,
    settled_too: bool = False,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Difference]:
    """Where gateways and the books do not agree, the newest first; settled ones only when asked for.

    Args:
        currency: The house's, in whose places the amounts are written.
    """
    found_at, last_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    rows = await conn.fetch(_DIFFERENCES, settled_too, found_at, last_id, limit + 1)
    found = [_difference_of(row, currency) for row in rows[:limit]]
    return Page(found, to_cursor(found[-1].found_at, found[-1].id) if len(rows) > limit else None)


async def list_days(conn: Connection, currency: str) -> list[GatewayDay]:
    """The files that were compared in the last two months, the newest first; sums in the house's currency."""
    return [
        GatewayDay(
            row["gateway"],
            row["day"],
            row["lines"],
            row["matched"],
            row["mended"],
            row["differing"],
            decimal_of(row["ours_minor"], currency),
            decimal_of(row["theirs_minor"], currency),
            row["at"],
        )
        for row in await conn.fetch(_DAYS)
    ]


async def list_health(conn: Connection, gateways: Gateways) -> list[GatewayHealth]:
    """How each gateway does."""
    found = []
    for name in sorted(gateways.by_name):
        row = await conn.fetchrow(_HEALTH, name)
        assert row is not None
        found.append(GatewayHealth(name, name == gateways.active, name in PROVEN, *row))
    return found
