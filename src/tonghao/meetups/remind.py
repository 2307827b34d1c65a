"""Remind: a day and an hour before it starts, everybody who signed up is told once."""

from typing import Final

from tonghao import outbox
from tonghao.db import Connection
from tonghao.tool_events import MeetupNear

# Who signs up within the last day has just read when it is: that reminder is passed over for all.
_DUE: Final = """
    UPDATE meetups m SET reminded = CASE WHEN starts_at <= now() + interval '1 hour' THEN 1 ELSE 24 END
     WHERE (circle_id, post_id) IN (
           SELECT n.circle_id, n.post_id FROM meetups n
            WHERE n.cancelled_at IS NULL AND n.is_shown AND n.starts_at > now()
              AND n.reminded IS DISTINCT FROM 1
              AND (n.starts_at <= now() + interval '1 hour'
                   OR (n.starts_at <= now() + interval '1 day' AND n.reminded IS NULL))
            ORDER BY n.starts_at LIMIT 100
              FOR NO KEY UPDATE)
    RETURNING m.circle_id, m.post_id, m.title, m.reminded
"""


async def remind_of_meetups(conn: Connection) -> int:
    """Mark the meetups that are a day or an hour away as told, and return how many they were.

    Emits: meetup.near. Locks: these meetups; a second worker that waited finds them told.
    """
    due = await conn.fetch(_DUE)
    for row in due:
        near = MeetupNear(row["circle_id"], row["post_id"], row["reminded"], row["title"])
        await outbox.emit(conn, near, audience="nobody")
    return len(due)
