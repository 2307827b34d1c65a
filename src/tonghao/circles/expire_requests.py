"""Expire requests: what nobody answered for a month no longer waits."""

from typing import Final

from tonghao import outbox
from tonghao.circle_events import JoinAnswered
from tonghao.circles.count_requests import tell_how_many_wait
from tonghao.db import Connection

_OVER: Final = """
    SELECT DISTINCT circle_id FROM join_requests
     WHERE state = 'pending' AND expires_at <= now()
     ORDER BY circle_id LIMIT 200
"""
_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_EXPIRE: Final = """
    UPDATE join_requests SET state = 'expired', decided_at = now()
     WHERE circle_id = $1 AND state = 'pending' AND expires_at <= now()
    RETURNING id, account_id
"""


async def expire_waiting(conn: Connection) -> int:
    """End what is too old and return how many there were.

    Emits: join.answered, join_requests.counted. Locks: each circle, by identifier.
    """
    ended = 0
    for circle in await conn.fetch(_OVER):
        circle_id = circle["circle_id"]
        await conn.execute(_LOCK_CIRCLE, circle_id)
        for row in await conn.fetch(_EXPIRE, circle_id):
            ended += 1
            event = JoinAnswered(circle_id, row["id"], row["account_id"], "expired", "", None)
            await outbox.emit(conn, event, audience=f"account:{row['account_id']}")
        await tell_how_many_wait(conn, circle_id)
    return ended
