"""Reports count by how often their maker was right; a storm of strangers moves nothing."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.moderation.scene import Scene, about_post, case_of, person, post, row_of, set_scene
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.moderation.weigh_report import accuracy_of, keep_records, rules


async def old(conn: Connection, *people: UUID) -> None:
    """They are no newcomers."""
    await conn.execute(
        "UPDATE accounts SET created_at = now() - interval '1 year' WHERE id = ANY($1::uuid[])", list(people)
    )


async def with_record(conn: Connection, account_id: UUID, upheld: float, dismissed: float) -> None:
    await conn.execute(
        "INSERT INTO reporter_records (reporter_id, upheld, dismissed, as_of) VALUES ($1, $2, $3, now())",
        account_id,
        upheld,
        dismissed,
    )


async def at_address(conn: Connection, account_id: UUID, address: str) -> None:
    await conn.execute(
        "INSERT INTO sessions (account_id, id, token_hash, address, expires_at)"
        " VALUES ($1, gen_random_uuid(), uuid_send(gen_random_uuid()), $2, now() + interval '1 day')",
        account_id,
        address,
    )


async def report(conn: Connection, scene: Scene, post_id: UUID, by: UUID, category: str = "flood") -> None:
    await report_content(conn, reporter_id=by, new=about_post(scene, post_id, category=category))


async def weight_of(conn: Connection, post_id: UUID) -> float:
    found = await conn.fetchval("SELECT report_weight FROM cases WHERE id = $1", await case_of(conn, post_id))
    return float(found)


def test_one_report_proves_little_and_old_ones_fade() -> None:
    at = now()
    assert accuracy_of(upheld=0, dismissed=0, as_of=at, at=at) == 0.5
    assert accuracy_of(upheld=1, dismissed=0, as_of=at, at=at) == pytest.approx(2 / 3)
    assert accuracy_of(upheld=0, dismissed=8, as_of=at, at=at) == pytest.approx(0.1)
    later = at + timedelta(days=rules().half_life_days)
    assert accuracy_of(upheld=8, dismissed=0, as_of=at, at=later) == pytest.approx(5 / 6)


async def test_a_storm_of_newcomers_raises_nothing_and_hides_nothing(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await old(conn, scene.neighbour)
    await report(conn, scene, post_id, scene.neighbour)
    before = await row_of(conn, await case_of(conn, post_id))
    for number in range(30):
        await report(conn, scene, post_id, await person(conn, f"新人{number}"), "sex.minor")
    after = await row_of(conn, before.case_id)
    assert (after.category, after.severity, after.due_at) == ("flood", before.severity, before.due_at)
    assert after.reports == 31
    assert await weight_of(conn, post_id) == rules().crowd_cap
    assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "visible"


async def test_people_who_were_right_before_count_one_by_one(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    tried = [await person(conn, f"老邻居{number}") for number in range(3)]
    await old(conn, *tried)
    for one in tried:
        await with_record(conn, one, 8, 0)
    await report(conn, scene, post_id, tried[0])
    for one in tried[1:]:
        await report(conn, scene, post_id, one, "sex.minor")
    assert await weight_of(conn, post_id) == pytest.approx(2.7)
    assert (await row_of(conn, await case_of(conn, post_id))).severity == 4


async def test_accounts_from_one_place_count_once_and_make_nothing_graver(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    linked = [await person(conn, f"小号{number}") for number in range(5)]
    await old(conn, *linked)
    for one in linked:
        await at_address(conn, one, "203.0.113.7")
    await report(conn, scene, post_id, linked[0])
    for one in linked[1:]:
        await report(conn, scene, post_id, one, "sex.minor")
    assert await weight_of(conn, post_id) == 0.5
    assert (await row_of(conn, await case_of(conn, post_id))).category == "flood"


async def test_who_is_often_wrong_makes_nothing_graver(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await old(conn, scene.neighbour, scene.stranger)
    await with_record(conn, scene.stranger, 0, 9)
    await report(conn, scene, post_id, scene.neighbour)
    await report(conn, scene, post_id, scene.stranger, "sex.minor")
    assert (await row_of(conn, await case_of(conn, post_id))).category == "flood"


async def test_a_decision_counts_for_those_who_reported(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    await report(conn, scene, post_id, scene.neighbour)
    case_id = await case_of(conn, post_id)
    await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.moderator,
        is_operator=False,
        act="remove",
        category="flood",
        note="刷屏",
    )
    await keep_records(conn, case_id=case_id)
    await keep_records(conn, case_id=case_id)
    row = await conn.fetchrow(
        "SELECT upheld, dismissed FROM reporter_records WHERE reporter_id = $1", scene.neighbour
    )
    assert row is not None
    assert (round(row["upheld"], 3), row["dismissed"]) == (1.0, 0.0)


async def test_what_was_deleted_cannot_be_reported_any_more(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene, state="deleted")
    with pytest.raises(NotFound):
        await report(conn, scene, post_id, scene.neighbour)
