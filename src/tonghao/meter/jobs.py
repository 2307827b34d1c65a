"""What the meter does without a request: it counts."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.meter.count_period import count_periods
from tonghao.meter.measure import measure_moments


async def measure_hour(pool: Pool) -> None:
    """Each hour: how long things took in the last days."""
    async with writing(pool) as conn:
        await measure_moments(conn, at=now())


async def count_day(pool: Pool) -> None:
    """Each day: the periods that still move."""
    async with writing(pool) as conn:
        await count_periods(conn, at=now())


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "7 * * * *": [measure_hour],
    "23 3 * * *": [count_day],
}
