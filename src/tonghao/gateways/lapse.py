"""Lapse: a top-up that nobody paid while it could be paid uses nothing of a limit any more."""

from datetime import timedelta
from typing import Final

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.gateways.hear_notice import hear_notice
from tonghao.gateways.types import PAYABLE, Asked, failed

# For clocks that differ, and for a payment that was made in the last second.
_GRACE: Final = timedelta(minutes=10)
_LOCK: Final = "SELECT id FROM gateway_orders WHERE id = $1 FOR UPDATE"
_WAITS: Final = "SELECT EXISTS (SELECT FROM gateway_orders WHERE id = $1 AND state IN ('made', 'open'))"


def is_over(asked: Asked) -> bool:
    """Whether the page on which *asked* was to be paid is closed."""
    return now() > asked.made_at + PAYABLE + _GRACE


async def lapse_top_up(conn: Connection, *, gateway: str, asked: Asked) -> bool:
    """Let an order fail that its gateway does not know; false when it has ended meanwhile.

    Should it be paid all the same, the gateway's notice brings the money, as after a first try that failed.

    Emits: wallet.moved. Locks: the order.
    """
    await conn.execute(_LOCK, asked.order_id)
    if not await conn.fetchval(_WAITS, asked.order_id):
        return False
    notice = failed(asked, notice_id=f"lapsed_{asked.order_id.hex}", reason="not paid in time")
    await hear_notice(conn, gateway, notice)
    return True
