"""Two hands at once on one policy, one circle's rules, one appeal; every write here is committed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from tests.moderation.scene import about_post, held_post, post, set_scene
from tests.world import World
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import AlreadyAppealed, file_appeal
from tonghao.appeals.find_ground import AppealFinal, NothingToAppeal
from tonghao.appeals.lock_appeal import AppealEnded
from tonghao.appeals.types import NewAppeal, NewAppealDecision
from tonghao.circles.house_rules import get_house, list_house_versions
from tonghao.circles.read import access_of
from tonghao.circles.set_house_rules import HouseRulesChanged, NewHouseRules, set_house_rules
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.decide import decide_case
from tonghao.moderation.report import report_content
from tonghao.policies.order_version import order_version
from tonghao.policies.rulings import list_versions, ruling_now
from tonghao.policies.write_version import write_version
from tonghao.posts.delete import delete_post
from tonghao.screening.house import HouseRules
from tonghao.screening.policy import Overlay, put_in_force, shipped


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    put_in_force(shipped())


async def _at_once(pool: Pool, acts: list[Callable[[Connection], Awaitable[Any]]]) -> list[str]:
    """What became of each: done, or the name of the refusal."""

    async def one(act: Callable[[Connection], Awaitable[Any]]) -> str:
        try:
            async with writing(pool) as conn:
                await act(conn)
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    return sorted(await asyncio.gather(*(one(act) for act in acts)))


async def test_versions_written_at_once_are_numbered_without_gap_and_the_last_order_counts(
    world: World, pool: Pool
):
    operators = [await world.account(role="operator") for _ in range(4)]
    async with reading(pool) as conn:
        newest = (await list_versions(conn, cursor=None)).entries
    first = newest[0].number if newest else 0
    writes = [
        lambda conn, by=by: write_version(
            conn, operator_id=by, overlay=Overlay(severities={"begging": 2}), note="收紧"
        )
        for by in operators
    ]
    assert await _at_once(pool, writes) == ["done"] * 4
    async with reading(pool) as conn:
        numbers = [one.number for one in (await list_versions(conn, cursor=None)).entries][:4]
    assert numbers == [first + 4, first + 3, first + 2, first + 1]
    orders = [
        lambda conn, by=by, number=number: order_version(conn, operator_id=by, number=number, reason="现在起")
        for by, number in zip(operators, numbers, strict=True)
    ]
    assert await _at_once(pool, orders) == ["done"] * 4
    async with writing(pool) as conn:
        last = await conn.fetchval("SELECT number FROM policy_orders ORDER BY id DESC LIMIT 1")
        assert (await ruling_now(conn)).number == last
        await order_version(conn, operator_id=operators[0], number=0, reason="改回来")


async def test_two_hosts_who_set_the_rules_at_once_make_one_version(world: World, pool: Pool):
    made = await world.circle()
    hosts = [await world.member(made.circle_id, "host") for _ in range(3)]

    async def set_by(conn: Connection, host: Any, posts: int) -> None:
        access = await access_of(conn, made.circle_id, host)
        new = NewHouseRules(HouseRules(first_posts=posts), "先认识一下", 0)
        await set_house_rules(conn, screener=world.screener, access=access, new=new)

    acts = [lambda conn, by=by, n=n: set_by(conn, by, n) for n, by in enumerate(hosts, 1)]
    assert await _at_once(pool, acts) == [HouseRulesChanged.__name__] * 2 + ["done"]
    async with reading(pool) as conn:
        access = await access_of(conn, made.circle_id, made.owner_id)
        assert (await get_house(conn, access=access)).now.number == 1
        assert len((await list_house_versions(conn, access=access, cursor=None)).entries) == 1


async def test_two_who_decide_one_appeal_at_once_decide_it_once_and_it_is_final(world: World, pool: Pool):
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id, _ = await held_post(conn, scene)
    judges = [await world.account(role="operator") for _ in range(3)]
    new = NewAppeal("content", post_id, "post", scene.circle_id, text="是泳池里的照片。")
    files = [
        lambda conn: file_appeal(conn, account_id=scene.author, screener=world.screener, new=new)
        for _ in range(2)
    ]
    assert await _at_once(pool, files) == [AlreadyAppealed.__name__, "done"]
    async with reading(pool) as conn:
        appeal_id = await conn.fetchval("SELECT id FROM appeals WHERE subject_id = $1", post_id)
    answers = [
        lambda conn, by=by, outcome=outcome: decide_appeal(
            conn,
            appeal_id=appeal_id,
            decider_id=by,
            is_operator=True,
            screener=world.screener,
            undoes=world.parts["undoes"],
            new=NewAppealDecision(outcome, "看过了，按规则办。"),
        )
        for by, outcome in zip(judges, ("upheld", "overturned", "upheld"), strict=True)
    ]
    assert await _at_once(pool, answers) == [AppealEnded.__name__] * 2 + ["done"]
    async with writing(pool) as conn:
        decisions = await conn.fetchval(
            "SELECT count(*) FROM case_decisions d JOIN cases k ON k.id = d.case_id WHERE k.subject_id = $1",
            post_id,
        )
        assert decisions == 1
        # No appeal of an appeal: another one, and one more person, would never come to an end.
        with pytest.raises((AppealFinal, AlreadyAppealed, NothingToAppeal, NotFound)):
            await file_appeal(conn, account_id=scene.author, screener=world.screener, new=new)
        rows = await conn.fetchval("SELECT count(*) FROM appeals WHERE subject_id = $1", post_id)
        assert rows == 1


async def test_what_is_deleted_while_it_is_reported_is_reported_or_gone_and_never_stuck(
    world: World, pool: Pool
):
    async with writing(pool) as conn:
        scene = await set_scene(conn)
        post_id = await post(conn, scene)
    acts = [
        lambda conn: report_content(conn, reporter_id=scene.neighbour, new=about_post(scene, post_id)),
        lambda conn: delete_post(conn, circle_id=scene.circle_id, post_id=post_id, account_id=scene.author),
    ]
    said = await _at_once(pool, acts)
    assert "done" in said
    async with writing(pool) as conn:
        case_id = await conn.fetchval("SELECT id FROM cases WHERE subject_id = $1", post_id)
        assert (case_id is None) == (said != ["done", "done"])
        if case_id is not None:
            await decide_case(
                conn,
                case_id=case_id,
                moderator_id=scene.moderator,
                is_operator=False,
                act="remove",
                category="abuse.person",
                note="看过了",
            )
        state = await conn.fetchval("SELECT state FROM posts WHERE id = $1", post_id)
        assert state == "deleted"
        # What is gone cannot be reported again.
        with pytest.raises(NotFound):
            await report_content(conn, reporter_id=scene.stranger, new=about_post(scene, post_id))
