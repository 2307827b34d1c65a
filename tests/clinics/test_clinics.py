"""A question is asked under the notice, answered by a named person, and nobody learns who asked unnamed."""

from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import WHY, Board, board_of
from tests.world import World
from tonghao.accounts.block import block
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.clinics.ask import UnnamedWithPhotos, ask_clinic
from tonghao.clinics.close import close_question
from tonghao.clinics.name_counsellor import TooManyCounsellors, dismiss_counsellor, name_counsellor
from tonghao.clinics.notice import NoticeChanged, ReadNoticeFirst, read_notice, set_notice
from tonghao.clinics.read import get_clinic, get_question, list_questions
from tonghao.clinics.remove import remove_question
from tonghao.clinics.reply import CounsellorsAnswer, QuestionClosed, reply_to_question
from tonghao.clinics.types import NewQuestion
from tonghao.clinics.undo_acts import UNDOES
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.remarks.read import list_remarks
from tonghao.remarks.types import NewRemark


def _new(title: str = "概不退还站得住吗", **more: Any) -> NewQuestion:
    return NewQuestion(more.pop("topic", "contract"), title, "第十七条写的", **more)


async def _desk(here: World, conn: Connection) -> tuple[Board, UUID, UUID]:
    """A clinic with a counsellor; both of its members have read the notice."""
    board = await board_of(here, conn, "clinic", members=3)
    asker, counsellor, _ = board.made.members
    await board.does(board.made.owner_id, name_counsellor, account_id=counsellor, credential="注册会计师")
    for who in (asker, counsellor):
        await board.does(who, read_notice, shown=True, version="1.0")
    return board, asker, counsellor


async def _said(board: Board, who: UUID | None, question: UUID) -> list[tuple[str | None, str, str]]:
    page = await list_remarks(board.conn, access=await board.access(who), subject_id=question)
    return [(one.account and one.account.name, one.label, one.text) for one in page.entries]


