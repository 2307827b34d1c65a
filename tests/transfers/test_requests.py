"""Money that somebody asks for."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.transfers.scene import balance, caller_of, friends
from tests.world import World
from tonghao.accounts.block import block
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger.types import KeyReused
from tonghao.transfers.ask import (
    RequestEnded,
    TooManyRequests,
    ask_for_money,
    decline_request,
    expire_request,
    pay_request,
    remind_of_request,
    withdraw_request,
)
from tonghao.transfers.move import Payer
from tonghao.transfers.reach import NotAcquainted, PayeeBlocked
from tonghao.transfers.read import get_money_desk, get_request
from tonghao.transfers.remind import RemindedEnough
from tonghao.transfers.types import NewRequest

DAY = timedelta(days=1)


async def ask(
    conn: Connection, world: World, asker: UUID, payer: UUID, amount: str = "30.00", **more
) -> UUID:
    new = NewRequest(more.pop("id", None) or new_id(), payer, amount, "猫粮")
    at = more.pop("at", None) or now()
    await ask_for_money(conn, screener=world.screener, from_id=asker, new=new, currency="CNY", at=at)
    return new.id


async def pay(conn: Connection, request_id: UUID, payer: UUID, key: UUID | None = None, at=None):
    return await pay_request(
        conn,
        request_id=request_id,
        payer=Payer(payer, caller_of(payer)),
        payment_id=key or new_id(),
        at=at or now(),
    )


async def test_what_is_asked_for_is_paid_once(conn: Connection, here: World):
    man, che = await friends(here)
    request_id, key = await ask(conn, here, man, che), new_id()
    assert (await pay(conn, request_id, che, key)).refusal is None
    assert (await pay(conn, request_id, che, key)).refusal is None
    with pytest.raises(RequestEnded):
        await pay(conn, request_id, che)
    assert [await balance(conn, one) for one in (man, che)] == [13_000, 7_000]
    seen = await get_request(conn, request_id=request_id, viewer_id=man, at=now())
    assert (seen.state, seen.mine, seen.amount) == ("paid", True, "30.00")
    assert [one["what"] for one in await here.events("money.told")] == ["request_came", "request_paid"]


async def test_a_request_that_ended_cannot_be_paid(conn: Connection, here: World):
    man, che = await friends(here)
    declined, withdrawn, old = [await ask(conn, here, man, che) for _ in range(3)]
    for _ in range(2):
        await decline_request(conn, request_id=declined, account_id=che, at=now())
        await withdraw_request(conn, request_id=withdrawn, account_id=man, at=now())
    week = now() + timedelta(days=7)
    for request_id in (declined, withdrawn):
        with pytest.raises(RequestEnded):
            await pay(conn, request_id, che)
    with pytest.raises(RequestEnded):
        await pay(conn, old, che, at=week)
    assert await expire_request(conn, request_id=old, at=week)
    assert not await expire_request(conn, request_id=old, at=week)
    assert await balance(conn, che) == 10_000


async def test_reminders_go_out_once_a_day_and_three_times(conn: Connection, here: World):
    man, che = await friends(here)
    at = now()
    request_id = await ask(conn, here, man, che, at=at)

    async def remind(day: float) -> None:
        await remind_of_request(conn, request_id=request_id, account_id=man, at=at + day * DAY)

    with pytest.raises(RemindedEnough):
        await remind(0.5)
    await remind(1)
    with pytest.raises(RemindedEnough):
        await remind(1.9)
    await remind(2)
    await remind(3)
    with pytest.raises(RemindedEnough):
        await remind(5)
    told = [one for one in await here.events("money.told") if one["what"] == "request_reminded"]
    assert [one["count"] for one in told] == [1, 2, 3]
    with pytest.raises(NotFound):
        await remind_of_request(conn, request_id=request_id, account_id=che, at=at + DAY)


async def test_only_acquaintances_are_asked_and_not_too_often(conn: Connection, here: World):
    man, che = await friends(here)
    with pytest.raises(NotAcquainted):
        await ask(conn, here, man, await here.account())
    key = new_id()
    for _ in range(3):
        await ask(conn, here, man, che, id=key)
    with pytest.raises(KeyReused):
        await ask(conn, here, man, che, "31.00", id=key)
    for _ in range(4):
        last = await ask(conn, here, man, che)
    with pytest.raises(TooManyRequests):
        await ask(conn, here, man, che)
    assert len((await get_money_desk(conn, viewer_id=che, at=now())).requests) == 5
    await block(conn, account_id=che, blocked_id=man)
    with pytest.raises(PayeeBlocked):
        await pay(conn, last, che)


async def test_another_ones_request_is_not_there(conn: Connection, here: World):
    man, che, third = await friends(here, 3)
    request_id = await ask(conn, here, man, che)
    with pytest.raises(NotFound):
        await pay(conn, request_id, third)
    with pytest.raises(NotFound):
        await pay(conn, request_id, man)
    with pytest.raises(NotFound):
        await withdraw_request(conn, request_id=request_id, account_id=che, at=now())
    with pytest.raises(NotFound):
        await get_request(conn, request_id=request_id, viewer_id=third, at=now())


async def test_who_cannot_pay_is_told_and_pays_later_with_another_key(conn: Connection, here: World):
    man, che = await friends(here, minor=100)
    request_id, key = await ask(conn, here, man, che, "2.00"), new_id()
    assert (await pay(conn, request_id, che, key)).refusal == "insufficient_balance"
    await here.money(che, 10_000)
    assert (await pay(conn, request_id, che, key)).refusal == "insufficient_balance"
    assert (await pay(conn, request_id, che)).refusal is None
