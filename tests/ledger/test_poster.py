"""Many requests, one transaction: each is answered after the commit, with its own outcome."""

import asyncio
from uuid import UUID

import pytest

from tests.ledger.books import account, move, purses, several
from tests.patience import until
from tonghao.db import Pool, reading, reading_one_moment, writing
from tonghao.ids import new_id
from tonghao.ledger.audit import audit_books
from tonghao.ledger.post import post_group
from tonghao.ledger.poster import Poster
from tonghao.ledger.read import find_group, get_balance, list_entries
from tonghao.ledger.types import Group, KeyReused, Leg, Posted
from tonghao.money_events import BooksFaulted


async def _balances(pool: Pool, *accounts: UUID) -> list[int]:
    async with reading(pool) as conn:
        return [await get_balance(conn, one) for one in accounts]


async def _is_sound(pool: Pool) -> bool:
    async with reading_one_moment(pool) as conn:
        return (await audit_books(conn, is_full=False)).faults == []


async def test_of_thousand_for_the_last_hundred_exactly_a_hundred_get_one(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, *people) = await purses(conn, 100, *([0] * 20))
    posters = [Poster(pool), Poster(pool)]
    groups = [move(anna, people[number % 20], 1) for number in range(1000)]
    found = await asyncio.gather(*(posters[number % 2].submit(group) for number, group in enumerate(groups)))
    assert sorted(one.refusal or "" for one in found) == [""] * 100 + ["insufficient_balance"] * 900
    assert sum(await _balances(pool, *people)) == 100
    again = await asyncio.gather(*map(posters[0].submit, groups))
    assert [(one.refusal, one.repeated) for one in again] == [(one.refusal, True) for one in found]
    assert await _is_sound(pool)


async def test_the_last_unit_goes_to_one_of_many_transactions(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, *people) = await purses(conn, 1, *([0] * 12))

    async def one(person: UUID) -> Posted:
        async with writing(pool) as conn:
            return await post_group(conn, move(anna, person, 1))

    found = await asyncio.gather(*map(one, people))
    assert sum(posted.refusal is None for posted in found) == 1
    assert sorted(await _balances(pool, anna, *people)) == [0] * 12 + [1]


async def test_one_key_in_many_hands_moves_the_money_once(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 100, 0)
    poster, group = Poster(pool), move(anna, ben, 5)

    async def inside() -> Posted:
        async with writing(pool) as conn:
            return await post_group(conn, group)

    found = await asyncio.gather(*(poster.submit(group) if n % 2 else inside() for n in range(16)))
    assert sorted(one.repeated for one in found) == [False] + [True] * 15
    assert {one.refusal for one in found} == {None}
    assert await _balances(pool, ben) == [5]


async def test_one_key_for_two_movements_has_one_outcome_whoever_comes_first(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben, carl) = await purses(conn, 100, 0, 0)

    async def inside(group: Group) -> object:
        try:
            async with writing(pool) as conn:
                return await post_group(conn, group)
        except KeyReused:
            return KeyReused

    for _ in range(10):
        key = new_id()
        # One would be refused, the other not; they share no account.
        found = await asyncio.gather(inside(move(carl, ben, 1, id=key)), inside(move(anna, ben, 1, id=key)))
        assert found.count(KeyReused) == 1
        async with reading(pool) as conn:
            outcome = await find_group(conn, key)
        assert outcome is not None
        assert [one.refusal for one in found if isinstance(one, Posted)] == [outcome.refusal]  # type: ignore[attr-defined]
    assert await _is_sound(pool)


