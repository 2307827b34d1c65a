"""What brakes do without a request: the breaker looks each minute."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.brakes.look import list_growing
from tonghao.brakes.rates import rates
from tonghao.brakes.trip import trip
from tonghao.clock import now
from tonghao.db import Pool, reading, writing


async def look_at_circles(pool: Pool) -> None:
    """Trip the breaker of each circle in which views, tips and one class grow together, or holds pile up."""
    moment, at_rates = now(), rates()
    async with reading(pool) as conn:
        growing = await list_growing(conn, moment=moment, rates=at_rates)
    for growth in growing:
        async with writing(pool) as conn:
            await trip(conn, growth, moment=moment, rates=at_rates)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [look_at_circles],
}
