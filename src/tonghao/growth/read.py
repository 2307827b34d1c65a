"""Reading growth: the levels of a circle, and where one member stands."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.growth.rules import (
    RULES,
    VERSION,
    level_of,
    levels_of,
    may_forgive,
    next_needs_of,
    streak_after,
)
from tonghao.growth.types import CircleLevels, MyGrowth, PointEntry

_SHOWN_DAYS: Final = 28

_LEVELS: Final = "SELECT is_on, titles_zh, titles_en FROM circle_levels WHERE circle_id = $1"
_ZONE: Final = "SELECT zone FROM circles WHERE id = $1"
_MINE: Final = """
    SELECT points, streak, longest, last_day, forgiven_on FROM growth
     WHERE circle_id = $1 AND account_id = $2
"""
_DAYS: Final = """
    SELECT day FROM circle_sign_ins WHERE circle_id = $1 AND account_id = $2 AND day > $3 ORDER BY day
"""
_RECENT: Final = """
    SELECT kind, points, is_back, post_id, at FROM growth_points
     WHERE circle_id = $1 AND account_id = $2
     ORDER BY at DESC, cause LIMIT 30
"""


async def get_levels(conn: Connection, circle_id: UUID) -> CircleLevels:
    """Whether a circle has levels, what they are called and how points come."""
    row = await conn.fetchrow(_LEVELS, circle_id)
    if row is None:
        return CircleLevels(False, VERSION, levels_of([], []), list(RULES))
    return CircleLevels(row[0], VERSION, levels_of(row[1], row[2]), list(RULES))


async def get_my_growth(
    conn: Connection, *, circle_id: UUID, account_id: UUID, at: datetime | None = None
) -> MyGrowth:
    """Where *account_id* stands in a circle; whoever never did anything stands at the beginning.

    Args:
        at: The moment at which one looks; now when left out.

    Raises:
        NotFound: no such circle.
    """
    zone = await conn.fetchval(_ZONE, circle_id)
    if zone is None:
        raise NotFound
    today = (at or now()).astimezone(ZoneInfo(zone)).date()
    row = await conn.fetchrow(_MINE, circle_id, account_id)
    if row is None:
        return MyGrowth(0, 1, next_needs_of(0), 0, 0, False, True, today, [], [])
    points, streak, longest, last_day, forgiven_on = row
    signed = last_day == today
    goes_on = streak if signed else streak_after(streak, last_day, forgiven_on, today)[0] - 1
    days = await conn.fetch(_DAYS, circle_id, account_id, today - timedelta(days=_SHOWN_DAYS))
    recent = [PointEntry(*one) for one in await conn.fetch(_RECENT, circle_id, account_id)]
    return MyGrowth(
        points, level_of(points), next_needs_of(points), goes_on, longest, signed,
        may_forgive(today, forgiven_on), today, [one["day"] for one in days], recent,
    )  # fmt: skip
