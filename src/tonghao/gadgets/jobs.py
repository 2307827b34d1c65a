"""What the gadget clinic does without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.circles.tools import tell_changed
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.gadgets.remove import drop_gadget

_BROUGHT: Final = "SELECT circle_id, id FROM gadgets WHERE made_by = $1"
_GUESSES: Final = "DELETE FROM price_guesses WHERE account_id = $1 RETURNING circle_id, gadget_id"


async def forget_bringer(event: AccountDeleted, *, pool: Pool) -> None:
    """What a deleted person brought goes, and what they guessed."""
    async with reading(pool) as conn:
        brought = await conn.fetch(_BROUGHT, event.account_id)
    for row in brought:
        async with writing(pool) as conn:
            await drop_gadget(conn, row["circle_id"], row["id"])
    async with writing(pool) as conn:
        for row in await conn.fetch(_GUESSES, event.account_id):
            await tell_changed(conn, row["circle_id"], "gadget", row["gadget_id"])


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_bringer]}
