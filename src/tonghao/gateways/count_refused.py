"""Count what was turned away: a webhook that was forged or too early is a sign of how a gateway does."""

from typing import Final, Literal

from tonghao.db import Connection

_COUNT: Final = """
    INSERT INTO gateway_turned_away AS t (gateway, day, reason, count) VALUES ($1, current_date, $2, 1)
    ON CONFLICT (gateway, day, reason) DO UPDATE SET count = t.count + 1
"""


async def count_refused(conn: Connection, gateway: str, reason: Literal["forged", "early"]) -> None:
    """One more of today's.

    Locks: the row of the gateway, the day and the reason.
    """
    await conn.execute(_COUNT, gateway, reason)
