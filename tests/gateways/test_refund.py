"""A top-up is given back through its gateway: once, never more than came, and not out of what is spent."""

from datetime import UTC
from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.gateways.accounts import clearing_of, in_flight_of
from tonghao.gateways.ask_gateway import ask_after
from tonghao.gateways.jobs import play_gateway, tell_gateway
from tonghao.gateways.read import list_days
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.sandbox import Mood
from tonghao.gateways.types import FileLine, GatewayAway
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status
from tonghao.ledger.permit import find_permit
from tonghao.ledger.read import find_account, get_balance, list_entries
from tonghao.money_events import GatewayAsked, SandboxDecided
from tonghao.wallets.open import wallet_of

WHY = "付重了一次。"
_TOLD = "SELECT event FROM outbox WHERE kind = 'money.told' AND event->>'account_id' = $1::text ORDER BY id"
_LOGGED = """
    SELECT e.actor_id, p.payload->>'amount' AS amount, p.payload->>'reason' AS reason
      FROM audit_entries e JOIN audit_payloads p ON p.number = e.number
     WHERE e.act = 'ledger.refunded' AND e.subject_id = $1
"""


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


async def _plays(till: Till, order_id: str) -> None:
    await tell_gateway(GatewayAsked(UUID(order_id)), pool=till.pool, gateways=till.gateways)
    await play_gateway(SandboxDecided(UUID(order_id)), gateways=till.gateways)


async def _topped_up(till: Till, world: World, amount: str = "50.00") -> tuple[UUID, str]:
    """Somebody whose top-up arrived, and an operator who looks."""
    who, order_id = await world.account("小满"), str(new_id())
    await till.as_(world, who)
    await till.client.post(f"{API}/wallet/top-ups", json={"order_id": order_id, "amount": amount})
    await _plays(till, order_id)
    await till.as_(world, await world.account("苏敏", role="operator"))
    return who, order_id


async def _refund(till: Till, order_id: str, amount: str, refund_id: str = "", reason: str = WHY) -> Any:
    wish = {"refund_id": refund_id or str(new_id()), "amount": amount, "reason": reason}
    return await till.client.post(f"{API}/treasury/orders/{order_id}/refunds", json=wish)


async def test_a_part_goes_back_and_then_the_rest(till: Till, world: World, pool: Pool) -> None:
    who, order_id = await _topped_up(till, world)
    async with reading(pool) as conn:
        before = await get_balance(conn, clearing_of("sandbox", "CNY"))
    refund_id = str(new_id())
    answer = await _refund(till, order_id, "20.00", refund_id)
    assert answer.status_code == 201, answer.text
    order = answer.json()
    assert (order["left"], order["refunds"][0]["amount"], order["refunds"][0]["state"]) == (
        "30.00",
        "20.00",
        "made",
    )
    assert (order["refunds"][0]["said"], order["refunds"][0]["asked_by"]["name"]) == (WHY, "苏敏")
    assert await till.balance(who) == 30_00
    async with reading(pool) as conn:
        assert await get_balance(conn, in_flight_of(UUID(refund_id), "CNY")) == 20_00
    await _plays(till, refund_id)
    async with reading(pool) as conn:
        assert await get_balance(conn, in_flight_of(UUID(refund_id), "CNY")) == 0
        assert await get_balance(conn, clearing_of("sandbox", "CNY")) == before + 20_00
    too_much = await _refund(till, order_id, "30.01")
    assert (too_much.status_code, too_much.json()["code"]) == (409, "refund_too_much")
    assert too_much.json()["details"]["left"] == "30.00"
    rest = (await _refund(till, order_id, "30.00")).json()
    await _plays(till, rest["refunds"][0]["order_id"])
    assert await till.balance(who) == 0
    found = (await till.client.post(f"{API}/treasury/looks", json={"words": order_id})).json()
    assert (found["kind"], found["order"]["left"]) == ("order", "0.00")
    assert [one["state"] for one in found["order"]["refunds"]] == ["succeeded", "succeeded"]


