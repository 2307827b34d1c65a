"""What readings do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted

_DROP_MARGINS: Final = "DELETE FROM margins WHERE account_id = $1"
_DROP_READS: Final = """
    WITH gone AS (
        DELETE FROM section_reads WHERE account_id = $1 RETURNING circle_id, reading_id, number
    )
    UPDATE reading_sections s SET read_count = read_count - 1
      FROM gone g
     WHERE s.circle_id = g.circle_id AND s.reading_id = g.reading_id AND s.number = g.number
"""


async def forget_reader(event: AccountDeleted, *, pool: Pool) -> None:
    """What a deleted person read and noted goes."""
    async with writing(pool) as conn:
        await conn.execute(_DROP_MARGINS, event.account_id)
        await conn.execute(_DROP_READS, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {AccountDeleted: [forget_reader]}
