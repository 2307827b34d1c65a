"""End: what a call was about is over; where nothing is left, so is the call."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.calls.ring import tell_moved
from tonghao.calls.types import CauseKind
from tonghao.db import Connection

_ABOUT: Final = """
    SELECT s.call_id FROM call_causes s
     WHERE s.cause_id = $1 AND s.kind = $2 AND s.over_at IS NULL ORDER BY s.call_id
"""
_BREAKERS: Final = """
    SELECT s.call_id, s.cause_id FROM call_causes s JOIN calls c ON c.id = s.call_id
     WHERE c.circle_id = $1 AND c.over_at IS NULL AND s.kind = 'breaker' AND s.over_at IS NULL
     ORDER BY s.call_id
"""
_LOCK: Final = "SELECT id FROM calls WHERE id = $1 FOR UPDATE"
_END: Final = """
    UPDATE call_causes SET over_at = $4 WHERE call_id = $1 AND kind = $2 AND cause_id = $3 AND over_at IS NULL
"""
_OVER: Final = """
    UPDATE calls SET over_at = $2, next_at = NULL
     WHERE id = $1 AND over_at IS NULL
       AND NOT EXISTS (SELECT FROM call_causes s WHERE s.call_id = $1 AND s.over_at IS NULL)
    RETURNING id
"""


async def end_cause(conn: Connection, *, kind: CauseKind, cause_id: UUID, at: datetime) -> None:
    """Nobody need look at this any more; the calls that were about nothing else end.

    Emits: call.moved. Locks: the calls.
    """
    for row in await conn.fetch(_ABOUT, cause_id, kind):
        await _end(conn, row["call_id"], kind, cause_id, at)


async def end_breakers(conn: Connection, *, circle_id: UUID, at: datetime) -> None:
    """A circle's breaker is closed again.

    Emits: call.moved. Locks: the calls.
    """
    for row in await conn.fetch(_BREAKERS, circle_id):
        await _end(conn, row["call_id"], "breaker", row["cause_id"], at)


async def _end(conn: Connection, call_id: UUID, kind: CauseKind, cause_id: UUID, at: datetime) -> None:
    await conn.execute(_LOCK, call_id)
    await conn.execute(_END, call_id, kind, cause_id, at)
    if await conn.fetchval(_OVER, call_id, at) is not None:
        await tell_moved(conn, call_id, "over", None)
