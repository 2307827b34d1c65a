"""Follow post: a poll can be voted in only while its post is shown, and goes with it."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

_SHOW: Final = """
    UPDATE polls SET is_shown = $3 WHERE circle_id = $1 AND post_id = $2 AND is_shown <> $3
"""
_DROP_VOTES: Final = "DELETE FROM poll_votes WHERE circle_id = $1 AND post_id = $2"
_DROP_OPTIONS: Final = "DELETE FROM poll_options WHERE circle_id = $1 AND post_id = $2"
_DROP: Final = "DELETE FROM polls WHERE circle_id = $1 AND post_id = $2 RETURNING post_id"


async def poll_follows_post(conn: Connection, *, circle_id: UUID, post_id: UUID, state: str) -> None:
    """Bring the poll of a post, if it has one, in line with the post's *state*.

    Locks: the poll.
    """
    if state != "deleted":
        await conn.execute(_SHOW, circle_id, post_id, state == "visible")
    elif await conn.fetchval(_DROP, circle_id, post_id) is not None:
        await conn.execute(_DROP_VOTES, circle_id, post_id)
        await conn.execute(_DROP_OPTIONS, circle_id, post_id)
