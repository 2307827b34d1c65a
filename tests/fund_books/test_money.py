"""Money that really lies in a fund: the book and the ledger never say two things."""

import asyncio
from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.transfers.scene import balance, caller_of
from tests.world import Made, World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.circles.read import access_of
from tonghao.circles.set_house_rules import NewHouseRules, set_house_rules
from tonghao.circles.tools import choose_tools
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.fund_books.enter import (
    FundShort,
    LineMovedMoney,
    SecondPersonNeeded,
    enter,
    open_fund,
    reverse_entry,
)
from tonghao.fund_books.money import (
    HeldShort,
    PayoutEnded,
    give_to_fund,
    propose_payout,
    refuse_payout,
    second_payout,
)
from tonghao.fund_books.read import get_fund, list_entries, list_payouts
from tonghao.fund_books.types import NewEntry, NewFund, NewGift, NewPayout
from tonghao.ids import new_id
from tonghao.ledger.accounts import account_id_of
from tonghao.ledger.read import get_balance
from tonghao.ledger.types import KeyReused
from tonghao.screening.house import HouseRules, HouseWord
from tonghao.transfers.move import Payer


class Lamp:
    """A circle with a fund in whose tin lie 100.00, two helpers and a member with money."""

    def __init__(self, world: World, made: Made, fund_id: UUID, helper: UUID) -> None:
        self.world, self.made, self.fund_id, self.helper = world, made, fund_id, helper
        self.member, self.other = made.members

    async def access(self, conn: Connection, who: UUID) -> Any:
        return await access_of(conn, self.made.circle_id, who)

    async def give(self, conn: Connection, who: UUID, amount: str = "20.00", key: UUID | None = None) -> Any:
        return await give_to_fund(
            conn,
            screener=self.world.screener,
            access=await self.access(conn, who),
            fund_id=self.fund_id,
            payer=Payer(who, caller_of(who)),
            new=NewGift(key or new_id(), amount, "给灯"),
            at=now(),
        )

    async def propose(self, conn: Connection, by: UUID, to: UUID, amount: str = "15.00") -> UUID:
        return await propose_payout(
            conn,
            screener=self.world.screener,
            access=await self.access(conn, by),
            fund_id=self.fund_id,
            new=NewPayout(to, amount, "灯泡钱还给他"),
            at=now(),
        )

    async def second(self, conn: Connection, by: UUID, payout_id: UUID) -> Any:
        access = await self.access(conn, by)
        return await second_payout(conn, access=access, fund_id=self.fund_id, payout_id=payout_id, at=now())

    async def held(self, conn: Connection) -> int:
        """What lies in the ledger, which is what the fund's page says."""
        found = await get_balance(conn, account_id_of("fund", self.fund_id, "wallet", "CNY"))
        fund = await get_fund(conn, circle_id=self.made.circle_id, fund_id=self.fund_id)
        assert round(float(fund.held) * 100) == found
        return found

    async def balance(self, conn: Connection) -> str:
        return (await get_fund(conn, circle_id=self.made.circle_id, fund_id=self.fund_id)).balance


async def lamp(world: World) -> Lamp:
    made = await world.circle(members=2)
    helper = await world.member(made.circle_id, "helper")
    for one in (*made.members, made.owner_id, helper):
        await world.money(one, 10_000)
    async with world.writing() as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)
        await choose_tools(conn, access=access, tools=["fund"])
        fund_id = await open_fund(conn, screener=world.screener, access=access, new=NewFund("楼道灯"))
        tin = NewEntry("in", "100.00", date.today(), "上月结余")
        await enter(conn, screener=world.screener, access=access, fund_id=fund_id, new=tin)
    return Lamp(world, made, fund_id, helper)


async def test_a_gift_moves_money_and_writes_a_line(conn: Connection, here: World):
    fund, key = await lamp(here), new_id()
    for _ in range(2):
        await fund.give(conn, fund.member, key=key)
    assert await balance(conn, fund.member) == 8_000
    assert await fund.held(conn) == 2_000
    assert await fund.balance(conn) == "120.00"
    place = {"circle_id": fund.made.circle_id, "fund_id": fund.fund_id}
    line = (await list_entries(conn, **place, viewer_id=None)).entries[0]
    assert (line.amount, line.balance, line.purpose, line.moved) == ("20.00", "120.00", "给灯", True)
    assert line.entered_by.account_id == fund.member
    with pytest.raises(KeyReused):
        await fund.give(conn, fund.member, "21.00", key)
    access = await fund.access(conn, fund.helper)
    with pytest.raises(LineMovedMoney):
        await reverse_entry(conn, access=access, fund_id=fund.fund_id, number=line.number)


