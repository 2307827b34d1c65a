"""Forget: who left a circle, or is deleted, is on no list any more."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_SIGNED_UP: Final = "SELECT circle_id, post_id FROM sign_ups WHERE account_id = $1"
_COMING: Final = """
    SELECT s.circle_id, s.post_id
      FROM sign_ups s
      JOIN meetups m ON m.circle_id = s.circle_id AND m.post_id = s.post_id
     WHERE s.account_id = $1 AND s.circle_id = $2 AND m.starts_at > now()
       AND NOT EXISTS (SELECT FROM memberships e WHERE e.circle_id = $2 AND e.account_id = $1)
"""
_TICKED: Final = "UPDATE sign_ups SET checked_in_by = NULL WHERE checked_in_by = $1"
# Its post is a tombstone; a meetup must have a title, and this one has nobody left to give it.
_BLANK: Final = """
    UPDATE meetups SET title = '已注销', place = '', question = '', cancel_reason = '' WHERE author_id = $1
"""
_OLD: Final = """
    DELETE FROM sign_ups s USING meetups m
     WHERE m.circle_id = s.circle_id AND m.post_id = s.post_id
       AND NOT m.is_shown AND m.cancelled_at < now() - interval '30 days'
"""
_COUNT_OLD: Final = """
    UPDATE meetups SET going_count = 0, waiting_count = 0, came_count = 0
     WHERE NOT is_shown AND cancelled_at < now() - interval '30 days' AND going_count + waiting_count > 0
"""


async def signed_up_places(conn: Connection, account_id: UUID) -> list[tuple[UUID, UUID]]:
    """The meetups (circle, post) for which somebody signed up."""
    return [(row[0], row[1]) for row in await conn.fetch(_SIGNED_UP, account_id)]


async def coming_places(conn: Connection, *, account_id: UUID, circle_id: UUID) -> list[tuple[UUID, UUID]]:
    """The same in one circle that the person has left, only what is still to come."""
    return [(row[0], row[1]) for row in await conn.fetch(_COMING, account_id, circle_id)]


async def forget_organiser(conn: Connection, account_id: UUID) -> None:
    """Nobody learns any more whom a deleted person ticked off, nor what they invited to."""
    await conn.execute(_TICKED, account_id)
    await conn.execute(_BLANK, account_id)


async def forget_called_off(conn: Connection) -> None:
    """A month after a meetup was deleted, nobody needs to know who would have come."""
    await conn.execute(_OLD)
    await conn.execute(_COUNT_OLD)
