"""The community that `./tonghao bench house` measures on, multiplied in the database."""

import secrets
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from tonghao.archive.import_archive import import_archive
from tonghao.config import Config
from tonghao.crypto import digest
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store

# Without a folder: people and circles of numbers, texts of some length.
_INVENT = (
    """INSERT INTO profiles (account_id, handle, name, created_at)
       SELECT uuidv7(), 'u' || n, '邻居' || n, now() - interval '1 year'
         FROM generate_series(1, 7624) AS n""",
    """INSERT INTO accounts (id, state, age_class, terms_version, terms_at)
       SELECT account_id, 'unclaimed', 'adult', 'bench', now() FROM profiles""",
    """INSERT INTO partners (id, name, category, responsible_name, state, applied_by, convention_at,
                             decided_at, due_at)
       SELECT uuidv7(), '伙伴' || n, 'books', '—', 'approved',
              (SELECT account_id FROM profiles LIMIT 1), now(), now(), now() + interval '1 year'
         FROM generate_series(1, 24) AS n""",
    """INSERT INTO circles (id, slug, partner_id, name, topic, kind, tier)
       SELECT uuidv7(), 'bench-' || row_number() OVER (), id, name, 'books', 'open', 'standard'
         FROM partners""",
    """INSERT INTO memberships (circle_id, account_id)
       SELECT c.id, p.account_id
         FROM (SELECT id, row_number() OVER () AS n FROM circles) AS c
         JOIN (SELECT account_id, row_number() OVER () AS n FROM profiles) AS p
           ON c.n IN (1 + p.n % 24, 1 + p.n * 7 % 24, 1 + p.n * 11 % 24)""",
    """INSERT INTO joined_circles (account_id, circle_id) SELECT account_id, circle_id FROM memberships""",
    """INSERT INTO posts (circle_id, id, author_id, text, html, state, created_at, published_at)
       SELECT m.circle_id, uuidv7(), m.account_id, repeat('今天在河边走了很久。', 1 + n % 6),
              '<p>' || repeat('今天在河边走了很久。', 1 + n % 6) || '</p>', 'visible',
              now() - make_interval(mins => n), now() - make_interval(mins => n)
         FROM (SELECT circle_id, account_id, (row_number() OVER ())::int AS n FROM memberships) AS m
        WHERE n <= 13400""",
)

_COUNT = "SELECT count(*) FROM posts WHERE state = 'visible'"

# $1 copies are wanted; each stands some days further back.
_COPY_POSTS = """
    INSERT INTO posts (circle_id, id, author_id, text, html, photos, state, created_at, published_at)
    SELECT p.circle_id, uuidv7(), p.author_id, p.text, p.html, p.photos, 'visible',
           p.published_at - make_interval(days => (copy * 3)::int, secs => copy),
           p.published_at - make_interval(days => (copy * 3)::int, secs => copy)
      FROM generate_series(1, 1 + $1::bigint / (SELECT count(*) FROM posts WHERE state = 'visible')) AS copy
     CROSS JOIN (SELECT * FROM posts WHERE state = 'visible') AS p
     LIMIT $1
"""
_MORE_FLOORS = """
    INSERT INTO comments (circle_id, post_id, id, floor, author_id, text, html, state, created_at)
    SELECT p.circle_id, p.id, uuidv7(), p.last_floor + n, w.account_id, w.text, w.html, 'visible',
           p.published_at + make_interval(mins => n)
      FROM (SELECT circle_id, id, last_floor, published_at, (row_number() OVER ()) % 2000 AS pick
              FROM posts WHERE state = 'visible' AND last_floor < 900) AS p
     CROSS JOIN generate_series(1, $1) AS n
      JOIN (SELECT author_id AS account_id, text, html, (row_number() OVER () - 1) % 2000 AS pick
              FROM (SELECT * FROM posts WHERE state = 'visible' LIMIT 2000) AS sample) AS w
        ON w.pick = (p.pick + n) % 2000
"""
_COUNT_FLOORS = """
    UPDATE posts SET last_floor = last_floor + $1, comment_count = comment_count + $1
     WHERE state = 'visible' AND last_floor < 900
"""
# Posts on which a page of twenty floors is read.
_LONG_POSTS = """
    WITH chosen AS (SELECT circle_id, id FROM posts
                     WHERE state = 'visible' AND last_floor < 900 ORDER BY id LIMIT 200)
    INSERT INTO comments (circle_id, post_id, id, floor, author_id, text, html, state)
    SELECT c.circle_id, c.id, uuidv7(), 1000 + n, p.author_id, p.text, p.html, 'visible'
      FROM chosen AS c
     CROSS JOIN generate_series(1, 30) AS n
      JOIN (SELECT author_id, text, html, row_number() OVER () AS pick
              FROM (SELECT * FROM posts WHERE state = 'visible' LIMIT 30) AS sample) AS p ON p.pick = n
"""
_LONG = """
    UPDATE posts SET last_floor = 1030
     WHERE (circle_id, id) IN (SELECT circle_id, post_id FROM comments WHERE floor = 1001)
       AND last_floor < 900
"""
_HAS_LONG = "SELECT count(*) > 100 FROM posts WHERE last_floor = 1030"
_VIEWERS = """
    SELECT j.account_id, array_agg(j.circle_id) AS circles
      FROM joined_circles j JOIN circles c ON c.id = j.circle_id
     GROUP BY j.account_id HAVING count(*) BETWEEN 2 AND 6
     ORDER BY j.account_id LIMIT 640
"""
_ACTIVATE = "UPDATE accounts SET state = 'active' WHERE id = ANY($1)"
_SESSION = """
    INSERT INTO sessions (account_id, id, token_hash, expires_at)
    VALUES ($1, $2, $3, now() + interval '1 day')
"""
_SOME_POSTS = "SELECT circle_id, id FROM posts WHERE last_floor = 1030 LIMIT 200"
_SOME_TEXTS = "SELECT text FROM posts WHERE length(text) BETWEEN 4 AND 200 LIMIT 2000"


