"""A top-up that nobody paid while it could be paid lets go of the limits."""

from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.gateways.ask_gateway import ask_after
from tonghao.gateways.types import GatewayAway, GatewayRefused, Notice
from tonghao.ids import new_id

_AGED = "UPDATE gateway_orders SET made_at = now() - make_interval(mins => $2) WHERE id = $1"
_USED_AGO = "UPDATE wallet_uses SET hour = hour - interval '2 hours' WHERE account_id = $1"


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


async def _never_begun(till: Till, world: World, *, minutes: int) -> tuple[UUID, UUID]:
    """Somebody, and an order of theirs, of so long ago, that never reached its gateway."""
    who = await world.account()
    await till.as_(world, who)
    begin = till.sandbox.begin

    async def away(asked: Any) -> Any:
        raise GatewayAway("no answer")

    till.sandbox.begin = away  # type: ignore[method-assign]
    order_id = new_id()
    answer = await till.client.post(
        f"{API}/wallet/top-ups", json={"order_id": str(order_id), "amount": "200.00"}
    )
    assert answer.json()["code"] == "gateway_rests"
    till.sandbox.begin = begin  # type: ignore[method-assign]
    async with writing(till.pool) as conn:
        await conn.execute(_AGED, order_id, minutes)
        await conn.execute(_USED_AGO, who)
    return who, order_id


async def _left(till: Till) -> str:
    limits = (await till.client.get(f"{API}/wallet/limits")).json()
    (left,) = [one["left_day"] for one in limits["allowances"] if one["kind"] == "top_up"]
    return str(left)


async def test_what_the_gateway_does_not_know_lapses_when_its_time_is_over(till: Till, world: World) -> None:
    _, order_id = await _never_begun(till, world, minutes=75)
    assert await _left(till) == "300.00"
    await ask_after(till.pool, till.gateways.by_name, order_id)
    ended = await till.order(str(order_id))
    assert (ended["state"], ended["reason"]) == ("failed", "not paid in time")
    assert await _left(till) == "500.00"
    await ask_after(till.pool, till.gateways.by_name, order_id)
    assert await _left(till) == "500.00"


async def test_as_long_as_it_may_be_paid_it_waits(till: Till, world: World) -> None:
    _, order_id = await _never_begun(till, world, minutes=65)
    await ask_after(till.pool, till.gateways.by_name, order_id)
    assert (await till.order(str(order_id)))["state"] == "made"
    assert await _left(till) == "300.00"


@pytest.mark.parametrize("fault", [GatewayAway("no answer"), GatewayRefused("no such session")])
async def test_a_gateway_that_does_not_answer_lets_nothing_lapse(
    till: Till, world: World, fault: Exception
) -> None:
    _, order_id = await _never_begun(till, world, minutes=75)

    async def silent(asked: Any) -> Any:
        raise fault

    till.sandbox.ask = silent  # type: ignore[method-assign]
    await ask_after(till.pool, till.gateways.by_name, order_id)
    assert (await till.order(str(order_id)))["state"] == "made"


async def test_what_is_paid_all_the_same_arrives_and_counts(till: Till, world: World) -> None:
    who, order_id = await _never_begun(till, world, minutes=75)
    await ask_after(till.pool, till.gateways.by_name, order_id)
    paid = Notice(f"n_{new_id().hex}", order_id, "top_up", "succeeded", 200_00, "CNY", now())
    assert (await till.hears(paid)).json() == {"outcome": "applied"}
    assert await till.balance(who) == 200_00
    assert await _left(till) == "300.00"
