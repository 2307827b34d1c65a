"""Load: the days that somebody marked, as an archive has them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ids import new_id

_JOIN: Final = """
    INSERT INTO challengers (circle_id, challenge_id, account_id, starts_on) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
"""
_MARK: Final = """
    INSERT INTO challenge_marks (circle_id, challenge_id, account_id, day, id, line, at)
    SELECT $1, $2, $3, u.day, u.id, u.line, u.at
      FROM unnest($4::date[], $5::uuid[], $6::text[], $7::timestamptz[]) AS u (day, id, line, at)
    ON CONFLICT DO NOTHING
"""
_COUNT: Final = """
    UPDATE challenges SET joined_count = (SELECT count(*) FROM challengers
                                           WHERE circle_id = $1 AND challenge_id = $2)
     WHERE circle_id = $1 AND id = $2
"""


async def load_days(
    conn: Connection,
    *,
    circle_id: UUID,
    challenge_id: UUID,
    account_id: UUID,
    starts_on: date,
    marks: Mapping[date, tuple[datetime, str]],
) -> None:
    """Add somebody's days that are missing; their lines are screened by the caller.

    Args:
        marks: By day, when it was marked and with which line.
    """
    await conn.execute(_JOIN, circle_id, challenge_id, account_id, starts_on)
    ids = [new_id(at.timestamp()) for at, _ in marks.values()]
    lines = [line for _, line in marks.values()]
    moments = [at for at, _ in marks.values()]
    await conn.execute(_MARK, circle_id, challenge_id, account_id, list(marks), ids, lines, moments)
    await conn.execute(_COUNT, circle_id, challenge_id)
