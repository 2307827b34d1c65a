"""Vote: a member chooses, once; where the poll allows it, they may change their mind until it closes."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.polls.read import get_poll, is_over
from tonghao.polls.tell import tell_counted
from tonghao.polls.types import Poll

_LOCK: Final = "SELECT post_id FROM polls WHERE circle_id = $1 AND post_id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT p.max_choices, p.may_change, p.closes_at, p.closed_at, p.is_shown,
           ARRAY(SELECT o.number FROM poll_options o
                  WHERE o.circle_id = p.circle_id AND o.post_id = p.post_id AND o.removed_at IS NULL) AS open,
           ARRAY(SELECT v.number FROM poll_votes v
                  WHERE v.circle_id = p.circle_id AND v.post_id = p.post_id AND v.account_id = $3) AS mine,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3 AND b.blocker_id = p.author_id) AS is_blocked
      FROM polls p
     WHERE p.circle_id = $1 AND p.post_id = $2
"""
_TAKE_BACK: Final = """
    DELETE FROM poll_votes
     WHERE circle_id = $1 AND post_id = $2 AND account_id = $3 AND number <> ALL($4::smallint[])
    RETURNING number
"""
_ADD: Final = """
    INSERT INTO poll_votes (circle_id, post_id, account_id, number)
    SELECT $1, $2, $3, u.number FROM unnest($4::smallint[]) AS u (number)
    ON CONFLICT DO NOTHING
    RETURNING number
"""
_COUNT: Final = """
    UPDATE poll_options SET vote_count = vote_count + $4
     WHERE circle_id = $1 AND post_id = $2 AND number = ANY($3::smallint[])
"""
_COUNT_VOTER: Final = """
    UPDATE polls SET voter_count = voter_count + $3 WHERE circle_id = $1 AND post_id = $2
"""


class PollClosed(Refusal):
    """This poll is over. Its result stays here to be read."""


class ChoicesRefused(Refusal):
    """This poll takes at least one choice and no more than the details say. Choose again."""

    status = 400


class OptionGone(Refusal):
    """One of these options is no longer part of the poll. Look at it again and choose another."""


class AlreadyVoted(Refusal):
    """You have voted, and in this poll a vote stays as it is."""


class VoteUnwelcome(Refusal):
    """The person who asks does not want to hear from you, so you cannot vote here."""

    status = 403


async def vote(
    conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID, choices: Sequence[int]
) -> Poll:
    """Count the choices of *account_id*; the same choices again change nothing.

    Args:
        choices: Numbers of options, each once.

    Raises:
        NotFound: there is no such poll to see.
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        VoteUnwelcome: its author blocks the person.
        PollClosed: it is over.
        ChoicesRefused: none, one twice, or more than the poll allows.
        OptionGone: an option that is not there, or no longer.
        AlreadyVoted: a changed vote where a vote stays as it is.

    Emits: poll.counted. Locks: the poll.
    """
    (await access_of(conn, circle_id, account_id)).must_write()
    await conn.execute(_LOCK, circle_id, post_id)
    facts = await conn.fetchrow(_FACTS, circle_id, post_id, account_id)
    if facts is None or not facts["is_shown"]:
        raise NotFound
    if facts["is_blocked"]:
        raise VoteUnwelcome
    if is_over(facts["closes_at"], facts["closed_at"]):
        raise PollClosed
    if not 1 <= len(choices) <= facts["max_choices"] or len(set(choices)) < len(choices):
        raise ChoicesRefused(most=facts["max_choices"])
    if not set(choices) <= set(facts["open"]):
        raise OptionGone
    mine = set(facts["mine"])
    if mine and mine != set(choices) and not facts["may_change"]:
        raise AlreadyVoted
    if mine != set(choices):
        await _count(conn, circle_id, post_id, account_id, list(choices), is_first=not mine)
        await tell_counted(conn, circle_id=circle_id, post_id=post_id)
    return await get_poll(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def _count(
    conn: Connection, circle_id: UUID, post_id: UUID, account_id: UUID, choices: list[int], *, is_first: bool
) -> None:
    gone = await conn.fetch(_TAKE_BACK, circle_id, post_id, account_id, choices)
    come = await conn.fetch(_ADD, circle_id, post_id, account_id, choices)
    await conn.execute(_COUNT, circle_id, post_id, [row[0] for row in gone], -1)
    await conn.execute(_COUNT, circle_id, post_id, [row[0] for row in come], 1)
    if is_first:
        await conn.execute(_COUNT_VOTER, circle_id, post_id, 1)
