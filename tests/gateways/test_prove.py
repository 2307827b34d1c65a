"""One order against a gateway, before anybody's money goes there."""

from typing import Any

from tests.gateways.scene import till_of
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.gateways.prove import prove_gateway
from tonghao.gateways.sandbox import Mood


async def test_it_says_how_the_order_ended_and_books_nothing(
    config: Config, pool: Pool, parts: dict[str, Any]
) -> None:
    said: list[str] = []
    for mood, state in ((Mood(), "succeeded"), (Mood(refuse=1.0), "failed")):
        till = till_of(config, pool, parts, mood)
        told = await prove_gateway(till.sandbox, amount_minor=1, currency="CNY", say=said.append)
        assert told is not None
        assert (told.state, told.amount_minor) == (state, 1)
        async with reading(pool) as conn:
            booked = await conn.fetchval(
                "SELECT count(*) FROM ledger_transfers WHERE cause_id = $1", told.order_id
            )
        assert booked == 0
