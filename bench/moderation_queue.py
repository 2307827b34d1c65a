"""How fast the queue is read with 50,000 open cases, beside an order that is computed at every read."""

import random
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id
from tonghao.moderation.list_queue import QueueFilter, list_queue
from tonghao.moderation.rank import count_reach_in, list_circles_with_cases
from tonghao.partners.load import LoadedPartner, load_partners

_CASES: Final = 50_000
_APPEALS: Final = 2_000
_READS: Final = 600
_BASE_READS: Final = 40

_PEOPLE: Final = """
    INSERT INTO profiles (account_id, handle, name)
    SELECT gen_random_uuid(), 'bench' || n, 'bench' FROM generate_series(1, 2000) AS n
"""
_CIRCLES: Final = """
    INSERT INTO circles (id, slug, partner_id, name, description, topic, kind, member_count)
    SELECT gen_random_uuid(), 'bench-' || n, $1, 'bench', '', 'fitness', 'open', 1 + (n * 7919) % 3000
      FROM generate_series(1, 500) AS n
"""
_POSTS: Final = """
    WITH c AS (SELECT id, row_number() OVER () AS n FROM circles),
         p AS (SELECT account_id, row_number() OVER () AS n FROM profiles)
    INSERT INTO posts (circle_id, id, author_id, text, html, state, category, held_for, like_count,
                       comment_count, published_at)
    SELECT c.id, gen_random_uuid(), p.account_id, repeat('梧桐里的一句话。', 20), '<p>x</p>',
           CASE WHEN s % 3 = 0 THEN 'held' ELSE 'visible' END, 'abuse.person',
           CASE WHEN s % 3 = 0 THEN 'text' END, s % 90, s % 40, now()
      FROM generate_series(1, $1::int) AS s
      JOIN c ON c.n = 1 + s % 500 JOIN p ON p.n = 1 + s % 2000
"""
_OPEN: Final = """
    INSERT INTO cases (id, inlet, subject_kind, subject_id, circle_id, post_id, author_id, category, severity,
                       state, reports, report_weight, snapshot, opened_at, waits_since, due_at)
    SELECT gen_random_uuid(), CASE n % 20 WHEN 0 THEN 'patrol' WHEN 1 THEN 'report' ELSE 'machine' END,
           'post', id, circle_id, id, author_id, 'abuse.person',
           CASE WHEN n % 1000 = 0 THEN 4 WHEN n % 30 = 0 THEN 3 ELSE n % 3 END, 'open', n % 4, n % 4,
           jsonb_build_object('text', text, 'html', html, 'photos', '[]'::jsonb, 'name', 'bench',
                              'handle', 'bench', 'bio', '', 'avatar', NULL, 'at', now()),
           t, t, t + interval '4 hours'
      FROM (SELECT p.*, row_number() OVER () AS n FROM posts p) p,
           LATERAL (SELECT now() - make_interval(secs => (n * 7919) % 2000000) AS t) times
"""
_ASK: Final = """
    INSERT INTO appeals (id, number, against, against_id, case_id, act, party, appellant_id, subject_kind,
                         subject_id, circle_id, category, text, filed_at, due_at)
    SELECT gen_random_uuid(), 'A-' || id, 'hold', id, id, 'hold', 'author', author_id, 'post', subject_id,
           circle_id, 'abuse.person', '这不是骂人。', waits_since, due_at
      FROM cases WHERE state = 'open' LIMIT $1
"""
# The same product, computed for every case at every read.
_AT_READ: Final = """
    SELECT c.id
      FROM cases c
      JOIN circles r ON r.id = c.circle_id
      LEFT JOIN posts p ON p.circle_id = c.circle_id AND p.id = c.post_id
     WHERE c.state = 'open'
     ORDER BY 2 ^ (ARRAY[0, 3, 6, 12, 20])[c.severity + 1] * (1 + c.report_weight)
            * greatest(1, (r.member_count + 10 * coalesce(p.like_count + p.comment_count, 0))
                          / CASE WHEN p.state = 'visible' THEN 1 ELSE 10 END)
            * 2 ^ (extract(epoch FROM now() - c.waits_since) / 86400) DESC, c.id DESC
     LIMIT 31
"""


def _p99(took: list[float]) -> float:
    return sorted(took)[int(len(took) * 0.99)] * 1000


async def _timed(times: int, act: Callable[[int], Awaitable[Any]]) -> list[float]:
    took = []
    for n in range(times):
        began = time.perf_counter()
        await act(n)
        took.append(time.perf_counter() - began)
    return took


async def _fill(conn: Connection) -> None:
    partner_id = new_id()
    await conn.execute(_PEOPLE)
    anybody = await conn.fetchval("SELECT account_id FROM profiles LIMIT 1")
    await load_partners(conn, [LoadedPartner(partner_id, "bench", "gym", "bench", anybody, now())])
    await conn.execute(_CIRCLES, partner_id)
    await conn.execute(_POSTS, _CASES)
    await conn.execute(_OPEN)
    await conn.execute(_ASK, _APPEALS)


async def _rank(pool: Pool) -> float:
    """Seconds that one round of the minute's job takes when every reach has changed."""
    began, at, last = time.perf_counter(), now(), UUID(int=0)
    while True:
        async with reading(pool) as conn:
            circles = await list_circles_with_cases(conn, after=last)
        if not circles:
            return time.perf_counter() - began
        for circle_id in circles:
            async with writing(pool) as conn:
                await count_reach_in(conn, circle_id=circle_id, after=UUID(int=0), at=at)
        last = circles[-1]


async def queue(pool: Pool, *, seed: int) -> tuple[dict[str, float], dict[str, float]]:
    """The 99th percentile of a page in milliseconds: the first, deep ones, and parts; and the baseline."""
    draw, viewer = random.Random(seed), new_id()  # noqa: S311
    async with writing(pool) as conn:
        await _fill(conn)
    async with reading(pool) as conn:
        await conn.execute("VACUUM ANALYZE")
    ranked = await _rank(pool)
    async with reading(pool) as conn:
        circles = [row[0] for row in await conn.fetch("SELECT id FROM circles")]
        cursors: list[str | None] = [None]
        for _ in range(60):
            page = await list_queue(conn, viewer_id=viewer, wanted=QueueFilter(), cursor=cursors[-1])
            cursors.append(page.next_cursor)

        async def read(n: int) -> None:
            wanted = (
                QueueFilter(),
                QueueFilter(inlet="patrol"),
                QueueFilter(severity=draw.choice((0, 1, 2, 3, 4))),
                QueueFilter(circle_id=draw.choice(circles)),
                QueueFilter(inlet="appeal"),
                QueueFilter(mine=True),
            )[n % 6]
            cursor = draw.choice(cursors) if n % 6 == 0 else None
            await list_queue(conn, viewer_id=viewer, wanted=wanted, cursor=cursor)

        took = await _timed(_READS, read)
        computed = await _timed(_BASE_READS, lambda _: conn.fetch(_AT_READ))
    return {"queue_p99_ms": _p99(took), "queue_rank_s": ranked}, {"queue_p99_ms": _p99(computed)}
