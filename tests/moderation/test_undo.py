"""An undo puts everything back as it was, and leaves its trace."""

import pytest

from tests.media.made import ALLOWED, HELD, judged, told
from tests.moderation.scene import Scene, about_post, case_of, held_post, post, set_scene
from tonghao.audit.read import list_entries
from tonghao.audit.verify import verify
from tonghao.db import Connection
from tonghao.media.read import get_medium
from tonghao.moderation.decide import decide_case
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.lock_case import OwnContent
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.read import list_own_reports
from tonghao.moderation.report import report_content
from tonghao.moderation.types import Case, DecisionAct, NewReport
from tonghao.moderation.undo import CaseSuperseded, NothingToUndo, undo_decision
from tonghao.posts.hide import hide_post


async def decide(
    conn: Connection, scene: Scene, case_id: object, act: DecisionAct, *, is_operator: bool = False
) -> Case:
    return await decide_case(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=scene.moderator,
        is_operator=is_operator,
        act=act,
        category="abuse.person",
        note="看过了",
    )


async def undo(conn: Connection, scene: Scene, case_id: object, *, is_operator: bool = False) -> Case:
    return await undo_decision(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=scene.colleague,
        is_operator=is_operator,
        note="看错了",
    )


async def state_of(conn: Connection, post_id: object) -> str:
    return str(await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id))


@pytest.mark.parametrize("act", ["release", "remove"])
async def test_what_was_held_is_held_again_and_the_case_is_open(conn: Connection, act: DecisionAct) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, act)
    case = await undo(conn, scene, case_id)
    assert (case.state, case.closed_at, case.subject_state) == ("open", None, "held")
    assert await state_of(conn, post_id) == "held"
    (decision,) = case.decisions
    assert (decision.undo_note, decision.undone_at is not None) == ("看错了", True)
    assert decision.undone_by is not None
    assert decision.undone_by.account_id == scene.colleague
    assert case.due_at > case.opened_at


async def test_a_removed_post_with_its_photos_is_visible_again(conn: Connection) -> None:
    scene = await set_scene(conn)
    photo = await judged(conn, scene.author, ALLOWED)
    post_id = await post(conn, scene, photos=[photo])
    made = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case_id = await case_of(conn, post_id)
    await decide(conn, scene, case_id, "remove")
    await undo(conn, scene, case_id)
    assert await state_of(conn, post_id) == "visible"
    assert (await get_medium(conn, scene.author, photo)).state == "visible"
    (mine,) = (await list_own_reports(conn, account_id=scene.neighbour, cursor=None)).entries
    assert (mine.number, mine.state, mine.answered_at) == (made.number, "open", None)


async def test_a_removed_account_and_circle_get_their_words_back(conn: Connection) -> None:
    scene = await set_scene(conn)
    account = "SELECT name, bio FROM profiles WHERE account_id = $1"
    circle = "SELECT name, description FROM circles WHERE id = $1"
    before = [
        tuple(await conn.fetchrow(account, scene.author) or ()),
        tuple(await conn.fetchrow(circle, scene.circle_id) or ()),
    ]
    for new in (NewReport("account", scene.author, "fraud"), NewReport("circle", scene.circle_id, "fraud")):
        await report_content(conn, reporter_id=scene.neighbour, new=new)
        case_id = await case_of(conn, new.subject_id)
        await decide(conn, scene, case_id, "remove")
        await undo(conn, scene, case_id)
    after = [
        tuple(await conn.fetchrow(account, scene.author) or ()),
        tuple(await conn.fetchrow(circle, scene.circle_id) or ()),
    ]
    assert after == before


