"""What lost pets do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.lost_pets.remove import drop_notice

_NOTICES: Final = "SELECT circle_id, id FROM lost_pets WHERE made_by = $1"


async def forget_notices(event: AccountDeleted, *, pool: Pool) -> None:
    """Nobody is left to be told where the animal was seen."""
    async with reading(pool) as conn:
        rows = await conn.fetch(_NOTICES, event.account_id)
    for row in rows:
        async with writing(pool) as conn:
            await drop_notice(conn, row["circle_id"], row["id"])


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_notices]}
