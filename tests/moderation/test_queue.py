"""One queue from all inlets, sorted by harm × reach × age, in parts and in pages."""

from datetime import timedelta
from math import isclose
from uuid import UUID

from tests.moderation.scene import Scene, about_post, case_of, held_post, post, set_scene
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case
from tonghao.moderation.list_queue import QueueFilter, list_queue
from tonghao.moderation.rank import HARM, count_reach, count_reach_in, list_circles_with_cases
from tonghao.moderation.report import report_content
from tonghao.moderation.types import QueueRow
from tonghao.moderation.undo import undo_decision

_BEGINNING = "2026-01-01T00:00:00+00:00"


async def queue_of(conn: Connection, scene: Scene, **wanted: object) -> list[QueueRow]:
    """All pages of what waits in the scene's circle."""
    rows: list[QueueRow] = []
    cursor = None
    while True:
        part = QueueFilter(circle_id=scene.circle_id, **wanted)  # type: ignore[arg-type]
        page = await list_queue(conn, viewer_id=scene.moderator, wanted=part, cursor=cursor)
        rows += page.entries
        cursor = page.next_cursor
        if cursor is None:
            return rows


def cases_of(rows: list[QueueRow]) -> list[UUID]:
    return [row.case.case_id for row in rows if row.case]


async def wait(conn: Connection, case_id: UUID, days: float) -> None:
    await conn.execute(
        "UPDATE cases SET waits_since = waits_since - $2::interval WHERE id = $1",
        case_id,
        timedelta(days=days),
    )


async def test_the_graver_comes_first_and_waiting_makes_up_for_it(conn: Connection) -> None:
    scene = await set_scene(conn)
    light, grave = [(await held_post(conn, scene, severity=level))[1] for level in (1, 2)]
    assert cases_of(await queue_of(conn, scene)) == [grave, light]
    await wait(conn, light, HARM[2] - HARM[1] + 0.1)
    assert cases_of(await queue_of(conn, scene)) == [light, grave]


async def test_the_stored_order_is_what_the_points_add_up_to(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await conn.execute("UPDATE posts SET like_count = 7 WHERE id = $1", post_id)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    for level in (0, 1, 2, 3, 4):
        await wait(conn, (await held_post(conn, scene, severity=level))[1], level / 3)
    rows = await queue_of(conn, scene)
    assert len(rows) == 6
    for row in rows:
        assert row.case is not None
        points = row.case.points
        days: float = await conn.fetchval(
            "SELECT extract(epoch FROM $1 - $2::text::timestamptz)::float8 / 86400",
            points.waits_since,
            _BEGINNING,
        )
        assert points.harm == HARM[row.case.severity]
        assert isclose(row.priority, points.harm + points.reports + points.reach - days, abs_tol=1e-6)


async def test_reach_is_members_views_and_what_was_said_to_it(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    seen, (_, hidden) = await case_of(conn, post_id), await held_post(conn, scene)
    await conn.execute("UPDATE circles SET member_count = 40 WHERE id = $1", scene.circle_id)
    await conn.execute("UPDATE posts SET like_count = 3, comment_count = 1 WHERE id = $1", post_id)
    await conn.execute(
        "INSERT INTO circle_views VALUES ($1, now(), 20), ($1, now() - interval '2 days', 999)",
        scene.circle_id,
    )
    assert scene.circle_id in await list_circles_with_cases(conn, after=UUID(int=scene.circle_id.int - 1))
    last = await count_reach_in(conn, circle_id=scene.circle_id, after=UUID(int=0), at=now())
    people = {row.case.case_id: row.case.points.people for row in await queue_of(conn, scene) if row.case}
    assert (last, people) == (None, {seen: 100, hidden: 6})


async def test_a_storm_of_strangers_moves_a_case_by_less_than_two_points(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
    [row] = await queue_of(conn, scene)
    assert row.case is not None
    assert 0 < row.case.points.reports < 2


async def test_pages_have_each_case_once_in_one_order(conn: Connection) -> None:
    scene = await set_scene(conn)
    made = {(await held_post(conn, scene, severity=n % 3 + 1))[1] for n in range(65)}
    found = cases_of(await queue_of(conn, scene))
    assert len(found) == 65
    assert set(found) == made


async def test_parts_by_inlet_severity_and_what_is_mine(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id))
    reported, (_, held) = await case_of(conn, post_id), await held_post(conn, scene, severity=3)
    assert cases_of(await queue_of(conn, scene, inlet="report")) == [reported]
    assert cases_of(await queue_of(conn, scene, inlet="machine", severity=3)) == [held]
    assert await queue_of(conn, scene, severity=4) == []
    assert await queue_of(conn, scene, mine=True) == []
    await claim_case(conn, case_id=held, moderator_id=scene.moderator)
    assert cases_of(await queue_of(conn, scene, mine=True)) == [held]
    await conn.execute("UPDATE cases SET claimed_at = now() - interval '16 minutes' WHERE id = $1", held)
    assert await queue_of(conn, scene, mine=True) == []


async def test_appeals_stand_among_the_cases(conn: Connection) -> None:
    scene = await set_scene(conn)
    (_, grave), (_, light) = [await held_post(conn, scene, severity=level) for level in (4, 1)]
    appeal_id = new_id()
    await conn.execute(
        "INSERT INTO appeals (id, number, against, against_id, case_id, act, party, appellant_id,"
        " subject_kind, subject_id, circle_id, category, text, filed_at, due_at)"
        " VALUES ($1, $2, 'hold', $3, $3, 'hold', 'author', $4, 'post', $1, $5, 'flood', '不是刷屏', now(),"
        " now())",
        appeal_id,
        f"A-{appeal_id}",
        grave,
        scene.author,
        scene.circle_id,
    )
    rows = await queue_of(conn, scene)
    assert [row.case.case_id if row.case else None for row in rows] == [grave, None, light]
    [appeal] = [row.appeal for row in rows if row.appeal]
    assert (appeal.appeal_id, appeal.excerpt, appeal.points.harm) == (appeal_id, "不是刷屏", 9.0)
    assert appeal.appellant is not None
    assert await queue_of(conn, scene, severity=4) == [rows[0]]
    assert [row.appeal.appeal_id for row in await queue_of(conn, scene, inlet="appeal") if row.appeal] == [
        appeal_id
    ]


async def test_a_case_that_is_opened_again_waits_from_then_on(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene)
    await wait(conn, case_id, 30)
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.moderator,
        is_operator=False,
        act="release",
        category="abuse.person",
        note="没有指着谁",
    )
    await undo_decision(
        conn, case_id=case_id, moderator_id=scene.moderator, is_operator=False, note="再看一次"
    )
    [row] = await queue_of(conn, scene)
    assert row.case is not None
    assert now() - row.case.points.waits_since < timedelta(minutes=1)
    await count_reach(conn, [case_id], at=now())
