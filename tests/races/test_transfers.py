"""Two hands at once on one transfer, one share, one code; every write here is committed."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests.transfers.scene import balance, caller_of, escrow, friends, send
from tests.world import World
from tonghao.clock import now, told_by
from tonghao.db import Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.transfers.collect_code import find_collect_code, pay_collect_code, renew_collect_code
from tonghao.transfers.end import (
    accept_transfer,
    cancel_transfer,
    decline_transfer,
    deliver_transfer,
    expire_transfer,
)
from tonghao.transfers.jobs import move_on
from tonghao.transfers.move import Payer
from tonghao.transfers.pay_code import charge_pay_code, show_pay_code
from tonghao.transfers.share import pay_share
from tonghao.transfers.split import begin_split
from tonghao.transfers.types import (
    NewCharge,
    NewCodePayment,
    NewCollectCode,
    NewPayCode,
    NewShare,
    NewSplit,
)

DAY = timedelta(hours=24)


async def does(pool: Pool, verb: Any, **given: Any) -> str:
    """One verb in a transaction of its own; what came of it in a word."""
    async with writing(pool) as conn:
        try:
            async with conn.transaction():
                done = await verb(conn, **given)
        except Refusal as refusal:
            return refusal.code()
    if isinstance(done, bool):
        return "done" if done else "nothing"
    return getattr(done, "refusal", None) or "done"


async def sent(world: World, pool: Pool, man: UUID, che: UUID, **more: Any) -> UUID:
    async with writing(pool) as conn:
        return await send(conn, world, man, che, **more)


async def standing(pool: Pool, transfer_id: UUID) -> str:
    async with reading(pool) as conn:
        return str(await conn.fetchval("SELECT state FROM transfers WHERE id = $1", transfer_id))


async def test_accepted_ten_times_at_once_it_is_paid_once(world: World, pool: Pool):
    man, che = await friends(world)
    transfer_id = await sent(world, pool, man, che)
    given = {"transfer_id": transfer_id, "account_id": che, "at": now()}
    outcomes = await asyncio.gather(*(does(pool, accept_transfer, **given) for _ in range(10)))
    assert Counter(outcomes) == {"done": 10}
    async with reading(pool) as conn:
        assert [await balance(conn, one) for one in (man, che)] == [8_750, 11_250]
        assert await escrow(conn, transfer_id) == 0


async def test_accept_against_expiry_and_decline_has_one_winner(world: World, pool: Pool):
    winners = Counter()
    man, che = await friends(world, minor=100_000)
    for _ in range(12):
        sent_at = now()
        transfer_id = await sent(world, pool, man, che, amount="1.00", at=sent_at)
        in_time, late = sent_at + DAY - timedelta(seconds=1), sent_at + DAY
        before = await _sum(pool, man, che)
        outcomes = await asyncio.gather(
            does(pool, accept_transfer, transfer_id=transfer_id, account_id=che, at=in_time),
            does(pool, expire_transfer, transfer_id=transfer_id, at=late),
            does(pool, decline_transfer, transfer_id=transfer_id, account_id=che, at=in_time),
        )
        state = await standing(pool, transfer_id)
        winners[state] += 1
        assert outcomes.count("done") == 1, outcomes
        async with reading(pool) as conn:
            assert await escrow(conn, transfer_id) == 0
        assert await _sum(pool, man, che) == before + 100
    assert set(winners) <= {"accepted", "expired", "declined"}
    assert sum(winners.values()) == 12


async def _sum(pool: Pool, *people: UUID) -> int:
    async with reading(pool) as conn:
        return sum([await balance(conn, one) for one in people])


async def test_cancel_against_the_end_of_the_delay_has_one_winner(world: World, pool: Pool):
    man, che = await friends(world)
    for _ in range(8):
        sent_at = now()
        transfer_id = await sent(world, pool, man, che, amount="1.00", at=sent_at, delay_hours=2)
        over = sent_at + timedelta(hours=2)
        early = over - timedelta(seconds=1)
        cancelled, delivered = await asyncio.gather(
            does(pool, cancel_transfer, transfer_id=transfer_id, account_id=man, at=early),
            does(pool, deliver_transfer, transfer_id=transfer_id, at=over),
        )
        state = await standing(pool, transfer_id)
        assert (cancelled, delivered, state) in {
            ("done", "nothing", "cancelled"),
            ("transfer_delivered", "done", "waiting"),
        }
        async with reading(pool) as conn:
            assert await escrow(conn, transfer_id) == (100 if state == "waiting" else 0)


async def test_the_same_key_from_ten_places_sends_once(world: World, pool: Pool):
    man, che = await friends(world)
    key = new_id()
    found = await asyncio.gather(*(sent(world, pool, man, che, id=key) for _ in range(10)))
    assert set(found) == {key}
    async with reading(pool) as conn:
        assert await balance(conn, man) == 8_750
        assert await conn.fetchval("SELECT count(*) FROM transfers WHERE id = $1", key) == 1
        # It counts once, too, against what may be moved in a day.
        used = await conn.fetch("SELECT kind, amount_minor FROM wallet_uses WHERE account_id = $1", man)
        assert {(row["kind"], row["amount_minor"]) for row in used} == {
            ("transfer", 1_250),
            ("unconfirmed", 1_250),
        }


async def test_the_last_money_is_sent_once(world: World, pool: Pool):
    man, che, other = await friends(world, 3, minor=1_000)

    async def try_it(to: UUID) -> str:
        try:
            await sent(world, pool, man, to, amount="10.00")
        except AssertionError:
            return "short"
        return "sent"

    assert Counter(await asyncio.gather(try_it(che), try_it(other))) == {"sent": 1, "short": 1}
    async with reading(pool) as conn:
        assert await balance(conn, man) == 0


async def test_of_two_who_charge_one_code_one_gets_it(world: World, pool: Pool):
    payer, *tills = await friends(world, 5)
    async with writing(pool) as conn:
        code = await show_pay_code(
            conn,
            caller=caller_of(payer),
            confirmation=None,
            new=NewPayCode("10.00"),
            currency="CNY",
            address="",
            at=now(),
        )

    async def charge(till: UUID) -> str:
        new = NewCharge(new_id(), code.token, "10.00")
        given = {"screener": world.screener, "account_id": till, "new": new, "at": now()}
        return await does(pool, charge_pay_code, **given)

    outcomes = await asyncio.gather(*map(charge, tills))
    assert Counter(outcomes) == {"done": 1, "code_used": 3}
    async with reading(pool) as conn:
        assert await balance(conn, payer) == 9_000
        assert sum([await balance(conn, one) for one in tills]) == 41_000


async def test_many_payers_of_a_collect_code_stay_below_its_day(world: World, pool: Pool):
    payee, *payers = await friends(world, 7)
    given: dict[str, Any] = {"account_id": payee, "currency": "CNY", "at": now()}
    async with writing(pool) as conn:
        await renew_collect_code(conn, new=NewCollectCode("25.00"), **given)
        code = await find_collect_code(conn, address="", **given)
    assert code is not None

    async def pay(payer: UUID) -> str:
        paid = {"payer": Payer(payer, caller_of(payer)), "new": NewCodePayment(new_id(), "10.00")}
        about = {"screener": world.screener, "code_id": code.code_id, "currency": "CNY", "at": now()}
        return await does(pool, pay_collect_code, **paid, **about)

    outcomes = await asyncio.gather(*map(pay, payers))
    assert Counter(outcomes) == {"done": 2, "code_full": 4}
    async with reading(pool) as conn:
        assert await balance(conn, payee) == 12_000


async def test_a_share_is_paid_once_from_two_devices(world: World, pool: Pool):
    maker, *others = await friends(world, 4)
    new = NewSplit(new_id(), "周五的火锅", "equal", [NewShare(one) for one in others], "100.00")
    async with writing(pool) as conn:
        given = {"screener": world.screener, "made_by": maker, "currency": "CNY", "at": now()}
        await begin_split(conn, new=new, **given)

    async def pay(who: UUID) -> str:
        payer = Payer(who, caller_of(who))
        return await does(pool, pay_share, split_id=new.id, payer=payer, payment_id=new_id(), at=now())

    outcomes = await asyncio.gather(*(pay(who) for who in others for _ in range(3)))
    assert Counter(outcomes) == {"done": 3, "share_settled": 6}
    async with reading(pool) as conn:
        assert await balance(conn, maker) == 17_500
        row = await conn.fetchrow("SELECT open_count, closed_at FROM splits WHERE id = $1", new.id)
    assert row is not None
    assert row["open_count"] == 0
    assert row["closed_at"] is not None


async def test_two_workers_after_a_clock_jump_send_everything_back_once(world: World, pool: Pool):
    man, che = await friends(world)
    ids = [await sent(world, pool, man, che, amount="1.00") for _ in range(5)]
    later = now() + timedelta(days=30)

    async def work() -> None:
        def clock() -> datetime:
            return later

        with told_by(clock):
            await move_on(pool)

    await asyncio.gather(work(), work())
    assert {await standing(pool, one) for one in ids} == {"expired"}
    async with reading(pool) as conn:
        assert await balance(conn, man) == 10_000
        told = await conn.fetchval(
            "SELECT count(*) FROM outbox WHERE kind = 'money.told' AND event->>'what' = 'transfer_expired'"
            " AND event->>'account_id' = $1",
            str(man),
        )
    assert told == 5
