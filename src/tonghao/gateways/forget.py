"""Forget where the money of somebody who is gone was paid to; that it was paid stays on record."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_UNSAY: Final = "UPDATE gateway_orders SET said = '' WHERE account_id = $1 AND said <> ''"
_FORGET: Final = """
    UPDATE gateway_orders SET payee = '', pay_url = '', reason = ''
     WHERE account_id = $1 AND state NOT IN ('made', 'open')
"""


async def forget_orders(conn: Connection, *, account_id: UUID) -> None:
    """Forget the payees of *account_id*, and why money was given back; of an order on its way the gateway
    still needs the payee.
    """
    await conn.execute(_UNSAY, account_id)
    await conn.execute(_FORGET, account_id)
