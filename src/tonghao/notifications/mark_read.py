"""Mark as read, on all devices at once."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import NotificationsRead
from tonghao.notifications.read import count_unread
from tonghao.notifications.types import Unread

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE"

_READ: Final = """
    UPDATE notifications SET read_at = now()
     WHERE account_id = $1 AND read_at IS NULL AND held_until IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2))
    RETURNING id
"""


async def read_notifications(conn: Connection, *, account_id: UUID, ids: Sequence[UUID] | None) -> Unread:
    """Mark *ids* as read, or all when it is None; what is read or another's is passed over.

    Emits: notifications.read, to the account, if anything was unread. Locks: the account.
    """
    await conn.execute(_LOCK, account_id)
    changed = await conn.fetch(_READ, account_id, ids)
    unread = await count_unread(conn, account_id)
    if changed:
        event = NotificationsRead(account_id, unread, None if ids is None else list(ids))
        await outbox.emit(conn, event, audience=f"account:{account_id}")
    return Unread(unread)
