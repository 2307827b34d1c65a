"""What team-ups do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.team_ups.take_seat import leave_seat

_SITS: Final = "SELECT circle_id, team_up_id FROM team_up_seats WHERE account_id = $1"


async def forget_player(event: AccountDeleted, *, pool: Pool) -> None:
    """A deleted person sits at no table."""
    async with reading(pool) as conn:
        places = [(row[0], row[1]) for row in await conn.fetch(_SITS, event.account_id)]
    for circle_id, team_up_id in places:
        async with writing(pool) as conn:
            await leave_seat(conn, circle_id=circle_id, team_up_id=team_up_id, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_player]}
