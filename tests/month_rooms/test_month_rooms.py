"""Parents of children of one age talk among members, and no page shows a child's photo to anybody else."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import Board, board_of
from tests.world import Browser, World
from tonghao.circles.access import JoinFirst
from tonghao.circles.leave import leave_circle
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.month_rooms.add_child import MonthRefused, TooManyChildren, add_child, drop_child
from tonghao.month_rooms.read import list_rooms
from tonghao.month_rooms.say_in_room import NoRoomYet, room_id_of, say_in_room
from tonghao.month_rooms.types import NewChild, NewMonthNote
from tonghao.posts.types import PhotoDraft


def _born(months_ago: int) -> str:
    """The month that lies so far back on the circle's clock."""
    today = now().date()
    months = today.year * 12 + today.month - 1 - months_ago
    return f"{months // 12}-{months % 12 + 1:02d}"


async def _room_board(here: World, conn: Connection, **more: Any) -> Board:
    board = await board_of(here, conn, "month_room", **more)
    # A clock on which "today" is the same everywhere in these tests.
    await conn.execute("UPDATE circles SET zone = 'UTC' WHERE id = $1", board.circle_id)
    return board


async def test_each_speaks_in_the_room_of_their_child_and_members_read_all(
    here: World, conn: Connection
) -> None:
    board = await _room_board(here, conn, members=3)
    a, b, c = board.made.members
    first = await board.does(a, add_child, new=NewChild("豆豆", _born(5)))
    await board.does(b, add_child, new=NewChild("果果", _born(5)))
    await board.does(a, say_in_room, new=NewMonthNote(first, "三点醒了，四点又醒了"))
    rooms = await list_rooms(conn, access=await board.access(c))
    assert [(one.months, one.subject_id, one.children_now, one.remark_count) for one in rooms.rooms] == [
        (5, room_id_of(5), 2, 1)
    ]
    assert rooms.mine == []
    (mine,) = (await list_rooms(conn, access=await board.access(a))).mine
    assert (mine.nickname, mine.months, mine.born_on.day) == ("豆豆", 5, 1)


async def test_a_room_stays_when_its_children_have_grown_out_of_it(here: World, conn: Connection) -> None:
    board = await _room_board(here, conn)
    a, _ = board.made.members
    child = await board.does(a, add_child, new=NewChild("豆豆", _born(5)))
    await board.does(a, say_in_room, new=NewMonthNote(child, "会翻身了"))
    await conn.execute("UPDATE children SET born_on = born_on - interval '2 months' WHERE id = $1", child)
    rooms = (await list_rooms(conn, access=await board.access(a))).rooms
    assert [(one.months, one.children_now, one.remark_count) for one in rooms] == [(5, 0, 1), (7, 1, 0)]


async def test_strangers_do_not_come_in_even_where_the_circle_is_open(here: World, conn: Connection) -> None:
    board = await _room_board(here, conn)
    stranger = await here.account()
    for who in (stranger, None):
        with pytest.raises(JoinFirst):
            await list_rooms(conn, access=await board.access(who))
    with pytest.raises(JoinFirst):
        await board.does(stranger, add_child, new=NewChild("豆豆", _born(5)))


async def test_nobody_speaks_for_the_child_of_another(here: World, conn: Connection) -> None:
    board = await _room_board(here, conn)
    a, b = board.made.members
    child = await board.does(a, add_child, new=NewChild("豆豆", _born(5)))
    with pytest.raises(NotFound):
        await board.does(b, say_in_room, new=NewMonthNote(child, "好"))
    with pytest.raises(NotFound):
        await board.does(b, drop_child, shown=True, child_id=child)


async def test_rooms_are_for_small_children_and_those_to_come(here: World, conn: Connection) -> None:
    board = await _room_board(here, conn)
    a, _ = board.made.members
    for months in (80, -11):
        with pytest.raises(MonthRefused):
            await board.does(a, add_child, new=NewChild("豆豆", _born(months)))
    coming = await board.does(a, add_child, new=NewChild("还没来", _born(-3)))
    with pytest.raises(NoRoomYet):
        await board.does(a, say_in_room, new=NewMonthNote(coming, "等着"))
    for number in range(5):
        await board.does(a, add_child, new=NewChild(f"第{number}个", _born(number)))
    with pytest.raises(TooManyChildren):
        await board.does(a, add_child, new=NewChild("第七个", _born(1)))


