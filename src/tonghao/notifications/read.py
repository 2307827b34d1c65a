"""Reading notifications."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.notifications.quiet import wishes_of
from tonghao.notifications.types import (
    ALWAYS_TOLD,
    KINDS,
    Details,
    Notification,
    NotificationPage,
    NotificationSettings,
)
from tonghao.paging import LAST_ID, from_cursor, to_cursor

_PAGE_SIZE: Final = 30

_NEWEST: Final = """
    SELECT n.id, n.kind, w.account_id, w.handle, w.name, w.avatar_media_id, w.is_gone, n.circle_id, w.slug,
           w.circle_name, w.circle_name_en, n.post_id, n.comment_id, w.floor, w.excerpt, n.details, n.at,
           n.read_at IS NOT NULL AS is_read
      FROM (SELECT id, kind, actor_id, circle_id, post_id, comment_id, details, at, read_at
              FROM notifications WHERE account_id = $1 AND id <= $2 AND held_until IS NULL
             ORDER BY id DESC LIMIT $3) n
     CROSS JOIN LATERAL notice_words($1, n.actor_id, n.circle_id, n.post_id, n.comment_id) w
     ORDER BY n.id DESC
"""

_UNREAD: Final = """
    SELECT count(*) FROM notifications WHERE account_id = $1 AND read_at IS NULL AND held_until IS NULL
"""
_HELD: Final = """
    SELECT count(*), min(held_until) FROM notifications WHERE account_id = $1 AND held_until > now()
"""
_UNREAD_SINCE: Final = """
    SELECT id FROM notifications
     WHERE account_id = $1 AND read_at IS NULL AND held_until IS NULL AND at >= $2
     ORDER BY id DESC LIMIT 20
"""


async def list_notifications(conn: Connection, *, account_id: UUID, cursor: str | None) -> NotificationPage:
    """What *account_id* is told, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    start = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    found = [shown_from(row) for row in await conn.fetch(_NEWEST, account_id, start[0], _PAGE_SIZE + 1)]
    following = to_cursor(found[_PAGE_SIZE].id) if len(found) > _PAGE_SIZE else None
    held = await conn.fetchrow(_HELD, account_id)
    assert held is not None
    return NotificationPage(found[:_PAGE_SIZE], following, await count_unread(conn, account_id), *held)


async def list_by_ids(conn: Connection, *, account_id: UUID, ids: list[UUID]) -> list[Notification]:
    """Those of *ids* that can be seen, the newest first; at most twenty."""
    found = []
    for one in sorted(ids, reverse=True)[:20]:
        row = await conn.fetchrow(_NEWEST, account_id, one, 1)
        if row is not None and row["id"] == one:
            found.append(shown_from(row))
    return found


async def list_unread_since(conn: Connection, *, account_id: UUID, since: datetime) -> list[Notification]:
    """What came since then and is unread, the newest first; at most twenty."""
    ids = [row["id"] for row in await conn.fetch(_UNREAD_SINCE, account_id, since)]
    return await list_by_ids(conn, account_id=account_id, ids=ids)


async def get_settings(conn: Connection, account_id: UUID) -> NotificationSettings:
    """What *account_id* wants to be told, or what holds while nothing was said."""
    wishes = await wishes_of(conn, account_id)
    return NotificationSettings(
        app_off=[kind for kind in KINDS if kind in wishes.app_off],
        mail_on=[kind for kind in KINDS if kind in wishes.mail_on],
        quiet=wishes.quiet,
        digest_hour=wishes.digest_hour,
        kinds=list(KINDS),
        always=sorted(ALWAYS_TOLD),
        has_email=wishes.has_email,
    )


async def count_unread(conn: Connection, account_id: UUID) -> int:
    """How many notifications of *account_id* are unread."""
    return int(await conn.fetchval(_UNREAD, account_id))


def shown_from(row: Row) -> Notification:
    """The notification of a row with the columns of `_NEWEST`."""
    actor = None
    if row["account_id"] is not None:
        actor = ProfileCard(*row[2:7])
    return Notification(
        row["id"],
        row["kind"],
        actor,
        row["circle_id"],
        row["slug"],
        row["circle_name"],
        row["circle_name_en"],
        row["post_id"],
        row["comment_id"],
        row["floor"],
        row["excerpt"] or "",
        msgspec.convert(row["details"], Details),
        row["at"],
        row["is_read"],
    )
