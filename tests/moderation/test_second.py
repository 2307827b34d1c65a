"""The gravest is released by two people; a release may rest on an exception that holds in the circle."""

from contextlib import suppress

import pytest

from tests.moderation.scene import held_post, set_scene
from tests.moderation.test_decide import decide
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.db import Connection
from tonghao.moderation.decide import decide_case
from tonghao.moderation.lock_case import NeedsOperator
from tonghao.policies.standard import NotExcepted


async def test_the_gravest_is_released_by_two_people_of_whom_one_runs_the_place(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id, case_id = await held_post(conn, scene, category="sex.minor", severity=4)
    proposed = await decide(conn, scene, case_id, "release", category="sex.minor")
    assert (proposed.state, proposed.subject_state) == ("open", "held")
    assert proposed.proposal is not None
    assert proposed.proposal.proposed_by.account_id == scene.moderator
    with pytest.raises(AnotherPersonNeeded):
        await decide(conn, scene, case_id, "release", category="sex.minor")
    with pytest.raises(NeedsOperator):
        await decide(conn, scene, case_id, "release", by=scene.colleague, category="sex.minor")
    assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "held"
    released = await decide(
        conn, scene, case_id, "release", by=scene.operator, is_operator=True, category="sex.minor"
    )
    assert (released.state, released.proposal) == ("released", None)
    [decision] = released.decisions
    assert decision.first_by is not None
    assert (decision.first_by.account_id, decision.decided_by.account_id) == (scene.moderator, scene.operator)
    assert await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id) == "visible"


async def test_an_operator_alone_does_not_release_the_gravest(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene, category="sex.minor", severity=4)
    for _ in range(2):
        with suppress(AnotherPersonNeeded):
            case = await decide(
                conn, scene, case_id, "release", by=scene.operator, is_operator=True, category="sex.minor"
            )
    assert case.state == "open"
    released = await decide(conn, scene, case_id, "release", category="sex.minor")
    assert released.state == "released"


async def test_one_person_removes_the_gravest_whatever_was_proposed(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene, category="sex.minor", severity=4)
    await decide(conn, scene, case_id, "release", category="sex.minor")
    removed = await decide(conn, scene, case_id, "remove", by=scene.colleague, category="sex.minor")
    assert (removed.state, removed.proposal, removed.decisions[0].first_by) == ("removed", None, None)


async def test_a_release_rests_on_an_exception_of_the_circles_topic(conn: Connection) -> None:
    scene = await set_scene(conn)
    _, case_id = await held_post(conn, scene, category="sex.suggestive")
    for act, category, exception in (
        ("release", "sex.suggestive", "breastfeeding"),
        ("release", "abuse.person", "sport"),
        ("remove", "sex.suggestive", "sport"),
    ):
        with pytest.raises(NotExcepted):
            await decide_case(
                conn,
                case_id=case_id,
                moderator_id=scene.moderator,
                is_operator=False,
                act=act,  # type: ignore[arg-type]
                category=category,
                note="泳池里",
                exception=exception,
            )
    released = await decide_case(
        conn,
        case_id=case_id,
        moderator_id=scene.moderator,
        is_operator=False,
        act="release",
        category="sex.suggestive",
        note="泳池里",
        exception="sport",
    )
    assert released.decisions[0].exception == "sport"
