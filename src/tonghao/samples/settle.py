"""Settle: what a person decides about a case says whether its sample was a leak."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.tiers.measure import turn_leak

_LOCK: Final = "SELECT id FROM samples WHERE case_id = $1 ORDER BY id FOR UPDATE"
# An open case leaves the answer as it was given; a release takes the leak back.
_TURN: Final = """
    UPDATE samples s SET is_leak = k.state <> 'released'
      FROM cases k
     WHERE s.case_id = $1 AND k.id = s.case_id AND s.state = 'answered' AND s.violating
       AND s.is_leak <> (k.state <> 'released')
    RETURNING s.circle_id, s.week, s.is_leak
"""


async def settle_samples(conn: Connection, *, case_id: UUID) -> None:
    """Let the figures of the circle follow what stands decided now; the same told twice counts once.

    Locks: the samples of the case.
    """
    await conn.execute(_LOCK, case_id)
    for row in await conn.fetch(_TURN, case_id):
        await turn_leak(conn, circle_id=row["circle_id"], week=row["week"], is_leak=row["is_leak"])
