"""Count rightly: what an archive says of its numbers must be what its lines add up to."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.archive.read_exact import refused_at
from tonghao.db import Connection

_MEMBERS_WRONG: Final = """
    SELECT c.slug FROM circles c
     WHERE c.id = ANY($1)
       AND c.member_count <> (SELECT count(*) FROM memberships m WHERE m.circle_id = c.id) LIMIT 1
"""
_LIKES_WRONG: Final = """
    SELECT p.id FROM posts p
     WHERE p.circle_id = ANY($1)
       AND p.like_count <> (SELECT count(*) FROM likes l
                             WHERE l.circle_id = p.circle_id AND l.subject_id = p.id) LIMIT 1
"""
_VOTERS_WRONG: Final = """
    SELECT p.post_id FROM polls p
     WHERE p.circle_id = ANY($1)
       AND p.voter_count <> (SELECT count(DISTINCT v.account_id) FROM poll_votes v
                              WHERE v.circle_id = p.circle_id AND v.post_id = p.post_id) LIMIT 1
"""
_VOTES_WRONG: Final = """
    SELECT o.post_id FROM poll_options o
     WHERE o.circle_id = ANY($1)
       AND o.vote_count <> (SELECT count(*) FROM poll_votes v
                             WHERE v.circle_id = o.circle_id AND v.post_id = o.post_id
                               AND v.number = o.number) LIMIT 1
"""
_VOTES_FOR_NOTHING: Final = """
    SELECT v.post_id FROM poll_votes v
     WHERE v.circle_id = ANY($1)
       AND NOT EXISTS (SELECT FROM poll_options o
                         JOIN polls p ON p.circle_id = o.circle_id AND p.post_id = o.post_id
                        WHERE o.circle_id = v.circle_id AND o.post_id = v.post_id
                          AND o.number = v.number) LIMIT 1
"""
_GUESTS_WRONG: Final = """
    SELECT m.post_id FROM meetups m
     CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE s.state = 'going') AS going,
                  count(*) FILTER (WHERE s.state = 'waiting') AS waiting, count(s.checked_in_at) AS came
             FROM sign_ups s WHERE s.circle_id = m.circle_id AND s.post_id = m.post_id) g
     WHERE m.circle_id = ANY($1)
       AND (m.going_count <> g.going OR m.waiting_count <> g.waiting OR m.came_count <> g.came) LIMIT 1
"""
_CHOICES_WRONG: Final = """
    SELECT c.post_id FROM meetup_choices c
     WHERE c.circle_id = ANY($1)
       AND c.going_count <> (SELECT count(*) FROM sign_ups s
                              WHERE s.circle_id = c.circle_id AND s.post_id = c.post_id
                                AND s.state = 'going' AND s.choice = c.number) LIMIT 1
"""
_GUESTS_OF_NOTHING: Final = """
    SELECT s.post_id FROM sign_ups s
     WHERE s.circle_id = ANY($1)
       AND (NOT EXISTS (SELECT FROM meetups m WHERE m.circle_id = s.circle_id AND m.post_id = s.post_id)
            OR s.choice IS NOT NULL
               AND NOT EXISTS (SELECT FROM meetup_choices c
                                WHERE c.circle_id = s.circle_id AND c.post_id = s.post_id
                                  AND c.number = s.choice)) LIMIT 1
"""

_CHECKS: Final = (
    ("circles.ndjson", _MEMBERS_WRONG, "has another number of members than it says"),
    ("posts.ndjson", _LIKES_WRONG, "has another number of likes than it says"),
    ("polls.ndjson", _VOTERS_WRONG, "has another number of voters than it says"),
    ("poll_options.ndjson", _VOTES_WRONG, "has an option with another number of votes than it says"),
    ("poll_votes.ndjson", _VOTES_FOR_NOTHING, "has a vote for what is no option"),
    ("meetups.ndjson", _GUESTS_WRONG, "has another number of guests than it says"),
    ("meetup_choices.ndjson", _CHOICES_WRONG, "has a choice with another number of guests than it says"),
    ("sign_ups.ndjson", _GUESTS_OF_NOTHING, "has a guest of what is no meetup or no choice"),
)


async def must_count_rightly(conn: Connection, circles: Sequence[UUID]) -> None:
    """Check the numbers of what just came in.

    Raises:
        ArchiveRefused: names the file, and the first circle or post with a wrong one.
    """
    for file, query, reason in _CHECKS:
        wrong = await conn.fetchval(query, circles)
        if wrong is not None:
            raise refused_at(file, 0, f"{wrong} {reason}")
