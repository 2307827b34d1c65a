"""What the feed does without a request."""

from collections.abc import Awaitable, Callable
from typing import Final

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted
from tonghao.feed.mute import forget_mutes


async def forget_mutes_of_deleted(event: AccountDeleted, *, pool: Pool) -> None:
    """Forget what a deleted account kept quiet."""
    async with writing(pool) as conn:
        await forget_mutes(conn, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[None]]]]] = {AccountDeleted: [forget_mutes_of_deleted]}
