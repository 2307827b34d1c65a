"""Forget where the money of somebody who is gone was paid to; that it was paid stays on record."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_FORGET: Final = """
    UPDATE gateway_orders SET payee = '', pay_url = '', reason = ''
     WHERE account_id = $1 AND state NOT IN ('made', 'open')
"""


async def forget_orders(conn: Connection, *, account_id: UUID) -> None:
    """Forget the payees of *account_id*; of an order on its way the gateway still needs it."""
    await conn.execute(_FORGET, account_id)