async def test_a_child_goes_with_all_that_was_said_about_it(here: World, conn: Connection) -> None:
    board = await _room_board(here, conn)
    a, _ = board.made.members
    child = await board.does(a, add_child, new=NewChild("豆豆", _born(5)))
    await board.does(a, say_in_room, new=NewMonthNote(child, "会翻身了"))
    await board.does(a, drop_child, shown=True, child_id=child)
    assert (await list_rooms(conn, access=await board.access(a))).rooms == []


class _Room:
    """A committed room of an open circle in which *parent* showed *photo*."""

    def __init__(self, made: Any, photo: UUID) -> None:
        self.made, self.photo, self.parent = made, photo, made.members[0]
        self.address = f"/media/{self.parent}/{photo}/small.webp"


@pytest.fixture
async def room(world: World, pool: Pool) -> _Room:
    made = await world.circle(members=2, on_duty=True)
    photo = await world.photo(made.members[0], purpose="child")
    async with writing(pool) as conn:
        board = await Board(world, conn, made).use("month_room")
        child = await board.does(made.members[0], add_child, new=NewChild("豆豆", _born(5)))
        await board.does(made.members[0], say_in_room, new=NewMonthNote(child, "第一口米糊", [photo]))
    return _Room(made, photo)


async def test_a_childs_photo_is_fetched_by_members_alone(
    world: World, browser: Browser, room: _Room
) -> None:
    async def status(who: UUID | None) -> int:
        await browser.as_(who)
        return (await browser.get(room.address)).status_code

    stranger, moderator = await world.account(), await world.account(role="moderator")
    partner = await world.account()
    assert [await status(who) for who in (room.parent, room.made.members[1], room.made.owner_id)] == [200] * 3
    assert [await status(who) for who in (stranger, partner, moderator, None)] == [404] * 4


async def test_no_other_place_takes_a_childs_photo(world: World, browser: Browser, room: _Room) -> None:
    with pytest.raises(NotFound):
        await world.post(room.made.circle_id, room.parent, "看", photos=[PhotoDraft(room.photo)])
    await browser.as_(room.parent)
    answer = await browser.put("/api/v1/me/avatar", json={"media_id": str(room.photo)})
    assert answer.status_code >= 400
    await browser.as_(None)
    assert (await browser.get(room.address)).status_code == 404


async def test_neither_page_nor_atom_nor_search_knows_of_a_room(browser: Browser, room: _Room) -> None:
    await browser.as_(None)
    slug, said = room.made.slug, "第一口米糊"
    for path in (f"/c/{slug}", f"/c/{slug}/tools/month_room", f"/c/{slug}/atom.xml"):
        answer = await browser.get(path)
        assert said not in answer.text
        assert str(room.photo) not in answer.text
    subject = room_id_of(5)
    place = f"/api/v1/circles/{room.made.circle_id}/things/{subject}/remarks"
    assert (await browser.get(place)).json()["entries"] == []
    await browser.as_(room.made.members[1])
    assert (await browser.get(place)).json()["entries"][0]["text"] == said
    found = await browser.get("/api/v1/search", params={"q": said})
    assert said not in found.text.replace(f'"q":"{said}"', "")


async def test_who_leaves_takes_children_words_and_photos_along(
    world: World, pool: Pool, browser: Browser, room: _Room
) -> None:
    async with writing(pool) as conn:
        await leave_circle(conn, circle_id=room.made.circle_id, account_id=room.parent)
    await world.settle()
    async with reading(pool) as conn:
        access = await access_of(conn, room.made.circle_id, room.made.members[1])
        assert (await list_rooms(conn, access=access)).rooms == []
    await browser.as_(room.made.members[1])
    assert (await browser.get(room.address)).status_code == 404


def test_months_are_counted_by_the_calendar() -> None:
    assert date.fromisoformat(f"{_born(0)}-01") == now().date().replace(day=1)
