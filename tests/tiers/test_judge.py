"""Down by itself, one step a week; up by a person after four clean weeks."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.tiers.scene import MONDAY, START, place_back, week
from tests.world import World
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.circles.restrictions import restrictions_of
from tonghao.db import Connection
from tonghao.tiers.judge import judge_circle
from tonghao.tiers.promote import NotBelow, NotEarned, OwnStanding, demote_circle, promote_circle
from tonghao.tiers.read import get_recovery, list_standings
from tonghao.tiers.types import Demotion


async def _tier(conn: Connection, circle_id: UUID) -> tuple[str, int]:
    row = await conn.fetchrow("SELECT tier, score FROM circles WHERE id = $1", circle_id)
    assert row is not None
    return row["tier"], row["score"]


async def test_one_bad_week_takes_a_circle_down_one_step_and_the_next_one_another(
    conn: Connection, world: World
) -> None:
    made = await world.circle()
    await place_back(conn, made.circle_id, "trusted", since=MONDAY)
    steps = (
        ("standard", set()),
        ("probation", {"photo_check", "hidden"}),
        ("frozen", {"no_photos", "invite_only", "hidden"}),
    )
    for number, (tier, kinds) in enumerate(steps):
        await week(conn, made.circle_id, number, missed=6)
        monday = START + timedelta(weeks=number + 1)
        assert await judge_circle(conn, circle_id=made.circle_id, at=monday) == tier
        assert await judge_circle(conn, circle_id=made.circle_id, at=monday + timedelta(days=1)) is None
        assert await restrictions_of(conn, made.circle_id) == kinds
    assert await _tier(conn, made.circle_id) == ("frozen", 2)
    acts = await conn.fetch(
        "SELECT reason, shown FROM circle_acts WHERE circle_id = $1 AND act = 'circle.tier_set' ORDER BY id",
        made.circle_id,
    )
    assert acts[0]["reason"] == "最近 1 周：过了时限没有处理的 6 件，共 10 件。"
    assert acts[0]["shown"]["figures"]["missed"]["of"] == 10
    told = await conn.fetchval(
        "SELECT count(*) FROM outbox WHERE kind = 'circle.tier_changed' AND event->>'circle_id' = $1",
        str(made.circle_id),
    )
    assert told == 3


async def test_a_good_week_changes_nothing(conn: Connection, world: World) -> None:
    made = await world.circle()
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    await week(conn, made.circle_id, 0)
    assert await judge_circle(conn, circle_id=made.circle_id, at=START + timedelta(weeks=1)) is None
    assert await _tier(conn, made.circle_id) == ("standard", 5)


async def test_four_clean_weeks_are_proposed_and_a_person_takes_it_up(conn: Connection, world: World) -> None:
    made, su = await world.circle(), await world.account(role="operator")
    await place_back(conn, made.circle_id, "probation", since=MONDAY)
    up = {"screener": world.screener, "circle_id": made.circle_id, "reason": "四周都按时答复。"}
    for number in range(4):
        with pytest.raises(NotEarned) as refused:
            await promote_circle(conn, by_id=su, **up)
        assert refused.value.details["clean_weeks"] == number
        await week(conn, made.circle_id, number)
    assert made.circle_id in {one.circle_id for one in await _proposed(conn)}
    with pytest.raises(OwnStanding):
        await promote_circle(conn, by_id=made.owner_id, **up)
    after = await promote_circle(conn, by_id=su, **up)
    assert (after.standing.tier, after.reason, after.standing.caps.members) == (
        "standard",
        "四周都按时答复。",
        5000,
    )
    assert await restrictions_of(conn, made.circle_id) == frozenset()
    with pytest.raises(NotEarned):
        await promote_circle(conn, by_id=su, **up)


async def _proposed(conn: Connection) -> list:
    found, cursor = [], None
    while True:
        page = await list_standings(conn, which="proposed", cursor=cursor)
        found += page.entries
        if (cursor := page.next_cursor) is None:
            return found


async def test_the_way_back_says_why_what_and_until_when(conn: Connection, world: World) -> None:
    made = await world.circle()
    await place_back(conn, made.circle_id, "standard", since=MONDAY)
    await week(conn, made.circle_id, 0, missed=6)
    await judge_circle(conn, circle_id=made.circle_id, at=START + timedelta(weeks=1, minutes=5))
    await week(conn, made.circle_id, 1)
    await week(conn, made.circle_id, 2)
    way = await get_recovery(conn, circle_id=made.circle_id, at=START + timedelta(weeks=3, hours=30))
    assert (way.standing.tier, way.standing.next, way.falls_to) == ("probation", "standard", "frozen")
    assert (way.clean_weeks, way.weeks_needed) == (1, 4)
    assert way.next_look_at == START + timedelta(weeks=4)
    assert way.earliest_at == START + timedelta(weeks=6)
    assert [(need.figure, need.share.count) for need in way.needs] == [("missed", 6)]
    assert "6 件" in way.reason


async def test_by_hand_a_circle_only_falls_and_to_its_end_by_two(conn: Connection, world: World) -> None:
    made, su, xu = await world.circle(), *[await world.account(role="operator") for _ in range(2)]
    down = {"screener": world.screener, "circle_id": made.circle_id, "by_id": su}
    with pytest.raises(NotBelow):
        await demote_circle(conn, demotion=Demotion("trusted", "很好"), **down)
    end = Demotion("terminated", "主办方已经关门。")
    way = await demote_circle(conn, demotion=end, **down)
    assert way.standing.tier != "terminated"
    with pytest.raises(AnotherPersonNeeded):
        await demote_circle(conn, demotion=end, **down)
    assert await restrictions_of(conn, made.circle_id) == set()
    way = await demote_circle(conn, demotion=end, **down | {"by_id": xu})
    assert (way.standing.tier, way.standing.next) == ("terminated", None)
    assert await restrictions_of(conn, made.circle_id) == {"closed"}
