"""Who is called, by what, and who is not."""

from datetime import timedelta
from uuid import UUID

from tests.calls.scene import called, calls_of, grave, on_duty
from tests.moderation.scene import Scene
from tests.world import World
from tonghao.accounts.brake_feature import NewFeatureBrake, pull_feature_brake, release_feature_brake
from tonghao.brakes.look import Growth
from tonghao.brakes.pull import pull_circle_brake, release_circle_brake
from tonghao.brakes.rates import rates
from tonghao.brakes.trip import trip
from tonghao.calls.answer import answer_call
from tonghao.calls.call_duty import call_duty
from tonghao.calls.read import list_calls, list_my_calls
from tonghao.calls.types import Cause
from tonghao.circles.read import page_access_of
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading
from tonghao.ids import new_id
from tonghao.moderation.decide import decide_case
from tonghao.moderation.undo import undo_decision


async def test_a_grave_case_calls_both_who_are_on_duty(conn: Connection) -> None:
    scene = await on_duty(conn)
    case_id = await grave(conn, scene)

    calls = await calls_of(conn, scene)
    assert await called(conn, calls["partner"]["id"]) == [scene.owner]
    assert await called(conn, calls["platform"]["id"]) == [scene.moderator]
    (mine,) = await list_my_calls(conn, scene.owner)
    assert (mine.side, mine.case_id, mine.severity, mine.cause_count) == ("partner", case_id, 3, 1)
    ways = await conn.fetch("SELECT channel FROM call_tries WHERE call_id = $1 ORDER BY 1", mine.call_id)
    assert [row[0] for row in ways] == ["app", "mail"], "no address is set, so nothing goes there"


async def test_what_is_not_grave_calls_nobody(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene, severity=2, category="abuse.person")
    assert await calls_of(conn, scene) == {}


async def test_a_raid_is_one_call_unless_it_becomes_graver(conn: Connection) -> None:
    scene = await on_duty(conn)
    for _ in range(5):
        await grave(conn, scene)
    first = await calls_of(conn, scene)
    assert first["partner"]["round"] == 1
    (mine,) = await list_my_calls(conn, scene.owner)
    assert (mine.cause_count, mine.case_id) == (5, None)

    await grave(conn, scene, severity=4, category="sex.minor")
    after = await calls_of(conn, scene)
    assert after["partner"]["id"] == first["partner"]["id"]
    assert (after["partner"]["severity"], after["partner"]["round"]) == (4, 2)


async def test_a_case_that_becomes_grave_calls_then(conn: Connection) -> None:
    from tests.moderation.scene import verdict
    from tonghao.moderation.find_subject import find_subject
    from tonghao.moderation.queue_hold import queue_hold

    scene = await on_duty(conn)
    case_id = await grave(conn, scene, severity=2, category="abuse.person")
    post_id = await conn.fetchval("SELECT subject_id FROM cases WHERE id = $1", case_id)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="fraud", verdict=verdict("fraud", 3))

    (mine,) = await list_my_calls(conn, scene.moderator)
    assert mine.case_id == case_id


async def _decided_and_taken_back(conn: Connection, scene: Scene, case_id: UUID) -> None:
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.colleague,
        is_operator=False,
        act="remove",
        category="sex.explicit",
        note="看过了",
    )
    await undo_decision(conn, case_id=case_id, moderator_id=scene.colleague, is_operator=False, note="看错了")


async def test_a_grave_case_that_is_open_again_calls_both_again(conn: Connection) -> None:
    scene = await on_duty(conn)
    case_id = await grave(conn, scene)
    first = await calls_of(conn, scene)
    await _decided_and_taken_back(conn, scene, case_id)

    again = await calls_of(conn, scene)
    for side, holder in (("partner", scene.owner), ("platform", scene.moderator)):
        assert again[side]["id"] != first[side]["id"]
        assert again[side]["over_at"] is None
        assert await called(conn, again[side]["id"]) == [holder]
    (mine,) = await list_my_calls(conn, scene.owner)
    assert mine.case_id == case_id


async def test_what_is_open_again_joins_the_call_that_somebody_answers_already(conn: Connection) -> None:
    scene = await on_duty(conn)
    case_id, _ = await grave(conn, scene), await grave(conn, scene)
    call_id = (await calls_of(conn, scene))["partner"]["id"]
    await answer_call(conn, call_id=call_id, account_id=scene.owner, at=now())
    await _decided_and_taken_back(conn, scene, case_id)

    assert (await calls_of(conn, scene))["partner"]["id"] == call_id
    left = "SELECT cause_id FROM call_causes WHERE call_id = $1 AND over_at IS NULL"
    assert case_id in {row[0] for row in await conn.fetch(left, call_id)}


async def test_what_is_not_grave_calls_nobody_when_it_is_open_again(conn: Connection) -> None:
    scene = await on_duty(conn)
    await _decided_and_taken_back(conn, scene, await grave(conn, scene, severity=2, category="abuse.person"))
    assert await calls_of(conn, scene) == {}


async def test_nobody_is_called_about_their_own(conn: Connection) -> None:
    from tests.moderation.scene import case_of, post, verdict
    from tonghao.moderation.find_subject import find_subject
    from tonghao.moderation.queue_hold import queue_hold

    scene = await on_duty(conn)
    post_id = await post(conn, scene, state="held", category="fraud", author_id=scene.owner)
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=scene.circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="fraud", verdict=verdict("fraud", 3))
    assert await case_of(conn, post_id)

    calls = await calls_of(conn, scene)
    assert scene.owner not in await called(conn, calls["partner"]["id"])
    assert await list_my_calls(conn, scene.owner) == []


