"""What wallets do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted
from tonghao.wallets.forget import forget_old_uses, forget_wallet


async def forget_gone(event: AccountDeleted, *, pool: Pool, config: Config) -> None:
    """The wallet of a deleted person is closed, or frozen with what is left in it."""
    async with writing(pool) as conn:
        await forget_wallet(conn, account_id=event.account_id, currency=config.currency)


async def forget_old(pool: Pool) -> None:
    """Drop counts of limits that are over."""
    async with writing(pool) as conn:
        await forget_old_uses(conn)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_gone]}
EVERY: Final[dict[str, list[Callable[..., Any]]]] = {"23 * * * *": [forget_old]}
