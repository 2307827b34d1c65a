"""Circles by request: who asks, who answers, and what either side sees."""

from datetime import timedelta

import pytest

from tests.world import Made, World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import BannedHere
from tonghao.circles.answer_requests import NewAnswers, RequestAnswered, answer_requests
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.discover import discover_circles
from tonghao.circles.edit import CircleEdit, StaysByInvitation, edit_circle
from tonghao.circles.expire_requests import expire_waiting
from tonghao.circles.forget import forget_account
from tonghao.circles.get_circle import get_circle
from tonghao.circles.invite import NewInvite, make_invite
from tonghao.circles.join import RequestNeeded, join_circle
from tonghao.circles.list_requests import list_requests
from tonghao.circles.read import access_of, get_member, page_access_of
from tonghao.circles.request_join import (
    AnswersNeeded,
    AskedTooSoon,
    IntroductionNeeded,
    MemberAlready,
    NewJoinRequest,
    NotByRequest,
    RequestWaits,
    request_to_join,
)
from tonghao.circles.set_questions import QuestionEmpty, set_questions
from tonghao.circles.types import JoinQuestion
from tonghao.circles.withdraw_request import withdraw_request
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id

ASK = NewJoinRequest("住在三号楼，去年买过两份理财", "可以先旁听", ["想弄懂合同", ""])


async def by_request(here: World, conn: Connection) -> Made:
    """A circle with one question that must be answered and one that need not be."""
    made = await here.circle(kind="request")
    owner = await access_of(conn, made.circle_id, made.owner_id)
    questions = [JoinQuestion("为什么想来？"), JoinQuestion("手上有合同吗？", is_required=False)]
    await set_questions(conn, screener=here.screener, access=owner, questions=questions)
    return made


async def ask(here: World, conn: Connection, made: Made, who, request: NewJoinRequest = ASK):
    return await request_to_join(
        conn, screener=here.screener, circle_id=made.circle_id, account_id=who, request=request
    )


async def answer(here: World, conn: Connection, made: Made, by, *ids, accept: bool, reason: str = ""):
    access = await page_access_of(conn, made.circle_id, by)
    answers = NewAnswers(list(ids), accept, reason)
    return await answer_requests(conn, screener=here.screener, access=access, answers=answers)


