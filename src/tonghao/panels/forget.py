"""Forget: a person who left is drawn no more; an answer counts on without their name and words."""

from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection

_CONSENT: Final = "DELETE FROM panel_consents WHERE account_id = $1"
_SEATS: Final = """
    UPDATE panel_seats
       SET account_id = NULL, reason = '',
           state = CASE state WHEN 'waiting' THEN 'declined' ELSE state END,
           ended_at = coalesce(ended_at, $2)
     WHERE account_id = $1
"""


async def forget_member(conn: Connection, *, account_id: UUID) -> None:
    """Take *account_id* out of all panels; the count of what they answered stays."""
    await conn.execute(_CONSENT, account_id)
    await conn.execute(_SEATS, account_id, now())
