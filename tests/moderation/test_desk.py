"""Who works on a case: given, stepped back from, noted on; nobody near to it acts on it."""

import pytest

from tests.moderation.scene import Scene, about_post, case_of, held_post, person, post, row_of, set_scene
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.audit.read import list_entries
from tonghao.circles.order_restriction import OwnCircle
from tonghao.db import Connection
from tonghao.moderation.assign import CannotTakeCase, assign_case, list_colleagues
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case
from tonghao.moderation.forget_person import forget_person
from tonghao.moderation.list_queue import QueueFilter, list_queue
from tonghao.moderation.lock_case import CaseClosed, ClaimedByAnother, OwnContent, Recused
from tonghao.moderation.note import note_on_case
from tonghao.moderation.read import get_case, list_closed_cases
from tonghao.moderation.recuse import recuse_from_case
from tonghao.moderation.report import report_content


async def waiting_for(conn: Connection, scene: Scene, viewer: object, *, mine: bool = False) -> set[object]:
    part = QueueFilter(circle_id=scene.circle_id, mine=mine)
    page = await list_queue(conn, viewer_id=viewer, wanted=part, cursor=None)  # type: ignore[arg-type]
    return {row.case.case_id for row in page.entries if row.case}


async def release(conn: Connection, case_id: object, by: object) -> None:
    await decide_case(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=by,  # type: ignore[arg-type]
        is_operator=False,
        act="release",
        category="abuse.person",
        note="没有指着谁",
    )


async def test_a_case_is_given_to_a_colleague_who_finds_it_among_their_own(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)
    given = await assign_case(
        conn, case_id=case_id, moderator_id=scene.moderator, assignee_id=scene.colleague
    )
    assert given.assigned_to is not None
    assert (given.assigned_to.account_id, given.claimed_by) == (scene.colleague, None)
    assert await waiting_for(conn, scene, scene.colleague, mine=True) == {case_id}
    assert await waiting_for(conn, scene, scene.moderator, mine=True) == set()
    entry = (await list_entries(conn, subject_id=case_id)).entries[0]
    assert (entry.act, entry.actor.account_id if entry.actor else None) == ("case.assigned", scene.moderator)
    back = await assign_case(conn, case_id=case_id, moderator_id=scene.colleague, assignee_id=None)
    assert back.assigned_to is None
    await release(conn, case_id, scene.moderator)


