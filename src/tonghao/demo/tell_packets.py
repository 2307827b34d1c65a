"""Tell packets: one that is empty, one that is open, and one for 小满 alone."""

import tomllib
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.past import Past, moment_in
from tonghao.demo.story import HERE
from tonghao.ids import derived_id
from tonghao.red_packets.admit import must_open
from tonghao.red_packets.give_back import give_back
from tonghao.red_packets.grab import Hand, grab_shares
from tonghao.red_packets.make import make_red_packet
from tonghao.red_packets.types import NewRedPacket
from tonghao.screening.text import TextScreener
from tonghao.wallets.confirm import PayConfirmation

_IS_THERE: Final = "SELECT EXISTS (SELECT FROM red_packets WHERE id = $1)"
_OVER: Final = timedelta(hours=24, minutes=1)


def packet_id_of(number: int) -> UUID:
    """The same packet at every telling."""
    return derived_id("wutong", "red_packet", str(number))


def tell_packets(past: Past, *, screener: TextScreener, currency: str) -> None:
    """Let people of the lane give and open packets from their wallets; what is left goes back after a day."""
    told = tomllib.loads((HERE / "content" / "packets.toml").read_text("utf-8"))
    for number, one in enumerate(told["packet"]):
        packet_id = packet_id_of(number)
        made_at = moment_in(one, past.at)
        past.add(made_at, partial(_make, past.conn, one, packet_id, screener=screener, currency=currency))
        for place, handle in enumerate(one["takers"]):
            hand = Hand(account_id_of(handle), handle in one.get("quiet", ()))
            past.add(made_at + timedelta(seconds=4 + 9 * place), partial(_take, past.conn, packet_id, hand))
        if made_at + _OVER < past.at:
            past.add(made_at + _OVER, partial(give_back, past.conn, packet_id=packet_id))


async def _take(conn: Connection, packet_id: UUID, hand: Hand) -> None:
    if not await conn.fetchval(_IS_THERE, packet_id):
        return
    await must_open(conn, packet_id=packet_id, account_id=hand.account_id, age_class="adult")
    await grab_shares(conn, packet_id=packet_id, hands=[hand])


async def _make(
    conn: Connection, told: dict[str, Any], packet_id: UUID, *, screener: TextScreener, currency: str
) -> None:
    """Make one packet; there is none where its maker has nothing, in a place without play money."""
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
    await make_red_packet(
        conn,
        screener=screener,
        caller=Caller(maker, packet_id, "member", "zh-CN", "adult", "active"),
        new=new,
        confirmation=PayConfirmation("password"),
        currency=currency,
        most_a_day=100,
    )
