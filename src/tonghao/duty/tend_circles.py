"""Tend circles: find where nobody is on duty, and where somebody is again."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.read_duty import DutyNow, duty_of_circles
from tonghao.db import Connection

_BATCH: Final = 500

_CIRCLES: Final = "SELECT id FROM circles WHERE state = 'open' AND id > $1 ORDER BY id LIMIT $2"
_GAPS: Final = "SELECT circle_id FROM duty_gaps WHERE circle_id = ANY($1::uuid[]) AND ended_at IS NULL"
_BEGIN: Final = """
    INSERT INTO duty_gaps (circle_id, since) SELECT unnest($1::uuid[]), $2 ON CONFLICT DO NOTHING
"""
_END: Final = """
    UPDATE duty_gaps SET ended_at = greatest(since, $2)
     WHERE circle_id = ANY($1::uuid[]) AND ended_at IS NULL
"""


async def tend_circles(conn: Connection, *, after: UUID, at: datetime) -> UUID | None:
    """Begin and end the gaps in the rosters of up to 500 circles.

    Args:
        after: The last circle of the batch before; all zeros for the first.

    Returns:
        The last circle of this batch; None when there are no more.
    """
    ids = [row[0] for row in await conn.fetch(_CIRCLES, after, _BATCH)]
    if not ids:
        return None
    duty = await duty_of_circles(conn, ids, at=at)
    in_gap = {row[0] for row in await conn.fetch(_GAPS, ids)}
    alone = {circle_id for circle_id in ids if _is_alone(duty.get(circle_id))}
    await conn.execute(_BEGIN, sorted(alone - in_gap), at)
    await conn.execute(_END, sorted(in_gap - alone), at)
    return ids[-1] if len(ids) == _BATCH else None


def _is_alone(duty: DutyNow | None) -> bool:
    return duty is None or not duty.on_duty
