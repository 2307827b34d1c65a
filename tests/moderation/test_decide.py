"""Decisions take effect, are told, are written down, and are made once by the right person."""

import asyncio

import pytest

from tests.media.made import ALLOWED, HELD, judged, told
from tests.moderation.scene import (
    Scene,
    about_post,
    case_of,
    comment,
    held_post,
    person,
    post,
    row_of,
    set_scene,
    verdict,
)
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.audit.read import list_entries
from tonghao.audit.verify import verify
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.media.read import get_medium
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.lock_case import CaseClosed, ClaimedByAnother, OwnContent
from tonghao.moderation.queue_hold import queue_hold
from tonghao.moderation.read import get_case, list_closed_cases, list_own_reports
from tonghao.moderation.report import report_content
from tonghao.moderation.types import Case, DecisionAct, NewReport
from tonghao.moderation.undo import undo_decision
from tonghao.posts.hide import hide_post


async def decide(
    conn: Connection,
    scene: Scene,
    case_id: object,
    act: DecisionAct = "remove",
    *,
    by: object = None,
    is_operator: bool = False,
    category: str = "abuse.person",
    note: str = "看过了",
) -> Case:
    return await decide_case(
        conn,
        case_id=case_id,  # type: ignore[arg-type]
        moderator_id=by or scene.moderator,  # type: ignore[arg-type]
        is_operator=is_operator,
        act=act,
        category=category,
        note=note,
    )


async def state_of(conn: Connection, post_id: object) -> str:
    return str(await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id))


