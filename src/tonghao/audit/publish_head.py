"""Publish: once a day the end of the chain is laid open, for anybody to keep."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tonghao.db import Connection

_ZONE: Final = "SELECT zone FROM platform_duty WHERE sole"
_THERE: Final = "SELECT EXISTS (SELECT FROM audit_days WHERE day = $1)"
_LOCK_HEAD: Final = "SELECT sole FROM audit_head WHERE sole FOR UPDATE"
_PUBLISH: Final = """
    INSERT INTO audit_days (day, number, hash, at)
    SELECT $1, number, hash, $2 FROM audit_head WHERE sole
    ON CONFLICT (day) DO NOTHING
    RETURNING number
"""


async def publish_head(conn: Connection, *, at: datetime) -> bool:
    """Keep the end of the chain as the head of the day; False when the day has one.

    What was published is never changed: who kept it can tell whether something before it was.

    Args:
        at: Now; the day begins on the platform's own clock.

    Locks: audit_head.
    """
    zone = await conn.fetchval(_ZONE) or "Asia/Shanghai"
    day = at.astimezone(ZoneInfo(zone)).date()
    # Looked at before anything is locked, so that a day that has its head keeps nobody waiting.
    if await conn.fetchval(_THERE, day):
        return False
    await conn.execute(_LOCK_HEAD)
    return await conn.fetchval(_PUBLISH, day, at) is not None
