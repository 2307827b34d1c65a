"""Money while processes are killed and connections cut: nothing acknowledged is lost or done twice."""

import asyncio
import random

import pytest
import uvloop

from tests.crashes.tills import Counted, open_tills
from tests.crashes.wire import How, wired
from tests.ledger.books import move, purses
from tests.patience import until
from tonghao.db import ConnectionTrouble, Pool, open_pool, reading, writing
from tonghao.ledger.poster import Poster
from tonghao.ledger.read import get_balance, list_entries
from tonghao.ledger.types import Group, Posted


async def _count_after(kills: list[str], seed: int) -> tuple[Counted, int, int]:
    order = random.Random(seed)
    async with open_tills(seed) as tills:
        for name in kills:
            before = len(tills.acked)
            await until(lambda before=before: len(tills.acked) > before + 50, seconds=60)
            await asyncio.sleep(order.uniform(0, 0.05))
            await tills.kill(name)
        before = len(tills.acked)
        await until(lambda: len(tills.acked) > before + 50, seconds=60)
        await tills.settle()
        return await tills.count(), len(tills.acked), tills.asked_again


async def test_twenty_kills_lose_nothing_and_double_nothing() -> None:
    order = random.Random(20261127)
    kills = [order.choice(["payer", "payer", "postgres"]) for _ in range(20)]
    counted, acked, asked_again = await _count_after(kills, 20261127)
    assert counted == Counted([], [], [], [])
    assert acked > 1000
    assert asked_again > 20, "the kills came at the wrong moment"


async def _insist(poster: Poster, group: Group) -> Posted:
    """Ask until it is answered: a connection in the pool may hear of its end only at the next question."""
    for _ in range(5):
        try:
            return await poster.submit(group)
        except ConnectionTrouble:
            continue
    return await poster.submit(group)


async def _over_a_breaking_wire(dsn: str, how: How, groups: list[Group]) -> tuple[int, int]:
    """Post *groups*, a pair at each place of the cut, and again until each is answered."""
    cut = 0
    async with wired(dsn) as (address, wire):
        pool = await open_pool(address, size=2)
        poster = Poster(pool, flushers=1)
        await poster.submit(groups[0])
        try:
            for place, pair in enumerate(zip(groups[1::2], groups[2::2], strict=False)):
                wire.arm(how, place)
                found = await asyncio.gather(*map(poster.submit, pair), return_exceptions=True)
                said = wire.said["client" if how is How.unsent else "server"]
                wire.disarm()
                for one in found:
                    assert isinstance(one, (Posted, *ConnectionTrouble)), repr(one)
                    cut += not isinstance(one, Posted)
                again = await asyncio.gather(*(_insist(poster, group) for group in pair))
                assert [one.refusal for one in again] == [None, "insufficient_balance"]
                for first, second in zip(found, again, strict=True):
                    if isinstance(first, Posted):
                        assert (first.refusal, second.repeated) == (second.refusal, True)
                if said <= place:
                    return cut, place
        finally:
            await pool.close()
    raise AssertionError("a batch that never ends")


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("how", How, ids=[how.name for how in How])
async def test_money_survives_a_cut_at_every_place(how: How, run: object, pool: Pool, dsn: str) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 1000, 0)
    # One that is accepted and one that is refused, side by side: the fast path, then the exact one.
    groups = [move(anna, ben, 1)]
    for _ in range(150):
        groups += [move(anna, ben, 1), move(anna, ben, 100_000)]
    cut, last = await asyncio.to_thread(run, _over_a_breaking_wire(dsn, how, groups))  # type: ignore[arg-type]
    assert cut > 5, "the wire was hardly ever cut"
    async with reading(pool) as conn:
        entries = await list_entries(conn, ben, limit=1000)
        assert await get_balance(conn, ben) == len(entries) == last + 2
