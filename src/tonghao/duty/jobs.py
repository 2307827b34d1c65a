"""What duty does without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.duty.forget import forget_person
from tonghao.duty.tend_circles import tend_circles
from tonghao.events import AccountDeleted

_FORGET: Final = "DELETE FROM platform_exceptions WHERE on_date < current_date - 30"


async def watch_rosters(pool: Pool) -> None:
    """Each minute: where does nobody answer, and where does somebody again?"""
    at, after = now(), UUID(int=0)
    while True:
        async with writing(pool) as conn:
            last = await tend_circles(conn, after=after, at=at)
        if last is None:
            return
        after = last


async def forget_deleted_person(event: AccountDeleted, *, pool: Pool) -> None:
    """Who is gone is on duty nowhere."""
    async with writing(pool) as conn:
        await forget_person(conn, account_id=event.account_id)


async def forget_exceptions(pool: Pool) -> None:
    """What differed on a date a month ago concerns nobody."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    AccountDeleted: [forget_deleted_person],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [watch_rosters],
    "43 3 * * *": [forget_exceptions],
}
