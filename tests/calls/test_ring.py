"""Who does not answer is called again, then the next one; everybody is called once, and then it ends."""

from datetime import datetime, timedelta
from uuid import UUID

from tests.calls.scene import always, called, calls_of, grave, on_duty
from tests.moderation.scene import Scene
from tonghao.calls.chain import next_of
from tonghao.calls.ring import ring
from tonghao.circles.duty import replace_shifts
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.duty.set_roster import set_platform_roster
from tonghao.ids import new_id

_FIVE = timedelta(minutes=5)
_ABSENT = """
    INSERT INTO platform_exceptions (id, on_date, starts_minute, ends_minute, absent_id, cover_id, made_by)
    SELECT uuidv7(), day::date, 0, 1440, $1, $2, $3
      FROM generate_series(current_date - 1, current_date + 8, interval '1 day') AS day
"""


async def _ring_out(conn: Connection, call_id: UUID, at: datetime) -> list[UUID]:
    """Let five minutes pass again and again until nobody is left."""
    found = []
    while True:
        at += _FIVE
        person = await ring(conn, call_id=call_id, at=at)
        if person is None:
            return found
        found.append(person)
        assert len(found) < 2_000, "it does not end"


async def test_the_same_person_again_and_then_the_next_one(conn: Connection) -> None:
    scene = await on_duty(conn)
    await replace_shifts(conn, scene.circle_id, always(scene.owner))
    await conn.execute(
        "UPDATE memberships SET role = 'host' WHERE circle_id = $1 AND account_id = $2",
        scene.circle_id,
        scene.neighbour,
    )
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["partner"]
    at = now()
    assert call["next_at"] - at <= _FIVE
    assert await ring(conn, call_id=call["id"], at=at + _FIVE) == scene.owner
    assert await ring(conn, call_id=call["id"], at=at + 2 * _FIVE) == scene.neighbour
    last = await ring(conn, call_id=call["id"], at=at + 3 * _FIVE)
    role = await conn.fetchval("SELECT role FROM accounts WHERE id = $1", last)
    assert role == "operator", "after the circle comes who runs the place"


async def test_when_everybody_was_called_it_ends_and_says_so(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["partner"]
    rest = await _ring_out(conn, call["id"], now())
    assert rest[0] == scene.owner
    assert len(set(rest)) == len(rest), "nobody but the first is called twice"
    after = (await calls_of(conn, scene))["partner"]
    assert after["rang_out_at"] is not None
    assert after["next_at"] is None
    assert (
        await conn.fetchval("SELECT act FROM audit_entries ORDER BY number DESC LIMIT 1") == "call.rang_out"
    )
    # It can still be answered, and what comes next wakes it up.
    await grave(conn, scene)
    again = (await calls_of(conn, scene))["partner"]
    assert (again["id"], again["rang_out_at"]) == (call["id"], None)
    assert (await called(conn, call["id"]))[-1] == scene.owner


async def test_two_who_stand_in_for_each_other_come_to_an_end(conn: Connection) -> None:
    scene = await on_duty(conn)
    week = [*always(scene.moderator), *always(scene.colleague)]
    await set_platform_roster(conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=week)
    for absent, cover in ((scene.moderator, scene.colleague), (scene.colleague, scene.moderator)):
        await conn.execute(_ABSENT, absent, cover, scene.operator)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["platform"]
    rest = await _ring_out(conn, call["id"], now())
    everybody = await called(conn, call["id"])
    assert {scene.moderator, scene.colleague} <= set(everybody)
    assert max(everybody.count(one) for one in everybody) == 2
    assert rest


async def test_who_has_come_on_duty_meanwhile_is_called(conn: Connection) -> None:
    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["platform"]
    await set_platform_roster(
        conn, operator_id=scene.operator, zone="Asia/Shanghai", shifts=always(scene.colleague)
    )
    assert await ring(conn, call_id=call["id"], at=now() + _FIVE) == scene.colleague


async def test_who_stepped_back_is_passed_over(conn: Connection) -> None:
    from tonghao.moderation.recuse import recuse_from_case

    scene = await on_duty(conn)
    case_id = await grave(conn, scene)
    await recuse_from_case(conn, case_id=case_id, moderator_id=scene.moderator, reason="是我邻居")
    call = (await calls_of(conn, scene))["platform"]
    assert await ring(conn, call_id=call["id"], at=now() + _FIVE) != scene.moderator


async def test_an_answered_call_rings_no_more(conn: Connection) -> None:
    from tonghao.calls.answer import answer_call

    scene = await on_duty(conn)
    await grave(conn, scene)
    call = (await calls_of(conn, scene))["partner"]
    await answer_call(conn, call_id=call["id"], account_id=scene.owner, at=now())
    assert await ring(conn, call_id=call["id"], at=now() + _FIVE) is None
    assert await called(conn, call["id"]) == [scene.owner]


def test_the_first_twice_and_the_others_once() -> None:
    a, b, c = (new_id() for _ in range(3))
    assert next_of([], []) is None
    assert next_of([a, b], []) == a
    assert next_of([a, b], [a]) == a
    assert next_of([a, b], [a, a]) == b
    assert next_of([a, b], [a, a, b]) is None
    assert next_of([b, a], [a]) == b, "somebody else is on duty by now"
    assert next_of([b, a, c], [a, b]) == c


async def test_without_anybody_at_all_it_says_so_at_once(conn: Connection) -> None:
    scene: Scene = await on_duty(conn)
    await replace_shifts(conn, scene.circle_id, [])
    await conn.execute(
        "UPDATE accounts SET state = 'leaving', leaves_at = now() WHERE role <> 'member' OR id = $1",
        scene.owner,
    )
    await grave(conn, scene)
    calls = await calls_of(conn, scene)
    assert all(call["rang_out_at"] is not None for call in calls.values())
