"""What polls do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.polls.forget import forget_votes, voted_in


async def forget_voter(event: AccountDeleted, *, pool: Pool) -> None:
    """The votes of a deleted person are taken back."""
    async with reading(pool) as conn:
        places = await voted_in(conn, event.account_id)
    for circle_id, post_id in places:
        async with writing(pool) as conn:
            await forget_votes(conn, circle_id=circle_id, post_id=post_id, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_voter]}
