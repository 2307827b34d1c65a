"""The board of the treasury: audit, seals, gateways, what is under way, limits."""

from typing import Final

from tonghao.db import Connection
from tonghao.gateways.known import Gateways
from tonghao.gateways.read import list_health
from tonghao.ledger.read import find_last_audit
from tonghao.ledger.seal import list_seals
from tonghao.money import decimal_of
from tonghao.treasury.types import (
    BooksAudit,
    BooksSeal,
    NoticeCount,
    OrderCount,
    PendingMoney,
    Treasury,
)
from tonghao.wallets.limits import LIMITS
from tonghao.wallets.types import KindLimit, TierLimits

_ORDERS: Final = """
    SELECT gateway, kind, state, count(*) AS count, currency, sum(amount_minor)::bigint AS total
      FROM gateway_orders
     WHERE made_at > now() - interval '30 days' OR state IN ('made', 'open')
     GROUP BY gateway, kind, state, currency
     ORDER BY gateway, kind, state, currency
"""
_NOTICES: Final = """
    SELECT gateway, outcome, count(*) AS count,
           count(*) FILTER (WHERE at - told_at > interval '5 minutes') AS late
      FROM gateway_notices
     WHERE at > now() - interval '7 days'
     GROUP BY gateway, outcome
     UNION ALL
    SELECT gateway, reason, sum(count)::bigint, 0
      FROM gateway_turned_away
     WHERE day > current_date - 7
     GROUP BY gateway, reason
     ORDER BY 1, 2
"""
# What is open has an index of its own in each table, so this stays small however long the books are.
_PENDING: Final = """
    SELECT o.kind, o.currency, count(*) AS count, sum(o.amount_minor)::bigint AS total,
           min(o.made_at) AS oldest
      FROM gateway_orders o WHERE o.state IN ('made', 'open') GROUP BY o.kind, o.currency
     UNION ALL
    SELECT 'hold', h.currency, count(*), sum(h.amount_minor)::bigint, min(h.placed_at)
      FROM ledger_holds h WHERE h.state = 'placed' GROUP BY h.currency
     UNION ALL
    SELECT 'packet', p.currency, count(*), sum(p.total_minor - p.taken_minor)::bigint, min(p.made_at)
      FROM red_packets p WHERE p.state = 'open' GROUP BY p.currency
     UNION ALL
    SELECT 'tip', t.currency, count(*), sum(t.amount_minor)::bigint, min(t.given_at)
      FROM tips t WHERE t.state = 'held' GROUP BY t.currency
     UNION ALL
    SELECT 'transfer', m.currency, count(*), sum(m.amount_minor)::bigint, min(m.created_at)
      FROM transfers m WHERE m.ended_at IS NULL GROUP BY m.currency
     ORDER BY 1, 2
"""
_SEALS: Final = 7


async def get_treasury(conn: Connection, gateways: Gateways, *, currency: str) -> Treasury:
    """How the money of this place stands now."""
    audit = await find_last_audit(conn)
    return Treasury(
        None
        if audit is None
        else BooksAudit(
            audit.is_full,
            audit.account_count,
            audit.transfer_count,
            audit.faults,
            audit.began_at,
            audit.took_seconds,
        ),
        [BooksSeal(one.day, one.transfer_count, one.sha256) for one in await list_seals(conn, limit=_SEALS)],
        await list_health(conn, gateways),
        [
            OrderCount(
                row["gateway"],
                row["kind"],
                row["state"],
                row["count"],
                row["currency"],
                decimal_of(row["total"], row["currency"]),
            )
            for row in await conn.fetch(_ORDERS)
        ],
        [NoticeCount(*row) for row in await conn.fetch(_NOTICES)],
        [
            PendingMoney(
                row["kind"],
                row["currency"],
                row["count"],
                decimal_of(row["total"], row["currency"]),
                row["oldest"],
            )
            for row in await conn.fetch(_PENDING)
        ],
        currency,
        list_tiers(currency),
    )


def list_tiers(currency: str) -> list[TierLimits]:
    """The one table of limits, row by row."""
    return [
        TierLimits(
            tier,
            [
                KindLimit(kind, *(limit.decimal(which, currency) for which in ("each", "day", "month")))
                for kind, limit in kinds.items()
            ],
        )
        for tier, kinds in LIMITS.items()
    ]
