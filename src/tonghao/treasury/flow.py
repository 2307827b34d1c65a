"""The flow of money: what came in and went out day by day, and what it was for, over the last 30 days."""

from datetime import timedelta
from typing import Final

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.money import decimal_of
from tonghao.treasury.types import MoneyDay, MoneyFlow, MoneyKind

DAYS: Final = 30
# Money of the world goes through the clearing accounts of gateways alone; from there it came in.
_DAYS: Final = """
    SELECT d.day::date AS day, coalesce(m.came, 0)::bigint AS came, coalesce(m.went, 0)::bigint AS went
      FROM generate_series($1::date, $2::date, interval '1 day') AS d(day)
      LEFT JOIN (SELECT (e.at AT TIME ZONE 'UTC')::date AS day,
                        sum(-e.amount_minor) FILTER (WHERE e.amount_minor < 0) AS came,
                        sum(e.amount_minor) FILTER (WHERE e.amount_minor > 0) AS went
                   FROM ledger_accounts a
                   JOIN ledger_entries e ON e.account_id = a.id
                  WHERE a.owner_kind = 'gateway' AND a.purpose = 'clearing' AND a.currency = $3
                    AND e.at >= $1::date::timestamp AT TIME ZONE 'UTC'
                  GROUP BY 1) m ON m.day = d.day::date
     ORDER BY d.day
"""
_KINDS: Final = """
    SELECT code, count(*) AS count, sum(amount_minor)::bigint AS total
      FROM ledger_transfers
     WHERE at >= $1::date::timestamp AT TIME ZONE 'UTC' AND currency = $2
     GROUP BY code ORDER BY total DESC, code
"""


async def get_flow(conn: Connection, currency: str) -> MoneyFlow:
    """Thirty days to today, by the clock of UTC: each of them, also one without money, and the kinds."""
    last = now().date()
    first = last - timedelta(days=DAYS - 1)
    return MoneyFlow(
        currency,
        [
            MoneyDay(row["day"], decimal_of(row["came"], currency), decimal_of(row["went"], currency))
            for row in await conn.fetch(_DAYS, first, last, currency)
        ],
        [
            MoneyKind(row["code"], row["count"], decimal_of(row["total"], currency))
            for row in await conn.fetch(_KINDS, first, currency)
        ],
    )