async def test_a_case_is_given_only_to_those_who_may_decide_it(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    colleagues = {one.account_id for one in await list_colleagues(conn)}
    assert {scene.moderator, scene.colleague, scene.operator} <= colleagues
    assert scene.neighbour not in colleagues
    with pytest.raises(CannotTakeCase):
        await assign_case(conn, case_id=case_id, moderator_id=scene.moderator, assignee_id=scene.neighbour)
    await recuse_from_case(conn, case_id=case_id, moderator_id=scene.colleague, reason="是我表弟")
    with pytest.raises(CannotTakeCase):
        await assign_case(conn, case_id=case_id, moderator_id=scene.moderator, assignee_id=scene.colleague)
    await claim_case(conn, case_id=case_id, moderator_id=scene.operator)
    with pytest.raises(ClaimedByAnother):
        await assign_case(conn, case_id=case_id, moderator_id=scene.moderator, assignee_id=scene.moderator)


async def test_a_case_passed_round_in_a_circle_is_one_case_whose_clock_runs_on(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    due = await conn.fetchval("SELECT due_at FROM cases WHERE id = $1", case_id)
    hands = [scene.moderator, scene.colleague, scene.operator]
    for giver, taker in zip(hands * 2, hands[1:] + hands * 2, strict=False):
        given = await assign_case(conn, case_id=case_id, moderator_id=giver, assignee_id=taker)
        assert given.due_at == due
    # All step back: it stays in the queue for whoever comes next, and is given to none of them.
    for who in hands:
        await recuse_from_case(conn, case_id=case_id, moderator_id=who, reason="是我的朋友")
    assert await conn.fetchval("SELECT state FROM cases WHERE id = $1", case_id) == "open"
    newcomer = await person(conn, "新来的", role="moderator")
    assert await waiting_for(conn, scene, newcomer) == {case_id}
    for who in hands:
        with pytest.raises(CannotTakeCase):
            await assign_case(conn, case_id=case_id, moderator_id=newcomer, assignee_id=who)
    await release(conn, case_id, newcomer)


async def test_whoever_stepped_back_never_sees_the_case_again(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    _, other = await held_post(conn, scene, text="另一句蠢货")
    with pytest.raises(ReasonNeeded):
        await recuse_from_case(conn, case_id=case_id, moderator_id=scene.moderator, reason=" \n ")
    await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)
    await recuse_from_case(conn, case_id=case_id, moderator_id=scene.moderator, reason="是我邻居")
    assert await waiting_for(conn, scene, scene.moderator) == {other}
    assert await waiting_for(conn, scene, scene.colleague) == {case_id, other}
    for act in (
        get_case(conn, case_id=case_id, viewer_id=scene.moderator),
        claim_case(conn, case_id=case_id, moderator_id=scene.moderator),
        note_on_case(conn, case_id=case_id, moderator_id=scene.moderator, text="其实"),
        release(conn, case_id, scene.moderator),
        recuse_from_case(conn, case_id=case_id, moderator_id=scene.moderator, reason="再说一次"),
    ):
        with pytest.raises(Recused):
            await act
    seen = await get_case(conn, case_id=case_id, viewer_id=scene.colleague)
    assert seen.claimed_by is None
    assert [(one.person.account_id, one.reason) for one in seen.recusals] == [(scene.moderator, "是我邻居")]
    beside = await get_case(conn, case_id=other, viewer_id=scene.moderator)
    assert case_id not in {one.case_id for one in beside.similar}
    assert case_id not in {one.case_id for one in beside.author_history}
    await release(conn, case_id, scene.colleague)
    with pytest.raises(CaseClosed):
        await recuse_from_case(conn, case_id=case_id, moderator_id=scene.operator, reason="太晚了")
    closed = await list_closed_cases(conn, viewer_id=scene.moderator, cursor=None)
    assert case_id not in {one.case_id for one in closed.entries}


async def test_nobody_acts_in_a_circle_in_which_they_have_a_part(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(
        "INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'helper')",
        scene.circle_id,
        scene.moderator,
    )
    _, case_id = await held_post(conn, scene)
    assert (await get_case(conn, case_id=case_id, viewer_id=scene.moderator)).barred == "own_circle"
    with pytest.raises(OwnCircle):
        await release(conn, case_id, scene.moderator)
    with pytest.raises(CannotTakeCase):
        await assign_case(conn, case_id=case_id, moderator_id=scene.colleague, assignee_id=scene.moderator)
    await release(conn, case_id, scene.colleague)


async def test_nobody_acts_on_their_own_post(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, author_id=scene.moderator)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case_id = await case_of(conn, post_id)
    assert (await row_of(conn, case_id)).author.account_id == scene.moderator
    assert (await get_case(conn, case_id=case_id, viewer_id=scene.moderator)).barred == "own_content"
    for act in (
        release(conn, case_id, scene.moderator),
        note_on_case(conn, case_id=case_id, moderator_id=scene.moderator, text="我没有骂人"),
        assign_case(conn, case_id=case_id, moderator_id=scene.moderator, assignee_id=scene.colleague),
    ):
        with pytest.raises(OwnContent):
            await act


async def test_notes_stay_until_the_author_leaves(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    await note_on_case(conn, case_id=case_id, moderator_id=scene.moderator, text="打过电话")
    noted = await note_on_case(conn, case_id=case_id, moderator_id=scene.colleague, text="他说会改")
    assert [(one.author.account_id, one.text) for one in noted.notes] == [
        (scene.moderator, "打过电话"),
        (scene.colleague, "他说会改"),
    ]
    await forget_person(conn, account_id=scene.author)
    assert (await get_case(conn, case_id=case_id, viewer_id=scene.moderator)).notes == []


async def test_a_case_says_how_its_circle_stood(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    _, other = await held_post(conn, scene, text="另一句蠢货")
    await release(conn, other, scene.moderator)
    past = (await get_case(conn, case_id=case_id, viewer_id=scene.moderator)).circle_history
    assert past is not None
    assert (past.tier, past.cases, past.open_cases, past.removed) == ("standard", 2, 1, 0)
