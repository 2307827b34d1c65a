"""Withdraw a request: somebody no longer wants to join."""

from typing import Final
from uuid import UUID

from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.db import Connection
from tonghao.errors import NotFound

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_WITHDRAW: Final = """
    UPDATE join_requests SET state = 'withdrawn', decided_at = now()
     WHERE circle_id = $1 AND account_id = $2 AND state = 'pending'
    RETURNING id
"""


async def withdraw_request(conn: Connection, *, circle_id: UUID, account_id: UUID) -> None:
    """Take one's waiting request back; one may ask anew at once.

    Raises:
        NotFound: none waits; it may have been answered a moment ago.

    Emits: join_requests.counted. Locks: the circle.
    """
    await conn.execute(_LOCK_CIRCLE, circle_id)
    if await conn.fetchval(_WITHDRAW, circle_id, account_id) is None:
        raise NotFound
    await tell_how_many_wait(conn, circle_id)
