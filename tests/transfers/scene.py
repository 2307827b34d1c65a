"""Makers for tests of transfers: neighbours with money, and what each has."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tests.world import World
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.friends.befriend import befriend
from tonghao.ids import new_id
from tonghao.ledger.accounts import account_id_of
from tonghao.ledger.read import get_balance
from tonghao.transfers.move import Payer
from tonghao.transfers.send import send_transfer
from tonghao.transfers.types import NewTransfer
from tonghao.wallets.open import wallet_of


async def friends(world: World, count: int = 2, *, minor: int = 10_000) -> list[UUID]:
    """People who all are friends, each with a wallet in which *minor* lies."""
    people = [await world.account() for _ in range(count)]
    for one in people:
        await world.money(one, minor)
    async with world.writing() as conn:
        for place, one in enumerate(people):
            for other in people[:place]:
                await befriend(conn, a=one, b=other)
    return people


async def balance(conn: Connection, account_id: UUID) -> int:
    return await get_balance(conn, wallet_of(account_id))


async def escrow(conn: Connection, transfer_id: UUID) -> int:
    """What lies in the account of a transfer."""
    return await get_balance(conn, account_id_of("transfer", transfer_id, "escrow", "CNY"))


def caller_of(account_id: UUID) -> Caller:
    return Caller(account_id, new_id(), "member", "zh-CN", "adult", "active")


async def send(
    conn: Connection,
    world: World,
    sender: UUID,
    receiver: UUID,
    amount: str = "12.50",
    *,
    at: datetime | None = None,
    **more: Any,
) -> UUID:
    """A transfer that was sent."""
    new = NewTransfer(more.pop("id", None) or new_id(), receiver, amount, **more)
    payer, moment = Payer(sender, caller_of(sender)), at or now()
    moved = await send_transfer(
        conn, screener=world.screener, payer=payer, new=new, currency="CNY", at=moment
    )
    assert moved.refusal is None
    return moved.subject_id
