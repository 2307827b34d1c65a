"""What samples do without a request: they are drawn every night, and follow what is decided."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from tonghao.case_events import CaseDecided
from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.samples.draw import draw_day
from tonghao.samples.settle import settle_samples


async def draw_samples(pool: Pool, at: datetime | None = None) -> None:
    """Draw from the last day; *at* is now unless the clock is simulated."""
    async with writing(pool) as conn:
        await draw_day(conn, at=at or now())


async def follow_decision(event: CaseDecided, *, pool: Pool) -> None:
    """What was released was no leak; what is taken back is open again."""
    async with writing(pool) as conn:
        await settle_samples(conn, case_id=event.case_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {CaseDecided: [follow_decision]}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"47 3 * * *": [draw_samples]}
