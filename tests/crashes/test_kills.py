"""`kill -9` while people write: what was acknowledged is there afterwards, and nothing is there twice."""

import random

import pytest

from tests.crashes.count import Counted, count, told_at_last, told_twice
from tests.crashes.house import House, crowd, open_house
from tests.patience import until


async def _survives(house: House, kills: list[str]) -> None:
    async with crowd(house, people=4) as there:
        for name in kills:
            before = there.written()
            await house.kill(name)
            # The next kill comes when all is well again and some more has been written.
            await until(house.answers, seconds=90)
            await until(lambda before=before: there.written() > before + 12, seconds=90)
    assert there.refused() == [], house.unexpected()
    assert there.asked_again() > 0, "the kills came at the wrong moment"
    assert await count(house, there.circle_id, there.thread_id, there.writers) == Counted([], [], [])
    # A job that died with its worker is taken up by the next one half a minute later.
    await told_at_last(house, there.circle_id, there.owner_id, patience_seconds=120)
    assert await told_twice(house, there.owner_id) == []


async def test_what_was_acknowledged_survives_every_kill() -> None:
    async with open_house() as house:
        await _survives(house, ["web", "postgres", "worker", "postgres", "web"])


@pytest.mark.long
async def test_what_was_acknowledged_survives_many_kills() -> None:
    order = random.Random(20261122)
    async with open_house() as house:
        await _survives(house, [order.choice(["web", "worker", "postgres"]) for _ in range(40)])
