"""How long things took, with how many, and what still waits."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.moderation.scene import Scene, about_post, held_post, person, post, set_scene
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.meter.measure import measure_moments
from tonghao.meter.read import get_meter
from tonghao.meter.types import LEAST, Measure, Meter, Moment
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content


async def _photos(
    conn: Connection, owner_id: UUID, at: datetime, *, took: list[float], category: str | None = None
) -> list[UUID]:
    """Photos uploaded at *at* whose verdict took so many seconds."""
    ids = [new_id() for _ in took]
    for photo, seconds in zip(ids, took, strict=True):
        await conn.execute(
            "INSERT INTO media (owner_id, id, purpose, state, sha256, size_bytes, category, created_at,"
            " checked_at) VALUES ($1, $2, 'post', $3, $4, 5, $5, $6, $7)",
            owner_id,
            photo,
            "held" if category else "refused",
            bytes(32),
            category,
            at,
            at + timedelta(seconds=seconds),
        )
    return ids


async def _slug(conn: Connection, scene: Scene) -> str:
    return str(await conn.fetchval("SELECT slug FROM circles WHERE id = $1", scene.circle_id))


async def _of_circle(conn: Connection, scene: Scene) -> Meter:
    return await get_meter(conn, days=7, slug=await _slug(conn, scene))


def _row(meter: Meter, measure: Measure, category: str = "") -> Moment | None:
    rows = meter.whole if not category else meter.by_category
    return next((one for one in rows if (one.measure, one.category) == (measure, category)), None)


async def test_photos_are_counted_for_their_circle_and_by_what_was_found(conn: Connection) -> None:
    scene = await set_scene(conn)
    at = now() - timedelta(hours=2)
    fine = await _photos(conn, scene.author, at, took=[float(n) for n in range(1, LEAST + 1)])
    held = await _photos(conn, scene.author, at, took=[30.0], category="sex.suggestive")
    await post(conn, scene, photos=[*fine[:9]])
    await post(conn, scene, photos=[*fine[9:], *held])
    await measure_moments(conn, at=now())
    meter = await _of_circle(conn, scene)
    whole, nothing, suggestive = (
        _row(meter, "photo_verdict", category) for category in ("", "none", "sex.suggestive")
    )
    assert whole is not None
    assert (whole.n, whole.waiting) == (LEAST + 1, 0)
    assert nothing is not None
    assert nothing.p50_seconds == pytest.approx(5.5)
    assert nothing.p95_seconds == pytest.approx(9.55)
    # One alone says nothing.
    assert suggestive is not None
    assert (suggestive.n, suggestive.p50_seconds, suggestive.p95_seconds) == (1, None, None)


async def test_what_waits_is_counted_beside_and_a_graver_wait_is_not_hidden(conn: Connection) -> None:
    scene = await set_scene(conn)
    for _ in range(3):
        await held_post(conn, scene)
    _, case_id = await held_post(conn, scene)
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.moderator,
        is_operator=False,
        act="release",
        category="abuse.person",
        note="看过了",
    )
    await measure_moments(conn, at=now() + timedelta(seconds=5))
    meter = await _of_circle(conn, scene)
    look, answer = _row(meter, "held_look"), _row(meter, "held_answer")
    assert look is not None
    assert answer is not None
    assert (look.n, look.waiting) == (answer.n, answer.waiting) == (1, 3)


async def test_a_hold_is_counted_from_its_upload_but_an_old_post_from_its_hold(conn: Connection) -> None:
    scene = await set_scene(conn)
    moment = now()
    for written, opened, looked in ((10, 9, 6), (24 * 40, 9, 6)):
        _, case_id = await held_post(conn, scene)
        await conn.execute(
            "UPDATE cases SET opened_at = $2, looked_at = $3,"
            " snapshot = jsonb_set(snapshot, '{at}', to_jsonb($4::text)) WHERE id = $1",
            case_id,
            moment - timedelta(hours=opened),
            moment - timedelta(hours=looked),
            (moment - timedelta(hours=written)).isoformat(),
        )
    await measure_moments(conn, at=moment)
    ms = await conn.fetchrow(
        "SELECT p50_ms, p95_ms FROM moments WHERE circle_id = $1 AND days = 7 AND measure = 'held_look'"
        " AND category = ''",
        scene.circle_id,
    )
    assert ms is not None
    # Four hours from the upload of the one, three from the hold of the other.
    assert ms["p50_ms"] == pytest.approx(3.5 * 3_600_000)


async def test_reports_are_counted_each_from_its_own_moment(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    for reporter in (scene.neighbour, scene.owner):
        await report_content(conn, reporter_id=reporter, new=about_post(scene, post_id))
    case_id = await conn.fetchval("SELECT id FROM cases WHERE subject_id = $1", post_id)
    await conn.execute("UPDATE reports SET at = at - interval '1 hour' WHERE reporter_id = $1", scene.owner)
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.moderator,
        is_operator=False,
        act="remove",
        category="abuse.person",
        note="看过了",
    )
    await measure_moments(conn, at=now() + timedelta(seconds=5))
    answer = _row(await _of_circle(conn, scene), "report_answer")
    assert answer is not None
    assert (answer.n, answer.waiting) == (2, 0)


async def test_measured_again_nothing_is_counted_twice_and_what_is_old_goes(conn: Connection) -> None:
    scene = await set_scene(conn)
    await held_post(conn, scene)
    later = now() + timedelta(seconds=5)
    await measure_moments(conn, at=later)
    await measure_moments(conn, at=later)
    look = _row(await _of_circle(conn, scene), "held_look")
    assert look is not None
    assert look.waiting == 1
    await measure_moments(conn, at=later + timedelta(days=8))
    assert _row(await _of_circle(conn, scene), "held_look") is None
    month = await get_meter(conn, days=28, slug=await _slug(conn, scene))
    assert _row(month, "held_look") is not None


async def test_a_circle_by_invitation_stands_in_no_public_row(conn: Connection) -> None:
    scene = await set_scene(conn, kind="invite")
    await held_post(conn, scene)
    await measure_moments(conn, at=now() + timedelta(seconds=5))
    meter = await get_meter(conn, days=7)
    assert scene.circle_id not in {one.circle.circle_id for one in meter.by_circle if one.circle}
    assert meter.measured_at is not None
    with pytest.raises(NotFound):
        await _of_circle(conn, scene)
    with pytest.raises(NotFound):
        await get_meter(conn, days=9)


async def test_before_the_first_hour_the_page_says_so(conn: Connection) -> None:
    await conn.execute("DELETE FROM moments")
    await person(conn, "谁")
    meter = await get_meter(conn, days=7)
    assert (meter.measured_at, meter.whole, meter.by_circle) == (None, [], [])