async def test_all_refunds_are_listed_the_newest_first_and_name_no_owner(till: Till, world: World) -> None:
    who, order_id = await _topped_up(till, world)
    made = [str(new_id()) for _ in range(22)]
    for number, refund_id in enumerate(made):
        answer = await _refund(till, order_id, "1.00", refund_id, f"第 {number} 次")
        assert answer.status_code == 201, answer.text
    pages, cursor = [], ""
    for _ in range(2):
        pages.append((await till.client.get(f"{API}/treasury/refunds{cursor}")).json())
        cursor = f"?cursor={pages[-1]['next_cursor']}"
    listed = [*pages[0]["entries"], *pages[1]["entries"]]
    assert len(pages[0]["entries"]) == 20
    assert [one["order_id"] for one in listed[:22]] == made[::-1]
    first = listed[0]
    assert (first["refund_of"], first["amount"], first["currency"], first["said"]) == (
        order_id,
        "1.00",
        "CNY",
        "第 21 次",
    )
    assert first["asked_by"]["name"] == "苏敏"
    assert str(who) not in str(listed)
    spoilt = await till.client.get(f"{API}/treasury/refunds?cursor=x")
    assert (spoilt.status_code, spoilt.json()["code"]) == (400, "bad_cursor")


async def test_the_owner_is_told_and_the_history_and_the_log_say_why(
    till: Till, world: World, pool: Pool
) -> None:
    who, order_id = await _topped_up(till, world)
    refund_id = str(new_id())
    await _refund(till, order_id, "20.00", refund_id)
    await _plays(till, refund_id)
    async with reading(pool) as conn:
        [told] = await conn.fetch(_TOLD, str(who))
        [logged] = await conn.fetch(_LOGGED, UUID(order_id))
    assert (told["event"]["what"], told["event"]["amount_minor"]) == ("refund", 20_00)
    assert told["event"]["title"] == WHY
    assert (logged["amount"], logged["reason"]) == ("20.00", WHY)
    moved = await world.events("wallet.moved", f"account:{who}")
    assert moved[-1]["cause_id"] == refund_id
    # What the refund moved leads back to it.
    found = (await till.client.post(f"{API}/treasury/looks", json={"words": refund_id})).json()
    assert [one["code"] for one in found["transfers"]] == ["top_up_refund", "refund_paid"]
    assert (found["order"]["refund_of"], found["order"]["said"]) == (order_id, WHY)
    await till.as_(world, who)
    entry = (await till.client.get(f"{API}/wallet/entries")).json()["entries"][0]
    assert (entry["code"], entry["sort"], entry["amount"], entry["title"]) == (
        "top_up_refund",
        "top_up",
        "-20.00",
        WHY,
    )
    assert (await till.order(refund_id))["kind"] == "refund"


async def test_what_the_gateway_refuses_is_in_the_wallet_again(till: Till, world: World, pool: Pool) -> None:
    who, order_id = await _topped_up(till, world)
    till.sandbox.mood = Mood(refuse=1.0)
    refund_id = str(new_id())
    await _refund(till, order_id, "50.00", refund_id)
    assert await till.balance(who) == 0
    await _plays(till, refund_id)
    assert await till.balance(who) == 50_00
    async with reading(pool) as conn:
        told = [one["event"]["what"] for one in await conn.fetch(_TOLD, str(who))]
    assert told == ["refund", "refund_back"]
    till.sandbox.mood = Mood()
    again = (await _refund(till, order_id, "50.00")).json()
    assert [one["state"] for one in again["refunds"]] == ["made", "failed"]


