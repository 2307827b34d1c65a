"""Reading takeouts."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.takeout.types import Takeout

_TAKEOUTS: Final = """
    SELECT id, state, done, size_bytes, asked_at, ready_at, expires_at
      FROM takeouts
     WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2)
       AND (expires_at IS NULL OR expires_at > now())
     ORDER BY id DESC LIMIT 5
"""


def file_key(account_id: UUID, takeout_id: UUID) -> str:
    """Where the zip lies; nothing below this folder is ever served as a photo."""
    return f"takeouts/{account_id}/{takeout_id}.zip"


async def list_takeouts(conn: Connection, account_id: UUID) -> list[Takeout]:
    """The newest takeouts of *account_id* that are not over, the newest first."""
    return [Takeout(*row) for row in await conn.fetch(_TAKEOUTS, account_id, None)]


async def get_takeout(conn: Connection, *, account_id: UUID, takeout_id: UUID) -> Takeout:
    """One takeout of *account_id*.

    Raises:
        NotFound: another's, over, or none.
    """
    row = await conn.fetchrow(_TAKEOUTS, account_id, takeout_id)
    if row is None:
        raise NotFound
    return Takeout(*row)
