"""Whoever does not agree asks once for another person, whose answer takes effect, is told and counted."""

import pytest

from tests.moderation.scene import Scene, about_post, held_post, person, post, set_scene
from tonghao.accounts.appoint_moderator import appoint_moderator
from tonghao.accounts.sanction import sanction_person
from tonghao.accounts.sanctions import NewSanction
from tonghao.accounts.screen_text import TextRefused
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import AlreadyAppealed, file_appeal
from tonghao.appeals.find_ground import AppealFinal, AppealTooLate, FollowsRule, NothingToAppeal
from tonghao.appeals.jobs import answer_appeals, forget_appellant
from tonghao.appeals.lock_appeal import AppealBarred, AppealEnded
from tonghao.appeals.read import count_appeals, get_appeal, get_chance, list_appeals, list_own_appeals
from tonghao.appeals.types import Appeal, AppealFile, AppealTarget, NewAppeal, NewAppealDecision
from tonghao.appeals.withdraw import withdraw_appeal
from tonghao.audit.read import list_entries
from tonghao.case_events import AppealDecided, CaseDecided
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import restrictions_of
from tonghao.circles.undo_act import Undoes
from tonghao.db import Connection, Pool, writing
from tonghao.errors import NotFound
from tonghao.events import AccountDeleted, decode_event
from tonghao.moderation.decide import decide_case
from tonghao.moderation.oversee import get_overview
from tonghao.moderation.report import report_content
from tonghao.moderation.undo import undo_decision
from tonghao.posts import undo_acts as post_acts
from tonghao.screening.text import TextScreener

WHY = "照片是游泳课上拍的，没有别的意思。"
ANSWER = "泳池例外：泳池里的泳装照片可以放在健身圈。"


async def removed(conn: Connection, scene: Scene) -> tuple[object, object]:
    """A post that 老郑 removed after a report, and its case."""
    post_id = await post(conn, scene)
    report = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case_id = await conn.fetchval("SELECT case_id FROM reports WHERE id = $1", report.report_id)
    await decide(conn, scene, case_id, "remove")
    return post_id, case_id


async def decide(conn: Connection, scene: Scene, case_id: object, act: str) -> None:
    await decide_case(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=scene.moderator,
        is_operator=False,
        act=act,  # type: ignore[arg-type]
        category="abuse.person",
        note="看过了",
    )


async def appeal_post(
    conn: Connection, screener: TextScreener, scene: Scene, post_id: object, by: object = None
) -> Appeal:
    new = NewAppeal("content", post_id, "post", scene.circle_id, text=WHY)  # type: ignore[arg-type]
    return await file_appeal(conn, account_id=by or scene.author, screener=screener, new=new)  # type: ignore[arg-type]


async def answer(
    conn: Connection, screener: TextScreener, appeal: Appeal, by: object, outcome: str
) -> AppealFile:
    new = NewAppealDecision(outcome, ANSWER)  # type: ignore[arg-type]
    return await decide_appeal(
        conn,
        appeal_id=appeal.appeal_id,
        decider_id=by,  # type: ignore[arg-type]
        is_operator=True,
        screener=screener,
        undoes=Undoes(post_acts.UNDOES),
        new=new,
    )


async def state_of(conn: Connection, post_id: object) -> str:
    return str(await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id))


async def told(conn: Connection, tag: str) -> list[dict[str, object]]:
    rows = await conn.fetch("SELECT event FROM outbox WHERE kind = $1 ORDER BY tx, id", tag)
    return [row["event"] for row in rows]


