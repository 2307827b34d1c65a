"""Where nobody of a circle is on duty."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.moderation.scene import set_scene
from tonghao.circles.read_duty import duty_of_circles
from tonghao.db import Connection
from tonghao.duty.list_circles import list_circle_duty
from tonghao.duty.tend_circles import tend_circles

_MORNING = datetime(2026, 3, 4, 0, 30, tzinfo=UTC)  # a Wednesday, 8:30 in Shanghai
_SHIFT = "INSERT INTO duty_shifts VALUES ($1, $2, 2, 480, 600)"


async def tend(conn: Connection, circle_id: UUID, at: datetime) -> None:
    """Only the batch with the circle: other tests have committed theirs."""
    await tend_circles(conn, after=UUID(int=circle_id.int - 1), at=at)


async def test_a_gap_begins_with_the_end_of_a_shift_and_ends_with_the_next(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(_SHIFT, scene.circle_id, scene.owner)
    evening, later = _MORNING + timedelta(hours=3), _MORNING + timedelta(days=7)
    for at in (_MORNING, evening, evening + timedelta(minutes=1), later):
        await tend(conn, scene.circle_id, at)

    rows = await conn.fetch("SELECT since, ended_at FROM duty_gaps WHERE circle_id = $1", scene.circle_id)
    assert [tuple(row) for row in rows] == [(evening, later)]


async def test_a_circle_without_a_roster_is_a_gap(conn: Connection) -> None:
    scene = await set_scene(conn)
    await tend(conn, scene.circle_id, _MORNING)

    page = await list_circle_duty(conn, at=_MORNING, cursor=None)
    rows = {one.circle_id: one for one in page.entries}
    assert rows[scene.circle_id].gap_since == _MORNING
    assert rows[scene.circle_id].on_duty == []
    assert rows[scene.circle_id].next_at is None


async def test_many_circles_are_read_at_once(conn: Connection) -> None:
    one, other = await set_scene(conn), await set_scene(conn)
    await conn.execute(_SHIFT, one.circle_id, one.owner)

    duty = await duty_of_circles(conn, [one.circle_id, other.circle_id], at=_MORNING)

    assert [person.account_id for person in duty[one.circle_id].on_duty] == [one.owner]
    assert duty[other.circle_id].on_duty == []
    assert duty[one.circle_id].next_at == _MORNING + timedelta(days=7, minutes=-30)
