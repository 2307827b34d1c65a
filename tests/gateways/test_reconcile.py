"""A gateway's daily file against the books."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.gateways.jobs import reconcile
from tonghao.gateways.known import Gateways
from tonghao.gateways.read import list_days, list_differences
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.types import FileLine, GatewayAway, OddLine
from tonghao.ids import new_id


class Paper:
    """A gateway of which only the file is asked."""

    zone = "UTC"

    def __init__(self, name: str, lines: list[FileLine]) -> None:
        self.name, self.lines = name, lines

    async def file_of(self, day: date) -> list[FileLine]:
        return self.lines


DAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def till(config: Config, pool: Pool, parts: dict[str, Any]) -> Till:
    return till_of(config, pool, parts)


async def _order(pool: Pool, who: UUID, gateway: str, amount_minor: int, state: str = "open") -> UUID:
    order_id = new_id()
    async with writing(pool) as conn:
        await conn.execute(
            "INSERT INTO gateway_orders (id, account_id, gateway, kind, currency, amount_minor, state,"
            " ended_at)"
            " VALUES ($1, $2, $3, 'top_up', 'CNY', $4, $5, $6)",
            order_id,
            who,
            gateway,
            amount_minor,
            state,
            NOON if state in {"succeeded", "failed"} else None,
        )
        from tonghao.gateways.accounts import open_clearing
        from tonghao.wallets.open import open_wallet

        await open_wallet(conn, who)
        await open_clearing(conn, gateway, "CNY")
    return order_id


def _line(order_id: UUID | None, amount_minor: int, **more: Any) -> FileLine:
    return FileLine(order_id, "top_up", amount_minor, "CNY", NOON, **more)


async def _day(pool: Pool, gateway: str) -> tuple[int, ...]:
    async with reading(pool) as conn:
        row = await conn.fetchrow(
            "SELECT lines, matched, mended, differing, ours_minor, theirs_minor FROM gateway_days"
            " WHERE gateway = $1 AND day = $2",
            gateway,
            DAY,
        )
    assert row is not None
    return tuple(row)


async def _kinds(pool: Pool, gateway: str) -> list[str]:
    async with reading(pool) as conn:
        rows = await conn.fetch(
            "SELECT kind FROM gateway_differences WHERE gateway = $1 ORDER BY kind", gateway
        )
    return [row[0] for row in rows]


async def test_what_only_the_file_tells_of_is_mended_and_done_again_it_is_the_same(
    till: Till, world: World, pool: Pool
) -> None:
    who = await world.account()
    order_id = await _order(pool, who, "papera", 30_00)
    paper: Any = Paper("papera", [_line(order_id, 30_00)])
    await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _day(pool, "papera") == (1, 1, 1, 0, 30_00, 30_00)
    await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _day(pool, "papera") == (1, 1, 1, 0, 30_00, 30_00)
    assert await till.balance(who) == 30_00
    assert await _kinds(pool, "papera") == []


async def test_each_kind_of_difference_is_found_once(till: Till, world: World, pool: Pool) -> None:
    who = await world.account()
    differs = await _order(pool, who, "paperb", 30_00)
    ours_alone = await _order(pool, who, "paperb", 10_00, "succeeded")
    unknown = new_id()
    lines = [_line(differs, 29_00), _line(unknown, 5_00), _line(ours_alone, 10_00)]
    paper: Any = Paper("paperb", lines[:2])
    for _ in range(2):
        await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _kinds(pool, "paperb") == ["amount_differs", "missing_there", "unknown_order"]
    assert (await _day(pool, "paperb"))[3] == 3
    assert await till.balance(who) == 0


async def test_an_order_that_says_it_succeeded_while_the_books_have_nothing_is_seen_in_the_sum(
    world: World, pool: Pool
) -> None:
    order_id = await _order(pool, await world.account(), "paperc", 10_00, "succeeded")
    paper: Any = Paper("paperc", [_line(order_id, 10_00)])
    await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _kinds(pool, "paperc") == ["sum_differs"]
    assert await _day(pool, "paperc") == (1, 1, 0, 1, 0, 10_00)


async def test_a_line_that_names_no_order_of_ours_shows_in_the_sum(pool: Pool) -> None:
    paper: Any = Paper("paperd", [_line(None, 7_00, reference="fee")])
    await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _kinds(pool, "paperd") == ["sum_differs"]


async def test_every_hour_yesterdays_file_is_compared(till: Till, pool: Pool, config: Config) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    await reconcile(pool, config, till.gateways, at)
    async with reading(pool) as conn:
        day = await conn.fetchval(
            "SELECT lines FROM gateway_days WHERE gateway = 'sandbox' AND day = $1",
            at.date() - timedelta(days=1),
        )
    assert day == 0


class Files:
    """A gateway that has a file of each day, and says which ones it was asked for."""

    zone = "UTC"

    def __init__(self, name: str, faults: dict[date, Exception] | None = None) -> None:
        self.name, self.faults = name, faults or {}
        self.asked: list[date] = []

    async def file_of(self, day: date) -> list[FileLine]:
        self.asked.append(day)
        if day in self.faults:
            raise self.faults[day]
        return []


async def _night(pool: Pool, config: Config, day: date, *files: Any) -> None:
    """The job in the morning after *day*."""
    for one in files:
        one.asked.clear()
    gateways = Gateways(None, {one.name: one for one in files})
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=1)
    await reconcile(pool, config, gateways, at)


async def test_nights_that_were_missed_are_made_up(pool: Pool, config: Config) -> None:
    files = Files("nights")
    first = now().date() - timedelta(days=20)
    days = [first + timedelta(days=number) for number in range(5)]
    await _night(pool, config, days[0], files)
    assert files.asked == [days[0]], "before the first day of which anything is known there is nothing"
    await _night(pool, config, days[3], files)
    assert files.asked == [days[3], days[2], days[1]]
    await _night(pool, config, days[4], files)
    assert files.asked == [days[4]]
    # Compared before it was over, it is not whole.
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE gateway_days SET at = day + interval '20 hours' WHERE gateway = 'nights' AND day = $1",
            days[2],
        )
    await _night(pool, config, days[4], files)
    assert files.asked == [days[4], days[2]]


async def test_a_house_whose_first_file_never_came_makes_up_all_since_its_first_order(
    world: World, pool: Pool, config: Config
) -> None:
    files = Files("firstfile")
    order_id = await _order(pool, await world.account(), "firstfile", 30_00, "succeeded")
    ended = now() - timedelta(days=6)
    async with writing(pool) as conn:
        await conn.execute("UPDATE gateway_orders SET ended_at = $2 WHERE id = $1", order_id, ended)
    await _night(pool, config, ended.date() + timedelta(days=2), files)
    assert files.asked == [ended.date() + timedelta(days=number) for number in (2, 1, 0)]


@pytest.mark.parametrize("fault", [GatewayAway("not there yet"), ValueError("none of ours")])
async def test_a_day_that_fails_keeps_neither_others_nor_another_gateway_back(
    pool: Pool, config: Config, fault: Exception
) -> None:
    name = type(fault).__name__.lower()
    first = now().date() - timedelta(days=20)
    days = [first + timedelta(days=number) for number in range(4)]
    broken, whole = Files(f"broken{name}"), Files(f"whole{name}")
    await _night(pool, config, days[0], broken, whole)
    broken.faults = {days[3]: fault, days[2]: fault}
    await _night(pool, config, days[3], broken, whole)
    assert broken.asked == whole.asked == [days[3], days[2], days[1]]
    broken.faults = {}
    await _night(pool, config, days[3], broken, whole)
    assert (broken.asked, whole.asked) == ([days[3], days[2]], [days[3]])


async def test_a_line_that_cannot_be_read_is_a_difference_and_the_others_are_compared(
    till: Till, world: World, pool: Pool
) -> None:
    who = await world.account()
    order_id = await _order(pool, who, "paperodd", 30_00)
    lines: Any = [OddLine(7, "10009"), _line(order_id, 30_00), OddLine(9)]
    paper: Any = Paper("paperodd", lines)
    for _ in range(2):
        await reconcile_day(pool, paper, DAY, currency="CNY")
    assert await _kinds(pool, "paperodd") == ["unreadable_line", "unreadable_line"]
    assert await _day(pool, "paperodd") == (3, 1, 1, 2, 30_00, 30_00)
    assert await till.balance(who) == 30_00
    async with reading(pool) as conn:
        rows = await conn.fetch(
            "SELECT reference, day FROM gateway_differences WHERE gateway = 'paperodd' ORDER BY reference"
        )
    assert [tuple(row) for row in rows] == [("7 (10009)", DAY), ("9", DAY)]


async def test_an_operator_compares_a_day_now(till: Till, world: World) -> None:
    await till.as_(world, await world.account(role="operator"))
    answer = await till.client.post(f"{API}/gateways/sandbox/days/2026-02-03/reconciliations")
    assert answer.status_code == 201, answer.text
    ahead = await till.client.post(f"{API}/gateways/sandbox/days/2999-02-03/reconciliations")
    assert ahead.status_code == 400
    await till.as_(world, await world.account())
    refused = await till.client.post(f"{API}/gateways/sandbox/days/2026-02-03/reconciliations")
    assert refused.status_code == 403


async def test_sums_and_differences_are_in_the_places_of_the_houses_currency(conn: Connection) -> None:
    await conn.execute(
        "INSERT INTO gateway_days (gateway, day, lines, matched, mended, differing, ours_minor, theirs_minor)"
        " VALUES ('yen', current_date, 1, 0, 0, 1, 1250, 0)"
    )
    await conn.execute(
        "INSERT INTO gateway_differences (id, gateway, kind, ours_minor, day)"
        " VALUES ($1, 'yen', 'missing_there', 1250, current_date)",
        new_id(),
    )
    (day,) = [one for one in await list_days(conn, "JPY") if one.gateway == "yen"]
    differences = (await list_differences(conn, currency="JPY")).entries
    (difference,) = [one for one in differences if one.gateway == "yen"]
    assert (day.ours, day.theirs, difference.ours, difference.theirs) == ("1250", "0", "1250", None)
