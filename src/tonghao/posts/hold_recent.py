"""Hold recent photos: what came in just before the alarm waits for a person like what comes after it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import PostHeld
from tonghao.posts.hide import hide_post
from tonghao.posts.screen import PRE_CHECK, Screened

_MOST: Final = 200
# What nobody has looked at so far: a person's release leaves no photo in a post unread.
_RECENT: Final = """
    SELECT id, author_id FROM posts
     WHERE circle_id = $1 AND state = 'visible' AND published_at >= $2
       AND ($3::boolean OR jsonb_array_length(photos) > 0) AND id <> ALL($4::uuid[])
     ORDER BY published_at DESC, id DESC LIMIT $5
"""


async def hold_recent(
    conn: Connection, *, circle_id: UUID, since: datetime, texts: bool, seen: list[UUID]
) -> int:
    """Hold the posts with photos that came since *since*, at most 200, and return how many.

    Args:
        texts: Whether posts without photos wait too.
        seen: Posts that a person has looked at; they stay.

    Emits: post.hidden and post.held for each. Locks: the posts.
    """
    verdict = Screened.passed().as_restricted({"pre_check"}, has_photos=True)
    rows = await conn.fetch(_RECENT, circle_id, since, texts, seen, _MOST)
    for row in rows:
        await hide_post(conn, circle_id, row["id"], state="held", category=PRE_CHECK)
        held = PostHeld(circle_id, row["id"], row["author_id"], PRE_CHECK, verdict.severity, verdict.findings)
        await outbox.emit(conn, held, audience="nobody")
    return len(rows)