async def test_what_was_removed_is_as_before_when_another_person_says_so(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    post_id, _ = await removed(conn, scene)
    assert await state_of(conn, post_id) == "removed"
    appeal = await appeal_post(conn, screener, scene, post_id)
    done = await answer(conn, screener, appeal, scene.colleague, "overturned")
    assert await state_of(conn, post_id) == "visible"
    assert done.state == "overturned"
    assert done.answer == ANSWER
    assert [
        one.number for one in (await list_own_appeals(conn, account_id=scene.author, cursor=None)).entries
    ]
    reports = await conn.fetch("SELECT state FROM reports WHERE reporter_id = $1", scene.neighbour)
    assert [row["state"] for row in reports] == ["dismissed"]
    acts = [entry.act for entry in (await list_entries(conn, cursor=None)).entries]
    assert {"appeal.filed", "appeal.overturned", "decision.undone"} <= set(acts)


async def test_an_upheld_removal_stays_and_is_final(conn: Connection, screener: TextScreener) -> None:
    scene = await set_scene(conn)
    post_id, _ = await removed(conn, scene)
    appeal = await appeal_post(conn, screener, scene, post_id)
    await answer(conn, screener, appeal, scene.colleague, "upheld")
    assert await state_of(conn, post_id) == "removed"
    with pytest.raises(AlreadyAppealed):
        await appeal_post(conn, screener, scene, post_id)
    with pytest.raises(AppealEnded):
        await answer(conn, screener, appeal, scene.operator, "overturned")


async def test_a_held_post_is_appealed_and_released_by_a_person(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    target = AppealTarget("content", post_id, "post", scene.circle_id)
    chance = await get_chance(conn, account_id=scene.author, target=target)
    assert (chance.why_not, chance.act, chance.by_machine) == ("", "hold", True)
    appeal = await appeal_post(conn, screener, scene, post_id)
    await answer(conn, screener, appeal, scene.moderator, "overturned")
    assert await state_of(conn, post_id) == "visible"
    assert await conn.fetchval("SELECT state FROM cases WHERE id = $1", case_id) == "released"
    chance = await get_chance(conn, account_id=scene.author, target=target)
    assert chance.why_not == "nothing_to_appeal"
    assert chance.appeal is not None
    assert chance.appeal.answer == ANSWER


async def test_what_was_decided_on_an_appeal_cannot_be_appealed(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    post_id, _ = await held_post(conn, scene)
    appeal = await appeal_post(conn, screener, scene, post_id)
    await answer(conn, screener, appeal, scene.moderator, "upheld")
    assert await state_of(conn, post_id) == "removed"
    with pytest.raises(AppealFinal):
        await appeal_post(conn, screener, scene, post_id)
    with pytest.raises(AppealFinal):
        await appeal_post(conn, screener, scene, post_id, by=scene.owner)


async def test_a_reporter_appeals_what_was_left_and_it_comes_away(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    report = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    new = NewAppeal("report", report.report_id, text="请再看看最后一句。")
    with pytest.raises(NothingToAppeal):
        await file_appeal(conn, account_id=scene.neighbour, screener=screener, new=new)
    case_id = await conn.fetchval("SELECT case_id FROM reports WHERE id = $1", report.report_id)
    await decide(conn, scene, case_id, "release")
    with pytest.raises(NotFound):
        await file_appeal(conn, account_id=scene.author, screener=screener, new=new)
    appeal = await file_appeal(conn, account_id=scene.neighbour, screener=screener, new=new)
    shown = await get_appeal(conn, appeal_id=appeal.appeal_id, viewer_id=scene.colleague)
    assert shown.appellant is None
    await answer(conn, screener, appeal, scene.colleague, "overturned")
    assert await state_of(conn, post_id) == "removed"
    assert await conn.fetchval("SELECT state FROM reports WHERE id = $1", report.report_id) == "upheld"
    with pytest.raises(AppealFinal):
        await appeal_post(conn, screener, scene, post_id)


@pytest.mark.parametrize("who", ["moderator", "author", "neighbour", "owner"])
async def test_whoever_is_close_to_it_does_not_decide(
    conn: Connection, screener: TextScreener, who: str
) -> None:
    scene = await set_scene(conn)
    post_id, _ = await removed(conn, scene)
    appeal = await appeal_post(conn, screener, scene, post_id)
    with pytest.raises(AppealBarred):
        await answer(conn, screener, appeal, getattr(scene, who), "overturned")
    page = await list_appeals(conn, state="open", viewer_id=getattr(scene, who), cursor=None)
    assert [one.may_decide for one in page.entries if one.appeal_id == appeal.appeal_id] == [False]


async def test_with_one_person_nobody_decides_until_another_is_appointed(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    await conn.execute(
        "UPDATE accounts SET role = 'member' WHERE role <> 'member' AND id <> $1", scene.moderator
    )
    post_id, _ = await removed(conn, scene)
    appeal = await appeal_post(conn, screener, scene, post_id)
    file = await get_appeal(conn, appeal_id=appeal.appeal_id, viewer_id=scene.moderator)
    assert (file.may_decide, file.can_be_decided) == (False, False)
    overview = await get_overview(conn, account_id=scene.moderator)
    assert (overview.platform_people, overview.stuck_appeals >= 1) == (1, True)
    await appoint_moderator(conn, account_id=scene.colleague, moderates=True, by=scene.operator)
    file = await get_appeal(conn, appeal_id=appeal.appeal_id, viewer_id=scene.moderator)
    assert (file.may_decide, file.can_be_decided) == (False, True)
    assert (await answer(conn, screener, appeal, scene.colleague, "upheld")).state == "upheld"


async def test_a_circle_appeals_once_whoever_of_its_people_writes(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    restricted = await restrict_circle(
        conn,
        circle_id=scene.circle_id,
        kind="no_photos",
        source="brake",
        reason="先停一停",
        by=scene.moderator,
    )
    new = NewAppeal("restriction", restricted.restriction_id, None, scene.circle_id, text="已经改好了。")
    with pytest.raises(NotFound):
        await file_appeal(conn, account_id=scene.author, screener=screener, new=new)
    appeal = await file_appeal(conn, account_id=scene.owner, screener=screener, new=new)
    host = await person(conn, "阿兔")
    await conn.execute(
        "INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'host')", scene.circle_id, host
    )
    with pytest.raises(AlreadyAppealed):
        await file_appeal(conn, account_id=host, screener=screener, new=new)
    with pytest.raises(AppealBarred):
        await answer(conn, screener, appeal, scene.moderator, "overturned")
    await answer(conn, screener, appeal, scene.colleague, "overturned")
    assert "no_photos" not in await restrictions_of(conn, scene.circle_id)


async def test_a_sanction_is_lifted_by_somebody_who_did_not_set_it(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    new = NewSanction("mute", "abuse.person", "骂人", 24)
    made = await sanction_person(
        conn, account_id=scene.author, new=new, by=scene.moderator, is_operator=False
    )
    said = NewAppeal("sanction", made.sanction_id, text="那句话不是我写的。")
    with pytest.raises(NotFound):
        await file_appeal(conn, account_id=scene.neighbour, screener=screener, new=said)
    appeal = await file_appeal(conn, account_id=scene.author, screener=screener, new=said)
    with pytest.raises(AppealBarred):
        await answer(conn, screener, appeal, scene.moderator, "overturned")
    await answer(conn, screener, appeal, scene.colleague, "overturned")
    assert await conn.fetchval("SELECT sanctions FROM accounts WHERE id = $1", scene.author) == []
    with pytest.raises(NothingToAppeal):
        await file_appeal(conn, account_id=scene.author, screener=screener, new=said)


async def test_a_restriction_that_a_rule_set_ends_with_its_cause(
    conn: Connection, screener: TextScreener
) -> None:
    scene = await set_scene(conn)
    restricted = await restrict_circle(
        conn, circle_id=scene.circle_id, kind="photo_check", source="duty", reason="没有人值班", by=None
    )
    new = NewAppeal("restriction", restricted.restriction_id, None, scene.circle_id, text="有人值班了。")
    with pytest.raises(FollowsRule):
        await file_appeal(conn, account_id=scene.owner, screener=screener, new=new)


async def test_after_six_months_it_is_too_late(conn: Connection, screener: TextScreener) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await removed(conn, scene)
    await conn.execute(
        "UPDATE case_decisions SET at = now() - interval '184 days' WHERE case_id = $1", case_id
    )
    with pytest.raises(AppealTooLate):
        await appeal_post(conn, screener, scene, post_id)


async def test_strangers_and_unfit_words_are_refused(conn: Connection, screener: TextScreener) -> None:
    scene = await set_scene(conn)
    post_id, _ = await removed(conn, scene)
    for who in (scene.stranger, scene.neighbour):
        with pytest.raises(NotFound):
            await appeal_post(conn, screener, scene, post_id, by=who)
    new = NewAppeal("content", post_id, "post", scene.circle_id, text="谁有萝莉资源")  # type: ignore[arg-type]
    with pytest.raises(TextRefused):
        await file_appeal(conn, account_id=scene.author, screener=screener, new=new)


async def test_a_withdrawn_appeal_can_be_made_again(conn: Connection, screener: TextScreener) -> None:
    scene = await set_scene(conn)
    post_id, _ = await removed(conn, scene)
    appeal = await appeal_post(conn, screener, scene, post_id)
    with pytest.raises(NotFound):
        await withdraw_appeal(conn, account_id=scene.stranger, appeal_id=appeal.appeal_id)
    await withdraw_appeal(conn, account_id=scene.author, appeal_id=appeal.appeal_id)
    with pytest.raises(AppealEnded):
        await withdraw_appeal(conn, account_id=scene.author, appeal_id=appeal.appeal_id)
    assert (await appeal_post(conn, screener, scene, post_id)).state == "open"


async def test_the_figures_say_how_many_were_right(conn: Connection, screener: TextScreener) -> None:
    await conn.execute("UPDATE appeals SET filed_at = filed_at - interval '1 year'")
    scene = await set_scene(conn)
    for outcome in ("overturned", "upheld"):
        post_id, _ = await removed(conn, scene)
        appeal = await appeal_post(conn, screener, scene, post_id)
        await answer(conn, screener, appeal, scene.colleague, outcome)
    figures = await count_appeals(conn, days=91)
    mine = next(one for one in figures.counts if (one.against, one.party) == ("decision", "author"))
    assert (mine.filed, mine.decided, mine.overturned, mine.open) == (2, 2, 1, 0)


async def test_a_case_decided_in_the_queue_answers_its_appeals(pool: Pool, screener: TextScreener) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id, case_id = await held_post(conn, scene)
        appeal = await appeal_post(conn, screener, scene, post_id)
        await decide(conn, scene, case_id, "release")
        events = [one for one in await told(conn, "case.decided") if one["case_id"] == str(case_id)]
    event = decode_event(events[-1])
    assert isinstance(event, CaseDecided)
    await answer_appeals(event, pool=pool)
    await answer_appeals(event, pool=pool)
    async with writing(pool) as conn:
        shown = await get_appeal(conn, appeal_id=appeal.appeal_id, viewer_id=scene.colleague)
        told_of = [
            one for one in await told(conn, "appeal.decided") if one["appeal_id"] == str(appeal.appeal_id)
        ]
    assert shown.state == "overturned"
    assert len(told_of) == 1
    assert isinstance(decode_event(told_of[0]), AppealDecided)


async def test_a_decision_taken_back_leaves_nothing_to_answer(pool: Pool, screener: TextScreener) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id, case_id = await removed(conn, scene)
        appeal = await appeal_post(conn, screener, scene, post_id)
        await undo_decision(
            conn,
            case_id=case_id,  # type: ignore[arg-type]
            moderator_id=scene.moderator,
            is_operator=False,
            note="我看错了",
        )
        events = [one for one in await told(conn, "case.decided") if one["case_id"] == str(case_id)]
    event = decode_event(events[-1])
    assert isinstance(event, CaseDecided)
    await answer_appeals(event, pool=pool)
    async with writing(pool) as conn:
        shown = await get_appeal(conn, appeal_id=appeal.appeal_id, viewer_id=scene.colleague)
    assert (shown.state, shown.decided_by) == ("settled", None)


async def test_the_words_of_who_leaves_go_with_them(pool: Pool, screener: TextScreener) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id, _ = await removed(conn, scene)
        appeal = await appeal_post(conn, screener, scene, post_id)
    await forget_appellant(AccountDeleted(scene.author), pool=pool)
    async with writing(pool) as conn:
        row = await conn.fetchrow("SELECT text, state FROM appeals WHERE id = $1", appeal.appeal_id)
    assert row is not None
    assert (row["text"], row["state"]) == ("", "withdrawn")
