"""Know a device: a browser that comes for the first time is told to the account's owner."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.account_events import DeviceSeen
from tonghao.crypto import digest
from tonghao.db import Connection

_SEEN: Final = """
    INSERT INTO known_devices AS d (account_id, token_hash, user_agent) VALUES ($1, $2, $3)
    ON CONFLICT (account_id, token_hash) DO UPDATE SET seen_at = now(), user_agent = excluded.user_agent
    RETURNING (xmax = 0) AS is_new
"""
_ALERT: Final = """
    INSERT INTO device_alerts (account_id, session_id, device_hash, user_agent, expires_at)
    VALUES ($1, $2, $3, $4, now() + interval '7 days')
"""


async def know_device(
    conn: Connection, *, account_id: UUID, session_id: UUID, device: str, user_agent: str, tell: bool
) -> None:
    """Remember the browser with the random cookie *device*; when it is new, its owner hears of it.

    No place is derived from the address: a wrong town frightens, a right one is nobody's business.

    Args:
        tell: False when the account itself is new, or for the doors of the demo.

    Emits: device.seen.
    """
    device_hash = digest(device)
    is_new = await conn.fetchval(_SEEN, account_id, device_hash, user_agent[:300])
    if is_new and tell:
        await conn.execute(_ALERT, account_id, session_id, device_hash, user_agent[:300])
        event = DeviceSeen(account_id, session_id, user_agent[:300])
        await outbox.emit(conn, event, audience="nobody")
