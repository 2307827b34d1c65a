"""What friends do without a request."""

from collections.abc import Callable
from typing import Any, Final

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted
from tonghao.friends.drop_person import drop_person


async def forget_person(event: AccountDeleted, *, pool: Pool) -> None:
    """Take somebody who is gone out of all friendships."""
    async with writing(pool) as conn:
        await drop_person(conn, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Any]]]] = {AccountDeleted: [forget_person]}
EVERY: Final[dict[str, list[Callable[..., Any]]]] = {}
