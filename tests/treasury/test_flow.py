"""Thirty days of money: what came in and went out each day, and what it was for."""

from datetime import date, timedelta
from decimal import Decimal

from tests.world import Browser, World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.treasury.flow import DAYS, get_flow
from tonghao.treasury.types import MoneyFlow
from tonghao.wallets.open import open_wallet

API = "/api/v1"


def _sums(flow: MoneyFlow, since: date) -> tuple[Decimal, Decimal]:
    """What all days come to: whatever the hour, today's money is among them."""
    days = [one for one in flow.days if one.day >= since]
    return sum((Decimal(one.came) for one in days), Decimal(0)), sum(
        (Decimal(one.went) for one in days), Decimal(0)
    )


def _of(flow: MoneyFlow, code: str) -> tuple[int, Decimal]:
    return next(((one.count, Decimal(one.total)) for one in flow.kinds if one.code == code), (0, Decimal(0)))


async def test_each_of_thirty_days_is_there_and_money_is_counted_once(here: World, conn: Connection) -> None:
    before = await get_flow(conn, "CNY")
    who = await here.account()
    wallet = await here.money(who, 50_00)
    other = await open_wallet(conn, await here.account())
    leg = Leg(wallet, other, 7_00, "flow_test")
    assert (await post_group(conn, Group(new_id(), "CNY", (leg,), "test", new_id()))).refusal is None
    after = await get_flow(conn, "CNY")
    assert [one.day for one in after.days] == [
        after.days[0].day + timedelta(days=number) for number in range(DAYS)
    ]
    assert after.days[-1].day >= now().date() - timedelta(days=1)
    # What goes from one person to another neither comes in nor goes out.
    first = after.days[0].day
    came, went = _sums(after, first)
    came_before, went_before = _sums(before, first)
    assert (came - came_before, went - went_before) == (Decimal("50.00"), Decimal(0))
    assert _of(after, "flow_test") == (1, Decimal("7.00"))
    assert _of(after, "top_up")[0] > 0
    assert (await get_flow(conn, "EUR")).kinds == []


async def test_operators_alone_see_it(browser: Browser, world: World) -> None:
    for role, status in (("member", 403), ("moderator", 403), ("operator", 200)):
        await browser.as_(await world.account(role=role))
        assert (await browser.get(f"{API}/treasury/flow")).status_code == status