async def test_a_brake_calls_the_circle_and_who_pulled_it_knows(here: World, conn: Connection) -> None:
    scene = await on_duty(conn)
    access = await page_access_of(conn, scene.circle_id, scene.moderator, is_moderator=True)
    await pull_circle_brake(conn, screener=here.screener, access=access, reason="照片不对劲")

    calls = await calls_of(conn, scene)
    assert await called(conn, calls["partner"]["id"]) == [scene.owner]
    assert calls["platform"]["answered_by"] == scene.moderator
    assert await called(conn, calls["platform"]["id"]) == []


async def test_a_brake_of_a_colleague_calls_who_is_on_duty(here: World, conn: Connection) -> None:
    scene = await on_duty(conn)
    access = await page_access_of(conn, scene.circle_id, scene.colleague, is_moderator=True)
    await pull_circle_brake(conn, screener=here.screener, access=access, reason="照片不对劲")
    assert await called(conn, (await calls_of(conn, scene))["platform"]["id"]) == [scene.moderator]


async def test_a_released_brake_calls_nobody_any_more(world: World, pool: Pool) -> None:
    async with world.writing() as conn:
        scene = await on_duty(conn)
        access = await page_access_of(conn, scene.circle_id, scene.colleague, is_moderator=True)
        await pull_circle_brake(conn, screener=world.screener, access=access, reason="照片不对劲")
    await world.settle()
    async with world.writing() as conn:
        await release_circle_brake(conn, screener=world.screener, access=access, reason="看完了")
    await world.settle()
    async with reading(pool) as conn:
        calls = await calls_of(conn, scene)
    assert all(call["over_at"] is not None for call in calls.values())
    assert len(calls) == 2


async def test_a_breaker_that_trips_calls_both(conn: Connection) -> None:
    scene = await on_duty(conn)
    growth = Growth(scene.circle_id, 900, 10, "sex", reports=4, held=6, photos=6, photo_authors=6)
    assert await trip(conn, growth, moment=now(), rates=rates())
    calls = await calls_of(conn, scene)
    assert await called(conn, calls["partner"]["id"]) == [scene.owner]
    assert await called(conn, calls["platform"]["id"]) == [scene.moderator]


async def test_a_feature_that_is_stopped_everywhere_calls_the_platform(world: World, pool: Pool) -> None:
    operator = await world.account(role="operator")
    brake = NewFeatureBrake("joining", "有人批量加入")
    async with world.writing() as conn:
        pulled = await pull_feature_brake(conn, screener=world.screener, account_id=operator, brake=brake)
    await world.settle()
    async with world.writing() as conn:
        await conn.execute("DELETE FROM feature_brakes WHERE id = $1", pulled.brake_id)
        about = await conn.fetch(
            "SELECT c.side FROM call_causes s JOIN calls c ON c.id = s.call_id WHERE s.cause_id = $1",
            pulled.brake_id,
        )
        await conn.execute("UPDATE calls SET over_at = now(), next_at = NULL WHERE circle_id IS NULL")
    assert [row[0] for row in about] == ["platform"]


async def test_a_feature_that_runs_again_before_anybody_was_called_calls_nobody(
    world: World, pool: Pool
) -> None:
    operator = await world.account(role="operator")
    async with world.writing() as conn:
        given = {"screener": world.screener, "account_id": operator}
        pulled = await pull_feature_brake(conn, **given, brake=NewFeatureBrake("joining", "看错了"))
        await release_feature_brake(conn, **given, brake_id=pulled.brake_id, reason="放开")
    await world.settle()
    async with world.writing() as conn:
        asked = "SELECT count(*) FROM call_causes WHERE cause_id = $1"
        assert await conn.fetchval(asked, pulled.brake_id) == 0
        await conn.execute("DELETE FROM feature_brakes WHERE id = $1", pulled.brake_id)


async def test_an_answer_of_a_later_day_takes_in_nothing_earlier(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["platform"]
    await answer_call(conn, call_id=call["id"], account_id=scene.moderator, at=now())
    cause = Cause("brake", scene.circle_id, "", 3)
    await call_duty(conn, cause=cause, circle_id=scene.circle_id, at=now() - timedelta(days=19))
    kinds = await conn.fetch("SELECT kind FROM call_causes WHERE call_id = $1", call["id"])
    assert [row[0] for row in kinds] == ["case"]


async def test_who_is_on_it_is_not_called_for_each_thing_more(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["platform"]
    await answer_call(conn, call_id=call["id"], account_id=scene.moderator, at=now())
    await grave(conn, scene)
    assert await called(conn, call["id"]) == [scene.moderator]
    assert await list_my_calls(conn, scene.moderator) == []
    page = await list_calls(conn, circle_id=scene.circle_id)
    told = next(one for one in page.entries if one.call_id == call["id"])
    assert (told.cause_count, len(told.causes)) == (2, 2)
    # What is graver calls again.
    await grave(conn, scene, severity=4, category="sex.minor")
    assert len(await list_my_calls(conn, scene.moderator)) == 1


async def test_what_lies_in_no_circle_calls_the_platform_alone(conn: Connection) -> None:
    await on_duty(conn)
    await conn.execute("UPDATE calls SET over_at = now(), next_at = NULL WHERE circle_id IS NULL")
    cause_id = new_id()
    await call_duty(conn, cause=Cause("case", cause_id, "fraud", 3), circle_id=None, at=now())
    rows = await conn.fetch(
        "SELECT c.side FROM call_causes s JOIN calls c ON c.id = s.call_id WHERE s.cause_id = $1", cause_id
    )
    assert [row[0] for row in rows] == ["platform"]
