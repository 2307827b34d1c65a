"""Rank: how many people a case concerns, so that the queue is sorted by harm × reach × age."""

from collections.abc import Sequence
from datetime import datetime
from math import log2
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.moderation.types import Points

# In doublings, as `cases.priority` has them: harm of severity 4 is that of a million of severity 0.
HARM: Final[dict[int, float]] = {0: 0.0, 1: 3.0, 2: 6.0, 3: 12.0, 4: 20.0}
# An appeal stands between severity 2 and 3: somebody may have been wronged by the platform itself.
APPEAL_HARM: Final = 9.0

_BATCH: Final = 1_000

_CIRCLES: Final = """
    SELECT DISTINCT circle_id FROM cases
     WHERE state = 'open' AND circle_id > $1 ORDER BY circle_id LIMIT $2
"""
_OF_CIRCLE: Final = """
    SELECT id FROM cases WHERE state = 'open' AND circle_id = $1 AND id > $2 ORDER BY id LIMIT $3
"""
# The circle's members and the views of its last day; each like and reply of a post counts as ten people
# who saw it. What is held is seen by nobody while it waits, and counts a tenth. What changes by less than
# a tenth is not written. Whoever works on a case just now is not waited for.
_REACH: Final = """
    WITH wanted AS MATERIALIZED (
        SELECT id FROM cases WHERE id = ANY($1::uuid[]) AND state = 'open'
         ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
    ), seen AS MATERIALIZED (
        SELECT v.circle_id, sum(v.views) AS views FROM circle_views v
         WHERE v.circle_id IN (SELECT c.circle_id FROM cases c JOIN wanted USING (id))
           AND v.minute > $2::timestamptz - interval '1 day'
         GROUP BY v.circle_id
    ), reached AS (
        SELECT c.id, CASE c.subject_kind
                     WHEN 'photo' THEN 1
                     WHEN 'account' THEN (SELECT sum(r.member_count) FROM joined_circles j
                                            JOIN circles r ON r.id = j.circle_id
                                           WHERE j.account_id = c.author_id)
                     ELSE (r.member_count + coalesce(s.views, 0)
                           + 10 * coalesce(p.like_count + p.comment_count, 0))
                          / CASE WHEN coalesce(m.state, p.state, 'visible') = 'visible' THEN 1 ELSE 10 END
                     END AS people
          FROM wanted JOIN cases c USING (id)
          LEFT JOIN circles r ON r.id = c.circle_id
          LEFT JOIN seen s ON s.circle_id = c.circle_id
          LEFT JOIN posts p ON p.circle_id = c.circle_id AND p.id = c.post_id
          LEFT JOIN comments m ON c.subject_kind = 'comment' AND m.circle_id = c.circle_id
                              AND m.post_id = c.post_id AND m.id = c.subject_id
    ), counted AS (
        SELECT id, least(greatest(people, 1), 2147483647)::integer AS reach FROM reached
    )
    UPDATE cases c SET reach = n.reach
      FROM counted n
     WHERE c.id = n.id AND abs(ln(n.reach::double precision / c.reach)) > 0.1
"""


def points_of(*, severity: int, report_weight: float, reach: int, waits_since: datetime) -> Points:
    """Why something stands where it stands: each point is a doubling."""
    return Points(HARM[severity], log2(1 + report_weight), log2(reach), reach, waits_since)


def points_of_appeal(*, reach: int, filed_at: datetime) -> Points:
    """The same of an appeal."""
    return Points(APPEAL_HARM, 0.0, log2(reach), reach, filed_at)


async def count_reach(conn: Connection, ids: Sequence[UUID], *, at: datetime) -> None:
    """Write how many people the open cases *ids* concern now.

    Locks: the cases.
    """
    await conn.execute(_REACH, list(ids), at)


async def list_circles_with_cases(conn: Connection, *, after: UUID) -> list[UUID]:
    """The next 500 circles in which something waits."""
    return [row[0] for row in await conn.fetch(_CIRCLES, after, 500)]


async def count_reach_in(conn: Connection, *, circle_id: UUID, after: UUID, at: datetime) -> UUID | None:
    """Count anew the next thousand open cases of a circle.

    Returns:
        The last of them, or None when there are no more.

    Locks: the cases.
    """
    ids = [row[0] for row in await conn.fetch(_OF_CIRCLE, circle_id, after, _BATCH)]
    if ids:
        await count_reach(conn, ids, at=at)
    return ids[-1] if len(ids) == _BATCH else None
