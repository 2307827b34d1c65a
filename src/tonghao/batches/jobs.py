"""What batches do without a request: one that broke off is finished."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.batches.decide_many import decide_batch
from tonghao.batches.read import list_unfinished
from tonghao.db import Pool, reading


async def finish_batches(pool: Pool) -> None:
    """Each minute: decide what a request that broke off left."""
    async with reading(pool) as conn:
        unfinished = await list_unfinished(conn)
    for batch_id in unfinished:
        await decide_batch(pool, batch_id=batch_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"* * * * *": [finish_batches]}
