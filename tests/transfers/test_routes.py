"""Money between people over HTTP: refusals are said and remembered, keys are good for one thing."""

from typing import Any
from uuid import UUID

from tests.transfers.scene import balance, friends
from tests.world import Browser, World
from tonghao.circles.join import join_circle
from tonghao.db import Pool, reading
from tonghao.ids import new_id

API = "/api/v1"


async def post(browser: Browser, who: UUID, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
    answer = await (await browser.as_(who)).post(API + path, json=body)
    return answer.status_code, answer.json()


async def test_sent_accepted_and_read_by_both(browser: Browser, world: World, pool: Pool) -> None:
    man, che = await friends(world)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "12.50", "note": "咖啡"}
    for _ in range(2):
        status, sent = await post(browser, man, "/transfers", body)
        assert (status, sent["state"], sent["mine"]) == (201, "waiting", True)
    for _ in range(2):
        status, got = await post(browser, che, f"/transfers/{sent['transfer_id']}/acceptance")
        assert (status, got["state"], got["mine"]) == (201, "accepted", False)
    async with reading(pool) as conn:
        assert [await balance(conn, one) for one in (man, che)] == [8_750, 11_250]
    history = (await (await browser.as_(che)).get(f"{API}/wallet/entries")).json()["entries"]
    assert (history[0]["code"], history[0]["amount"], history[0]["title"]) == (
        "transfer_accepted",
        "12.50",
        "咖啡",
    )
    assert history[0]["other"]["account_id"] == str(man)


async def test_a_refusal_of_the_books_stays_with_its_key(browser: Browser, world: World, pool: Pool) -> None:
    man, che = await friends(world, minor=100)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "2.00"}
    assert (await post(browser, man, "/transfers", body))[1]["code"] == "insufficient_balance"
    await world.money(man, 10_000)
    assert (await post(browser, man, "/transfers", body))[1]["code"] == "insufficient_balance"
    status, _ = await post(browser, man, "/transfers", body | {"id": str(new_id())})
    assert status == 201
    async with reading(pool) as conn:
        assert await balance(conn, man) == 9_900


async def test_one_key_is_good_for_one_thing(browser: Browser, world: World) -> None:
    man, che = await friends(world)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "2.00"}
    assert (await post(browser, man, "/transfers", body))[0] == 201
    status, refused = await post(browser, man, "/transfers", body | {"amount": "3.00"})
    assert (status, refused["code"]) == (409, "key_reused")
    # A share that is paid under a key of a transfer moves nothing either.
    new = {"title": "火锅", "method": "equal", "shares": [{"account_id": str(man)}], "total": "10.00"}
    _, split = await post(browser, che, "/splits", new | {"id": str(new_id())})
    status, refused = await post(browser, man, f"/splits/{split['split_id']}/payment", {"id": body["id"]})
    assert (status, refused["code"]) == (409, "key_reused")


async def test_more_than_is_free_wants_a_pay_password(browser: Browser, world: World) -> None:
    man, che = await friends(world)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "60.00"}
    status, refused = await post(browser, man, "/transfers", body)
    assert (status, refused["code"]) == (403, "pay_password_wanted")
    assert refused["details"]["has_password"] is False


async def test_a_shorter_wait_for_new_people_wants_a_pay_password(browser: Browser, world: World) -> None:
    man = await world.account()
    for hours, status in ((24, 200), (2, 403), (24, 200)):
        answer = await (await browser.as_(man)).put(f"{API}/transfer-wishes", json={"delay_hours": hours})
        assert answer.status_code == status
        if status == 403:
            assert answer.json()["code"] == "pay_password_wanted"
    answer = await (await browser.as_(man)).get(f"{API}/transfer-wishes")
    assert answer.json() == {"delay_hours": 24}


async def test_a_suspended_person_is_stopped_at_the_door(browser: Browser, world: World, pool: Pool) -> None:
    man, che = await friends(world)
    async with reading(pool) as conn:
        await conn.execute("UPDATE accounts SET sanctions = ARRAY['suspend'] WHERE id = $1", man)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "2.00"}
    assert (await post(browser, man, "/transfers", body))[0] == 403
    status, refused = await post(browser, che, "/transfers", body | {"to_id": str(man)})
    assert (status, refused["code"]) == (409, "payee_stopped")


async def test_minors_stand_below_everybody_else(browser: Browser, world: World, pool: Pool) -> None:
    man, che = await friends(world)
    async with reading(pool) as conn:
        await conn.execute("UPDATE accounts SET age_class = 'minor' WHERE id = $1", man)
    body = {"id": str(new_id()), "to_id": str(che), "amount": "50.00"}
    assert (await post(browser, man, "/transfers", body))[0] == 201
    status, refused = await post(browser, man, "/transfers", body | {"id": str(new_id()), "amount": "50.01"})
    assert status == 403
    assert refused["code"] in {"limit_reached", "pay_password_wanted"}


async def test_a_payee_is_found_by_name_friends_first(browser: Browser, world: World) -> None:
    man, che = await friends(world)
    circle = await world.circle()
    neighbour = await world.member(circle.circle_id, name="隔壁的")
    async with world.writing() as conn:
        await join_circle(conn, circle_id=circle.circle_id, account_id=man)
    found = (await (await browser.as_(man)).get(f"{API}/payees")).json()
    assert found[0]["person"]["account_id"] == str(che)
    assert found[0]["is_friend"]
    assert str(neighbour) in {one["person"]["account_id"] for one in found}
    found = (await (await browser.as_(man)).get(f"{API}/payees", params={"q": "隔壁"})).json()
    assert [one["person"]["account_id"] for one in found] == [str(neighbour)]
