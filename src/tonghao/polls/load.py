"""Load: the votes of a poll as an archive has them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection

_LOCK: Final = "SELECT post_id FROM polls WHERE circle_id = $1 AND post_id = $2 FOR NO KEY UPDATE"
_LOAD: Final = """
    INSERT INTO poll_votes (circle_id, post_id, account_id, number, at)
    SELECT $1, $2, u.account_id, u.number, u.at
      FROM unnest($3::uuid[], $4::smallint[], $5::timestamptz[]) AS u (account_id, number, at)
    ON CONFLICT DO NOTHING
"""
_COUNT: Final = """
    UPDATE poll_options o
       SET vote_count = (SELECT count(*) FROM poll_votes v
                          WHERE v.circle_id = $1 AND v.post_id = $2 AND v.number = o.number)
     WHERE o.circle_id = $1 AND o.post_id = $2 AND o.removed_at IS NULL
"""
_COUNT_VOTERS: Final = """
    UPDATE polls SET closed_at = $3, voter_count = (SELECT count(DISTINCT account_id) FROM poll_votes
                                                     WHERE circle_id = $1 AND post_id = $2)
     WHERE circle_id = $1 AND post_id = $2
"""


class LoadedVote(msgspec.Struct, frozen=True):
    """One choice of one person."""

    account_id: UUID
    number: int
    at: datetime


async def load_votes(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    votes: Sequence[LoadedVote],
    closed_at: datetime | None = None,
) -> None:
    """Add the votes that are missing, and count; whether they were allowed is the archive's matter.

    Locks: the poll.
    """
    await conn.execute(_LOCK, circle_id, post_id)
    await conn.execute(
        _LOAD,
        circle_id,
        post_id,
        [vote.account_id for vote in votes],
        [vote.number for vote in votes],
        [vote.at for vote in votes],
    )
    await conn.execute(_COUNT, circle_id, post_id)
    await conn.execute(_COUNT_VOTERS, circle_id, post_id, closed_at)
