"""Limits: one table, counted in the transaction of what moves."""

import asyncio
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from tests.world import World
from tonghao.db import Connection, Pool, reading, writing
from tonghao.wallets.limits import (
    KINDS,
    LIMITS,
    TIERS,
    LimitReached,
    MinorsDoNot,
    check_limits,
    give_back,
    list_allowances,
)


async def _check(conn: Connection, who: UUID, yuan: int, kind: Any = "transfer") -> None:
    async with conn.transaction():
        await check_limits(conn, account_id=who, kind=kind, amount_minor=yuan * 100)


async def _with_phone(conn: Connection, who: UUID) -> None:
    await conn.execute("UPDATE accounts SET phone = '+8613800000001' WHERE id = $1", who)


def test_the_table_has_every_tier_and_kind_and_a_higher_tier_never_may_less() -> None:
    assert tuple(LIMITS) == TIERS
    for lower, higher in pairwise(TIERS):
        for kind in KINDS:
            low, high = LIMITS[lower][kind], LIMITS[higher][kind]
            for which in ("each", "day", "month"):
                assert getattr(low, which) <= getattr(high, which), (higher, kind, which)
            assert high.each <= high.day <= high.month


async def test_what_is_too_much_at_once_says_what_is_left_and_what_raises_it(
    here: World, conn: Connection
) -> None:
    who = await here.account()
    with pytest.raises(LimitReached) as reached:
        await _check(conn, who, 201)
    said = reached.value.details
    assert (said["tier"], said["which"], said["limit"], said["left"]) == ("mail", "each", "200.00", "200.00")
    assert said["raised_by"] == "phone"
    await _with_phone(conn, who)
    await _check(conn, who, 201)


async def test_a_refused_movement_uses_nothing_of_the_day(here: World, conn: Connection) -> None:
    who = await here.account()
    for _ in range(2):
        await _check(conn, who, 200)
    with pytest.raises(LimitReached) as reached:
        await _check(conn, who, 101)
    assert (reached.value.details["which"], reached.value.details["left"]) == ("day", "100.00")
    await _check(conn, who, 100)
    with pytest.raises(LimitReached):
        await _check(conn, who, 1)
    # Each kind has its own.
    await _check(conn, who, 50, "tip")


async def test_the_day_is_the_last_24_hours_and_the_month_the_last_30_days(
    here: World, conn: Connection
) -> None:
    who = await here.account()
    await _check(conn, who, 200)
    await _check(conn, who, 200)
    await conn.execute("UPDATE wallet_uses SET hour = hour - interval '25 hours' WHERE account_id = $1", who)
    await _check(conn, who, 200)
    await conn.execute(
        "UPDATE wallet_uses SET amount_minor = 180000"
        " WHERE account_id = $1 AND hour < now() - interval '23 hours'",
        who,
    )
    with pytest.raises(LimitReached) as reached:
        await _check(conn, who, 1)
    assert reached.value.details["which"] == "month"
    await conn.execute(
        "UPDATE wallet_uses SET hour = hour - interval '30 days'"
        " WHERE account_id = $1 AND amount_minor = 180000",
        who,
    )
    await _check(conn, who, 1)


async def test_an_hour_counts_until_all_of_it_is_a_day_ago(here: World, conn: Connection) -> None:
    who = await here.account()
    for _ in range(2):
        await _check(conn, who, 200)
    # At the end of that hour it was, so it is not 24 hours ago yet.
    await conn.execute(
        "UPDATE wallet_uses SET hour = date_trunc('hour', now() - interval '24 hours') WHERE account_id = $1",
        who,
    )
    with pytest.raises(LimitReached) as reached:
        await _check(conn, who, 200)
    assert (reached.value.details["which"], reached.value.details["left"]) == ("day", "100.00")
    _, _, allowances = await list_allowances(conn, who)
    assert next(one for one in allowances if one.kind == "transfer").left_day == "100.00"


async def test_what_came_back_is_given_back(here: World, conn: Connection) -> None:
    who = await here.account()
    await _check(conn, who, 200)
    await give_back(conn, account_id=who, kind="transfer", amount_minor=200_00)
    _, raised_by, allowances = await list_allowances(conn, who)
    transfer = next(one for one in allowances if one.kind == "transfer")
    assert (transfer.left_day, transfer.left, raised_by) == ("500.00", "200.00", "phone")


async def test_a_minor_may_less_whatever_was_checked_and_gives_no_tips(here: World, conn: Connection) -> None:
    who = await here.account(age_class="minor")
    await _with_phone(conn, who)
    await _check(conn, who, 50)
    with pytest.raises(LimitReached) as reached:
        await _check(conn, who, 51)
    assert (reached.value.details["tier"], reached.value.details["raised_by"]) == ("minor", None)
    with pytest.raises(MinorsDoNot):
        await _check(conn, who, 1, "tip")


async def test_points_have_the_same_limits_in_whole_points(here: World, conn: Connection) -> None:
    who = await here.account()
    await check_limits(conn, account_id=who, kind="transfer", amount_minor=200, currency="PTS")
    with pytest.raises(LimitReached) as reached:
        async with conn.transaction():
            await check_limits(conn, account_id=who, kind="transfer", amount_minor=201, currency="PTS")
    assert reached.value.details["limit"] == "200"


async def test_of_many_payments_at_one_moment_only_as_many_pass_as_the_day_takes(
    world: World, pool: Pool
) -> None:
    who = await world.account()

    async def pay() -> bool:
        try:
            async with writing(pool) as conn:
                await check_limits(conn, account_id=who, kind="transfer", amount_minor=60_00)
        except LimitReached:
            return False
        return True

    passed = await asyncio.gather(*(pay() for _ in range(16)))
    assert sum(passed) == 8  # 480 of 500 yuan
    async with reading(pool) as conn:
        used = await conn.fetchval("SELECT sum(amount_minor) FROM wallet_uses WHERE account_id = $1", who)
    assert used == 480_00
