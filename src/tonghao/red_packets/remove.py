"""Remove: a packet is taken out of sight, and what is left in it goes back; or it is shown again."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.red_packets.give_back import give_back
from tonghao.red_packets.tell import tell_counted

_HERE: Final = "SELECT removed_at IS NOT NULL AS is_removed FROM red_packets WHERE id = $2 AND circle_id = $1"
_REMOVE: Final = """
    UPDATE red_packets SET removed_at = now() WHERE id = $1 AND removed_at IS NULL AND state <> 'open'
    RETURNING id
"""
_SHOW: Final = "UPDATE red_packets SET removed_at = NULL WHERE id = $1 RETURNING id"


class PacketHeld(Refusal):
    """The money in this packet is held, so it cannot go back yet. End the hold first, then remove it."""


async def remove_packet(conn: Connection, *, circle_id: UUID, packet_id: UUID) -> bool:
    """Take a packet of the circle out of sight; False when there is no such packet. Twice is once.

    Raises:
        PacketHeld: its account is frozen.

    Emits: red_packet.counted. Locks: see `give_back`.
    """
    row = await conn.fetchrow(_HERE, circle_id, packet_id)
    if row is None:
        return False
    await give_back(conn, packet_id=packet_id, at_once=True)
    if await conn.fetchval(_REMOVE, packet_id) is not None:
        await tell_counted(conn, packet_id)
    elif not row["is_removed"]:
        raise PacketHeld
    return True


async def show_packet(conn: Connection, *, circle_id: UUID, packet_id: UUID) -> bool:
    """Show a packet again; what went back stays where it is. False when the circle has no such packet.

    Emits: red_packet.counted.
    """
    row = await conn.fetchrow(_HERE, circle_id, packet_id)
    if row is not None and row["is_removed"]:
        await conn.execute(_SHOW, packet_id)
        await tell_counted(conn, packet_id)
    return row is not None
