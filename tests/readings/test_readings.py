"""A book for a month: sections are marked as read, and notes open for those who have read them."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.tool_board import WHY
from tests.world import World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.readings.begin import SectionsRefused, begin_reading
from tonghao.readings.mark_section import mark_section
from tonghao.readings.read import ReadFirst, get_reading, list_margins
from tonghao.readings.types import NewReading, NewSection
from tonghao.readings.write_margin import drop_margin, write_margin


class Begun:
    """A book in a circle, and its verbs in one word each."""

    def __init__(self, here: World, conn: Connection, made: Any) -> None:
        self.here, self.conn, self.made = here, conn, made

    async def access(self, who: Any) -> Any:
        return await access_of(self.conn, self.made.circle_id, who)

    async def begin(self, *days: date) -> "Begun":
        host = await self.access(self.made.owner_id)
        await choose_tools(self.conn, access=host, tools=["reading"])
        sections = [NewSection(f"第{number}章", day) for number, day in enumerate(days, start=1)]
        new = NewReading("城南旧事", sections, "林海音")
        self.id = await begin_reading(self.conn, screener=self.here.screener, access=host, new=new)
        self.place = {"circle_id": self.made.circle_id, "reading_id": self.id}
        return self

    async def mark(self, who: Any, number: int, is_read: bool = True) -> None:
        access = await self.access(who)
        await mark_section(self.conn, access=access, reading_id=self.id, number=number, is_read=is_read)

    async def note(self, who: Any, number: int, text: str) -> None:
        access, screener = await self.access(who), self.here.screener
        place = {"reading_id": self.id, "number": number}
        await write_margin(self.conn, screener=screener, access=access, **place, text=text)

    async def notes(self, who: Any, number: int) -> Any:
        return (await list_margins(self.conn, **self.place, number=number, viewer_id=who)).entries


async def _begun(here: World, conn: Connection) -> Begun:
    today = now().date()
    return await Begun(here, conn, await here.circle(members=2)).begin(today, today + timedelta(7))


async def test_notes_open_for_those_who_have_read_the_section(here: World, conn: Connection) -> None:
    book = await _begun(here, conn)
    a, b = book.made.members
    with pytest.raises(ReadFirst):
        await book.note(a, 1, "惠安馆的门是绿的")
    for _ in range(2):
        await book.mark(a, 1)
    await book.note(a, 1, "惠安馆的门是绿的")
    with pytest.raises(ReadFirst):
        await book.notes(b, 1)
    await book.mark(b, 1)
    assert [(note.text, note.mine) for note in await book.notes(b, 1)] == [("惠安馆的门是绿的", False)]
    seen = await get_reading(conn, **book.place, viewer_id=b)
    first, second = seen.sections
    assert (first.read_count, first.margin_count, first.i_read, second.i_read) == (2, 1, True, False)
    await book.mark(b, 1, False)
    with pytest.raises(ReadFirst):
        await book.notes(b, 1)


async def test_a_note_is_taken_away_by_oneself_or_by_staff(here: World, conn: Connection) -> None:
    book = await _begun(here, conn)
    a, b = book.made.members
    await book.mark(a, 2)
    await book.note(a, 2, "结局不算团圆")
    [note] = await book.notes(a, 2)
    place = {"reading_id": book.id, "number": 2, "margin_id": note.margin_id}
    with pytest.raises(NotAllowed):
        await drop_margin(conn, access=await book.access(b), **place)
    with pytest.raises(ReasonNeeded):
        async with conn.transaction():
            await drop_margin(conn, access=await book.access(book.made.owner_id), **place)
    await drop_margin(conn, access=await book.access(book.made.owner_id), **place, reason=WHY)
    assert await book.notes(a, 2) == []
    with pytest.raises(NotFound):
        await book.mark(a, 9)


async def test_sections_follow_one_another_in_time(here: World, conn: Connection) -> None:
    today = now().date()
    for days in ((today, today - timedelta(1)), (today + timedelta(2000),), (date.max,)):
        with pytest.raises(SectionsRefused):
            await Begun(here, conn, await here.circle()).begin(*days)
