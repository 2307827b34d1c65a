"""Drop the friendships of a person whose account is gone."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_DROP_MIRRORED: Final = """
    DELETE FROM friendships f USING friendships o
     WHERE o.account_id = $1 AND f.account_id = o.friend_id AND f.friend_id = $1
"""
_DROP: Final = "DELETE FROM friendships WHERE account_id = $1"


async def drop_person(conn: Connection, *, account_id: UUID) -> None:
    """Forget both rows of each friendship of *account_id*."""
    await conn.execute(_DROP_MIRRORED, account_id)
    await conn.execute(_DROP, account_id)
