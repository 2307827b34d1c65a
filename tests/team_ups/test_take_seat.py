"""A table for a game: it fills, one more is needed, it is full."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.tool_board import WHY
from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.tools import choose_tools
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed
from tonghao.team_ups.open_table import TableTimeRefused, close_table, open_table
from tonghao.team_ups.read import get_team_up, list_team_ups
from tonghao.team_ups.take_seat import TableFull, TableOver, leave_seat, take_seat
from tonghao.team_ups.types import NewTeamUp


async def _access(conn: Connection, made: Any, who: Any) -> Any:
    return await access_of(conn, made.circle_id, who)


async def _table(here: World, conn: Connection, made: Any, who: Any, *, days: int = 1) -> UUID:
    await choose_tools(conn, access=await _access(conn, made, made.owner_id), tools=["team_up"])
    new = NewTeamUp("龙与地下城", now() + timedelta(days=days), 2, "从五月开到现在")
    access = await _access(conn, made, who)
    return await open_table(conn, screener=here.screener, access=access, new=new)


async def test_seats_fill_and_then_the_table_is_full(here: World, conn: Connection) -> None:
    made = await here.circle(members=3)
    a, b, c = made.members
    table = await _table(here, conn, made, a)
    for _ in range(2):
        await take_seat(conn, access=await _access(conn, made, b), team_up_id=table)
    with pytest.raises(TableFull):
        await take_seat(conn, access=await _access(conn, made, c), team_up_id=table)
    seen = await get_team_up(conn, circle_id=made.circle_id, team_up_id=table, viewer_id=b)
    assert ([person.account_id for person in seen.people], seen.taken, seen.i_am_in) == ([a, b], 2, True)
    await leave_seat(conn, circle_id=made.circle_id, team_up_id=table, account_id=b)
    await take_seat(conn, access=await _access(conn, made, c), team_up_id=table)


async def test_a_table_goes_with_whoever_opened_it_or_is_taken_away_by_staff(
    here: World, conn: Connection
) -> None:
    made = await here.circle(members=2)
    a, b = made.members
    first, second = await _table(here, conn, made, a), await _table(here, conn, made, a)
    with pytest.raises(NotAllowed):
        await close_table(conn, access=await _access(conn, made, b), team_up_id=second)
    await leave_seat(conn, circle_id=made.circle_id, team_up_id=first, account_id=a)
    await close_table(conn, access=await _access(conn, made, made.owner_id), team_up_id=second, reason=WHY)
    assert await list_team_ups(conn, circle_id=made.circle_id, viewer_id=b) == []
    with pytest.raises(TableOver):
        await take_seat(conn, access=await _access(conn, made, b), team_up_id=first)


async def test_when_its_time_has_come_nobody_sits_down(here: World, conn: Connection) -> None:
    made = await here.circle(members=2)
    a, b = made.members
    table = await _table(here, conn, made, a)
    await conn.execute("UPDATE team_ups SET starts_at = now() - interval '1 minute' WHERE id = $1", table)
    with pytest.raises(TableOver):
        await take_seat(conn, access=await _access(conn, made, b), team_up_id=table)
    with pytest.raises(TableTimeRefused):
        await _table(here, conn, made, a, days=-1)
