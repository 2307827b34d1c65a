"""What remarks do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.circle_events import CircleLeft
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.remarks.remove import drop_remark

_ALL_OF: Final = """
    SELECT circle_id, id, tool, subject_id FROM remarks
     WHERE account_id = $1 AND ($2::uuid IS NULL OR circle_id = $2 AND members_only)
"""


async def forget_speaker(event: AccountDeleted, *, pool: Pool) -> None:
    """What a deleted person said goes."""
    await _drop(pool, event.account_id, None)


async def forget_private(event: CircleLeft, *, pool: Pool) -> None:
    """Who left takes along what was for members only: they could not take it back any more."""
    await _drop(pool, event.account_id, event.circle_id)


async def _drop(pool: Pool, account_id: Any, circle_id: Any) -> None:
    async with reading(pool) as conn:
        rows = await conn.fetch(_ALL_OF, account_id, circle_id)
    for row in rows:
        async with writing(pool) as conn:
            await drop_remark(conn, circle_id=row["circle_id"], remark_id=row["id"], row=row)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    AccountDeleted: [forget_speaker],
    CircleLeft: [forget_private],
}