async def test_crossed_transfers_of_many_transactions_lose_nothing(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, people = await purses(conn, *([100] * 6))
    posters = [Poster(pool) for _ in range(3)]

    async def walk(number: int) -> None:
        for step in range(20):
            debit, credit = people[(number + step) % 6], people[(number * 5 + step * 2 + 1) % 6]
            if debit == credit:
                continue
            group = several((debit, credit, 3), (credit, debit, 1))
            await posters[number % 3].submit(group)

    await asyncio.gather(*map(walk, range(24)))
    assert sum(await _balances(pool, *people)) == 600
    assert await _is_sound(pool)


async def test_a_misused_key_and_a_broken_group_fail_alone(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 100, 0)
        euros = await account(conn, currency="EUR")
    poster = Poster(pool, flushers=1)
    known = move(anna, ben, 1)
    await poster.submit(known)
    original = move(anna, ben, 2)
    # It says that it takes back what it does not: a constraint ends its whole call.
    broken = Group(new_id(), "PTS", (Leg(anna, ben, 1, "x"),), "test", anna, original.id)
    groups = [move(anna, ben, 3, id=known.id), original, broken, move(anna, euros, 1), move(anna, ben, 4)]
    found = await asyncio.gather(*map(poster.submit, groups), return_exceptions=True)
    assert isinstance(found[0], KeyReused)
    assert isinstance(found[2], Exception)
    assert [one.refusal for one in found if isinstance(one, Posted)] == [None, "currency_differs", None]
    assert await _balances(pool, ben) == [7]


async def test_of_two_reversals_of_one_transfer_the_second_fails_alone(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 100, 100)
    poster, original = Poster(pool, flushers=1), move(anna, ben, 50)
    await poster.submit(original)
    back = (Leg(ben, anna, 50, "x"),)
    groups = [Group(new_id(), "PTS", back, "test", anna, original.id) for _ in range(2)]
    groups += [move(anna, ben, 50), move(anna, ben, 1)]
    found = await asyncio.gather(*map(poster.submit, groups), return_exceptions=True)
    assert isinstance(found[1], RuntimeError)
    assert [one.refusal for one in found if isinstance(one, Posted)] == [None, None, None]
    assert await _balances(pool, anna, ben) == [49, 151]


async def test_what_is_handed_along_leaves_only_when_the_money_moves(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 10, 0)
    poster = Poster(pool)
    audience = f"account:{ben}"
    told = [[(BooksFaulted([str(number)]), audience)] for number in range(4)]
    await poster.submit(move(anna, ben, 4), told[0])
    again = move(anna, ben, 3)
    await asyncio.gather(
        poster.submit(move(anna, ben, 400), told[1]),
        poster.submit(again, told[2]),
        poster.submit(again, told[3]),
    )
    async with reading(pool) as conn:
        rows = await conn.fetch("SELECT event FROM outbox WHERE audience = $1 ORDER BY id", audience)
    assert [row["event"]["faults"] for row in rows] == [["0"], ["2"]]


async def test_who_goes_away_does_not_hold_the_others_up(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 10, 0)
    poster = Poster(pool)
    leaving = asyncio.create_task(poster.submit(move(anna, ben, 1)))
    staying = asyncio.create_task(poster.submit(move(anna, ben, 1)))
    await asyncio.sleep(0)
    leaving.cancel()
    assert (await staying).refusal is None
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_who_asks_again_as_soon_as_they_are_answered_is_answered_again(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 10, 0)
    poster = Poster(pool, flushers=1)
    for _ in range(5):
        # In the step in which the one before was answered, when nobody else waits.
        async with asyncio.timeout(60):
            assert (await poster.submit(move(anna, ben, 1))).refusal is None
    assert await _balances(pool, ben) == [5]


async def test_whoever_posts_when_the_server_ends_is_told_so(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 10, 0)
    poster = Poster(pool, flushers=1)
    async with writing(pool) as conn:
        # The balance is locked here, so that the poster waits.
        await post_group(conn, move(anna, ben, 1))
        asking = asyncio.create_task(poster.submit(move(anna, ben, 1)))
        await until(lambda: poster._flushing and not poster._queue)
        for flushing in list(poster._flushing):
            flushing.cancel()
        with pytest.raises(ConnectionError):
            await asking
    assert (await poster.submit(move(anna, ben, 1))).refusal is None


async def test_a_refusal_changes_nothing_for_whoever_is_posted_beside_it(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (poor, *people) = await purses(conn, 0, *([1000] * 40))
    poster = Poster(pool)
    for _ in range(4):
        groups = [move(people[number], people[number + 1], 1) for number in range(0, 40, 2)]
        # The refused one shares an account with one that waits for what it brings, and gets nothing.
        groups[7:7] = [move(poor, people[3], 5), move(people[3], poor, 1)]
        found = await asyncio.gather(*map(poster.submit, groups))
        assert [one.refusal for one in found].count("insufficient_balance") == 1
        async with writing(pool) as conn:
            await post_group(conn, move(poor, people[0], 1))
    assert await _is_sound(pool)


async def test_what_was_answered_before_another_was_sent_has_the_lower_version(pool: Pool) -> None:
    async with writing(pool) as conn:
        _, (anna, ben) = await purses(conn, 500, 0)
    poster, order = Poster(pool), []

    async def walk(number: int) -> None:
        for _ in range(10):
            group = move(anna, ben, 1)
            await poster.submit(group)
            order.append((number, group.id))

    await asyncio.gather(*map(walk, range(20)))
    async with reading(pool) as conn:
        versions = {one.group_id: one.version for one in await list_entries(conn, ben, limit=1000)}
    for number in range(20):
        mine = [versions[group_id] for who, group_id in order if who == number]
        assert mine == sorted(mine)