async def test_a_silent_gateway_leaves_it_waiting_and_is_asked_again(
    till: Till, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, order_id = await _topped_up(till, world)
    refund_id = str(new_id())
    await _refund(till, order_id, "50.00", refund_id)
    begin = till.sandbox.begin

    async def away(_: Any) -> Any:
        raise GatewayAway("silent")

    monkeypatch.setattr(till.sandbox, "begin", away)
    with pytest.raises(GatewayAway):
        await tell_gateway(GatewayAsked(UUID(refund_id)), pool=till.pool, gateways=till.gateways)
    await ask_after(till.pool, till.gateways.by_name, UUID(refund_id))
    await till.as_(world, who)
    assert (await till.order(refund_id))["state"] == "made"
    assert await till.balance(who) == 0
    monkeypatch.setattr(till.sandbox, "begin", begin)
    # The sweeper tells it of what it does not know, and hears at the next turn what came of it.
    for _ in range(2):
        await ask_after(till.pool, till.gateways.by_name, UUID(refund_id))
    assert (await till.order(refund_id))["state"] == "succeeded"
    assert await till.balance(who) == 0


async def test_the_same_refund_sent_again_is_one(till: Till, world: World) -> None:
    who, order_id = await _topped_up(till, world)
    refund_id = str(new_id())
    for _ in range(2):
        answer = await _refund(till, order_id, "20.00", refund_id)
        assert (answer.status_code, answer.json()["left"]) == (201, "30.00")
    for amount, reason in (("21.00", WHY), ("20.00", "别的原因")):
        changed = await _refund(till, order_id, amount, refund_id, reason)
        assert (changed.status_code, changed.json()["code"]) == (409, "key_reused")
    for _ in range(2):
        await _plays(till, refund_id)
    assert await till.balance(who) == 30_00


async def test_what_was_spent_is_not_given_back(till: Till, world: World) -> None:
    who, order_id = await _topped_up(till, world)
    again = await world.account("林教练", role="operator")
    await till.as_(world, who)
    spent = {"order_id": str(new_id()), "amount": "45.00"}
    assert (await till.client.post(f"{API}/wallet/withdrawals", json=spent)).status_code == 201
    await till.as_(world, again)
    refused = await _refund(till, order_id, "5.01")
    assert (refused.status_code, refused.json()["code"]) == (409, "wallet_holds_less")
    assert refused.json()["details"]["left"] == "5.00"
    assert (await _refund(till, order_id, "5.00")).status_code == 201
    assert await till.balance(who) == 0


async def test_a_frozen_wallet_gives_back_and_stays_frozen(till: Till, world: World, pool: Pool) -> None:
    who, order_id = await _topped_up(till, world)
    async with writing(pool) as conn:
        await set_account_status(conn, wallet_of(who), "frozen")
    assert (await _refund(till, order_id, "50.00")).status_code == 201
    async with reading(pool) as conn:
        wallet = await find_account(conn, wallet_of(who))
        (line, *_) = await list_entries(conn, wallet_of(who))
        permit = await find_permit(conn, line.group_id)
    assert wallet is not None
    assert (wallet.status, wallet.balance_minor) == ("frozen", 0)
    assert permit is not None
    assert permit.reason == WHY


async def test_who_may_not_and_what_cannot_be(till: Till, world: World) -> None:
    who, order_id = await _topped_up(till, world)
    for amount in ("0", "-1", "0.001", ""):
        assert (await _refund(till, order_id, amount)).status_code == 400
    assert (await _refund(till, order_id, "1.00", reason=" ")).status_code == 400
    assert (await _refund(till, str(new_id()), "1.00")).status_code == 404
    await till.as_(world, who)
    assert (await _refund(till, order_id, "1.00")).status_code == 403
    waiting = str(new_id())
    await till.client.post(f"{API}/wallet/top-ups", json={"order_id": waiting, "amount": "1.00"})
    operator = await world.account(role="operator")
    await till.as_(world, operator)
    assert (await _refund(till, waiting, "1.00")).json()["code"] == "nothing_to_refund"
    own = str(new_id())
    await till.client.post(f"{API}/wallet/top-ups", json={"order_id": own, "amount": "1.00"})
    await _plays(till, own)
    assert (await _refund(till, own, "1.00")).json()["code"] == "own_account"


class _Elsewhere:
    """A gateway with one day's file, whose lines of a refund bear the number of what was paid."""

    zone = "UTC"

    def __init__(self, name: str, lines: list[FileLine]) -> None:
        self.name, self.lines = name, lines

    async def file_of(self, day: Any) -> list[FileLine]:
        return self.lines


async def test_the_daily_file_has_the_refund_on_both_sides(till: Till, world: World, pool: Pool) -> None:
    _, order_id = await _topped_up(till, world)
    refund_id = str(new_id())
    await _refund(till, order_id, "20.00", refund_id)
    await _plays(till, refund_id)
    at = now()
    lines = [
        FileLine(UUID(order_id), "top_up", 50_00, "CNY", at),
        FileLine(None, "refund", 20_00, "CNY", at, of_id=UUID(order_id)),
    ]
    name = f"els{new_id().hex[-8:].translate(str.maketrans('0123456789', 'ghijklmnop'))}"
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE gateway_orders SET gateway = $2, ended_at = $3 WHERE id = ANY($1::uuid[])",
            [UUID(order_id), UUID(refund_id)],
            name,
            at,
        )
    gateway: Any = _Elsewhere(name, lines)
    await reconcile_day(pool, gateway, at.astimezone(UTC).date(), currency="CNY")
    async with reading(pool) as conn:
        [day] = [one for one in await list_days(conn, "CNY") if one.gateway == name]
    # What moved went over the sandbox's account, so of the sums only theirs can be compared here.
    assert (day.lines, day.matched, day.theirs) == (2, 2, "30.00")
