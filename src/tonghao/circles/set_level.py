"""Set a level: what a circle's choice makes of its members; who reached it is counted elsewhere."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.db import Connection

_SET: Final = """
    UPDATE memberships m SET level = u.level
      FROM unnest($2::uuid[], $3::smallint[]) AS u (account_id, level)
     WHERE m.circle_id = $1 AND m.account_id = u.account_id AND m.level IS DISTINCT FROM u.level
"""
_CLEAR: Final = """
    UPDATE memberships m SET level = NULL
      FROM (SELECT account_id FROM memberships WHERE circle_id = $1 AND level IS NOT NULL
             ORDER BY account_id LIMIT $2) o
     WHERE m.circle_id = $1 AND m.account_id = o.account_id
    RETURNING m.account_id
"""


async def set_levels(conn: Connection, *, circle_id: UUID, levels: Sequence[tuple[UUID, int]]) -> None:
    """Give members their levels; who is no member is passed over.

    Args:
        levels: (account, level from 1 to 18), sorted by account so that two writers do not cross.
    """
    await conn.execute(_SET, circle_id, [one[0] for one in levels], [one[1] for one in levels])


async def clear_levels(conn: Connection, *, circle_id: UUID, most: int = 1000) -> bool:
    """Take the levels of up to *most* members away; whether there may be more."""
    return len(await conn.fetch(_CLEAR, circle_id, most)) == most
