"""A fund's book: line by line, each with its balance, never changed."""

from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.fund_books.enter import (
    EntryReversed,
    FundShort,
    SecondPersonNeeded,
    confirm_entry,
    enter,
    open_fund,
    reverse_entry,
)
from tonghao.fund_books.read import csv_of, get_fund, list_entries
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.ids import new_id
from tonghao.money import AmountRefused, decimal_of, minor_of


class Kept:
    """A fund in a circle, and its verbs in one word each."""

    def __init__(self, here: World, conn: Connection, made: Any) -> None:
        self.here, self.conn, self.made = here, conn, made

    async def access(self, who: Any = None) -> Any:
        return await access_of(self.conn, self.made.circle_id, who or self.made.owner_id)

    async def open(self) -> "Kept":
        host = await self.access()
        await choose_tools(self.conn, access=host, tools=["fund"])
        new = NewFund("楼道灯公账", "换灯、修灯")
        self.id = await open_fund(self.conn, screener=self.here.screener, access=host, new=new)
        return self

    async def enter(
        self, direction: Any, amount: str, purpose: str = "灯泡", *, by: Any = None, **more: Any
    ) -> int:
        new = NewEntry(direction, amount, more.pop("day", now().date()), purpose, **more)
        access = await self.access(by)
        return await enter(self.conn, screener=self.here.screener, access=access, fund_id=self.id, new=new)

    async def lines(self) -> list[Any]:
        place = {"circle_id": self.made.circle_id, "fund_id": self.id}
        return (await list_entries(self.conn, **place, viewer_id=None)).entries

    async def balance(self) -> str:
        return (await get_fund(self.conn, circle_id=self.made.circle_id, fund_id=self.id)).balance


async def _kept(here: World, conn: Connection) -> Kept:
    return await Kept(here, conn, await here.circle(members=1)).open()


async def test_each_line_bears_the_balance_after_it(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    for direction, amount in (("in", "640"), ("out", "96.00"), ("out", "131.5")):
        await book.enter(direction, amount)
    assert [(line.number, line.amount, line.balance) for line in await book.lines()] == [
        (3, "-131.50", "412.50"),
        (2, "-96.00", "544.00"),
        (1, "640.00", "640.00"),
    ]
    assert await book.balance() == "412.50"
    with pytest.raises(FundShort):
        await book.enter("out", "412.51")


async def test_a_mistake_is_met_by_a_line_that_takes_it_back_once(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    await book.enter("in", "100")
    await book.enter("out", "30")
    reversal = {"access": await book.access(), "fund_id": book.id}
    assert await reverse_entry(conn, **reversal, number=2) == 3
    newest, mistake, _ = await book.lines()
    assert (newest.amount, newest.balance, newest.reverses, mistake.reversed_by) == ("30.00", "100.00", 2, 3)
    for number in (2, 3):
        with pytest.raises(EntryReversed):
            await reverse_entry(conn, **reversal, number=number)
    with pytest.raises(NotFound):
        await reverse_entry(conn, **reversal, number=9)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fund_entries SET amount_minor = 1",
        "UPDATE fund_entries SET purpose = '别的'",
        "DELETE FROM fund_entries",
    ],
)
async def test_no_line_is_changed_or_deleted_whatever_one_tries(
    here: World, conn: Connection, statement: str
) -> None:
    book = await _kept(here, conn)
    await book.enter("in", "100")
    with pytest.raises(asyncpg.RaiseError):
        await conn.execute(f"{statement} WHERE fund_id = $1", book.id)


async def test_a_second_person_confirms(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    helper = await here.member(book.made.circle_id, "helper")
    await book.enter("in", "100")
    line = {"fund_id": book.id, "number": 1}
    with pytest.raises(SecondPersonNeeded):
        await confirm_entry(conn, access=await book.access(), **line)
    with pytest.raises(NotAllowed):
        await confirm_entry(conn, access=await book.access(book.made.members[0]), **line)
    for _ in range(2):
        await confirm_entry(conn, access=await book.access(helper), **line)
    [seen] = await book.lines()
    assert seen.confirmed_by.account_id == helper


async def test_only_staff_write_and_a_line_names_posts_of_the_circle(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    with pytest.raises(NotAllowed):
        await book.enter("in", "1", by=book.made.members[0])
    post = await here.post(book.made.circle_id, book.made.members[0], "三个报价在这里")
    await book.enter("in", "1", post_ids=[post.post_id])
    [line] = await book.lines()
    assert [(one.post_id, one.excerpt) for one in line.posts] == [(post.post_id, "三个报价在这里")]
    with pytest.raises(NotFound):
        await book.enter("in", "1", post_ids=[new_id()])


async def test_a_day_that_has_not_come_is_refused(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    for day in (now().date() + timedelta(3), date.min, date.max):
        with pytest.raises(InvalidRequest):
            await book.enter("in", "1", day=day)


async def test_the_book_goes_into_a_spreadsheet_without_formulas(here: World, conn: Connection) -> None:
    book = await _kept(here, conn)
    await book.enter("in", "640", "上月结余")
    await book.enter("out", "2", "=钉子")
    text = await csv_of(conn, circle_id=book.made.circle_id, fund_id=book.id)
    head, first, second = text.removeprefix("\ufeff").splitlines()
    assert head.startswith("序号")
    assert first.startswith("1,")
    assert ",640.00,640.00,上月结余," in first
    assert ",'=钉子," in second


@pytest.mark.parametrize("amount", ["0", "0.00", "-1", "1.234", "1e3", "", "1,000", "九", "9999999999", "１"])
def test_amounts_are_decimal_and_above_zero(amount: str) -> None:
    with pytest.raises(AmountRefused):
        minor_of(amount)


def test_amounts_come_back_as_they_were() -> None:
    assert [decimal_of(minor_of(text)) for text in ("412.5", "0.01", "12")] == ["412.50", "0.01", "12.00"]
    assert decimal_of(-1250) == "-12.50"