async def test_a_released_post_can_be_seen(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    case = await decide(conn, scene, case_id, "release")
    assert (case.state, case.subject_state) == ("released", "visible")
    assert await state_of(conn, post_id) == "visible"
    assert case.closed_at is not None
    (decision,) = case.decisions
    assert (decision.act, decision.note, decision.decided_by.account_id) == (
        "release",
        "看过了",
        scene.moderator,
    )


async def test_a_removed_post_is_gone_with_its_photos(conn: Connection) -> None:
    scene = await set_scene(conn)
    photo = await judged(conn, scene.author, ALLOWED)
    post_id = await post(conn, scene, photos=[photo])
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case = await decide(conn, scene, await case_of(conn, post_id), category="sex.suggestive")
    assert (case.state, case.category) == ("removed", "sex.suggestive")
    assert await state_of(conn, post_id) == "removed"
    assert (await get_medium(conn, scene.author, photo)).state == "refused"


async def test_a_comment_is_removed_and_released(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    for act, state in (("remove", "removed"), ("release", "visible")):
        comment_id = await comment(
            conn, scene, post_id, floor=2 if act == "remove" else 3, state="held", category="abuse.person"
        )
        subject = await find_subject(
            conn, kind="comment", subject_id=comment_id, circle_id=scene.circle_id, post_id=post_id
        )
        assert subject is not None
        await queue_hold(conn, subject=subject, category="abuse.person", verdict=verdict())
        case = await decide(conn, scene, await case_of(conn, comment_id), act)  # type: ignore[arg-type]
        assert case.subject_state == state
        assert isinstance(case.context, list)


async def test_an_avatar_is_released_and_removed(conn: Connection) -> None:
    scene = await set_scene(conn)
    for act, state in (("release", "visible"), ("remove", "refused")):
        media_id = await judged(conn, scene.author, HELD, purpose="avatar")
        subject = await find_subject(conn, kind="photo", subject_id=media_id, owner_id=scene.author)
        assert subject is not None
        await queue_hold(conn, subject=subject, category="sex.explicit", verdict=HELD, of_photo=True)
        await decide(conn, scene, await case_of(conn, media_id), act)  # type: ignore[arg-type]
        assert (await get_medium(conn, scene.author, media_id)).state == state


async def test_removing_an_account_blanks_its_words_and_keeps_the_person(conn: Connection) -> None:
    scene = await set_scene(conn)
    await report_content(conn, reporter_id=scene.neighbour, new=NewReport("account", scene.author, "fraud"))
    await decide(conn, scene, await case_of(conn, scene.author))
    row = await conn.fetchrow("SELECT name, bio, is_gone FROM profiles WHERE account_id = $1", scene.author)
    assert row is not None
    assert (row["bio"], row["is_gone"]) == ("", False)
    assert row["name"] != "小满"


async def test_removing_a_circle_blanks_its_words(conn: Connection) -> None:
    scene = await set_scene(conn)
    new = NewReport("circle", scene.circle_id, "gambling")
    await report_content(conn, reporter_id=scene.neighbour, new=new)
    await decide(conn, scene, await case_of(conn, scene.circle_id))
    row = await conn.fetchrow("SELECT name, description, state FROM circles WHERE id = $1", scene.circle_id)
    assert row is not None
    assert tuple(row) == ("圈子", "", "open")


async def test_what_the_author_deleted_stays_deleted(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await hide_post(conn, scene.circle_id, post_id, state="deleted")
    await decide(conn, scene, case_id, "release")
    assert await state_of(conn, post_id) == "deleted"
    ((_, event),) = await told(conn, "case.decided")
    assert event["changed"] is False


async def test_releasing_what_was_never_hidden_changes_nothing_and_says_so(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    await decide(conn, scene, await case_of(conn, post_id), "release")
    assert await state_of(conn, post_id) == "visible"
    ((audience, event),) = await told(conn, "case.decided")
    assert (audience, event["act"], event["changed"]) == ("moderators", "release", False)
    assert str(scene.neighbour) not in str(event)


async def test_reports_are_answered_with_the_decision(conn: Connection) -> None:
    scene = await set_scene(conn)
    for act, state in (("remove", "upheld"), ("release", "dismissed")):
        post_id = await post(conn, scene)
        made = await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
        await decide(conn, scene, await case_of(conn, post_id), act)  # type: ignore[arg-type]
        mine = await list_own_reports(conn, account_id=scene.neighbour, cursor=None)
        (found,) = [one for one in mine.entries if one.number == made.number]
        assert (found.state, found.answered_at is not None) == (state, True)


async def test_each_decision_stands_in_the_log_with_its_reason(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id, category="hate.group")
    entry = (await list_entries(conn, subject_id=post_id)).entries[0]
    assert entry.act == "post.removed"
    assert entry.actor is not None
    assert entry.actor.account_id == scene.moderator
    assert entry.payload is not None
    assert (entry.payload["note"], entry.payload["category"]) == ("看过了", "hate.group")
    assert (await verify(conn)).ok


@pytest.mark.parametrize("act", ["release", "remove"])
async def test_nobody_decides_on_their_own_content(conn: Connection, act: DecisionAct) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, author_id=scene.moderator)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    case_id = await case_of(conn, post_id)
    with pytest.raises(OwnContent):
        await decide(conn, scene, case_id, act)
    with pytest.raises(OwnContent):
        await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)


async def test_a_closed_case_is_not_decided_again(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    await decide(conn, scene, case_id)
    with pytest.raises(CaseClosed):
        await decide(conn, scene, case_id, "release", by=scene.colleague)
    with pytest.raises(CaseClosed):
        await claim_case(conn, case_id=case_id, moderator_id=scene.colleague)


async def test_a_claim_keeps_others_away_for_fifteen_minutes(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    claimed = await claim_case(conn, case_id=case_id, moderator_id=scene.moderator)
    assert claimed.claimed_by is not None
    assert claimed.claimed_by.account_id == scene.moderator
    told = await conn.fetchrow(
        "SELECT audience, event FROM outbox WHERE kind = 'case.claimed' AND event->>'case_id' = $1",
        str(case_id),
    )
    assert (told["audience"], told["event"]["moderator_id"]) == ("moderators", str(scene.moderator))
    with pytest.raises(ClaimedByAnother):
        await decide(conn, scene, case_id, by=scene.colleague)
    with pytest.raises(ClaimedByAnother):
        await claim_case(conn, case_id=case_id, moderator_id=scene.colleague)
    await conn.execute("UPDATE cases SET claimed_at = now() - interval '16 minutes' WHERE id = $1", case_id)
    assert (await row_of(conn, case_id)).claimed_by is None
    await decide(conn, scene, case_id, by=scene.colleague)


async def test_a_decision_needs_a_category_of_the_policy_and_a_case(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    with pytest.raises(UnknownCategory):
        await decide(conn, scene, case_id, category="whatever")
    with pytest.raises(NotFound):
        await decide(conn, scene, new_id())


async def test_a_reason_that_nobody_can_see_is_none(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    with pytest.raises(ReasonNeeded):
        await decide(conn, scene, case_id, note="\u200b\u2060")
    await decide(conn, scene, case_id)
    with pytest.raises(ReasonNeeded):
        await undo_decision(
            conn, case_id=case_id, moderator_id=scene.moderator, is_operator=False, note="\u200b"
        )


async def test_a_decided_case_leaves_the_queue_and_enters_the_history(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, first = await held_post(conn, scene)
    await decide(conn, scene, first)
    _, second = await held_post(conn, scene)
    closed = await list_closed_cases(conn, viewer_id=scene.moderator, cursor=None)
    assert closed.entries[0].case_id == first
    case = await get_case(conn, case_id=second, viewer_id=scene.moderator)
    assert [(past.case_id, past.act) for past in case.author_history] == [(first, "remove")]
    assert case.similar[0].case_id == first, "the same words come first"


async def test_two_moderators_at_once_make_one_decision(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id, case_id = await held_post(conn, scene)
        crowd = [await person(conn, f"审核员{number}", role="moderator") for number in range(6)]

    async def one(number: int) -> str:
        act: DecisionAct = "release" if number % 2 else "remove"
        try:
            async with writing(pool) as conn:
                return (await decide(conn, scene, case_id, act, by=crowd[number])).state
        except Refusal as refusal:
            return refusal.code()

    results = await asyncio.gather(*(one(number) for number in range(6)))
    assert sorted(results)[:5] == ["case_closed"] * 5
    async with reading(pool) as conn:
        case = await get_case(conn, case_id=case_id, viewer_id=scene.moderator)
        assert len(case.decisions) == 1
        assert {"released": "visible", "removed": "removed"}[case.state] == await state_of(conn, post_id)
        assert (await verify(conn)).ok


async def test_a_report_during_a_decision_is_answered_or_opens_a_new_case(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
        await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
        case_id = await case_of(conn, post_id)

    async def report() -> str:
        async with writing(pool) as conn:
            return (
                await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
            ).number

    async def release() -> str:
        async with writing(pool) as conn:
            return (await decide(conn, scene, case_id, "release")).state

    number, _ = await asyncio.gather(report(), release())
    async with reading(pool) as conn:
        row = await conn.fetchrow(
            "SELECT r.state, c.state AS case_state FROM reports r JOIN cases c ON c.id = r.case_id"
            " WHERE r.number = $1",
            number,
        )
    assert row is not None
    assert (row["state"], row["case_state"]) in {("dismissed", "released"), ("open", "open")}


async def test_an_author_who_deletes_during_a_release_is_neither_stuck_nor_overruled(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        photo = await judged(conn, scene.author, HELD)
        post_id = await post(conn, scene, state="held", category="sex.explicit", photos=[photo])
        subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
        assert subject is not None
        await queue_hold(conn, subject=subject, category="sex.explicit", verdict=HELD, of_photo=True)
        case_id = await case_of(conn, post_id)

    async def delete() -> None:
        async with writing(pool) as conn:
            await hide_post(conn, scene.circle_id, post_id, state="deleted")

    async def release() -> None:
        async with writing(pool) as conn:
            await decide(conn, scene, case_id, "release")

    await asyncio.gather(delete(), release())
    async with reading(pool) as conn:
        assert await state_of(conn, post_id) == "deleted"
