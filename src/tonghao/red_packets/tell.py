"""Tell: a packet was made, or counted anew, and whoever can open it hears; whom it is for is told of it."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection
from tonghao.money_events import MoneyTold
from tonghao.packet_events import RedPacketCounted, RedPacketMade
from tonghao.red_packets.read import get_packet
from tonghao.red_packets.types import RedPacket

_POST_STATE: Final = "SELECT state FROM posts WHERE circle_id = $1 AND id = $2"


async def tell_made(conn: Connection, packet_id: UUID) -> None:
    """Emit red_packet.made, with the packet as somebody sees it who has no part in it."""
    packet = await get_packet(conn, packet_id=packet_id, viewer_id=None)
    event = RedPacketMade(
        packet_id,
        packet.circle_id,
        packet.post_id,
        packet.maker.account_id,
        None if packet.to is None else packet.to.account_id,
        msgspec.to_builtins(packet),
    )
    for audience in _audiences(packet):
        await outbox.emit(conn, event, audience=audience)


async def tell_counted(conn: Connection, packet_id: UUID) -> None:
    """Emit red_packet.counted, with the packet as somebody sees it who has no part in it.

    The words of a packet that is out of sight, by itself or with its post, are not said again.
    """
    packet = await get_packet(conn, packet_id=packet_id, viewer_id=None)
    if not await _is_shown(conn, packet):
        packet = msgspec.structs.replace(packet, greeting="")
    event = RedPacketCounted(
        packet_id, packet.circle_id, packet.post_id, packet.maker.account_id, msgspec.to_builtins(packet)
    )
    for audience in _audiences(packet):
        await outbox.emit(conn, event, audience=audience)


async def tell_receiver(
    conn: Connection, packet_id: UUID, *, maker_id: UUID, to_id: UUID, total_minor: int, currency: str
) -> None:
    """Have the one person told whom a packet is for; its greeting is read on the packet itself.

    Emits: money.told.
    """
    told = MoneyTold(to_id, maker_id, "packet_came", "red_packet", packet_id, total_minor, currency)
    await outbox.emit(conn, told, audience="nobody")


async def _is_shown(conn: Connection, packet: RedPacket) -> bool:
    if packet.is_removed or packet.post_id is None:
        return not packet.is_removed
    state: str = await conn.fetchval(_POST_STATE, packet.circle_id, packet.post_id)
    return state == "visible"


def _audiences(packet: RedPacket) -> list[str]:
    if packet.circle_id is not None:
        return [f"circle:{packet.circle_id}"]
    people = [packet.maker, packet.to]
    return [f"account:{one.account_id}" for one in people if one is not None]
