"""What tiers do without a request: the week is counted every night, and judged when it is over."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.tiers.figures import WEEKS, monday_of
from tonghao.tiers.judge import judge_circle
from tonghao.tiers.measure import measure_week

_CIRCLES: Final = """
    SELECT id, zone, created_at FROM circles WHERE tier <> 'terminated' AND id > $1 ORDER BY id LIMIT 200
"""


async def measure_circles(pool: Pool, at: datetime | None = None) -> None:
    """Count the present week and the four before it, and judge; *at* is now unless the clock is simulated.

    The weeks before are counted again, since a decision may have been taken back.
    """
    at, after = at or now(), UUID(int=0)
    while True:
        async with reading(pool) as conn:
            circles = await conn.fetch(_CIRCLES, after)
        if not circles:
            return
        for circle_id, zone, created_at in circles:
            async with writing(pool) as conn:
                for back in range(WEEKS, -1, -1):
                    week = monday_of(zone, at) - timedelta(weeks=back)
                    if week < monday_of(zone, created_at):
                        continue
                    await measure_week(conn, circle_id=circle_id, zone=zone, week=week, at=at)
                await judge_circle(conn, circle_id=circle_id, at=at)
        after = circles[-1]["id"]


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"17 4 * * *": [measure_circles]}
