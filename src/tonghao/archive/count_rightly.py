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
_JOINED_WRONG: Final = """
    SELECT t.id FROM challenges t
     WHERE t.circle_id = ANY($1)
       AND t.joined_count <> (SELECT count(*) FROM challengers c
                               WHERE c.circle_id = t.circle_id AND c.challenge_id = t.id) LIMIT 1
"""
_SEATS_WRONG: Final = """
    SELECT t.id FROM team_ups t
     WHERE t.circle_id = ANY($1)
       AND t.taken <> (SELECT count(*) FROM team_up_seats s
                        WHERE s.circle_id = t.circle_id AND s.team_up_id = t.id) LIMIT 1
"""
_READ_WRONG: Final = """
    SELECT t.reading_id FROM reading_sections t
     WHERE t.circle_id = ANY($1)
       AND t.read_count <> (SELECT count(*) FROM section_reads r
                             WHERE r.circle_id = t.circle_id AND r.reading_id = t.reading_id
                               AND r.number = t.number) LIMIT 1
"""
_FUND_WRONG: Final = """
    SELECT f.id FROM funds f
     CROSS JOIN LATERAL (
           SELECT count(*) AS lines, COALESCE(max(e.number), 0) AS last,
                  COALESCE(sum(e.amount_minor), 0) AS balance
             FROM fund_entries e WHERE e.circle_id = f.circle_id AND e.fund_id = f.id) s
     WHERE f.circle_id = ANY($1)
       AND (f.last_number <> s.lines OR f.last_number <> s.last OR f.balance_minor <> s.balance) LIMIT 1
"""
_ENTRY_WRONG: Final = """
    SELECT s.fund_id FROM (
           SELECT e.fund_id, e.balance_minor,
                  sum(e.amount_minor) OVER (PARTITION BY e.circle_id, e.fund_id ORDER BY e.number) AS balance
             FROM fund_entries e WHERE e.circle_id = ANY($1)) s
     WHERE s.balance_minor <> s.balance LIMIT 1
"""
_ENTRY_OF_NOTHING: Final = """
    SELECT e.fund_id FROM fund_entries e
     WHERE e.circle_id = ANY($1)
       AND NOT EXISTS (SELECT FROM funds f WHERE f.circle_id = e.circle_id AND f.id = e.fund_id) LIMIT 1
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
    ("challenges.ndjson", _JOINED_WRONG, "has another number of people than it says"),
    ("team_ups.ndjson", _SEATS_WRONG, "has another number of seats taken than it says"),
    ("reading_sections.ndjson", _READ_WRONG, "has a section with another number of readers than it says"),
    ("funds.ndjson", _FUND_WRONG, "has entries that do not add up to it"),
    ("fund_entries.ndjson", _ENTRY_WRONG, "has an entry with another balance than it says"),
    ("fund_entries.ndjson", _ENTRY_OF_NOTHING, "has an entry, and is no fund"),
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
