"""Tell: what a meetup looks like changed, and everybody who reads its post hears it."""

from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection
from tonghao.meetups.read import get_meetup
from tonghao.tool_events import MeetupCounted


async def tell_meetup(conn: Connection, *, circle_id: UUID, post_id: UUID, to_circle: bool = False) -> None:
    """Emit meetup.counted, with the meetup as somebody sees it who has not signed up.

    Args:
        to_circle: Whether also those hear it who read the circle's list: a new time, a cancellation.
    """
    meetup = await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=None)
    event = MeetupCounted(circle_id, post_id, msgspec.to_builtins(meetup))
    await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    if to_circle:
        await outbox.emit(conn, event, audience=f"circle:{circle_id}")
