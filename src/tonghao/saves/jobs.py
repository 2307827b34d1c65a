"""What saves do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted

_FORGET: Final = "DELETE FROM saves WHERE account_id = $1"
_FORGET_FOLDERS: Final = "DELETE FROM save_folders WHERE account_id = $1"


async def forget_saves(event: AccountDeleted, *, pool: Pool) -> None:
    """What a deleted person kept goes."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id)
        await conn.execute(_FORGET_FOLDERS, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_saves]}
