"""What takeouts do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.account_events import TakeoutAsked
from tonghao.config import Config
from tonghao.db import Pool
from tonghao.events import AccountDeleted
from tonghao.media.store import Store
from tonghao.takeout.forget import forget_all_of, forget_over, forget_strays
from tonghao.takeout.write import write_takeout


async def make_takeout(event: TakeoutAsked, *, pool: Pool, config: Config, store: Store) -> None:
    """Put together what somebody asked for."""
    await write_takeout(pool, config, store, account_id=event.account_id, takeout_id=event.takeout_id)


async def forget_person(event: AccountDeleted, *, pool: Pool, store: Store) -> None:
    """Nobody is left to fetch it."""
    await forget_all_of(pool, store, event.account_id)


async def forget_old(pool: Pool, store: Store) -> None:
    """Delete what is over."""
    await forget_over(pool, store)


async def forget_stray_files(pool: Pool, store: Store) -> None:
    """Delete files without a row."""
    await forget_strays(pool, store)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    TakeoutAsked: [make_takeout],
    AccountDeleted: [forget_person],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "53 * * * *": [forget_old],
    "29 4 * * *": [forget_stray_files],
}
