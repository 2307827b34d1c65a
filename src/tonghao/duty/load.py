"""Load the hours in which nobody of a circle was on duty, where its roster says so of the past."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection

_ADD: Final = """
    INSERT INTO duty_gaps (circle_id, since, ended_at)
    SELECT $1, u.since, u.ended_at FROM unnest($2::timestamptz[], $3::timestamptz[]) AS u (since, ended_at)
    ON CONFLICT DO NOTHING
"""


async def load_gaps(conn: Connection, *, circle_id: UUID, gaps: Sequence[tuple[datetime, datetime]]) -> None:
    """Add *gaps*, each from its beginning to its end; those that are there stay."""
    await conn.execute(_ADD, circle_id, [gap[0] for gap in gaps], [gap[1] for gap in gaps])
