"""Topping up and taking out, as a person does it, through the sandbox."""

from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.gateways.accounts import clearing_of, in_flight_of
from tonghao.gateways.ask_gateway import ask_after, list_waiting
from tonghao.gateways.jobs import play_gateway, tell_gateway
from tonghao.gateways.sandbox import Mood
from tonghao.gateways.types import GatewayAway, Notice
from tonghao.ids import new_id
from tonghao.ledger.accounts import account_id_of
from tonghao.ledger.read import get_balance
from tonghao.money_events import GatewayAsked, SandboxDecided
from tonghao.wallets.forget import forget_wallet
from tonghao.wallets.open import wallet_of
from tonghao.worker import hear_all

_AGED = """
    UPDATE gateway_orders
       SET made_at = now() - make_interval(secs => $2), asked_at = now() - make_interval(secs => $2)
     WHERE id = ANY($1::uuid[])
"""
_STATUS = "SELECT status FROM ledger_balances WHERE account_id = $1"
_BALANCE = "SELECT balance_minor FROM ledger_balances WHERE account_id = $1"


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


async def _plays(till: Till, order_id: str) -> None:
    """What the worker does of an order."""
    await tell_gateway(GatewayAsked(UUID(order_id)), pool=till.pool, gateways=till.gateways)
    await play_gateway(SandboxDecided(UUID(order_id)), gateways=till.gateways)


async def _top_up(till: Till, amount: str = "50.00", order_id: str = "") -> Any:
    wish = {"order_id": order_id or str(new_id()), "amount": amount}
    return await till.client.post(f"{API}/wallet/top-ups", json=wish)


async def _withdraw(till: Till, amount: str = "20.00", **more: Any) -> Any:
    wish = {"order_id": str(new_id()), "amount": amount} | more
    return await till.client.post(f"{API}/wallet/withdrawals", json=wish)


async def test_a_top_up_arrives_when_the_gateway_says_so(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    answer = await _top_up(till)
    assert answer.status_code == 201, answer.text
    order = answer.json()
    assert (order["state"], order["amount"], order["gateway"]) == ("open", "50.00", "sandbox")
    assert await till.balance(who) == 0
    await _plays(till, order["order_id"])
    assert await till.balance(who) == 50_00
    assert (await till.order(order["order_id"]))["state"] == "succeeded"
    moved = await world.events("wallet.moved", f"account:{who}")
    assert moved[-1]["cause_id"] == order["order_id"]


async def test_a_withdrawal_is_on_its_way_until_it_is_paid(till: Till, world: World, pool: Pool) -> None:
    who = await world.account()
    await till.as_(world, who)
    await world.money(who, 50_00)
    async with reading(pool) as conn:
        before = await get_balance(conn, clearing_of("sandbox", "CNY"))
    order = (await _withdraw(till)).json()
    flight = in_flight_of(UUID(order["order_id"]), "CNY")
    async with reading(pool) as conn:
        assert await get_balance(conn, flight) == 20_00
    assert await till.balance(who) == 30_00
    await _plays(till, order["order_id"])
    async with reading(pool) as conn:
        assert await get_balance(conn, flight) == 0
        assert await get_balance(conn, clearing_of("sandbox", "CNY")) == before + 20_00
    assert (await till.order(order["order_id"]))["state"] == "succeeded"


async def test_a_withdrawal_that_fails_comes_back_and_uses_nothing_of_the_day(
    till: Till, world: World
) -> None:
    till.sandbox.mood = Mood(refuse=1.0)
    who = await world.account()
    await till.as_(world, who)
    await world.money(who, 50_00)
    order = (await _withdraw(till)).json()
    await _plays(till, order["order_id"])
    assert await till.balance(who) == 50_00
    ended = await till.order(order["order_id"])
    assert (ended["state"], ended["reason"]) == ("failed", "the sandbox was told to refuse")
    limits = (await till.client.get(f"{API}/wallet/limits")).json()
    left = {one["kind"]: one["left_day"] for one in limits["allowances"]}
    assert left["withdrawal"] == "500.00"
    codes = [one["code"] for one in (await till.client.get(f"{API}/wallet/entries")).json()["entries"]]
    assert codes[:2] == ["withdrawal_back", "withdrawal"]


async def test_more_than_there_is_is_refused_for_ever_under_one_key(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    order_id = str(new_id())
    refused = await _withdraw(till, order_id=order_id)
    assert (refused.status_code, refused.json()["code"]) == (409, "insufficient_balance")
    await world.money(who, 50_00)
    again = await _withdraw(till, order_id=order_id)
    assert again.json()["code"] == "insufficient_balance"
    assert (await _withdraw(till)).status_code == 201
    assert await till.balance(who) == 30_00


async def test_the_same_order_sent_again_is_the_same_order(till: Till, world: World) -> None:
    who, other = await world.account(), await world.account()
    await till.as_(world, who)
    order_id = str(new_id())
    first, second = await _top_up(till, order_id=order_id), await _top_up(till, order_id=order_id)
    assert first.json()["order_id"] == second.json()["order_id"] == order_id
    changed = await _top_up(till, "51.00", order_id=order_id)
    assert (changed.status_code, changed.json()["code"]) == (409, "key_reused")
    await till.as_(world, other)
    assert (await _top_up(till, order_id=order_id)).json()["code"] == "key_reused"
    assert (await till.client.get(f"{API}/wallet/orders/{order_id}")).status_code == 404
    await till.as_(world, who)
    await _plays(till, order_id)
    await _plays(till, order_id)
    assert await till.balance(who) == 50_00


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "1e3", "五十", "", "99999999999", "NaN", "１２"])
async def test_what_is_no_amount_moves_nothing(till: Till, world: World, amount: str) -> None:
    who = await world.account()
    await till.as_(world, who)
    for answer in (await _top_up(till, amount), await _withdraw(till, amount)):
        assert (answer.status_code, answer.json()["code"]) == (400, "amount_refused")


