"""What month-age rooms do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.circle_events import CircleLeft
from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted

_FORGET: Final = "DELETE FROM children WHERE account_id = $1 AND ($2::uuid IS NULL OR circle_id = $2)"


async def forget_children(event: AccountDeleted, *, pool: Pool) -> None:
    """The children of a deleted person go."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id, None)


async def take_children_along(event: CircleLeft, *, pool: Pool) -> None:
    """Who leaves takes their children along."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id, event.circle_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    AccountDeleted: [forget_children],
    CircleLeft: [take_children_along],
}
