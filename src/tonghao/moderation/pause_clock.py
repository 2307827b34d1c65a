"""Pause: while members are asked about a case, nobody on duty misses its clock."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection

# A clock that has run out is missed, whatever is asked afterwards. Taking back leaves at least an
# hour: a case that became graver meanwhile has a shorter clock.
_SHIFT: Final = """
    UPDATE cases SET due_at = greatest(due_at + $2::interval, least(due_at, $3 + interval '1 hour'))
     WHERE id = $1 AND state = 'open' AND missed_at IS NULL AND due_at > $3
"""


async def pause_clock(conn: Connection, *, case_id: UUID, span: timedelta, at: datetime) -> None:
    """Let the clock of an open case stand still for *span*; what was left of it is left afterwards.

    Args:
        span: Negative to take back what is not needed.

    Locks: the case.
    """
    await conn.execute(_SHIFT, case_id, span, at)
