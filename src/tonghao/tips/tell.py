"""Tell: a tip was given, settled or went back, and its two people hear it; nobody else."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.packet_events import TipMoved

_TIP: Final = "SELECT circle_id, post_id, from_id, to_id, state FROM tips WHERE id = $1"


async def tell_moved(conn: Connection, tip_id: UUID) -> None:
    """Emit tip.moved to giver and author."""
    row = await conn.fetchrow(_TIP, tip_id)
    assert row is not None
    event = TipMoved(tip_id, row["circle_id"], row["post_id"], row["to_id"], row["state"])
    for account_id in (row["from_id"], row["to_id"]):
        await outbox.emit(conn, event, audience=f"account:{account_id}")
