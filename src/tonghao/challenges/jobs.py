"""What challenges do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.challenges.begin import leave_challenge
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted

_JOINED: Final = "SELECT circle_id, challenge_id FROM challengers WHERE account_id = $1"


async def forget_challenger(event: AccountDeleted, *, pool: Pool) -> None:
    """A deleted person takes part in nothing."""
    async with reading(pool) as conn:
        places: list[tuple[UUID, UUID]] = [
            (row[0], row[1]) for row in await conn.fetch(_JOINED, event.account_id)
        ]
    for circle_id, challenge_id in places:
        async with writing(pool) as conn:
            await leave_challenge(
                conn, circle_id=circle_id, challenge_id=challenge_id, account_id=event.account_id
            )


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_challenger]}
