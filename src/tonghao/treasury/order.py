"""Read an order of a gateway with what was given back of it."""

from typing import Final
from uuid import UUID

from tonghao.accounts.read import list_cards
from tonghao.db import Connection
from tonghao.money import decimal_of
from tonghao.treasury.types import LedgerOrder, LedgerRefund

_ORDER: Final = """
    SELECT id, gateway, kind, account_id, amount_minor, currency, state, reference, reason, said, refund_of,
           refunded_minor, made_at, ended_at
      FROM gateway_orders WHERE id = $1
"""
_REFUNDS: Final = """
    SELECT id, amount_minor, state, said, reason, asked_by, made_at, ended_at
      FROM gateway_orders WHERE refund_of = $1 AND refund_of IS NOT NULL
     ORDER BY id DESC LIMIT 50
"""


async def find_order(conn: Connection, order_id: UUID) -> LedgerOrder | None:
    """The order, or None."""
    row = await conn.fetchrow(_ORDER, order_id)
    if row is None:
        return None
    unit = row["currency"]
    refunds = await conn.fetch(_REFUNDS, order_id)
    people = await list_cards(conn, {row["account_id"]} | {one["asked_by"] for one in refunds} - {None})
    left = row["amount_minor"] - row["refunded_minor"]
    back = row["kind"] == "top_up" and row["state"] == "succeeded"
    return LedgerOrder(
        row["id"],
        row["gateway"],
        row["kind"],
        people.get(row["account_id"]),
        decimal_of(row["amount_minor"], unit),
        unit,
        row["state"],
        row["reference"],
        row["reason"],
        row["said"],
        row["refund_of"],
        decimal_of(left if back else 0, unit),
        [
            LedgerRefund(
                one["id"],
                decimal_of(one["amount_minor"], unit),
                one["state"],
                one["said"],
                one["reason"],
                people.get(one["asked_by"]),
                one["made_at"],
                one["ended_at"],
            )
            for one in refunds
        ],
        row["made_at"],
        row["ended_at"],
    )
