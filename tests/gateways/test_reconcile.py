"""A gateway's daily file against the books."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.gateways.scene import API, Till, till_of
from tests.world import World
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing
from tonghao.gateways.jobs import reconcile
from tonghao.gateways.read import list_days, list_differences
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.types import FileLine
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
