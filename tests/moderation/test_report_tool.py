"""What somebody wrote in a tool is reported, removed by a person, and comes back with an undo."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.moderation.scene import case_of
from tests.tool_board import Board, board_of
from tests.world import World
from tonghao.clinics.ask import ask_clinic
from tonghao.clinics.notice import read_notice
from tonghao.clinics.read import list_questions
from tonghao.clinics.types import NewQuestion
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.diagnose import talk_at_bench
from tonghao.gadgets.guess import guess_price
from tonghao.gadgets.read import list_gadgets
from tonghao.gadgets.types import NewGadget, NewGuess
from tonghao.ids import new_id
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.read import list_lost_pets
from tonghao.lost_pets.types import NewLostPet
from tonghao.moderation.decide import decide_case
from tonghao.moderation.read import get_case
from tonghao.moderation.report import OwnReport, report_content
from tonghao.moderation.types import NewReport
from tonghao.moderation.undo import undo_decision
from tonghao.month_rooms.add_child import add_child
from tonghao.month_rooms.say_in_room import room_id_of, say_in_room
from tonghao.month_rooms.types import NewChild, NewMonthNote
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import NewRemark


async def _made(board: Board, author: UUID, kind: str) -> tuple[UUID, str]:
    """Something of *author* in a tool, and words that a moderator must find in its snapshot."""
    if kind == "lost_pet":
        pet = NewLostPet("花卷", "桥头", now() - timedelta(hours=2), "会学手机响")
        return await board.does(author, post_notice, new=pet), "会学手机响"
    if kind == "clinic":
        await board.does(author, read_notice, shown=True, version="1.0")
        return await board.does(author, ask_clinic, new=NewQuestion("loan", "押金退不退")), "押金退不退"
    gadget: UUID = await board.does(author, bring_gadget, new=NewGadget("落地扇", "转得慢"))
    if kind == "guess":
        return await board.does(author, guess_price, gadget_id=gadget, new=NewGuess(5, 8, "缺油")), "5–8"
    if kind == "remark":
        new = NewRemark("我来说一句")
        return await board.does(author, talk_at_bench, gadget_id=gadget, new=new), "我来说一句"
    return gadget, "落地扇"


async def _shown(board: Board, kind: str) -> int:
    """How many of them a visitor sees."""
    conn = board.conn
    if kind == "lost_pet":
        return len((await list_lost_pets(conn, circle_id=board.circle_id, viewer_id=None)).entries)
    if kind == "clinic":
        return len((await list_questions(conn, access=await board.access(None))).entries)
    gadgets = (await list_gadgets(conn, circle_id=board.circle_id, viewer_id=None)).entries
    if kind == "gadget":
        return len(gadgets)
    if kind == "guess":
        return len(gadgets[0].guesses)
    access = await board.access(None)
    return len((await list_remarks(conn, access=access, subject_id=gadgets[0].gadget_id)).entries)


@pytest.mark.parametrize("kind", ["lost_pet", "clinic", "gadget", "guess", "remark"])
async def test_it_is_reported_removed_and_brought_back(here: World, conn: Connection, kind: str) -> None:
    board = await board_of(here, conn, "lost_pet", "clinic", "gadget")
    author, reporter = board.made.members
    moderator = await here.account(role="moderator")
    subject_id, words = await _made(board, author, kind)
    new = NewReport("tool", subject_id, "abuse.person", board.circle_id)
    with pytest.raises(OwnReport):
        await report_content(conn, reporter_id=author, new=new)
    made = await report_content(conn, reporter_id=reporter, new=new)
    assert made.subject_kind == "tool"
    case_id = await case_of(conn, subject_id)
    case = await get_case(conn, case_id=case_id, viewer_id=moderator)
    assert words in case.snapshot.text
    assert (case.subject_state, case.author.account_id) == ("visible", author)
    given: dict[str, Any] = {"case_id": case_id, "moderator_id": moderator, "is_operator": False}
    await decide_case(conn, **given, act="remove", category="abuse.person", note="骂人")
    assert await _shown(board, kind) == 0
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=board.made.owner_id, new=new)
    (told,) = [one for one in await here.events("case.decided") if one["act"] == "remove"]
    assert (told["changed"], told["author_id"], told["subject_kind"]) == (True, str(author), "tool")
    await undo_decision(conn, **given, note="看错了")
    assert await _shown(board, kind) == 1
    await decide_case(conn, **given, act="release", category="abuse.person", note="可以")
    assert await _shown(board, kind) == 1


async def test_what_only_members_read_only_members_report(here: World, conn: Connection) -> None:
    board = await board_of(here, conn, "month_room")
    parent, reporter = board.made.members
    child = await board.does(parent, add_child, new=NewChild("豆豆", f"{now():%Y-%m}"))
    months = await board.does(parent, say_in_room, new=NewMonthNote(child, "睡了"))
    said = await list_remarks(conn, access=await board.access(parent), subject_id=room_id_of(months))
    new = NewReport("tool", said.entries[0].remark_id, "abuse.person", board.circle_id)
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=await here.account(), new=new)
    assert (await report_content(conn, reporter_id=reporter, new=new)).state == "open"


async def test_what_is_not_there_is_not_reported(here: World, conn: Connection) -> None:
    board = await board_of(here, conn, "gadget")
    new = NewReport("tool", new_id(), "abuse.person", board.circle_id)
    with pytest.raises(NotFound):
        await report_content(conn, reporter_id=board.made.members[0], new=new)
