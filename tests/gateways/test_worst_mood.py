"""The sandbox in its worst mood: at the end the books equal the gateway's, to the fen."""

import asyncio
import random
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tests.gateways.scene import Till, till_of
from tests.world import World
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.gateways.accounts import clearing_of
from tonghao.gateways.ask_gateway import ask_after, begin_order
from tonghao.gateways.place_order import place_top_up, place_withdrawal
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.sandbox import WORST
from tonghao.gateways.types import Notice
from tonghao.ids import new_id
from tonghao.wallets.confirm import PayConfirmation

TOP_UPS, PEOPLE, AT_ONCE = 1_000, 200, 16
_SUMS = """
    SELECT state, kind, count(*), sum(amount_minor) FROM {} WHERE {} = ANY($1::uuid[]) GROUP BY 1, 2
"""
_CLEARED = """
    SELECT sum(amount_minor) FROM ledger_transfers WHERE cause_id = ANY($1::uuid[]) AND debit_id = $2
"""


def _caller(account_id: UUID) -> Caller:
    return Caller(account_id, new_id(), "member", "zh-CN", "adult", "active")


async def _sends(till: Till, notices: list[Notice]) -> None:
    for notice in notices:
        assert await till.sandbox.send(notice) == 200


async def _place(till: Till, people: list[UUID], orders: list[UUID], chance: random.Random) -> None:
    """A thousand top-ups, sixteen at a time, whose notices come late, twice, in the wrong order or never."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> None:
        async with gate:
            caller, order_id = _caller(people[number % len(people)]), orders[number]
            async with writing(till.pool) as conn:
                asked = await place_top_up(
                    conn,
                    caller,
                    gateway="sandbox",
                    order_id=order_id,
                    amount_minor=1 + number * 7 % 99_00,
                    currency="CNY",
                )
            assert asked is not None
            # One in ten dies between the books and the gateway.
            if chance.random() < 0.9:
                await begin_order(till.pool, till.sandbox, asked)

    await asyncio.gather(*(one(number) for number in range(len(orders))))
    told = [notice for order_id in orders for notice in await till.sandbox.notices_of(order_id)]
    chance.shuffle(told)
    for start in range(0, len(told), AT_ONCE):
        await asyncio.gather(*(_sends(till, [one]) for one in told[start : start + AT_ONCE]))


async def _compared(till: Till, orders: list[UUID]) -> tuple[Any, Any]:
    async with reading(till.pool) as conn:
        ours = await conn.fetch(_SUMS.format("gateway_orders", "id"), orders)
        theirs = await conn.fetch(_SUMS.format("sandbox_payments", "order_id"), orders)
    return {tuple(row) for row in ours}, {tuple(row) for row in theirs}


async def test_a_thousand_top_ups_in_its_worst_mood_end_with_equal_books(
    config: Config, world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    till = till_of(config, pool, parts, WORST)
    people = [await world.account() for _ in range(PEOPLE)]
    orders = [new_id() for _ in range(TOP_UPS)]
    await _place(till, people, orders, random.Random("worst"))
    ours, theirs = await _compared(till, orders)
    assert ours != theirs, "nothing was lost: this mood tests nothing"
    # Half of what stays open is asked for, the rest only the daily file tells of.
    for order_id in orders[::2]:
        await ask_after(pool, till.gateways.by_name, order_id)
    ours, theirs = await _compared(till, orders)
    assert {row for row in ours if row[0] == "succeeded"} != {row for row in theirs if row[0] == "succeeded"}
    for _ in range(2):
        await reconcile_day(pool, till.sandbox, now().astimezone(UTC).date(), currency="CNY")
    ours, theirs = await _compared(till, orders)
    paid = {row for row in theirs if row[0] == "succeeded"}
    assert {row for row in ours if row[0] == "succeeded"} == paid
    (total,) = (row[3] for row in paid)
    assert sum([await till.balance(who) for who in people]) == total
    async with reading(pool) as conn:
        cleared = await conn.fetchval(_CLEARED, orders, clearing_of("sandbox", "CNY"))
        told = await conn.fetchval(
            "SELECT count(*) FROM gateway_differences WHERE order_id = ANY($1::uuid[])", orders
        )
        moved = await conn.fetchval(
            "SELECT count(*) FROM ledger_transfers WHERE cause_id = ANY($1::uuid[])", orders
        )
    assert cleared == total
    assert told == 0
    assert moved == next(row[2] for row in paid)
    # What the file does not tell of, since it failed or was never begun, is found out by asking.
    for order_id in orders:
        await ask_after(pool, till.gateways.by_name, order_id)
    ours, theirs = await _compared(till, orders)
    assert {row for row in ours if row[0] in {"succeeded", "failed"}} == theirs


async def test_withdrawals_in_its_worst_mood_lose_nothing(
    config: Config, world: World, pool: Pool, parts: dict[str, Any]
) -> None:
    till = till_of(config, pool, parts, WORST)
    people = [await world.account() for _ in range(40)]
    orders = [new_id() for _ in people]
    for who, order_id in zip(people, orders, strict=True):
        await world.money(who, 100_00)
        async with writing(pool) as conn:
            refused = await place_withdrawal(
                conn,
                _caller(who),
                gateway="sandbox",
                order_id=order_id,
                amount_minor=60_00,
                currency="CNY",
                payee="",
                confirmation=PayConfirmation("password"),
                now=datetime.now(UTC),
            )
        assert refused is None
    # No worker told the gateway of them: who looks after what waits tells it, then asks what became of it.
    for _ in range(2):
        for order_id in orders:
            await ask_after(pool, till.gateways.by_name, order_id)
            await _sends(till, await till.sandbox.notices_of(order_id))
    ours, theirs = await _compared(till, orders)
    assert ours == theirs
    paid = sum(row[2] for row in theirs if row[0] == "succeeded")
    assert 0 < paid < len(people), "both ends are to be seen"
    left = sum([await till.balance(who) for who in people])
    assert left == len(people) * 100_00 - paid * 60_00
