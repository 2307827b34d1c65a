"""A thousand hands at one packet; every write here is committed."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.red_packets.scene import age, balance_of, grab, left_in, made, make, race
from tests.world import World
from tonghao.db import Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status
from tonghao.red_packets.give_back import give_back
from tonghao.red_packets.grab import Hand, PacketEmpty, PacketOver, ShareNotPaid
from tonghao.red_packets.hands import Hands
from tonghao.red_packets.types import GrabbedShare
from tonghao.wallets.open import open_wallet


def _got(answers: list[Any]) -> list[GrabbedShare]:
    return [one for one in answers if isinstance(one, GrabbedShare)]


async def _taken(pool: Pool, packet_id: Any) -> list[tuple[int, int]]:
    async with reading(pool) as conn:
        rows = await conn.fetch(
            "SELECT place, amount_minor FROM red_packet_shares WHERE packet_id = $1 ORDER BY place", packet_id
        )
    return [tuple(row) for row in rows]


async def test_of_two_hundred_hands_a_hundred_get_a_share_and_not_a_cent_is_lost(
    world: World, pool: Pool
) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="50.00", share_count=100)
    # Wallets open as they are needed, so whoever never had one is paid like everybody else.
    people = [new_id() for _ in range(200)]
    answers = await race(pool, Hands(), packet.packet_id, people)
    got = _got(answers)
    assert len(got) == 100
    assert {type(one) for one in answers if isinstance(one, Refusal)} == {PacketEmpty}
    assert sorted(one.place for one in got) == list(range(1, 101))
    taken = await _taken(pool, packet.packet_id)
    assert sum(amount for _, amount in taken) == 5000
    assert await left_in(pool, packet.packet_id) == 0
    async with reading(pool) as conn:
        paid = await conn.fetchval(
            "SELECT sum(amount_minor) FROM ledger_transfers WHERE cause_id = $1 AND code = 'packet_share'",
            packet.packet_id,
        )
    assert paid == 5000


async def test_two_processes_share_a_packet_without_quarrel(world: World, pool: Pool) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="30.00", share_count=60)
    people = [new_id() for _ in range(120)]
    # Each person presses in both.
    answers = await asyncio.gather(*(race(pool, Hands(), packet.packet_id, people) for _ in range(2)))
    for person in range(120):
        told = [answers[process][person] for process in range(2)]
        assert len({type(one) for one in told}) == 1
        if isinstance(told[0], GrabbedShare):
            assert len({(one.place, one.amount) for one in _got(told)}) == 1
    assert len(_got(answers[0])) == 60
    assert await left_in(pool, packet.packet_id) == 0


async def test_one_person_with_twenty_hands_has_one_share(world: World, pool: Pool) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id)
    who = new_id()
    answers = await race(pool, Hands(), packet.packet_id, [who] * 20)
    assert len({(one.place, one.amount) for one in _got(answers)}) == 1
    assert len(_got(answers)) == 20
    assert len(await _taken(pool, packet.packet_id)) == 1


async def test_what_is_over_is_answered_from_memory(world: World, pool: Pool) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="1.00", share_count=1)
    hands, first = Hands(), new_id()
    (share,) = _got(await race(pool, hands, packet.packet_id, [first]))

    class NoPool:
        """Nobody asks the database any more."""

    nothing: Any = NoPool()
    again = await hands.grab(nothing, packet_id=packet.packet_id, hand=Hand(first))
    assert (again.place, again.amount, again.repeated) == (share.place, share.amount, True)
    late = await asyncio.gather(
        *(hands.grab(nothing, packet_id=packet.packet_id, hand=Hand(new_id())) for _ in range(50)),
        return_exceptions=True,
    )
    assert {type(one) for one in late} == {PacketEmpty}


async def test_the_sweeper_and_the_hands_never_give_the_same_money(world: World, pool: Pool) -> None:
    for _ in range(5):
        circle = await world.circle()
        packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="10.00", share_count=20)

        async def sweep(packet: Any = packet) -> None:
            await age(pool, packet.packet_id, timedelta(hours=24))
            async with writing(pool) as conn:
                await give_back(conn, packet_id=packet.packet_id)

        people = [new_id() for _ in range(40)]
        answers, _ = await asyncio.gather(race(pool, Hands(), packet.packet_id, people), sweep())
        taken = sum(amount for _, amount in await _taken(pool, packet.packet_id))
        assert {type(one) for one in answers if isinstance(one, Refusal)} <= {PacketEmpty, PacketOver}
        assert await left_in(pool, packet.packet_id) == 0
        assert await balance_of(pool, circle.owner_id) == 100_000 - taken


async def test_one_closed_wallet_in_a_batch_keeps_nobody_else_from_their_share(
    world: World, pool: Pool
) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="10.00", share_count=10)
    gone, *others = [new_id() for _ in range(11)]
    async with writing(pool) as conn:
        await set_account_status(conn, await open_wallet(conn, gone), "closed")
    answers = await race(pool, Hands(), packet.packet_id, [gone, *others])
    assert isinstance(answers[0], ShareNotPaid)
    assert [one.place for one in _got(answers)] == list(range(1, 11))
    assert await left_in(pool, packet.packet_id) == 0


async def test_who_could_not_be_paid_once_gets_a_share_when_their_wallet_takes_it_again(
    world: World, pool: Pool
) -> None:
    circle = await world.circle()
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id, total="10.00", share_count=10)
    late, hands = new_id(), Hands()
    async with writing(pool) as conn:
        wallet = await open_wallet(conn, late)
        await set_account_status(conn, wallet, "closed")
    for others in ([], [new_id()]):  # by itself, and in a batch
        answers = await race(pool, hands, packet.packet_id, [late, *others])
        assert isinstance(answers[0], ShareNotPaid)
    async with writing(pool) as conn:
        await set_account_status(conn, wallet, "open")
    assert [one.place for one in _got(await race(pool, hands, packet.packet_id, [late]))] == [2]


async def test_a_packet_that_is_sent_ten_times_at_once_is_made_once(world: World, pool: Pool) -> None:
    circle = await world.circle()
    new: dict[str, Any] = {"packet_id": new_id(), "circle_id": circle.circle_id, "purse": 10_000}
    made_ = await asyncio.gather(*(make(world, circle.owner_id, **new) for _ in range(10)))
    assert {one.packet_id for one in made_} == {new["packet_id"]}
    assert await left_in(pool, new["packet_id"]) == 1000
    assert await balance_of(pool, circle.owner_id) == 10 * 10_000 - 1000


async def test_a_hand_that_gave_up_leaves_the_others_theirs(world: World, pool: Pool) -> None:
    circle = await world.circle(members=1)
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id)
    hands = Hands()
    waiting = [
        asyncio.create_task(hands.grab(pool, packet_id=packet.packet_id, hand=Hand(new_id())))
        for _ in range(4)
    ]
    await asyncio.sleep(0)
    waiting[0].cancel()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert len(_got(list(answers))) == 3
    async with writing(pool) as conn:
        assert (await grab(conn, packet, circle.members[0])).place >= 4
