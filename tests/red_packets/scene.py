"""Makers for tests of red packets: money in a wallet, a packet, hands at it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tests.world import World
from tonghao.caller import Caller
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.ledger.read import get_balance
from tonghao.red_packets.admit import must_open
from tonghao.red_packets.grab import Hand, grab_shares
from tonghao.red_packets.hands import Hands
from tonghao.red_packets.make import MadePacket, escrow_of, make_red_packet
from tonghao.red_packets.read import get_packet
from tonghao.red_packets.types import GrabbedShare, NewRedPacket, RedPacket
from tonghao.wallets.confirm import PayConfirmation
from tonghao.wallets.open import wallet_of

CNY = "CNY"


def caller_of(account_id: UUID, *, age_class: str = "adult") -> Caller:
    """Somebody signed in on a device that they have had for long."""
    return Caller(account_id, new_id(), "member", "zh-CN", age_class, "active")


async def make(
    here: World,
    maker_id: UUID,
    *,
    age_class: str = "adult",
    most_a_day: int = 1000,
    purse: int | None = 100_000,
    **new: Any,
) -> MadePacket:
    """Let somebody make a packet; they have money, and show that they mean it."""
    fields: dict[str, Any] = {
        "packet_id": new_id(),
        "kind": "lucky",
        "total": "10.00",
        "share_count": 5,
    } | new
    if purse is not None:
        await here.money(maker_id, purse)
    async with here.writing() as conn:
        return await make_red_packet(
            conn,
            screener=here.screener,
            caller=caller_of(maker_id, age_class=age_class),
            new=NewRedPacket(**fields),
            confirmation=PayConfirmation("password"),
            currency=CNY,
            most_a_day=most_a_day,
        )


async def made(here: World, maker_id: UUID, **new: Any) -> RedPacket:
    """The packet that somebody made, as they see it."""
    done = await make(here, maker_id, **new)
    assert done.refusal is None
    async with here.writing() as conn:
        return await get_packet(conn, packet_id=done.packet_id, viewer_id=maker_id)


async def grab(
    conn: Connection, packet: RedPacket, account_id: UUID, *, age_class: str = "adult", is_quiet: bool = False
) -> GrabbedShare:
    """One hand by itself, as a route lets it in."""
    await must_open(conn, packet_id=packet.packet_id, account_id=account_id, age_class=age_class)
    served = await grab_shares(conn, packet_id=packet.packet_id, hands=[Hand(account_id, is_quiet)])
    found = served.found[account_id]
    if isinstance(found, GrabbedShare):
        return found
    raise found


async def race(pool: Pool, hands: Hands, packet_id: UUID, people: list[UUID]) -> list[GrabbedShare | Refusal]:
    """All of *people* at once, through the queue of one process; what each of them is told."""
    import asyncio

    reaching = [hands.grab(pool, packet_id=packet_id, hand=Hand(one)) for one in people]
    answers = await asyncio.gather(*reaching, return_exceptions=True)
    for answer in answers:
        assert isinstance(answer, GrabbedShare | Refusal), repr(answer)
    return answers  # type: ignore[return-value]


async def balance_of(source: Connection | Pool, account_id: UUID) -> int:
    """What is in somebody's wallet, in fen."""
    return await _balance(source, wallet_of(account_id, CNY))


async def left_in(source: Connection | Pool, packet_id: UUID) -> int:
    """What is in a packet, in fen."""
    return await _balance(source, escrow_of(packet_id, CNY))


async def _balance(source: Connection | Pool, ledger_id: UUID) -> int:
    if isinstance(source, Pool):
        async with reading(source) as conn:
            return await get_balance(conn, ledger_id)
    return await get_balance(source, ledger_id)


async def age(source: Connection | Pool, packet_id: UUID, by: timedelta) -> None:
    """Let a packet have been made earlier."""
    sql = (
        "UPDATE red_packets SET made_at = made_at - $2::interval, expires_at = expires_at - $2::interval"
        " WHERE id = $1"
    )
    if isinstance(source, Pool):
        async with writing(source) as conn:
            await conn.execute(sql, packet_id, by)
    else:
        await source.execute(sql, packet_id, by)
