"""What the bank does without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted

_FORGET_OWNER: Final = "UPDATE bank_entries SET media_owner = NULL WHERE media_owner = $1"


async def forget_deleted_person(event: AccountDeleted, *, pool: Pool) -> None:
    """Whose photo it was is forgotten; what it looks like stays away."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET_OWNER, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    AccountDeleted: [forget_deleted_person],
}
