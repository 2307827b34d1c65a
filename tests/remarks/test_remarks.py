"""What people say under something in a tool: shown with its photos, taken away, brought back."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.tool_board import WHY, Board, board_of
from tests.world import Browser, World
from tonghao.circles.leave import leave_circle
from tonghao.circles.record_act import ActReason
from tonghao.circles.undo_act import CannotBeUndone
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.sight import sight
from tonghao.lost_pets.types import NewLostPet
from tonghao.remarks.read import list_remarks
from tonghao.remarks.remove import remove_remark
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.remarks.undo_acts import UNDOES


async def _said(board: Board, who: UUID, text: str = "看到了", **more: object) -> tuple[UUID, UUID]:
    """Something, and a remark of *who* under it."""
    thing = new_id()
    given = {"tool": "lost_pet", "subject_id": thing, "new": NewRemark(text), **more}
    return thing, await board.does(who, say, **given)


async def _texts(board: Board, thing: UUID, who: UUID | None) -> list[str]:
    page = await list_remarks(board.conn, access=await board.access(who), subject_id=thing)
    return [one.text for one in page.entries]


async def test_what_is_for_members_only_is_given_to_nobody_else(here: World, conn: Connection) -> None:
    board = await board_of(here, conn)
    author, friend = board.made.members
    thing, _ = await _said(board, author, "三点醒了", members_only=True)
    stranger = await here.account()
    assert [await _texts(board, thing, who) for who in (friend, stranger, None)] == [["三点醒了"], [], []]


async def test_staff_remove_a_remark_and_it_can_be_brought_back(here: World, conn: Connection) -> None:
    board = await board_of(here, conn)
    author, friend = board.made.members
    thing, remark = await _said(board, author)
    with pytest.raises(NotAllowed):
        await board.does(friend, remove_remark, shown=True, remark_id=remark)
    reason = ActReason("不是线索")
    await board.does(board.made.owner_id, remove_remark, shown=True, remark_id=remark, reason=reason)
    assert await _texts(board, thing, author) == []
    (told,) = await here.events("content.removed")
    assert (told["account_id"], told["about"], told["reason"]) == (str(author), "tool", reason)
    act = await conn.fetchrow(
        "SELECT act, shown, circle_id, subject_id FROM circle_acts WHERE circle_id = $1", board.circle_id
    )
    assert (act["act"], act["shown"]) == ("remark.removed", {"tool": "lost_pet"})

    class Act:
        circle_id, subject_id = act["circle_id"], act["subject_id"]

    await UNDOES["remark.removed"](conn, Act)  # type: ignore[arg-type]
    assert await _texts(board, thing, friend) == ["看到了"]
    with pytest.raises(CannotBeUndone):
        await UNDOES["remark.removed"](conn, Act)  # type: ignore[arg-type]


async def test_ones_own_remark_goes_for_good(here: World, conn: Connection) -> None:
    board = await board_of(here, conn)
    author = board.made.members[0]
    thing, remark = await _said(board, author)
    await board.does(author, remove_remark, shown=True, remark_id=remark)
    assert await _texts(board, thing, author) == []
    with pytest.raises(NotFound):
        await board.does(author, remove_remark, shown=True, remark_id=remark)


async def test_something_must_be_said(here: World, conn: Connection) -> None:
    board = await board_of(here, conn)
    with pytest.raises(InvalidRequest):
        await _said(board, board.made.members[0], "\u200b")


async def test_who_leaves_takes_along_what_was_for_members_only(world: World, pool: Pool) -> None:
    made = await world.circle(members=1)
    (author,) = made.members
    things = []
    for members_only in (True, False):
        async with writing(pool) as conn:
            board = Board(world, conn, made)
            things.append((await _said(board, author, members_only=members_only))[0])
    async with writing(pool) as conn:
        await leave_circle(conn, circle_id=made.circle_id, account_id=author)
    await world.settle()
    async with reading(pool) as conn:
        board = Board(world, conn, made)
        assert [await _texts(board, thing, made.owner_id) for thing in things] == [[], ["看到了"]]


async def test_its_photo_is_fetched_while_it_stands(world: World, pool: Pool, browser: Browser) -> None:
    made = await world.circle(members=1)
    (author,) = made.members
    photo = await world.photo(author)
    address = f"/media/{author}/{photo}/small.webp"
    async with writing(pool) as conn:
        board = await Board(world, conn, made).use("lost_pet")
        pet = NewLostPet("豆包", "南门", now() - timedelta(hours=1))
        thing = await board.does(author, post_notice, new=pet)
        remark = await board.does(author, sight, lost_pet_id=thing, new=NewRemark("", [photo]))
    await browser.as_(None)
    assert (await browser.get(address)).status_code == 200
    page = (await browser.get(f"/api/v1/circles/{made.circle_id}/things/{thing}/remarks")).json()
    assert [one["media_id"] for one in page["entries"][0]["photos"]] == [str(photo)]
    async with writing(pool) as conn:
        board = Board(world, conn, made)
        await board.does(made.owner_id, remove_remark, shown=True, remark_id=remark, reason=WHY)
    assert (await browser.get(address)).status_code == 404
