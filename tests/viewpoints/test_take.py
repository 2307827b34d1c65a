"""What does this person see: their place, read-only, without what is theirs alone."""

from typing import Any

import pytest

from tests.moderation.scene import Scene, case_of, held_post, post, set_scene
from tests.world import World
from tonghao.accounts.block import block
from tonghao.case_events import AccountSeenAs
from tonghao.db import Connection, Pool, reading
from tonghao.errors import NotFound
from tonghao.events import decode_event
from tonghao.feed.mute import mute_in_feed
from tonghao.moderation.lock_case import Recused
from tonghao.moderation.recuse import recuse_from_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.notifications.read import list_notifications
from tonghao.notifications.tell_account import tell_of_look
from tonghao.viewpoints.take import take_viewpoint
from tonghao.viewpoints.types import NewViewpoint


async def _handle(conn: Connection, account_id: Any) -> str:
    return str(await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", account_id))


async def _looks(conn: Connection, scene: Scene, case_id: Any, place: Any, who: Any) -> Any:
    handle = None if who is None else await _handle(conn, who)
    new = NewViewpoint(place, handle)
    return await take_viewpoint(conn, case_id=case_id, moderator_id=scene.moderator, new=new)


async def _reported(conn: Connection, scene: Scene) -> Any:
    post_id = await post(conn, scene)
    new = NewReport("post", post_id, "abuse.person", scene.circle_id, post_id)
    await report_content(conn, reporter_id=scene.neighbour, new=new)
    return await case_of(conn, post_id)


async def test_what_is_held_its_author_sees_and_others_do_not(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    own = await _looks(conn, scene, case_id, "post", scene.author)
    assert ([one.state for one in own.posts], own.why_not) == (["held"], "")
    for who in (scene.neighbour, scene.stranger, None):
        seen = await _looks(conn, scene, case_id, "post", who)
        assert (seen.posts, seen.why_not) == ([], "held")
    page = await _looks(conn, scene, case_id, "circle", scene.neighbour)
    assert (page.posts, page.why_not) == ([], "held")


async def test_a_reported_post_as_a_member_a_stranger_and_nobody_sees_it(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await _reported(conn, scene)
    for who in (scene.neighbour, scene.stranger, None):
        seen = await _looks(conn, scene, case_id, "post", who)
        assert [one.is_subject for one in seen.posts] == [True]
    assert (await _looks(conn, scene, case_id, "feed", scene.stranger)).why_not == "not_member"
    assert (await _looks(conn, scene, case_id, "feed", None)).why_not == "signed_out"
    await mute_in_feed(conn, account_id=scene.neighbour, subject_kind="circle", subject_id=scene.circle_id)
    assert (await _looks(conn, scene, case_id, "feed", scene.neighbour)).why_not == "muted"
    await block(conn, account_id=scene.neighbour, blocked_id=scene.author)
    assert (await _looks(conn, scene, case_id, "feed", scene.neighbour)).why_not == "blocked"


async def test_a_circle_by_invitation_is_closed_to_strangers(conn: Connection) -> None:
    scene = await set_scene(conn, kind="invite")
    case_id = await _reported(conn, scene)
    assert (await _looks(conn, scene, case_id, "post", scene.stranger)).why_not == "closed_to_them"
    assert (await _looks(conn, scene, case_id, "circle", None)).why_not == "closed_to_them"
    assert (await _looks(conn, scene, case_id, "post", scene.neighbour)).why_not == ""


async def test_of_a_feed_nothing_but_the_cases_own_circle_is_shown(conn: Connection) -> None:
    scene, elsewhere = await set_scene(conn), await set_scene(conn)
    case_id = await _reported(conn, scene)
    await conn.execute(
        "INSERT INTO joined_circles (account_id, circle_id, joined_at)"
        " VALUES ($1, $2, now()), ($1, $3, now()) ON CONFLICT DO NOTHING",
        scene.neighbour,
        scene.circle_id,
        elsewhere.circle_id,
    )
    await post(conn, elsewhere, text="别处的话", author_id=scene.author)
    seen = await _looks(conn, scene, case_id, "feed", scene.neighbour)
    assert seen.why_not == ""
    assert {one.circle.circle_id for one in seen.posts} == {scene.circle_id}


async def test_each_look_stands_in_the_log(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await _reported(conn, scene)
    await _looks(conn, scene, case_id, "feed", scene.neighbour)
    row = await conn.fetchrow(
        "SELECT e.act, e.actor_id, e.subject_id, p.about_id, p.payload->>'place' AS place"
        "  FROM audit_entries e JOIN audit_payloads p USING (number) ORDER BY number DESC LIMIT 1"
    )
    assert row is not None
    assert tuple(row) == ("viewpoint.taken", scene.moderator, case_id, scene.neighbour, "feed")


async def test_whoever_it_is_hears_of_it_once_for_each_case(world: World, pool: Pool) -> None:
    async with world.writing() as conn:
        scene = await set_scene(conn)
        case_id = await _reported(conn, scene)
        for place, who in (("post", scene.neighbour), ("feed", scene.neighbour), ("circle", scene.stranger)):
            await _looks(conn, scene, case_id, place, who)
        # Nobody is told of nobody, nor of what they did themselves.
        await _looks(conn, scene, case_id, "post", None)
        await _looks(conn, scene, case_id, "post", scene.moderator)
    looks = [one for one in await world.events("account.seen_as") if one["case_id"] == str(case_id)]
    assert [one["account_id"] for one in looks] == [str(scene.neighbour)] * 2 + [str(scene.stranger)]
    for look in looks:
        event = decode_event(look)
        assert isinstance(event, AccountSeenAs)
        await tell_of_look(event, pool=pool)
    async with reading(pool) as conn:
        for who, circle_id in ((scene.neighbour, scene.circle_id), (scene.stranger, None)):
            (told,) = (await list_notifications(conn, account_id=who, cursor=None)).entries
            assert (told.kind, told.details.act, told.circle_id) == ("decision", "seen_as", circle_id)
            assert told.details.message is not None
            assert "成员" in told.details.message.zh


async def test_who_stepped_back_looks_no_more_and_nobody_is_made_up(conn: Connection) -> None:
    scene = await set_scene(conn)
    case_id = await _reported(conn, scene)
    new = NewViewpoint("post", "nobody_is_called_so")
    with pytest.raises(NotFound):
        await take_viewpoint(conn, case_id=case_id, moderator_id=scene.moderator, new=new)
    await recuse_from_case(conn, case_id=case_id, moderator_id=scene.moderator, reason="认识")
    with pytest.raises(Recused):
        await _looks(conn, scene, case_id, "post", scene.author)
