"""Note that a gateway knows an order, or will not have it."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.gateways.types import Begun

_BEGUN: Final = """
    UPDATE gateway_orders
       SET state = CASE WHEN state = 'made' THEN 'open' ELSE state END,
           reference = CASE WHEN $2 = '' THEN reference ELSE $2 END, pay_url = $3, asked_at = now()
     WHERE id = $1
"""


async def note_begun(conn: Connection, *, order_id: UUID, begun: Begun) -> None:
    """Keep what the gateway answered; a notice that was quicker has the last word on the state."""
    await conn.execute(_BEGUN, order_id, begun.reference, begun.pay_url)
