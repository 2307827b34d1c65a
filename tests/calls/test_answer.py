"""One sentence ends a call: I am on it."""

from datetime import timedelta

import pytest

from tests.calls.scene import always, calls_of, grave, on_duty
from tonghao.calls.answer import CallAnswered, CallOver, OwnCall, answer_call
from tonghao.calls.read import list_calls, list_my_calls
from tonghao.circles.duty import replace_shifts
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.duty.set_roster import set_platform_roster
from tonghao.errors import NotFound
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import decide_case


async def test_each_side_answers_for_itself(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    calls = await calls_of(conn, scene)
    at = now() + timedelta(seconds=40)
    await answer_call(conn, call_id=calls["partner"]["id"], account_id=scene.owner, at=at)

    after = await calls_of(conn, scene)
    assert (after["partner"]["answered_by"], after["partner"]["answered_at"]) == (scene.owner, at)
    assert after["platform"]["answered_by"] is None
    assert await list_my_calls(conn, scene.owner) == []
    assert len(await list_my_calls(conn, scene.moderator)) == 1
    with pytest.raises(CallAnswered):
        await answer_call(conn, call_id=calls["partner"]["id"], account_id=scene.owner, at=at)
    page = await list_calls(conn, circle_id=scene.circle_id)
    told = {one.side: one.answered_by for one in page.entries}
    assert told["partner"] is not None
    assert told["partner"].account_id == scene.owner
    assert told["platform"] is None


async def test_who_is_called_for_both_sides_says_it_once(conn: Connection) -> None:
    scene = await on_duty(conn)
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.operator)
    )
    await replace_shifts(conn, scene.circle_id, [])
    await conn.execute("UPDATE memberships SET role = 'member' WHERE circle_id = $1", scene.circle_id)
    # Other tests have left others who run the place.
    await conn.execute(
        "UPDATE accounts SET role = 'member' WHERE role = 'operator' AND id <> $1", scene.operator
    )
    await grave(conn, scene)
    mine = await list_my_calls(conn, scene.operator)
    assert [one.side for one in mine] == ["platform"]
    await answer_call(conn, call_id=mine[0].call_id, account_id=scene.operator, at=now())
    after = await calls_of(conn, scene)
    assert {side: call["answered_by"] for side, call in after.items()} == {
        "partner": scene.operator,
        "platform": scene.operator,
    }


async def test_only_who_is_of_that_side_answers(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    calls = await calls_of(conn, scene)
    for side, who in (("partner", scene.neighbour), ("partner", scene.moderator), ("platform", scene.owner)):
        with pytest.raises(NotFound):
            await answer_call(conn, call_id=calls[side]["id"], account_id=who, at=now())
    await answer_call(conn, call_id=calls["platform"]["id"], account_id=scene.colleague, at=now())
    await answer_call(conn, call_id=calls["partner"]["id"], account_id=scene.operator, at=now())


async def test_nobody_answers_about_their_own(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["partner"]
    await conn.execute(
        "UPDATE memberships SET role = 'host' WHERE circle_id = $1 AND account_id = $2",
        scene.circle_id,
        scene.author,
    )
    with pytest.raises(OwnCall):
        await answer_call(conn, call_id=call["id"], account_id=scene.author, at=now())


async def test_taking_the_case_answers_for_the_platform(conn: Connection) -> None:
    scene = await on_duty(conn)
    case_id = await grave(conn, scene)
    await claim_case(conn, case_id=case_id, moderator_id=scene.colleague)
    calls = await calls_of(conn, scene)
    assert calls["platform"]["answered_by"] == scene.colleague
    assert calls["partner"]["answered_by"] is None


async def test_when_all_is_decided_the_calls_are_over(conn: Connection) -> None:
    scene = await on_duty(conn)
    cases = [await grave(conn, scene), await grave(conn, scene)]
    for number, case_id in enumerate(cases):
        assert (await calls_of(conn, scene))["partner"]["over_at"] is None, number
        await decide_case(
            conn, case_id=case_id, moderator_id=scene.moderator, is_operator=False, act="remove",
            category="sex.explicit", note="照片露骨",
        )  # fmt: skip
    calls = await calls_of(conn, scene)
    assert all(call["over_at"] is not None for call in calls.values())
    assert await list_my_calls(conn, scene.owner) == []
    with pytest.raises(CallOver):
        await answer_call(conn, call_id=calls["partner"]["id"], account_id=scene.owner, at=now())


async def test_the_answer_stands_in_the_log(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["partner"]
    await answer_call(conn, call_id=call["id"], account_id=scene.owner, at=now())
    row = await conn.fetchrow(
        "SELECT act, actor_id, subject_id FROM audit_entries ORDER BY number DESC LIMIT 1"
    )
    assert row is not None
    assert tuple(row) == ("call.answered", scene.owner, call["id"])
