"""Note a visit: the session was used, so its life begins anew."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_SEEN: Final = """
    UPDATE sessions SET seen_at = now(), expires_at = now() + make_interval(days => $3)
     WHERE account_id = $1 AND id = $2 AND seen_at < now() - interval '1 hour'
"""


async def note_visit(conn: Connection, *, account_id: UUID, session_id: UUID, days: int) -> None:
    """Write down that the session was used; at most once an hour, since every request asks.

    `Caller.visit_due` says when it is worth calling.
    """
    await conn.execute(_SEEN, account_id, session_id, days)
