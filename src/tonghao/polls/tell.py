"""Tell: a poll was counted anew, and everybody who reads its post hears it."""

from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.db import Connection
from tonghao.polls.read import get_poll
from tonghao.tool_events import PollCounted


async def tell_counted(conn: Connection, *, circle_id: UUID, post_id: UUID, to_circle: bool = False) -> None:
    """Emit poll.counted, with the poll as somebody sees it who has not voted.

    Args:
        to_circle: Whether also those hear it who read the circle's list: that it is over, they do.
    """
    poll = await get_poll(conn, circle_id=circle_id, post_id=post_id, viewer_id=None)
    event = PollCounted(circle_id, post_id, msgspec.to_builtins(poll))
    await outbox.emit(conn, event, audience=f"post:{circle_id}/{post_id}")
    if to_circle:
        await outbox.emit(conn, event, audience=f"circle:{circle_id}")