async def test_words_beside_money_keep_to_the_rules_of_the_circle(conn: Connection, here: World):
    fund = await lamp(here)
    rules = NewHouseRules(
        HouseRules(words=[HouseWord("给灯", "别写"), HouseWord("灯泡钱", "别写")]), "说好的", 0
    )
    owner = await fund.access(conn, fund.made.owner_id)
    await set_house_rules(conn, screener=here.screener, access=owner, new=rules)
    with pytest.raises(TextRefused):
        await fund.give(conn, fund.member)
    await conn.execute("UPDATE funds SET held_minor = balance_minor WHERE id = $1", fund.fund_id)
    with pytest.raises(TextRefused):
        await fund.propose(conn, fund.helper, fund.member)


async def test_what_is_not_there_is_not_given_and_leaves_no_line(conn: Connection, here: World):
    fund = await lamp(here)
    poor = await here.member(fund.made.circle_id)
    assert (await fund.give(conn, poor)).refusal == "insufficient_balance"
    assert await fund.balance(conn) == "100.00"
    with pytest.raises(JoinFirst):
        await fund.give(conn, await here.account())


async def test_two_of_the_staff_pay_out(conn: Connection, here: World):
    fund = await lamp(here)
    await fund.give(conn, fund.member)
    payout = await fund.propose(conn, fund.helper, fund.other)
    place = {"circle_id": fund.made.circle_id, "fund_id": fund.fund_id}
    assert [one.payout_id for one in await list_payouts(conn, **place)] == [payout]
    with pytest.raises(SecondPersonNeeded):
        await fund.second(conn, fund.helper, payout)
    with pytest.raises(NotAllowed):
        await fund.second(conn, fund.member, payout)
    for _ in range(2):
        await fund.second(conn, fund.made.owner_id, payout)
    assert await balance(conn, fund.other) == 11_500
    assert await fund.held(conn) == 500
    line = (await list_entries(conn, **place, viewer_id=None)).entries[0]
    assert (line.amount, line.balance) == ("-15.00", "105.00")
    assert line.entered_by.account_id == fund.helper
    assert line.confirmed_by is not None
    assert line.confirmed_by.account_id == fund.made.owner_id
    assert await list_payouts(conn, **place) == []
    access = await fund.access(conn, fund.helper)
    with pytest.raises(PayoutEnded):
        await refuse_payout(conn, access=access, fund_id=fund.fund_id, payout_id=payout, at=now())


async def test_nobody_seconds_what_goes_to_themselves(conn: Connection, here: World):
    fund = await lamp(here)
    await fund.give(conn, fund.member)
    payout = await fund.propose(conn, fund.helper, fund.made.owner_id)
    with pytest.raises(SecondPersonNeeded):
        await fund.second(conn, fund.made.owner_id, payout)


async def test_only_what_lies_in_the_ledger_is_paid_out_and_only_cash_is_spent_by_a_line(
    conn: Connection, here: World
):
    fund = await lamp(here)
    await fund.give(conn, fund.member)
    with pytest.raises(HeldShort) as refused:
        await fund.propose(conn, fund.helper, fund.other, "20.01")
    assert refused.value.details == {"held": "20.00"}
    with pytest.raises(NotFound):
        await fund.propose(conn, fund.helper, await here.account())
    access = await fund.access(conn, fund.helper)
    given: dict[str, Any] = {"screener": here.screener, "access": access, "fund_id": fund.fund_id}
    with pytest.raises(FundShort):
        await enter(conn, **given, new=NewEntry("out", "100.01", date.today(), "灯泡"))
    await enter(conn, **given, new=NewEntry("out", "100.00", date.today(), "灯泡"))
    assert await fund.balance(conn) == "20.00"
    assert await fund.held(conn) == 2_000


async def test_a_refused_payout_is_not_paid(conn: Connection, here: World):
    fund = await lamp(here)
    await fund.give(conn, fund.member)
    payout = await fund.propose(conn, fund.helper, fund.other)
    access = await fund.access(conn, fund.helper)
    for _ in range(2):
        await refuse_payout(conn, access=access, fund_id=fund.fund_id, payout_id=payout, at=now())
    with pytest.raises(PayoutEnded):
        await fund.second(conn, fund.made.owner_id, payout)
    assert await fund.held(conn) == 2_000


async def test_two_payouts_of_the_same_money_pay_one(world: World, pool: Pool):
    fund = await lamp(world)
    async with writing(pool) as conn:
        await fund.give(conn, fund.member)
        payouts = [await fund.propose(conn, fund.helper, fund.other) for _ in range(2)]

    async def second(payout: UUID) -> str:
        async with writing(pool) as conn:
            try:
                async with conn.transaction():
                    return (await fund.second(conn, fund.made.owner_id, payout)).refusal or "paid"
            except Refusal as refusal:
                return refusal.code()

    outcomes = Counter(await asyncio.gather(*(second(one) for one in payouts for _ in range(3))))
    assert outcomes["paid"] == 3  # one payout, told three times
    assert outcomes["held_short"] == 3
    async with reading(pool) as conn:
        assert await fund.held(conn) == 500
        assert await balance(conn, fund.other) == 11_500