async def test_a_question_is_asked_answered_and_closed(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    question = await board.does(asker, ask_clinic, new=_new())
    stranger = board.made.members[2]
    with pytest.raises(CounsellorsAnswer):
        await board.does(stranger, reply_to_question, question_id=question, new=NewRemark("我也想知道"))
    answer = NewRemark("看第四百九十七条")
    await board.does(counsellor, reply_to_question, question_id=question, new=answer)
    seen = await get_question(conn, access=await board.access(stranger), question_id=question)
    assert (seen.state, seen.answers, seen.notice_version) == ("answered", 1, "1.0")
    await board.does(asker, reply_to_question, question_id=question, new=NewRemark("签之前能改吗"))
    seen = await get_question(conn, access=await board.access(stranger), question_id=question)
    assert (seen.state, seen.answers) == ("open", 1)
    assert [one[1:] for one in await _said(board, None, question)] == [
        ("注册会计师", "看第四百九十七条"),
        ("", "签之前能改吗"),
    ]
    with pytest.raises(NotAllowed):
        await board.does(counsellor, close_question, shown=True, question_id=question)
    await board.does(asker, close_question, shown=True, question_id=question)
    with pytest.raises(QuestionClosed):
        await board.does(counsellor, reply_to_question, question_id=question, new=answer)
    told = [(one["what"], one["account_id"]) for one in await here.events("tool.told")]
    assert told == [("asked", str(counsellor)), ("answered", str(asker)), ("asked_more", str(counsellor))]


async def test_the_notice_is_read_once_in_each_version(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    question = await board.does(asker, ask_clinic, new=_new())
    await board.does(board.made.owner_id, set_notice, text="每周二带纸来")
    desk = await get_clinic(conn, access=await board.access(asker))
    assert (desk.notice.version, desk.notice.own, desk.is_read) == ("1.1", "每周二带纸来", False)
    with pytest.raises(ReadNoticeFirst):
        await board.does(asker, ask_clinic, new=_new())
    with pytest.raises(ReadNoticeFirst):
        await board.does(counsellor, reply_to_question, question_id=question, new=NewRemark("看第九条"))
    with pytest.raises(NoticeChanged):
        await board.does(asker, read_notice, shown=True, version="1.0")
    for _ in range(2):
        await board.does(asker, read_notice, shown=True, version="1.1")
    await board.does(asker, ask_clinic, new=_new())
    await board.does(board.made.owner_id, set_notice, text="每周二带纸来")
    assert (await get_clinic(conn, access=await board.access(asker))).is_read


async def test_who_asks_unnamed_is_named_to_staff_alone(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    other = board.made.members[2]
    question = await board.does(asker, ask_clinic, new=_new(is_unnamed=True))
    await board.does(asker, reply_to_question, question_id=question, new=NewRemark("还有一页"))
    for who, is_named in ((None, False), (other, False), (counsellor, False), (asker, True)):
        page = await list_questions(conn, access=await board.access(who))
        assert (page.entries[0].account is not None) is is_named
        assert (page.entries[0].mine, (await _said(board, who, question))[0][0] is not None) == (
            who == asker,
            is_named,
        )
    staff = await list_questions(conn, access=await board.access(board.made.owner_id))
    assert staff.entries[0].account is not None
    assert staff.entries[0].account.account_id == asker
    told = await here.events("tool.told")
    assert {one["actor_id"] for one in told} == {None}
    # That it were missing for whoever blocks the asker would name them.
    await block(conn, account_id=other, blocked_id=asker)
    assert len((await list_questions(conn, access=await board.access(other))).entries) == 1
    assert len(await _said(board, other, question)) == 1


async def test_unnamed_takes_no_photos(here: World, conn: Connection) -> None:
    board, asker, _ = await _desk(here, conn)
    with pytest.raises(UnnamedWithPhotos):
        await board.does(asker, ask_clinic, new=_new(is_unnamed=True, media_ids=[new_id()]))
    question = await board.does(asker, ask_clinic, new=_new(is_unnamed=True))
    remark = NewRemark("看这张", [new_id()])
    with pytest.raises(UnnamedWithPhotos):
        await board.does(asker, reply_to_question, question_id=question, new=remark)


@pytest.mark.parametrize("words", ["跟单稳赚不赔", "加我微信 wx_lane2026 细说", "打 13812345678"])
async def test_nobody_promises_and_nobody_leaves_a_contact(here: World, conn: Connection, words: str) -> None:
    board, asker, counsellor = await _desk(here, conn)
    with pytest.raises(TextRefused):
        await board.does(asker, ask_clinic, new=_new(words))
    question = await board.does(asker, ask_clinic, new=_new())
    with pytest.raises(TextRefused):
        await board.does(counsellor, reply_to_question, question_id=question, new=NewRemark(words))


async def test_only_the_host_names_who_answers_and_ten_at_most(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    owner, stranger = board.made.owner_id, await here.account()
    with pytest.raises(NotAllowed):
        await board.does(asker, name_counsellor, account_id=asker, credential="会计")
    with pytest.raises(NotFound):
        await board.does(owner, name_counsellor, account_id=stranger, credential="会计")
    for _ in range(9):
        one = await here.member(board.circle_id)
        await board.does(owner, name_counsellor, account_id=one, credential="会计")
    with pytest.raises(TooManyCounsellors):
        await board.does(owner, name_counsellor, account_id=asker, credential="会计")
    await board.does(owner, name_counsellor, account_id=counsellor, credential="律师")
    await board.does(counsellor, dismiss_counsellor, shown=True, account_id=counsellor)
    with pytest.raises(NotFound):
        await board.does(owner, dismiss_counsellor, shown=True, account_id=counsellor)
    acts = await conn.fetch("SELECT act FROM circle_acts WHERE circle_id = $1 ORDER BY id", board.circle_id)
    assert [row["act"] for row in acts] == ["clinic.counsellor_named"] * 11


async def test_questions_are_found_by_topic_and_state_page_by_page(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    asked = [await board.does(asker, ask_clinic, new=_new(f"第{n}问", topic="loan")) for n in "一二三"]
    await board.does(asker, ask_clinic, new=_new("别的", topic="tax"))
    await board.does(counsellor, reply_to_question, question_id=asked[0], new=NewRemark("看利率"))
    access = await board.access(asker)
    titles: list[str] = []
    cursor = None
    while True:
        page = await list_questions(conn, access=access, topic="loan", state="open", cursor=cursor, limit=1)
        titles += [one.title for one in page.entries]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert titles == ["第三问", "第二问"]


async def test_staff_remove_a_question_and_it_can_be_brought_back(here: World, conn: Connection) -> None:
    board, asker, counsellor = await _desk(here, conn)
    question = await board.does(asker, ask_clinic, new=_new())
    with pytest.raises(NotAllowed):
        await board.does(counsellor, remove_question, shown=True, question_id=question)
    await board.does(board.made.owner_id, remove_question, shown=True, question_id=question, reason=WHY)
    with pytest.raises(NotFound):
        await get_question(conn, access=await board.access(asker), question_id=question)
    act = await conn.fetchrow(
        "SELECT act, subject_id, circle_id FROM circle_acts WHERE circle_id = $1 ORDER BY id DESC LIMIT 1",
        board.circle_id,
    )
    assert act["act"] == "clinic_question.removed"
    await UNDOES[act["act"]](conn, _Act(act))  # type: ignore[arg-type]
    assert await get_question(conn, access=await board.access(asker), question_id=question)
    await board.does(counsellor, reply_to_question, question_id=question, new=NewRemark("看第九条"))
    await board.does(asker, remove_question, shown=True, question_id=question)
    left = await conn.fetchval("SELECT count(*) FROM remarks WHERE circle_id = $1", board.circle_id)
    assert left == 0


class _Act:
    def __init__(self, row: Any) -> None:
        self.circle_id, self.subject_id = row["circle_id"], row["subject_id"]


async def test_a_stranger_does_not_ask(here: World, conn: Connection) -> None:
    board, _, _ = await _desk(here, conn)
    stranger = await here.account()
    with pytest.raises(JoinFirst):
        await board.does(stranger, ask_clinic, new=_new())
    with pytest.raises(JoinFirst):
        await board.does(stranger, read_notice, shown=True, version="1.0")
