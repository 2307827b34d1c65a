"""Topping up and taking out are stopped in the whole place; what is under way goes on."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.accounts.brake_feature import (
    Feature,
    FeatureBrake,
    NewFeatureBrake,
    pull_feature_brake,
    release_feature_brake,
)
from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.gateways.jobs import play_gateway, tell_gateway
from tonghao.ids import new_id
from tonghao.money_events import GatewayAsked, SandboxDecided

_WHY = "网关在换证书"


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


class Brakes:
    """Pulls brakes of the whole place, and lets go of all of them at the end."""

    def __init__(self, world: World, pool: Pool) -> None:
        self._world, self._pool = world, pool
        self.pulled: list[tuple[UUID, FeatureBrake]] = []

    async def pull(self, feature: Feature, hours: int | None = None) -> FeatureBrake:
        by = await self._world.account(role="moderator")
        async with writing(self._pool) as conn:
            brake = NewFeatureBrake(feature, _WHY, hours)
            made = await pull_feature_brake(conn, screener=self._world.screener, account_id=by, brake=brake)
        self.pulled.append((by, made))
        return made

    async def let_go(self) -> None:
        while self.pulled:
            by, made = self.pulled.pop()
            async with writing(self._pool) as conn:
                await release_feature_brake(
                    conn,
                    screener=self._world.screener,
                    account_id=by,
                    brake_id=made.brake_id,
                    reason="换好了",
                )


@pytest.fixture
async def brakes(world: World, pool: Pool) -> AsyncIterator[Brakes]:
    made = Brakes(world, pool)
    yield made
    await made.let_go()


async def _plays(till: Till, order_id: str) -> None:
    await tell_gateway(GatewayAsked(UUID(order_id)), pool=till.pool, gateways=till.gateways)
    await play_gateway(SandboxDecided(UUID(order_id)), gateways=till.gateways)


async def _asks(till: Till, way: str, amount: str, order_id: str = "") -> Any:
    wish = {"order_id": order_id or str(new_id()), "amount": amount}
    return await till.client.post(f"{API}/wallet/{way}", json=wish)


async def test_a_paused_top_up_refuses_new_orders_and_books_what_was_paid(
    till: Till, world: World, brakes: Brakes
) -> None:
    who = await world.account()
    await till.as_(world, who)
    begun = (await _asks(till, "top-ups", "50.00")).json()
    made = await brakes.pull("top_ups", hours=2)
    refused = await _asks(till, "top-ups", "10.00")
    body = refused.json()
    assert (refused.status_code, body["code"]) == (409, "feature_stopped")
    assert body["details"]["reason"] == _WHY
    assert datetime.fromisoformat(body["details"]["until"]) == made.until
    # The same order again is the same order, and its money arrives.
    assert (await _asks(till, "top-ups", "50.00", begun["order_id"])).status_code == 201
    await _plays(till, begun["order_id"])
    assert await till.balance(who) == 50_00
    wallet = (await till.client.get(f"{API}/wallet")).json()
    assert [(one["feature"], one["reason"]) for one in wallet["stopped"]] == [("top_ups", _WHY)]
    assert datetime.fromisoformat(wallet["stopped"][0]["until"]) == made.until
    # Nothing was counted of what was refused.
    limits = (await till.client.get(f"{API}/wallet/limits")).json()["allowances"]
    day, left = next((one["day"], one["left_day"]) for one in limits if one["kind"] == "top_up")
    assert float(day) - float(left) == 50
    # What is taken out is another matter.
    assert (await _asks(till, "withdrawals", "5.00")).status_code == 201


async def test_a_paused_withdrawal_refuses_new_ones_and_those_under_way_go_on(
    till: Till, world: World, brakes: Brakes
) -> None:
    who = await world.account()
    await till.as_(world, who)
    await world.money(who, 50_00)
    begun = (await _asks(till, "withdrawals", "20.00")).json()
    await brakes.pull("withdrawals")
    refused = await _asks(till, "withdrawals", "10.00")
    assert refused.json()["code"] == "feature_stopped"
    assert (refused.json()["details"]["reason"], refused.json()["details"]["until"]) == (_WHY, None)
    assert (await till.balance(who)) == 30_00
    await _plays(till, begun["order_id"])
    assert (await till.order(begun["order_id"]))["state"] == "succeeded"
    await brakes.let_go()
    assert (await till.client.get(f"{API}/wallet")).json()["stopped"] == []
    assert (await _asks(till, "withdrawals", "10.00")).status_code == 201