async def test_a_limit_that_is_hit_explains_itself(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    assert (await _top_up(till, "200.00")).status_code == 201
    assert (await _top_up(till, "200.00")).status_code == 201
    answer = await _top_up(till, "150.00")
    assert answer.json()["code"] == "limit_reached"
    said = answer.json()["details"]
    assert (said["which"], said["left"], said["limit"], said["raised_by"]) == (
        "day",
        "100.00",
        "500.00",
        "phone",
    )


async def test_a_gateway_that_is_away_is_asked_again(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    begin = till.sandbox.begin

    async def away(asked: Any) -> Any:
        raise GatewayAway("no answer")

    till.sandbox.begin = away  # type: ignore[method-assign]
    order_id = str(new_id())
    answer = await _top_up(till, order_id=order_id)
    assert (answer.status_code, answer.json()["code"]) == (503, "gateway_rests")
    till.sandbox.begin = begin  # type: ignore[method-assign]
    # A person who tries again finds the same order, and may pay it.
    assert (await _top_up(till, order_id=order_id)).json()["state"] == "open"


async def test_without_a_gateway_nothing_comes_in(till: Till, world: World) -> None:
    await till.as_(world, await world.account())
    till.app.state.parts = till.parts | {"gateways": type(till.gateways)(None, {})}
    answer = await _top_up(till)
    assert (answer.status_code, answer.json()["code"]) == (403, "no_gateway")


async def test_the_whole_way_by_the_worker(till: Till, world: World) -> None:
    who = await world.account()
    await till.as_(world, who)
    order = (await _top_up(till)).json()
    await hear_all(SandboxDecided(UUID(order["order_id"])), till.parts)
    assert await till.balance(who) == 50_00
    async with writing(till.pool) as conn:
        kept = await conn.fetch(
            "SELECT state, outcome FROM gateway_notices WHERE order_id = $1 ORDER BY id",
            UUID(order["order_id"]),
        )
    assert [tuple(row) for row in kept] == [("pending", "noted"), ("succeeded", "applied")]


async def test_who_was_asked_for_in_vain_lets_others_go_before(till: Till, world: World, pool: Pool) -> None:
    who = await world.account()
    await till.as_(world, who)
    old, new = [UUID((await _top_up(till)).json()["order_id"]) for _ in range(2)]
    async with writing(pool) as conn:
        await conn.execute(_AGED, [old], 9_000_000)
        await conn.execute(_AGED, [new], 8_000_000)
    async with reading(pool) as conn:
        waiting = await list_waiting(conn, seconds=7_000_000)
    assert waiting == [old, new]
    # What its gateway never has an answer for must not stand before the others.
    ask = till.sandbox.ask

    async def away(asked: Any) -> Any:
        raise GatewayAway("no answer")

    till.sandbox.ask = away  # type: ignore[method-assign]
    await ask_after(pool, till.gateways.by_name, old)
    till.sandbox.ask = ask  # type: ignore[method-assign]
    async with reading(pool) as conn:
        waiting = await list_waiting(conn, seconds=7_000_000)
    assert waiting == [new, old]
    await ask_after(pool, till.gateways.by_name, new)
    assert await till.balance(who) == 50_00


@pytest.mark.parametrize("kind", ["top_up", "withdrawal"])
async def test_money_on_its_way_to_a_wallet_that_was_closed_is_kept_as_unclaimed(
    till: Till, world: World, pool: Pool, kind: str
) -> None:
    who = await world.account()
    await till.as_(world, who)
    if kind == "top_up":
        order_id = UUID((await _top_up(till, "20.00")).json()["order_id"])
    else:
        till.sandbox.mood = Mood(refuse=1.0)
        await world.money(who, 20_00)
        order_id = UUID((await _withdraw(till)).json()["order_id"])
    kept = account_id_of("platform", UUID(int=0), "unclaimed", "CNY")
    async with writing(pool) as conn:
        await forget_wallet(conn, account_id=who)
        assert await conn.fetchval(_STATUS, wallet_of(who)) == "closed"
        before = await conn.fetchval(_BALANCE, kept) or 0
    await _plays(till, str(order_id))
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT state FROM gateway_orders WHERE id = $1", order_id) == (
            "succeeded" if kind == "top_up" else "failed"
        )
        assert await get_balance(conn, kept) == before + 20_00
        assert await conn.fetchval(_BALANCE, in_flight_of(order_id, "CNY")) in {None, 0}


async def test_what_failed_is_given_back_to_the_day_on_which_it_was_used(
    till: Till, world: World, pool: Pool
) -> None:
    who = await world.account()
    await till.as_(world, who)
    order_id = UUID((await _top_up(till, "50.00")).json()["order_id"])
    async with writing(pool) as conn:
        await conn.execute(_AGED, [order_id], 25 * 3600)
        await conn.execute(
            "UPDATE wallet_uses SET hour = hour - interval '25 hours' WHERE account_id = $1", who
        )
    await _top_up(till, "200.00")
    await till.hears(
        Notice(f"n_{new_id().hex}", order_id, "top_up", "failed", 50_00, "CNY", now(), reason="expired")
    )
    assert (await till.order(str(order_id)))["state"] == "failed"
    limits = (await till.client.get(f"{API}/wallet/limits")).json()
    (left,) = [one for one in limits["allowances"] if one["kind"] == "top_up"]
    assert (left["left_day"], left["left_month"]) == ("300.00", "1800.00")
