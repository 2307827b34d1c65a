"""Draw: by chance, of what each circle published in a day and that still can be seen."""

from datetime import date, datetime, timedelta
from random import SystemRandom
from typing import Final

from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.samples.items import known_items
from tonghao.samples.rates import SampleRates, rates

_CHANCE: Final = SystemRandom()

_DONE: Final = "SELECT EXISTS (SELECT FROM samples WHERE day = $1)"
# What waited for a person counts on the day on which it was let through, not on that of its writing.
_DRAW: Final = """
    INSERT INTO samples (id, day, circle_id, week, subject_kind, subject_id, post_id)
    SELECT uuidv7(), $1, r.circle_id, date_trunc('week', r.at AT TIME ZONE c.zone)::date, r.kind,
           r.subject_id, r.post_id
      FROM (SELECT m.circle_id, m.kind, m.subject_id, m.post_id, m.at, row_number() OVER (
                       PARTITION BY m.circle_id ORDER BY random()) AS place,
                   count(*) OVER (PARTITION BY m.circle_id) AS published
              FROM (SELECT p.circle_id, 'post' AS kind, p.id AS subject_id, p.id AS post_id,
                           p.published_at AS at
                      FROM posts p
                     WHERE p.state = 'visible' AND p.published_at >= $2 AND p.published_at < $3
                     UNION ALL
                    SELECT o.circle_id, 'comment', o.id, o.post_id, o.created_at
                      FROM comments o
                      JOIN posts p ON p.circle_id = o.circle_id AND p.id = o.post_id AND p.state = 'visible'
                     WHERE o.state = 'visible' AND o.created_at >= $2 AND o.created_at < $3) m) r
      JOIN circles c ON c.id = r.circle_id
     WHERE r.place <= least($6::integer, greatest($5::integer, ceil(r.published * $4::float8)))
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_TEST: Final = """
    INSERT INTO samples (id, day, test_item, test_violating, test_category) VALUES ($1, $2, $3, $4, $5)
"""
_LAPSE: Final = """
    UPDATE samples SET state = 'lapsed', claimed_by = NULL, claimed_at = NULL
     WHERE state = 'waiting' AND day < $1
"""


async def draw_day(conn: Connection, *, at: datetime, by: SampleRates | None = None) -> int:
    """Draw from the 24 hours before *at*, put test items between, and return how many were drawn.

    Once a day, however often it is called. What has waited too long lapses.
    """
    by = by or rates()
    day = at.date()
    await conn.execute(_LAPSE, day - timedelta(days=by.kept_days))
    if await conn.fetchval(_DONE, day):
        return 0
    since = at - timedelta(days=1)
    drawn = await conn.fetch(_DRAW, day, since, at, by.share, by.least_a_day, by.most_a_day)
    await add_tests(conn, day=day, count=-(-len(drawn) // by.one_test_in))
    return len(drawn)


async def add_tests(conn: Connection, *, day: date, count: int) -> None:
    """Put *count* different test items between the samples, chosen by chance."""
    known = await known_items(conn)
    for item in _CHANCE.sample(known, min(count, len(known))):
        await conn.execute(_TEST, new_id(), day, item.code, item.category is not None, item.category)
