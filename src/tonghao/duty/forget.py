"""Forget somebody who is no longer there: they are on duty nowhere."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_SHIFTS: Final = "DELETE FROM platform_shifts WHERE account_id = $1"
_EXCEPTIONS: Final = "DELETE FROM platform_exceptions WHERE absent_id = $1 OR cover_id = $1"

_OFFERS: Final = "DELETE FROM platform_hand_overs WHERE from_id = $1 OR to_id = $1"


async def forget_person(conn: Connection, *, account_id: UUID) -> None:
    """Take *account_id* from the platform's roster."""
    await conn.execute(_SHIFTS, account_id)
    await conn.execute(_EXCEPTIONS, account_id)
    await conn.execute(_OFFERS, account_id)