async def test_a_worn_picture_comes_back_with_the_account(conn: Connection) -> None:
    scene = await set_scene(conn)
    photo = await judged(conn, scene.author, ALLOWED, purpose="avatar")
    await conn.execute(
        "INSERT INTO media_uses (owner_id, media_id, place_kind, place_id) VALUES ($1, $2, 'avatar', $1)",
        scene.author,
        photo,
    )
    await conn.execute("UPDATE profiles SET avatar_media_id = $2 WHERE account_id = $1", scene.author, photo)
    await report_content(conn, reporter_id=scene.neighbour, new=NewReport("account", scene.author, "fraud"))
    case_id = await case_of(conn, scene.author)
    worn = "SELECT avatar_media_id FROM profiles WHERE account_id = $1"
    await decide(conn, scene, case_id, "remove")
    assert await conn.fetchval(worn, scene.author) is None
    assert (await get_medium(conn, scene.author, photo)).state == "refused"
    await undo(conn, scene, case_id)
    assert await conn.fetchval(worn, scene.author) == photo
    assert (await get_medium(conn, scene.author, photo)).state == "visible"


async def test_a_released_photo_is_held_again(conn: Connection) -> None:
    scene = await set_scene(conn)
    media_id = await judged(conn, scene.author, HELD, purpose="cover")
    subject = await find_subject(conn, kind="photo", subject_id=media_id, owner_id=scene.author)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="sex.explicit", verdict=HELD, of_photo=True)
    case_id = await case_of(conn, media_id)
    await decide(conn, scene, case_id, "release")
    await undo(conn, scene, case_id)
    medium = await get_medium(conn, scene.author, media_id)
    assert (medium.state, medium.category) == ("held", "sex.explicit")


async def test_an_undone_case_can_be_decided_anew(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, "remove")
    await undo(conn, scene, case_id)
    case = await decide(conn, scene, case_id, "release")
    assert await state_of(conn, post_id) == "visible"
    assert [decision.undone_at is None for decision in case.decisions] == [True, False]


async def test_what_the_author_deleted_meanwhile_stays_deleted(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, "remove")
    await hide_post(conn, scene.circle_id, post_id, state="deleted")
    await undo(conn, scene, case_id)
    assert await state_of(conn, post_id) == "deleted"


async def test_an_open_case_has_nothing_to_undo(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    with pytest.raises(NothingToUndo):
        await undo(conn, scene, case_id)
    await decide(conn, scene, case_id, "remove")
    await undo(conn, scene, case_id)
    with pytest.raises(NothingToUndo):
        await undo(conn, scene, case_id)


async def test_a_newer_case_stands_in_the_way(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    first = await case_of(conn, post_id)
    await decide(conn, scene, first, "release")
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    with pytest.raises(CaseSuperseded):
        await undo(conn, scene, first)


async def test_nobody_undoes_a_decision_about_themselves(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, author_id=scene.colleague)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case_id = await case_of(conn, post_id)
    await decide(conn, scene, case_id, "remove")
    with pytest.raises(OwnContent):
        await undo(conn, scene, case_id)


async def test_the_gravest_is_held_after_an_undo_and_shown_by_two(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    new = about_post(scene, post_id, category="sex.minor")
    await report_content(conn, reporter_id=scene.neighbour, new=new)
    case_id = await case_of(conn, post_id)
    await decide(conn, scene, case_id, "remove")
    await undo(conn, scene, case_id, is_operator=True)
    assert await state_of(conn, post_id) == "held"
    for by, is_operator in ((scene.operator, True), (scene.moderator, False)):
        await decide_case(
            conn,
            case_id=case_id,
            moderator_id=by,
            is_operator=is_operator,
            act="release",
            category="sex.minor",
            note="是画的房子",
        )
    assert await state_of(conn, post_id) == "visible"


async def test_an_undo_is_told_and_written_down(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, "remove")
    await undo(conn, scene, case_id)
    assert [event["act"] for _, event in await told(conn, "case.decided")] == ["remove", "undo"]
    acts = [entry.act for entry in (await list_entries(conn, subject_id=post_id)).entries]
    assert acts == ["decision.undone", "post.removed", "post.held"]
    assert (await verify(conn)).ok
