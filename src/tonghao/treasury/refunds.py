"""List what was given back of top-ups, over all wallets."""

from typing import Final
from uuid import UUID

from tonghao.accounts.read import list_cards
from tonghao.db import Connection
from tonghao.money import decimal_of
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor
from tonghao.treasury.types import ListedRefund

# Without whose wallet it is: that is told by the order, and a look at it stands in the audit log.
_REFUNDS: Final = """
    SELECT id, amount_minor, state, said, reason, asked_by, made_at, ended_at, currency, gateway, refund_of
      FROM gateway_orders
     WHERE refund_of IS NOT NULL AND id < $1
     ORDER BY id DESC LIMIT $2
"""


async def list_refunds(conn: Connection, *, cursor: str | None = None, limit: int = 20) -> Page[ListedRefund]:
    """Refunds, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    (before,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_REFUNDS, before, limit + 1)
    people = await list_cards(conn, {row["asked_by"] for row in rows[:limit]} - {None})
    found = [
        ListedRefund(
            row["id"],
            decimal_of(row["amount_minor"], row["currency"]),
            row["state"],
            row["said"],
            row["reason"],
            people.get(row["asked_by"]),
            row["made_at"],
            row["ended_at"],
            row["currency"],
            row["gateway"],
            row["refund_of"],
        )
        for row in rows[:limit]
    ]
    return Page(found, to_cursor(found[-1].order_id) if len(rows) > limit else None)
