"""What somebody wrote in a tool is reported, removed by a person, and comes back with an undo."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.moderation.scene import case_of
from tests.tool_board import WHY, Board, board_of
from tests.world import World
from tonghao.challenges.begin import begin_challenge, join_challenge
from tonghao.challenges.mark import drop_mark, mark_today
from tonghao.challenges.read import list_challenges, list_marks
from tonghao.challenges.types import NewChallenge
from tonghao.circles.read import page_access_of
from tonghao.circles.undo_act import undo_act
from tonghao.clinics.ask import ask_clinic
from tonghao.clinics.notice import read_notice
from tonghao.clinics.read import list_questions
from tonghao.clinics.types import NewQuestion
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.fund_books.enter import enter, open_fund
from tonghao.fund_books.read import list_entries, list_funds
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.gadgets.bring import bring_gadget
from tonghao.gadgets.diagnose import talk_at_bench
from tonghao.gadgets.guess import guess_price
from tonghao.gadgets.read import list_gadgets
from tonghao.gadgets.types import NewGadget, NewGuess
from tonghao.ids import new_id
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.read import list_lost_pets
from tonghao.lost_pets.remove import remove_notice
from tonghao.lost_pets.sight import sight
from tonghao.lost_pets.types import NewLostPet
from tonghao.moderation.decide import decide_case
from tonghao.moderation.read import get_case
from tonghao.moderation.report import OwnReport, report_content
from tonghao.moderation.types import NewReport
from tonghao.moderation.undo import undo_decision
from tonghao.month_rooms.add_child import add_child
from tonghao.month_rooms.say_in_room import room_id_of, say_in_room
from tonghao.month_rooms.types import NewChild, NewMonthNote
from tonghao.readings.begin import begin_reading
from tonghao.readings.mark_section import mark_section
from tonghao.readings.read import list_margins, list_readings
from tonghao.readings.types import NewReading, NewSection
from tonghao.readings.write_margin import drop_margin, write_margin
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import NewRemark
from tonghao.team_ups.open_table import close_table, open_table
from tonghao.team_ups.read import list_team_ups
from tonghao.team_ups.types import NewTeamUp

_TOOLS = ["challenge", "team_up", "reading", "fund", "lost_pet", "clinic", "gadget"]


async def _challenge(board: Board, author: UUID) -> tuple[UUID, str]:
    return await board.does(
        author, begin_challenge, new=NewChallenge("三十天", 30, 20, "走楼梯也算")
    ), "走楼梯"


async def _mark(board: Board, author: UUID) -> tuple[UUID, str]:
    challenge_id, _ = await _challenge(board, board.made.owner_id)
    await board.does(author, join_challenge, shown=True, challenge_id=challenge_id)
    await board.does(author, mark_today, challenge_id=challenge_id, line="走廊来回")
    return await board.conn.fetchval(
        "SELECT id FROM challenge_marks WHERE account_id = $1", author
    ), "走廊来回"


async def _table(board: Board, author: UUID) -> tuple[UUID, str]:
    new = NewTeamUp("龙与地下城", now() + timedelta(days=1), 5, "带零食")
    return await board.does(author, open_table, new=new), "带零食"


async def _reading(board: Board, author: UUID) -> tuple[UUID, str]:
    new = NewReading("城南旧事", [NewSection("惠安馆", now().date())], about="慢慢读")
    return await board.does(author, begin_reading, new=new), "慢慢读"


async def _margin(board: Board, author: UUID) -> tuple[UUID, str]:
    reading_id, _ = await _reading(board, board.made.owner_id)
    given = {"reading_id": reading_id, "number": 1}
    await board.does(author, mark_section, shown=True, **given, is_read=True)
    await board.does(author, write_margin, **given, text="门是绿的")
    return await board.conn.fetchval("SELECT id FROM margins WHERE account_id = $1", author), "门是绿的"


async def _fund(board: Board, author: UUID) -> tuple[UUID, str]:
    fund_id = await board.does(author, open_fund, new=NewFund("楼道灯公账"))
    await board.does(author, enter, fund_id=fund_id, new=NewEntry("in", "640.00", now().date(), "上月结余"))
    return await board.conn.fetchval("SELECT id FROM fund_entries WHERE fund_id = $1", fund_id), "上月结余"


_BY_TRADE = {
    "challenge": _challenge,
    "mark": _mark,
    "team_up": _table,
    "reading": _reading,
    "margin": _margin,
    "fund": _fund,
}


async def _seen_in_trade(board: Board, kind: str) -> int:
    conn, place = board.conn, {"circle_id": board.circle_id}
    if kind == "team_up":
        return len(await list_team_ups(conn, **place, viewer_id=None))
    if kind in {"challenge", "mark"}:
        shown = await list_challenges(conn, **place, viewer_id=None)
        if kind == "challenge" or not shown:
            return len(shown)
        marks = await list_marks(conn, **place, challenge_id=shown[0].challenge_id, viewer_id=None)
        return len(marks.entries)
    if kind == "fund":
        [fund] = await list_funds(conn, board.circle_id)
        [line] = (await list_entries(conn, **place, fund_id=fund.fund_id, viewer_id=None)).entries
        assert (line.amount, fund.balance) == ("640.00", "640.00")
        assert line.is_removed is (line.purpose == "")
        return 0 if line.is_removed else 1
    author = board.made.members[0]
    books = await list_readings(conn, **place, viewer_id=author)
    if kind == "reading" or not books:
        return len(books)
    given = {"reading_id": books[0].reading_id, "number": 1, "viewer_id": author}
    return len((await list_margins(conn, **place, **given)).entries)


async def _made(board: Board, author: UUID, kind: str) -> tuple[UUID, str]:
    """Something of *author* in a tool, and words that a moderator must find in its snapshot."""
    if kind == "lost_pet":
        pet = NewLostPet("花卷", "桥头", now() - timedelta(hours=2), "会学手机响")
        return await board.does(author, post_notice, new=pet), "会学手机响"
    if kind == "clinic":
        await board.does(author, read_notice, shown=True, version="1.0")
        return await board.does(author, ask_clinic, new=NewQuestion("loan", "押金退不退")), "押金退不退"
    if kind in _BY_TRADE:
        return await _BY_TRADE[kind](board, author)
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
    if kind in _BY_TRADE:
        return await _seen_in_trade(board, kind)
    gadgets = (await list_gadgets(conn, circle_id=board.circle_id, viewer_id=None)).entries
    if kind == "gadget":
        return len(gadgets)
    if kind == "guess":
        return len(gadgets[0].guesses)
    access = await board.access(None)
    return len((await list_remarks(conn, access=access, subject_id=gadgets[0].gadget_id)).entries)


@pytest.mark.parametrize(
    "kind",
    [
        "lost_pet",
        "clinic",
        "gadget",
        "guess",
        "remark",
        "challenge",
        "mark",
        "team_up",
        "reading",
        "margin",
        "fund",
    ],
)
async def test_it_is_reported_removed_and_brought_back(here: World, conn: Connection, kind: str) -> None:
    board = await board_of(here, conn)
    await conn.execute("UPDATE circles SET tools = $2 WHERE id = $1", board.circle_id, _TOOLS)
    author, reporter = board.made.members
    if kind in {"challenge", "reading", "fund"}:
        # What those who look after the circle set up is theirs.
        author = board.made.owner_id
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
        await report_content(conn, reporter_id=await here.account(), new=new)
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


async def test_what_was_said_under_a_removed_notice_is_not_there_by_its_id(
    here: World, conn: Connection
) -> None:
    board = await board_of(here, conn, "lost_pet")
    author, reader = board.made.members
    pet, _ = await _made(board, author, "lost_pet")
    await board.does(reader, sight, lost_pet_id=pet, new=NewRemark("在车棚"))
    access = await board.access(reader)
    assert len((await list_remarks(conn, access=access, subject_id=pet)).entries) == 1
    await board.does(board.made.owner_id, remove_notice, shown=True, lost_pet_id=pet, reason=WHY)
    for who in (reader, author, None):
        with pytest.raises(NotFound):
            await list_remarks(conn, access=await board.access(who), subject_id=pet)


@pytest.mark.parametrize("kind", ["mark", "team_up", "margin"])
async def test_what_staff_take_out_of_a_tool_is_told_and_comes_back(world: World, kind: str) -> None:
    made = await world.circle(members=2)
    author = made.members[0]
    async with world.writing() as conn:
        board = Board(world, conn, made)
        await conn.execute("UPDATE circles SET tools = $2 WHERE id = $1", made.circle_id, _TOOLS)
        subject_id, _ = await _made(board, author, kind)
        assert await _shown(board, kind) == 1
        owner = await board.access(made.owner_id)
        if kind == "team_up":
            await close_table(conn, access=owner, team_up_id=subject_id, reason=WHY)
        elif kind == "margin":
            reading_id = await conn.fetchval("SELECT reading_id FROM margins WHERE id = $1", subject_id)
            place = {"reading_id": reading_id, "number": 1, "margin_id": subject_id}
            await drop_margin(conn, access=owner, **place, reason=WHY)
        else:
            mark = await conn.fetchrow(
                "SELECT challenge_id, day FROM challenge_marks WHERE id = $1", subject_id
            )
            await drop_mark(
                conn,
                access=owner,
                challenge_id=mark["challenge_id"],
                account_id=author,
                day=mark["day"],
                reason=WHY,
            )
        assert await _shown(board, kind) == 0
    await world.settle()
    async with world.writing() as conn:
        board = Board(world, conn, made)
        details = await conn.fetchval(
            "SELECT details FROM notifications WHERE account_id = $1 AND cause LIKE 'removal:%'", author
        )
        assert (details["subject_id"], details["reason"]) == (str(subject_id), WHY)
        act_id = await conn.fetchval("SELECT id FROM circle_acts WHERE circle_id = $1", made.circle_id)
        moderator = await world.account(role="moderator")
        await undo_act(
            conn,
            screener=world.screener,
            undoes=world.parts["undoes"],
            access=await page_access_of(conn, made.circle_id, moderator, is_moderator=True),
            act_id=act_id,
            reason="看错了",
        )
        assert await _shown(board, kind) == 1