async def test_somebody_asks_is_let_in_and_both_sides_see_it(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account("小葛")
    page = await get_circle(conn, made.circle_id, who)
    assert page.ask is not None
    assert [one.text for one in page.ask.questions] == ["为什么想来？", "手上有合同吗？"]
    assert page.waiting_requests is None
    request_id = await ask(here, conn, made, who)
    mine = (await get_circle(conn, made.circle_id, who)).ask.my_request
    assert (mine.state, [one.answer for one in mine.answers]) == ("pending", ["想弄懂合同"])
    assert (await get_circle(conn, made.circle_id, made.owner_id)).waiting_requests == 1
    [seen] = (await list_requests(conn, circle_id=made.circle_id)).entries
    assert (seen.account.name, seen.introduction, seen.before.declined) == ("小葛", ASK.introduction, 0)
    await answer(here, conn, made, made.owner_id, request_id, accept=True)
    assert (await get_member(conn, circle_id=made.circle_id, account_id=who)).role == "member"
    counted = await here.events("join_requests.counted", f"account:{made.owner_id}")
    assert [one["waiting"] for one in counted] == [1, 0]
    assert [one["outcome"] for one in await here.events("join.answered", f"account:{who}")] == ["accepted"]
    with pytest.raises(MemberAlready):
        await ask(here, conn, made, who)


async def test_who_is_declined_reads_why_and_asks_again_after_a_week(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    request_id = await ask(here, conn, made, who)
    with pytest.raises(ReasonNeeded):
        await answer(here, conn, made, made.owner_id, request_id, accept=False)
    await answer(here, conn, made, made.owner_id, request_id, accept=False, reason="先来诊所聊聊")
    mine = (await get_circle(conn, made.circle_id, who)).ask.my_request
    assert (mine.state, mine.reason) == ("declined", "先来诊所聊聊")
    with pytest.raises(AskedTooSoon):
        await ask(here, conn, made, who)
    with pytest.raises(RequestAnswered):
        await answer(here, conn, made, made.owner_id, request_id, accept=True)
    await conn.execute("UPDATE join_requests SET decided_at = decided_at - interval '8 days'")
    await ask(here, conn, made, who)
    [again] = (await list_requests(conn, circle_id=made.circle_id)).entries
    assert again.before.declined == 1


async def test_one_request_waits_and_can_be_taken_back(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    await ask(here, conn, made, who)
    with pytest.raises(RequestWaits):
        await ask(here, conn, made, who)
    await withdraw_request(conn, circle_id=made.circle_id, account_id=who)
    with pytest.raises(NotFound):
        await withdraw_request(conn, circle_id=made.circle_id, account_id=who)
    await ask(here, conn, made, who)


async def test_what_is_missing_too_long_or_unfit_is_refused(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    for request, refusal in (
        (NewJoinRequest(" \u200b", "", ["想学"]), IntroductionNeeded),
        (NewJoinRequest("长" * 301, "", ["想学"]), IntroductionNeeded),
        (NewJoinRequest("你好", "", ["", "有"]), AnswersNeeded),
        (NewJoinRequest("你好"), AnswersNeeded),
        (NewJoinRequest("你好", "", ["想学", "有", "多余的"]), AnswersNeeded),
        (NewJoinRequest("你好", "", ["谁有萝莉资源"]), TextRefused),
    ):
        with pytest.raises(refusal):
            await ask(here, conn, made, who, request)
    open_one = await here.circle()
    with pytest.raises(NotByRequest):
        await ask(here, conn, open_one, who)
    with pytest.raises(NotFound):
        await ask(here, conn, await here.circle(kind="invite"), who)


async def test_a_banned_person_cannot_ask_and_a_ban_ends_what_waits(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    await ask(here, conn, made, who)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(who, "四处发广告", 24 * 30))
    assert (await list_requests(conn, circle_id=made.circle_id)).entries == []
    with pytest.raises(BannedHere):
        await ask(here, conn, made, who)


async def test_outsiders_see_the_page_but_not_what_is_said_inside(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    assert (await get_circle(conn, made.circle_id, None)).kind == "request"
    with pytest.raises(NotFound):
        await access_of(conn, made.circle_id, who)
    found = await discover_circles(conn, account_id=who, words=made.slug)
    assert [card.circle_id for card in found.entries] == [made.circle_id]
    with pytest.raises(RequestNeeded):
        await join_circle(conn, circle_id=made.circle_id, account_id=who)


async def test_an_invitation_opens_a_circle_by_request_and_ends_the_request(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    await ask(here, conn, made, who)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    invite = await make_invite(conn, access=owner, invite=NewInvite(), public_url="")
    token = invite.link.removeprefix("/i/")
    assert await join_circle(conn, circle_id=made.circle_id, account_id=who, invite=token)
    assert (await get_circle(conn, made.circle_id, made.owner_id)).waiting_requests == 0


async def test_many_are_answered_at_once_and_those_that_are_over_are_named(here: World, conn: Connection):
    made = await by_request(here, conn)
    people = [await here.account() for _ in range(3)]
    ids = [await ask(here, conn, made, who) for who in people]
    await withdraw_request(conn, circle_id=made.circle_id, account_id=people[1])
    gone = new_id()
    outcomes = await answer(here, conn, made, made.owner_id, *ids, gone, accept=True)
    assert [one.outcome for one in outcomes] == ["accepted", "answered_before", "accepted", "not_found"]


async def test_who_may_see_and_who_may_answer(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    request_id = await ask(here, conn, made, who)
    helper = await here.member(made.circle_id, "helper")
    staff, manager = await here.account(), await here.account()
    for account_id, role in ((staff, "staff"), (manager, "manager")):
        await conn.execute(
            "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, $3)",
            made.partner_id,
            account_id,
            role,
        )
    for by in (helper, staff, who):
        with pytest.raises(NotAllowed):
            await answer(here, conn, made, by, request_id, accept=True)
    assert (await page_access_of(conn, made.circle_id, staff)).rights == ["see_requests"]
    assert (await page_access_of(conn, made.circle_id, helper)).rights == []
    await answer(here, conn, made, manager, request_id, accept=True)


async def test_the_speed_of_answers_is_told_from_five_on(here: World, conn: Connection):
    made = await by_request(here, conn)
    for number in range(5):
        page = await get_circle(conn, made.circle_id, None)
        assert page.ask.median_answer_seconds is None
        request_id = await ask(here, conn, made, await here.account())
        await answer(here, conn, made, made.owner_id, request_id, accept=True)
        took = timedelta(minutes=10 * (number + 1))
        await conn.execute(
            "UPDATE join_requests SET asked_at = decided_at - $2::interval WHERE id = $1", request_id, took
        )
    assert (await get_circle(conn, made.circle_id, None)).ask.median_answer_seconds == 30 * 60


async def test_after_thirty_days_a_request_is_over(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    request_id = await ask(here, conn, made, who)
    await conn.execute("UPDATE join_requests SET expires_at = now() - interval '1 minute'")
    with pytest.raises(RequestAnswered):
        await answer(here, conn, made, made.owner_id, request_id, accept=True)
    assert await expire_waiting(conn) == 1
    assert [one["outcome"] for one in await here.events("join.answered", f"account:{who}")] == ["expired"]
    await ask(here, conn, made, who)


async def test_questions_are_screened_and_few(here: World, conn: Connection):
    made = await here.circle(kind="request")
    owner = await access_of(conn, made.circle_id, made.owner_id)
    for text, refusal in (("？", QuestionEmpty), ("谁有萝莉资源", TextRefused)):
        with pytest.raises(refusal):
            await set_questions(conn, screener=here.screener, access=owner, questions=[JoinQuestion(text)])


async def test_what_was_said_among_members_does_not_become_public(here: World, conn: Connection):
    made = await here.circle(kind="request")
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(StaysByInvitation):
        await edit_circle(conn, screener=here.screener, access=owner, edit=CircleEdit(kind="open"))


async def test_a_deleted_person_asks_no_longer(here: World, conn: Connection):
    made, who = await by_request(here, conn), await here.account()
    await ask(here, conn, made, who)
    await forget_account(conn, account_id=who)
    assert await conn.fetchval("SELECT count(*) FROM join_requests WHERE account_id = $1", who) == 0
