"""Release what waited for the end of quiet hours: all of it at once, and told once."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import NotificationsDelivered
from tonghao.notifications.read import count_unread
from tonghao.notifications.types import Delivered

_DUE: Final = """
    SELECT DISTINCT account_id FROM notifications WHERE held_until <= now() ORDER BY account_id LIMIT $1
"""
_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"
_RELEASE: Final = """
    UPDATE notifications SET held_until = NULL WHERE account_id = $1 AND held_until IS NOT NULL RETURNING id
"""
_HOLD: Final = """
    UPDATE notifications SET held_until = $2 WHERE account_id = $1 AND held_until IS NOT NULL
"""


async def list_due(conn: Connection, *, most: int = 500) -> list[UUID]:
    """Up to *most* people whose quiet hours are over while something waits for them."""
    return [row["account_id"] for row in await conn.fetch(_DUE, most)]


async def release_held(conn: Connection, *, account_id: UUID) -> Delivered:
    """Show *account_id* everything that waited.

    Emits: notifications.delivered, once for all of it. Locks: the account.
    """
    await conn.execute(_LOCK, account_id)
    released = await conn.fetch(_RELEASE, account_id)
    unread = await count_unread(conn, account_id)
    if released:
        event = NotificationsDelivered(account_id, unread, len(released))
        await outbox.emit(conn, event, audience=f"account:{account_id}")
    return Delivered(len(released), unread)


async def hold_until(conn: Connection, *, account_id: UUID, until: datetime) -> None:
    """Let what waits already wait for the new end."""
    await conn.execute(_HOLD, account_id, until)
