"""Rename: a person's new name is found in each of their circles."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import joined_ids
from tonghao.db import Connection

_RENAME: Final = """
    UPDATE memberships SET names = names_of(account_id, nickname)
     WHERE circle_id = ANY($2::uuid[]) AND account_id = $1
       AND names <> names_of(account_id, nickname)
"""


async def rename_member(conn: Connection, *, account_id: UUID) -> None:
    """Let memberships carry what *account_id* is called now."""
    circles = [circle_id for circle_id, _ in await joined_ids(conn, account_id)]
    await conn.execute(_RENAME, account_id, circles)
