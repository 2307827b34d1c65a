"""Close: who asked, or who hosts the circle, ends a poll or takes an option out of it."""

from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.polls.read import get_poll, is_over
from tonghao.polls.tell import tell_counted
from tonghao.polls.types import Poll
from tonghao.polls.vote import OptionGone, PollClosed

_LOCK: Final = "SELECT post_id FROM polls WHERE circle_id = $1 AND post_id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT author_id, closes_at, closed_at, is_shown FROM polls WHERE circle_id = $1 AND post_id = $2
"""
_CLOSE: Final = "UPDATE polls SET closed_at = now() WHERE circle_id = $1 AND post_id = $2"

_OPEN_OPTIONS: Final = """
    SELECT number FROM poll_options
     WHERE circle_id = $1 AND post_id = $2 AND removed_at IS NULL ORDER BY number
"""
_DROP_VOTES: Final = "DELETE FROM poll_votes WHERE circle_id = $1 AND post_id = $2 AND number = $3"
_DROP_OPTION: Final = """
    UPDATE poll_options SET removed_at = now(), vote_count = 0
     WHERE circle_id = $1 AND post_id = $2 AND number = $3
"""
# Whoever chose nothing else has not voted any more, and may choose again.
_COUNT_VOTERS: Final = """
    UPDATE polls SET voter_count = (SELECT count(DISTINCT account_id) FROM poll_votes
                                     WHERE circle_id = $1 AND post_id = $2)
     WHERE circle_id = $1 AND post_id = $2
"""


class TwoOptionsStay(Refusal):
    """A poll needs two options. Close it instead, or delete the post."""


async def close_poll(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> Poll:
    """End a poll now; one that is over stays as it is.

    Raises:
        NotFound: there is no such poll to see.
        NotAllowed: somebody else asked, and the person does not host.

    Emits: poll.counted. Locks: the poll.
    """
    if not await _is_over(conn, circle_id, post_id, account_id):
        await conn.execute(_CLOSE, circle_id, post_id)
        await tell_counted(conn, circle_id=circle_id, post_id=post_id, to_circle=True)
    return await get_poll(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def drop_option(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, number: int
) -> Poll:
    """Take an option out of a poll, with the votes for it.

    Raises:
        NotFound: there is no such poll to see.
        NotAllowed: somebody else asked, and the person does not host.
        PollClosed: it is over.
        OptionGone: there is no such option.
        TwoOptionsStay: only two are left.

    Emits: poll.counted. Locks: the poll.
    """
    if await _is_over(conn, circle_id, post_id, account_id):
        raise PollClosed
    numbers = [row[0] for row in await conn.fetch(_OPEN_OPTIONS, circle_id, post_id)]
    if number not in numbers:
        raise OptionGone
    if len(numbers) <= 2:
        raise TwoOptionsStay
    await conn.execute(_DROP_VOTES, circle_id, post_id, number)
    await conn.execute(_DROP_OPTION, circle_id, post_id, number)
    await conn.execute(_COUNT_VOTERS, circle_id, post_id)
    await tell_counted(conn, circle_id=circle_id, post_id=post_id, to_circle=True)
    return await get_poll(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def _is_over(conn: Connection, circle_id: UUID, post_id: UUID, account_id: UUID) -> bool:
    """Lock the poll for somebody who may end it, and say whether it is over."""
    access = await access_of(conn, circle_id, account_id)
    await conn.execute(_LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id)
    if facts is None or not facts["is_shown"]:
        raise NotFound
    if facts["author_id"] != account_id and not access.may_host:
        raise NotAllowed
    return is_over(facts["closes_at"], facts["closed_at"])
