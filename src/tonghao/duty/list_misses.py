"""List misses: whose clocks ran out, on both sides of each case."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection
from tonghao.duty.types import HolderMisses

_SPAN: Final = timedelta(days=28)
_MOST: Final = 50

_MISSES: Final = """
    SELECT m.side, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, count(*) AS missed,
           max(m.severity) AS gravest, max(m.due_at) AS last_at
      FROM case_misses m LEFT JOIN profiles p ON p.account_id = m.holder_id
     WHERE m.due_at > $1
     GROUP BY m.side, p.account_id
     ORDER BY missed DESC, last_at DESC, m.side, p.account_id LIMIT $2
"""


async def list_misses(conn: Connection, *, at: datetime) -> list[HolderMisses]:
    """Who did not meet how many clocks within the four weeks before *at*, the most first, at most fifty."""
    return [
        HolderMisses(
            row["side"],
            None if row["account_id"] is None else ProfileCard(*row[1:6]),
            row["missed"],
            row["gravest"],
            row["last_at"],
        )
        for row in await conn.fetch(_MISSES, at - _SPAN, _MOST)
    ]
