"""Follow post: a meetup takes sign-ups only while its post is shown; deleted with it, it is called off."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.tool_events import MeetupAltered

_SHOW: Final = """
    UPDATE meetups SET is_shown = $3 WHERE circle_id = $1 AND post_id = $2 AND is_shown <> $3
"""
_CALL_OFF: Final = """
    UPDATE meetups SET is_shown = false, cancelled_at = COALESCE(cancelled_at, now())
     WHERE circle_id = $1 AND post_id = $2
    RETURNING title, starts_at > now() AND going_count + waiting_count > 0 AS matters
"""


async def meetup_follows_post(conn: Connection, *, circle_id: UUID, post_id: UUID, state: str) -> None:
    """Bring the meetup of a post, if it has one, in line with the post's *state*.

    Who signed up for what is deleted before its time is told; the rows go when nobody is left to tell.

    Emits: meetup.altered. Locks: the meetup.
    """
    if state != "deleted":
        await conn.execute(_SHOW, circle_id, post_id, state == "visible")
        return
    off = await conn.fetchrow(_CALL_OFF, circle_id, post_id)
    if off is not None and off["matters"]:
        altered = MeetupAltered(circle_id, post_id, "cancelled", off["title"])
        await outbox.emit(conn, altered, audience="nobody")
