"""The last seat of a table, two lines of a fund at once, one day marked twice, a search that ends."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.world import World
from tonghao.challenges.begin import begin_challenge, join_challenge
from tonghao.challenges.mark import mark_today
from tonghao.challenges.read import get_challenge
from tonghao.challenges.types import NewChallenge
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.fund_books.enter import FundShort, enter, open_fund
from tonghao.fund_books.read import get_fund, list_entries
from tonghao.fund_books.types import NewEntry, NewFund
from tonghao.lost_pets.end_search import end_search
from tonghao.lost_pets.post_notice import post_notice
from tonghao.lost_pets.read import get_lost_pet
from tonghao.lost_pets.sight import SearchOver, sight
from tonghao.lost_pets.types import NewLostPet, SearchEnd
from tonghao.remarks.types import NewRemark
from tonghao.team_ups.open_table import open_table
from tonghao.team_ups.read import get_team_up
from tonghao.team_ups.take_seat import TableFull, take_seat
from tonghao.team_ups.types import NewTeamUp


async def _as(pool: Pool, circle_id: Any, who: Any, verb: Any, **more: Any) -> Any:
    async with writing(pool) as conn:
        return await verb(conn, access=await access_of(conn, circle_id, who), **more)


async def test_the_last_seat_of_a_table_is_taken_once(world: World, pool: Pool) -> None:
    made = await world.circle(members=8)
    circle_id, owner = made.circle_id, made.owner_id
    await _as(pool, circle_id, owner, choose_tools, tools=["team_up"])
    new = NewTeamUp("卡坦岛", now() + timedelta(days=1), 4)
    table = await _as(pool, circle_id, owner, open_table, screener=world.screener, new=new)
    sits = [_as(pool, circle_id, who, take_seat, team_up_id=table) for who in made.members]
    answers = await asyncio.gather(*sits, return_exceptions=True)
    assert sum(isinstance(one, TableFull) for one in answers) == 5
    async with reading(pool) as conn:
        seen = await get_team_up(conn, circle_id=circle_id, team_up_id=table, viewer_id=None)
    assert (seen.taken, len(seen.people)) == (4, 4)


async def test_a_fund_is_never_spent_twice_and_its_lines_are_numbered_without_gap(
    world: World, pool: Pool
) -> None:
    made = await world.circle()
    circle_id, owner = made.circle_id, made.owner_id
    await _as(pool, circle_id, owner, choose_tools, tools=["fund"])
    screener = world.screener
    fund = await _as(pool, circle_id, owner, open_fund, screener=screener, new=NewFund("公账"))

    async def line(direction: Any, amount: str) -> Any:
        new = NewEntry(direction, amount, now().date(), "灯泡")
        return await _as(pool, circle_id, owner, enter, screener=screener, fund_id=fund, new=new)

    await line("in", "100")
    answers = await asyncio.gather(*(line("out", "30") for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(one, FundShort) for one in answers) == 5
    async with reading(pool) as conn:
        assert (await get_fund(conn, circle_id=circle_id, fund_id=fund)).balance == "10.00"
        page = await list_entries(conn, circle_id=circle_id, fund_id=fund, viewer_id=None)
    assert [entry.number for entry in page.entries] == [4, 3, 2, 1]
    assert [entry.balance for entry in page.entries] == ["10.00", "40.00", "70.00", "100.00"]


async def test_a_day_is_marked_once_however_often_one_presses(world: World, pool: Pool) -> None:
    made = await world.circle(members=1)
    circle_id, (who,) = made.circle_id, made.members
    await _as(pool, circle_id, made.owner_id, choose_tools, tools=["challenge"])
    new = NewChallenge("三十天", 30, 20)
    run = await _as(pool, circle_id, made.owner_id, begin_challenge, screener=world.screener, new=new)
    joins = (_as(pool, circle_id, who, join_challenge, challenge_id=run) for _ in range(6))
    await asyncio.gather(*joins)
    mark = {"screener": world.screener, "challenge_id": run}
    await asyncio.gather(*(_as(pool, circle_id, who, mark_today, **mark) for _ in range(6)))
    async with reading(pool) as conn:
        seen = await get_challenge(conn, circle_id=circle_id, challenge_id=run, viewer_id=None)
    assert (seen.joined_count, seen.today_count) == (1, 1)


async def test_nobody_adds_to_a_search_that_is_over(world: World, pool: Pool) -> None:
    made = await world.circle(members=9)
    circle_id, (owner, *people) = made.circle_id, made.members
    await _as(pool, circle_id, made.owner_id, choose_tools, tools=["lost_pet"])
    screener = world.screener
    new = NewLostPet("豆包", "桥头", now() - timedelta(hours=1))
    pet = await _as(pool, circle_id, owner, post_notice, screener=screener, new=new)
    given = {"screener": screener, "lost_pet_id": pet}
    sights = [_as(pool, circle_id, who, sight, **given, new=NewRemark("看到了")) for who in people]
    ends = [_as(pool, circle_id, owner, end_search, **given, end=SearchEnd("found")) for _ in range(3)]
    answers = await asyncio.gather(*sights, *ends, return_exceptions=True)
    over = [isinstance(one, SearchOver) for one in answers]
    assert sum(over[len(sights) :]) == 2
    async with reading(pool) as conn:
        seen = await get_lost_pet(conn, circle_id=circle_id, lost_pet_id=pet, viewer_id=None)
    assert (seen.state, seen.sighting_count) == ("found", len(sights) - sum(over[: len(sights)]))
