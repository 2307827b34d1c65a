"""Forget: the words of a person who is deleted go; that they gave, and to whom, stays in the books."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_BLANK: Final = "UPDATE red_packets SET greeting = '' WHERE (maker_id = $1 OR to_id = $1) AND greeting <> ''"


async def forget_greetings(conn: Connection, *, account_id: UUID) -> None:
    """Take away the greetings of *account_id*, and those that were said to them alone."""
    await conn.execute(_BLANK, account_id)
