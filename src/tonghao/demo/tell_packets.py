"""Tell packets: one that is empty, one that is open, and one for 小满 alone."""

import tomllib
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.clock import told_by
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE
from tonghao.ids import derived_id
from tonghao.red_packets.admit import must_open
from tonghao.red_packets.grab import Hand, grab_shares
from tonghao.red_packets.make import make_red_packet
from tonghao.red_packets.types import NewRedPacket
from tonghao.screening.text import TextScreener
from tonghao.wallets.confirm import PayConfirmation

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM red_packets WHERE id = $1)"


def packet_id_of(number: int) -> UUID:
    """The same packet at every telling."""
    return derived_id("wutong", "red_packet", str(number))


async def tell_packets(conn: Connection, *, screener: TextScreener, at: datetime, currency: str) -> None:
    """Let people of the lane give and open packets from their wallets; told again, nothing is added."""
    told = tomllib.loads((HERE / "content" / "packets.toml").read_text("utf-8"))
    if await conn.fetchval(_IS_TOLD, packet_id_of(0)):
        return
    for number, one in enumerate(told["packet"]):
        made_at = at - timedelta(hours=one["back"])
        with told_by(lambda made_at=made_at: made_at):  # type: ignore[misc]
            made = await _make(conn, one, packet_id_of(number), screener=screener, currency=currency)
        if not made:
            return
        for place, handle in enumerate(one["takers"]):
            taken_at = made_at + timedelta(seconds=4 + 9 * place)
            with told_by(lambda taken_at=taken_at: taken_at):  # type: ignore[misc]
                who = account_id_of(handle)
                await must_open(conn, packet_id=packet_id_of(number), account_id=who, age_class="adult")
                hand = Hand(who, handle in one.get("quiet", ()))
                await grab_shares(conn, packet_id=packet_id_of(number), hands=[hand])


async def _make(
    conn: Connection, told: dict[str, Any], packet_id: UUID, *, screener: TextScreener, currency: str
) -> bool:
    """Make one packet; False where its maker has nothing, in a place without play money."""
    maker = account_id_of(told["by"])
    new = NewRedPacket(
        packet_id=packet_id,
        kind=told["kind"],
        total=told["total"],
        share_count=told["shares"],
        circle_id=circle_id_of(told["circle"]) if "circle" in told else None,
        to_id=account_id_of(told["to"]) if "to" in told else None,
        greeting=told["greeting"],
        cover=told["cover"],
    )
    made = await make_red_packet(
        conn,
        screener=screener,
        caller=Caller(maker, packet_id, "member", "zh-CN", "adult", "active"),
        new=new,
        confirmation=PayConfirmation("password"),
        currency=currency,
        most_a_day=100,
    )
    return made.refusal is None