class Viewer(NamedTuple):
    """Somebody whose session the load uses."""

    account_id: UUID
    cookie: str
    circles: list[UUID]


class Community(NamedTuple):
    """What the load may ask for."""

    viewers: list[Viewer]
    posts: list[tuple[UUID, UUID]]
    texts: list[str]


async def bring_in(folder: Path | None, pool: Pool, config: Config) -> None:
    """Import the community in *folder*, or invent one of its size."""
    if folder is not None:
        checker = PhotoProcess(config)
        try:
            await import_archive(
                folder,
                pool=pool,
                config=config,
                store=Store(config.media_folder),
                photo_screener=checker,
                told=lambda *_: None,
            )
        finally:
            checker.close()
        return
    async with writing(pool) as conn:
        for statement in _INVENT:
            await conn.execute(statement)


async def multiply(pool: Pool, posts: int) -> None:
    """Copy posts until there are *posts*."""
    async with writing(pool) as conn:
        await conn.execute("SET LOCAL synchronous_commit = off")
        missing = posts - await conn.fetchval(_COUNT)
        if missing > 0:
            await conn.execute(_COPY_POSTS, missing, timeout=900)
    await settle(pool)


async def add_floors(pool: Pool, each: int) -> None:
    """Give every post *each* more floors, and two hundred posts thirty more."""
    async with writing(pool) as conn:
        await conn.execute("SET LOCAL synchronous_commit = off")
        await conn.execute(_MORE_FLOORS, each, timeout=1800)
        await conn.execute(_COUNT_FLOORS, each, timeout=900)
        if not await conn.fetchval(_HAS_LONG):
            await conn.execute(_LONG_POSTS)
            await conn.execute(_LONG)
    await settle(pool)


async def settle(pool: Pool) -> None:
    """Let the database look at what it holds, as it does by itself after a while."""
    async with reading(pool) as conn:
        await conn.execute("VACUUM (ANALYZE)", timeout=900)
        await conn.execute("CHECKPOINT", timeout=900)


async def community(pool: Pool) -> Community:
    """Sign people in and choose what they look at."""
    async with writing(pool) as conn:
        rows = await conn.fetch(_VIEWERS)
        viewers = [Viewer(row[0], await _sign_in(conn, row[0]), row[1]) for row in rows]
        await conn.execute(_ACTIVATE, [viewer.account_id for viewer in viewers])
        posts: list[Any] = [(row[0], row[1]) for row in await conn.fetch(_SOME_POSTS)]
        texts = [row[0] for row in await conn.fetch(_SOME_TEXTS)]
    return Community(viewers, posts, texts)


async def _sign_in(conn: Connection, account_id: UUID) -> str:
    secret = secrets.token_urlsafe(32)
    await conn.execute(_SESSION, account_id, new_id(), digest(secret))
    return f"session={account_id}.{secret}"
