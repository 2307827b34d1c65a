"""Webhooks that are replayed, forged, early, of another amount, of an order nobody knows, or contradict."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests.gateways.scene import API, WEBHOOKS, Till, till_of
from tests.world import World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading
from tonghao.gateways.types import Notice
from tonghao.ids import new_id


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


async def _order(till: Till, world: World, who: UUID, amount: str = "50.00") -> UUID:
    await till.as_(world, who)
    wish = {"order_id": str(new_id()), "amount": amount}
    answer = await till.client.post(f"{API}/wallet/top-ups", json=wish)
    return UUID(answer.json()["order_id"])


def _notice(order_id: UUID, **more: Any) -> Notice:
    told = {
        "id": f"n_{new_id().hex}",
        "order_id": order_id,
        "kind": "top_up",
        "state": "succeeded",
        "amount_minor": 50_00,
        "currency": "CNY",
        "at": now(),
    }
    return Notice(**(told | more))


async def _differences(till: Till, order_id: UUID) -> list[tuple[str, int | None, int | None]]:
    async with reading(till.pool) as conn:
        rows = await conn.fetch(
            "SELECT kind, ours_minor, theirs_minor FROM gateway_differences"
            " WHERE order_id = $1 ORDER BY kind",
            order_id,
        )
    return [tuple(row) for row in rows]


async def test_a_notice_sent_again_changes_nothing_again(till: Till, world: World) -> None:
    who = await world.account()
    notice = _notice(await _order(till, world, who))
    said = [(await till.hears(notice)).json() for _ in range(3)]
    assert said == [{"outcome": "applied"}, {"outcome": "repeated"}, {"outcome": "repeated"}]
    # Also when the gateway gives the same fact another name.
    other = msgspec.structs.replace(notice, id="n_other")
    assert (await till.hears(other)).json() == {"outcome": "repeated"}
    assert await till.balance(who) == 50_00


async def test_what_is_not_signed_changes_nothing(till: Till, world: World) -> None:
    who = await world.account()
    notice = _notice(await _order(till, world, who))
    spoiled = msgspec.json.encode(msgspec.structs.replace(notice, amount_minor=5_000_00))
    old = till.sandbox.signed(notice.id, msgspec.json.encode(notice))
    old["webhook-timestamp"] = str(int((now() - timedelta(minutes=20)).timestamp()))
    answers = [
        await till.hears(notice, signed=False),
        await till.hears(notice, body=spoiled),
        await till.client.post(WEBHOOKS, content=msgspec.json.encode(notice), headers=old),
        await till.client.post(WEBHOOKS, content=b"{", headers=till.sandbox.signed("x", b"{")),
        await till.client.post(WEBHOOKS, content=b"\xff\xfe", headers={}),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(400, "webhook_forged")] * 5
    assert await till.balance(who) == 0
    unknown = await till.client.post(f"{API}/gateways/nobody/webhooks", content=b"{}")
    assert unknown.status_code == 404


async def test_an_early_notice_is_to_come_again_and_then_applies(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    order_id = new_id()
    notice = _notice(order_id)
    early = await till.hears(notice)
    assert (early.status_code, early.json()["code"]) == (425, "webhook_early")
    wish = {"order_id": str(order_id), "amount": "50.00"}
    await till.client.post(f"{API}/wallet/top-ups", json=wish)
    assert (await till.hears(notice)).json() == {"outcome": "applied"}
    assert await till.balance(who) == 50_00


async def test_an_order_that_nobody_knows_is_kept_as_a_difference(till: Till) -> None:
    order_id = new_id()
    notice = _notice(order_id, at=now() - timedelta(minutes=6))
    assert (await till.hears(notice)).json() == {"outcome": "unknown"}
    assert (await till.hears(notice)).json() == {"outcome": "repeated"}
    assert await _differences(till, order_id) == [("unknown_order", None, 50_00)]


@pytest.mark.parametrize("change", [{"amount_minor": 49_99}, {"amount_minor": 5_000_00}, {"currency": "USD"}])
async def test_another_amount_moves_nothing_and_is_kept(
    till: Till, world: World, change: dict[str, Any]
) -> None:
    who = await world.account()
    order_id = await _order(till, world, who)
    assert (await till.hears(_notice(order_id, **change))).json() == {"outcome": "amount_differs"}
    assert await till.balance(who) == 0
    assert [kind for kind, *_ in await _differences(till, order_id)] == ["amount_differs"]
    # The right one still may come.
    assert (await till.hears(_notice(order_id))).json() == {"outcome": "applied"}
    assert await till.balance(who) == 50_00


async def test_a_second_try_of_a_payer_counts_but_a_success_is_not_taken_back(
    till: Till, world: World
) -> None:
    who = await world.account()
    order_id = await _order(till, world, who)
    said = [
        (await till.hears(_notice(order_id, state=state))).json()["outcome"]
        for state in ("failed", "pending", "succeeded", "failed")
    ]
    assert said == ["applied", "noted", "applied", "contradicts"]
    assert await till.balance(who) == 50_00
    # What the failure gave back of the limit is used again.
    limits = (await till.client.get(f"{API}/wallet/limits")).json()
    assert {one["kind"]: one["left_day"] for one in limits["allowances"]}["top_up"] == "450.00"
    assert await _differences(till, order_id) == [("contradicts", 50_00, 50_00)]


async def test_a_withdrawal_that_went_back_is_not_paid_out_again(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    await world.money(who, 50_00)
    wish = {"order_id": str(new_id()), "amount": "50.00"}
    order_id = UUID((await till.client.post(f"{API}/wallet/withdrawals", json=wish)).json()["order_id"])
    said = [
        (await till.hears(_notice(order_id, kind="withdrawal", state=state))).json()["outcome"]
        for state in ("failed", "succeeded")
    ]
    assert said == ["applied", "contradicts"]
    assert await till.balance(who) == 50_00


async def test_a_notice_about_the_other_kind_of_order_is_of_no_order(till: Till, world: World) -> None:
    who = await world.account()
    order_id = await _order(till, world, who)
    notice = _notice(order_id, kind="withdrawal", at=now() - timedelta(hours=1))
    assert (await till.hears(notice)).json() == {"outcome": "unknown"}
    assert await till.balance(who) == 0


async def test_operators_read_differences_and_say_what_they_were(till: Till, world: World) -> None:
    order_id = new_id()
    await till.hears(_notice(order_id, at=now() - timedelta(minutes=6)))
    operator = await world.account(role="operator")
    await till.as_(world, operator)
    listed = (await till.client.get(f"{API}/gateways/differences")).json()["entries"]
    mine = next(one for one in listed if one["order_id"] == str(order_id))
    assert (mine["kind"], mine["ours"], mine["theirs"], mine["settled_at"]) == (
        "unknown_order",
        None,
        "50.00",
        None,
    )
    settle = f"{API}/gateways/differences/{mine['id']}/settlement"
    assert (await till.client.post(settle, json={"note": "试单，已与通道核对"})).status_code == 204
    listed = (await till.client.get(f"{API}/gateways/differences")).json()["entries"]
    assert mine["id"] not in {one["id"] for one in listed}
    health = (await till.client.get(f"{API}/gateways")).json()
    assert [(one["name"], one["active"]) for one in health] == [("sandbox", True)]
