"""Set how long money for somebody new waits, during which it can be cancelled."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.transfers.types import TransferWishes

_SET: Final = """
    INSERT INTO transfer_wishes (account_id, delay_hours) VALUES ($1, $2)
    ON CONFLICT (account_id) DO UPDATE SET delay_hours = excluded.delay_hours
"""


async def set_wishes(conn: Connection, *, account_id: UUID, wishes: TransferWishes) -> None:
    """From now on this holds for transfers to people to whom nothing was sent before."""
    await conn.execute(_SET, account_id, wishes.delay_hours)
