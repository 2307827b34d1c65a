"""Forget: the votes of a person who is deleted are taken back, poll by poll."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.polls.tell import tell_counted

_VOTED: Final = "SELECT DISTINCT circle_id, post_id FROM poll_votes WHERE account_id = $1"
_LOCK: Final = "SELECT post_id FROM polls WHERE circle_id = $1 AND post_id = $2 FOR NO KEY UPDATE"
_DROP: Final = """
    DELETE FROM poll_votes WHERE circle_id = $1 AND post_id = $2 AND account_id = $3 RETURNING number
"""
_COUNT: Final = """
    UPDATE poll_options SET vote_count = vote_count - 1
     WHERE circle_id = $1 AND post_id = $2 AND number = ANY($3::smallint[])
"""
_COUNT_VOTER: Final = "UPDATE polls SET voter_count = voter_count - 1 WHERE circle_id = $1 AND post_id = $2"


async def voted_in(conn: Connection, account_id: UUID) -> list[tuple[UUID, UUID]]:
    """The polls (circle, post) in which somebody voted."""
    return [(row[0], row[1]) for row in await conn.fetch(_VOTED, account_id)]


async def forget_votes(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> None:
    """Take the votes of *account_id* in one poll back.

    Emits: poll.counted. Locks: the poll.
    """
    await conn.execute(_LOCK, circle_id, post_id)
    dropped = [row[0] for row in await conn.fetch(_DROP, circle_id, post_id, account_id)]
    if dropped:
        await conn.execute(_COUNT, circle_id, post_id, dropped)
        await conn.execute(_COUNT_VOTER, circle_id, post_id)
        await tell_counted(conn, circle_id=circle_id, post_id=post_id)
