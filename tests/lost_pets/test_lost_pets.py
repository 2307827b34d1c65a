"""A cat is missing, people say where they saw it, and the board says that it is home."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import WHY, Board, board_of
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.circles.tools import ToolNotUsed
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.lost_pets.end_search import end_search
from tonghao.lost_pets.post_notice import SeenTimeRefused, post_notice
from tonghao.lost_pets.read import get_lost_pet, list_lost_pets
from tonghao.lost_pets.remove import remove_notice
from tonghao.lost_pets.sight import SearchOver, sight
from tonghao.lost_pets.types import NewLostPet, SearchEnd
from tonghao.lost_pets.undo_acts import UNDOES
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import NewRemark


def _new(name: str = "豆包", *, hours: int = 3, about: str = "灰的，怕关门声", **more: Any) -> NewLostPet:
    return NewLostPet(name, "南门快递柜", now() - timedelta(hours=hours), about, **more)


async def _board(here: World, conn: Connection) -> tuple[Board, UUID, UUID, UUID]:
    """A board on which the first member's cat is missing."""
    board = await board_of(here, conn, "lost_pet")
    owner, friend = board.made.members
    return board, owner, friend, await board.does(owner, post_notice, new=_new())


async def test_a_cat_is_missed_seen_and_found(here: World, conn: Connection) -> None:
    board, owner, friend, pet = await _board(here, conn)
    helpful = await board.does(friend, sight, lost_pet_id=pet, new=NewRemark("茶馆屋顶上有声音"))
    await board.does(board.made.owner_id, sight, lost_pet_id=pet, new=NewRemark("桥下没有"))
    with pytest.raises(NotAllowed):
        await board.does(friend, end_search, lost_pet_id=pet, end=SearchEnd("found"))
    end = SearchEnd("found", "谢谢楼上楼下", [helpful])
    await board.does(owner, end_search, lost_pet_id=pet, end=end)
    seen = await get_lost_pet(conn, circle_id=board.circle_id, lost_pet_id=pet, viewer_id=friend)
    assert (seen.state, seen.thanks, seen.sighting_count, seen.mine) == ("found", "谢谢楼上楼下", 2, False)
    said = await list_remarks(conn, access=await board.access(None), subject_id=pet)
    assert [(one.text, one.is_thanked) for one in said.entries] == [
        ("茶馆屋顶上有声音", True),
        ("桥下没有", False),
    ]
    told = await here.events("tool.told")
    assert [(one["what"], one["account_id"]) for one in told[:2]] == [("sighted", str(owner))] * 2
    assert {(one["what"], one["account_id"]) for one in told[2:]} == {
        ("found_thanks", str(friend)),
        ("found", str(board.made.owner_id)),
    }
    with pytest.raises(SearchOver):
        await board.does(friend, sight, lost_pet_id=pet, new=NewRemark("又看到了"))
    with pytest.raises(SearchOver):
        await board.does(owner, end_search, lost_pet_id=pet, end=end)


async def test_who_is_missing_stands_before_who_came_home_page_by_page(here: World, conn: Connection) -> None:
    board, owner, _, first = await _board(here, conn)
    await board.does(owner, end_search, lost_pet_id=first, end=SearchEnd("closed"))
    for name in ("花卷", "年糕"):
        await board.does(owner, post_notice, new=_new(name))
    names: list[str] = []
    cursor = None
    while True:
        page = await list_lost_pets(conn, circle_id=board.circle_id, viewer_id=None, cursor=cursor, limit=1)
        names += [pet.name for pet in page.entries]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert names == ["年糕", "花卷", "豆包"]


@pytest.mark.parametrize("new", [_new(hours=-1), _new(hours=9000)])
async def test_it_was_seen_before_now(here: World, conn: Connection, new: NewLostPet) -> None:
    board, owner, _, _ = await _board(here, conn)
    with pytest.raises(SeenTimeRefused):
        await board.does(owner, post_notice, new=new)


async def test_nobody_is_reached_past_the_board(here: World, conn: Connection) -> None:
    board, owner, friend, pet = await _board(here, conn)
    with pytest.raises(TextRefused):
        await board.does(owner, post_notice, new=_new(about="看到请打 13812345678"))
    with pytest.raises(TextRefused):
        await board.does(friend, sight, lost_pet_id=pet, new=NewRemark("加我微信 wx_lane2026 细说"))


async def test_only_members_of_a_circle_with_a_board_write_on_it(here: World, conn: Connection) -> None:
    board, owner, _, pet = await _board(here, conn)
    stranger = await here.account()
    with pytest.raises(JoinFirst):
        await board.does(stranger, sight, lost_pet_id=pet, new=NewRemark("看到了"))
    with pytest.raises(NotFound):
        await board.does(owner, post_notice, new=_new(post_id=pet))
    await board.use("fund")
    with pytest.raises(ToolNotUsed):
        await board.does(owner, post_notice, new=_new())


async def test_staff_take_a_notice_down_and_it_can_be_brought_back(here: World, conn: Connection) -> None:
    board, owner, friend, pet = await _board(here, conn)
    with pytest.raises(NotAllowed):
        await board.does(friend, remove_notice, shown=True, lost_pet_id=pet)
    await board.does(board.made.owner_id, remove_notice, shown=True, lost_pet_id=pet, reason=WHY)
    place = {"circle_id": board.circle_id, "viewer_id": owner}
    assert (await list_lost_pets(conn, **place)).entries == []
    with pytest.raises(NotFound):
        await board.does(friend, sight, lost_pet_id=pet, new=NewRemark("看到了"))
    act = await conn.fetchrow(
        "SELECT act, subject_id, circle_id FROM circle_acts WHERE circle_id = $1", board.circle_id
    )
    assert act["act"] == "lost_pet.removed"
    await UNDOES[act["act"]](conn, _Act(act))  # type: ignore[arg-type]
    assert len((await list_lost_pets(conn, **place)).entries) == 1


class _Act:
    def __init__(self, row: Any) -> None:
        self.circle_id, self.subject_id = row["circle_id"], row["subject_id"]


async def test_ones_own_notice_goes_with_all_that_was_said_under_it(here: World, conn: Connection) -> None:
    board, owner, friend, pet = await _board(here, conn)
    await board.does(friend, sight, lost_pet_id=pet, new=NewRemark("看到了"))
    await board.does(owner, remove_notice, shown=True, lost_pet_id=pet)
    left = await conn.fetchval("SELECT count(*) FROM remarks WHERE circle_id = $1", board.circle_id)
    assert left == 0
