"""The community that `./tonghao bench circles` measures on: a circle and a post of the largest size.

Names are drawn as they are borne: some family names by every tenth person, some given names by one.
"""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final, NamedTuple
from uuid import UUID

from bench.house_data import settle
from tonghao.crypto import digest
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id

SLUG: Final = "million"
FLOORS: Final = 50_000
# A floor in which a thousand replies stand.
BUSY_FLOOR: Final = 25_000
# Borne by three members, who joined long ago, and by nobody else.
RARE: Final = ("欧阳霁月", "zyxwvut")
# Borne by every twentieth person outside the circle and by five members.
ELSEWHERE: Final = "司徒雪梅"

_LOOSE: Final = """
    SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
      FROM pg_index
     WHERE indrelid = ANY('{profiles,memberships,comments}'::regclass[]) AND NOT indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = indexrelid)
"""
# $1 people, the first $2 of them in the circle.
_PEOPLE: Final = """
    INSERT INTO profiles (account_id, handle, name, created_at)
    SELECT uuidv7(), CASE WHEN n <= 300000 AND n % 100000 = 77 THEN 'zyxwvut'
                          ELSE s[1 + (20 * random())::int] || s[1 + (20 * random())::int] END || n,
           CASE WHEN n <= 300000 AND n % 100000 = 77 THEN '欧阳霁月'
                WHEN n <= 500000 AND n % 100000 = 177 OR n > $2 AND n % 20 = 1 THEN '司徒雪梅'
                WHEN n % 5 = 0
                THEN initcap(s[1 + (20 * random())::int] || s[1 + (20 * random())::int]) || ' '
                     || initcap(s[1 + (20 * random())::int])
                ELSE substr('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐'
                            '冯于董萧程曹袁邓许傅沈曾彭吕', 1 + (40 * random() * random())::int, 1)
                     || substr(g, 1 + (length(g) * random() * random())::int, 1)
                     || CASE WHEN random() < 0.6
                             THEN substr(g, 1 + (length(g) * random() * random())::int, 1) ELSE '' END
           END, now() - interval '2 years'
      FROM generate_series(1, $1::integer) AS n,
           (SELECT '{wang,li,zhang,liu,chen,yang,xiao,ming,hua,jun,wei,fang,lan,anna,ken,mei,tom,yu,xin,'
                   'bo,qi}'::text[] AS s,
                   '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲红春华建国志晓梅雪婷佳欣宇轩'
                   '浩然子涵思远梓睿诗雨琪悦彤语嫣若曦可馨一诺沐宸奕辰俊熙泽瑞天佑嘉懿煜城皓晨昕怡'
                   '安宁乐康健' AS g) AS words
"""
_MEMBERS: Final = """
    WITH people AS (SELECT account_id, row_number() OVER (ORDER BY account_id) AS n FROM profiles)
    INSERT INTO memberships (circle_id, account_id, joined_at)
    SELECT $1, account_id, now() - interval '1 year' + interval '1 year' * n / ($2::integer + 1)
      FROM people WHERE n <= $2
    UNION ALL
    SELECT o.id, account_id, now() - interval '1 year' * random()
      FROM people JOIN (SELECT id, row_number() OVER () AS m FROM circles WHERE id <> $1) AS o
        ON o.m = 1 + n % $3::integer
     WHERE n > $2
"""
_MEMBERS_TOO: Final = """
    INSERT INTO joined_circles (account_id, circle_id, joined_at)
    SELECT account_id, circle_id, joined_at FROM memberships
"""
_COUNT: Final = """
    UPDATE circles c SET member_count = m.members
      FROM (SELECT circle_id, count(*) AS members FROM memberships GROUP BY circle_id) AS m
     WHERE m.circle_id = c.id
"""
_OWNER: Final = """
    UPDATE memberships SET role = 'owner'
     WHERE circle_id = $1 AND account_id = (SELECT account_id FROM memberships WHERE circle_id = $1
                                             ORDER BY joined_at LIMIT 1)
"""
_PARTNER: Final = """
    INSERT INTO partners (id, name, category, responsible_name, state, applied_by, convention_at, decided_at,
                          due_at)
    VALUES ($1, '大圈子', 'books', '—', 'approved', $1, now(), now(), now() + interval '1 year')
"""
_CIRCLES: Final = """
    INSERT INTO circles (id, slug, partner_id, name, topic, kind, tier)
    SELECT CASE n WHEN 0 THEN $2 ELSE uuidv7() END, CASE n WHEN 0 THEN 'million' ELSE 'small-' || n END, $1,
           '圈子' || n, 'books', 'open', 'trusted'
      FROM generate_series(0, $3::integer) AS n
"""
_SLUGS: Final = "INSERT INTO circle_slug_claims (slug, circle_id) SELECT slug, id FROM circles"
_POSTS: Final = """
    INSERT INTO posts (circle_id, id, author_id, text, html, state, created_at, published_at)
    SELECT $1, CASE n WHEN 1 THEN $2 ELSE uuidv7() END, account_id,
           repeat('今天在河边走了很久。', 1 + (n % 6)::int),
           '<p>' || repeat('今天在河边走了很久。', 1 + (n % 6)::int) || '</p>', 'visible',
           now() - make_interval(mins => n::int), now() - make_interval(mins => n::int)
      FROM (SELECT account_id, row_number() OVER () AS n
              FROM memberships WHERE circle_id = $1 LIMIT 20000) AS m
"""
# Every tenth floor has four replies; the author of the post wrote every 25th.
_FLOORS: Final = """
    INSERT INTO comments (circle_id, post_id, id, floor, reply_number, author_id, text, html, state,
                          created_at, reply_count, last_reply)
    SELECT $1, $2, uuidv7(), f, r, CASE WHEN r = 0 AND f % 25 = 0 THEN $3 ELSE m.account_id END,
           '第' || f || '楼：' || repeat('看完了，说得很清楚。', 1 + f % 5),
           '<p>第' || f || '楼：' || repeat('看完了，说得很清楚。', 1 + f % 5) || '</p>', 'visible',
           now() - interval '30 days' + make_interval(secs => f),
           CASE WHEN r > 0 THEN 0 WHEN f = $5 THEN 1000 WHEN f % 10 = 0 THEN 4 ELSE 0 END,
           CASE WHEN r > 0 THEN 0 WHEN f = $5 THEN 1000 WHEN f % 10 = 0 THEN 4 ELSE 0 END
      FROM generate_series(2, $4::integer) AS f
     CROSS JOIN LATERAL generate_series(
                0, CASE WHEN f = $5::integer THEN 1000 WHEN f % 10 = 0 THEN 4 ELSE 0 END) AS r
      JOIN (SELECT account_id, row_number() OVER () AS n
              FROM memberships WHERE circle_id = $1 LIMIT 9973) AS m
        ON m.n = 1 + (f * 31 + r * 7) % 9973
"""
_COUNT_FLOORS: Final = """
    UPDATE posts p
       SET last_floor = $3,
           comment_count = (SELECT count(*) FROM comments c
                             WHERE c.circle_id = p.circle_id AND c.post_id = p.id)
     WHERE circle_id = $1 AND id = $2
"""
_AUTHOR: Final = "SELECT author_id FROM posts WHERE circle_id = $1 AND id = $2"
_SOME_MEMBERS: Final = """
    SELECT account_id FROM memberships
     WHERE circle_id = $1 AND joined_at < now() - interval '1 month' LIMIT $2
"""
_SOME_OTHERS: Final = "SELECT account_id FROM memberships WHERE circle_id <> $1 LIMIT $2"
_SOME_NAMES: Final = """
    SELECT p.name FROM memberships m TABLESAMPLE BERNOULLI (5) JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1 LIMIT $2
"""
_ACCOUNT: Final = """
    INSERT INTO accounts (id, age_class, terms_version, terms_at)
    SELECT account_id, 'adult', 'bench', now() FROM unnest($1::uuid[]) AS account_id
"""
_SESSION: Final = """
    INSERT INTO sessions (account_id, id, token_hash, expires_at)
    SELECT *, now() + interval '1 day' FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])
"""


class Large(NamedTuple):
    """What may be asked for; cookies are of members and of people who have yet to join."""

    circle_id: UUID
    post_id: UUID
    members: list[str]
    others: list[str]
    viewer_id: UUID
    names: list[str]


async def large_community(pool: Pool, *, people: int, members: int, joins: int) -> Large:
    """Fill an empty database: *members* of *people* in one circle, the others in two thousand."""
    circle_id, post_id, partner_id = new_id(), new_id(), new_id()
    async with writing(pool) as conn:
        await conn.execute("SET LOCAL synchronous_commit = off")
        await conn.execute("SET LOCAL maintenance_work_mem = '512MB'")
        async with _without_indexes(conn):
            await conn.execute(_PARTNER, partner_id)
            await conn.execute(_CIRCLES, partner_id, circle_id, 2_000)
            await conn.execute(_SLUGS)
            await conn.execute(_PEOPLE, people, members, timeout=1800)
            await conn.execute("ANALYZE profiles")
            await conn.execute(_MEMBERS, circle_id, members, 2_000, timeout=1800)
            await conn.execute(_MEMBERS_TOO, timeout=1800)
            await conn.execute(_OWNER, circle_id, timeout=600)
            await conn.execute(_COUNT, timeout=600)
            await conn.execute(_POSTS, circle_id, post_id, timeout=600)
            author_id = await conn.fetchval(_AUTHOR, circle_id, post_id)
            await conn.execute(_FLOORS, circle_id, post_id, author_id, FLOORS, BUSY_FLOOR, timeout=600)
            await conn.execute(_COUNT_FLOORS, circle_id, post_id, FLOORS, timeout=600)
    await settle(pool)
    async with reading(pool) as conn:
        names = [row[0] for row in await conn.fetch(_SOME_NAMES, circle_id, 500)]
    async with writing(pool) as conn:
        inside = [row[0] for row in await conn.fetch(_SOME_MEMBERS, circle_id, 64)]
        outside = [row[0] for row in await conn.fetch(_SOME_OTHERS, circle_id, joins, timeout=600)]
        cookies = await _sign_in(conn, inside), await _sign_in(conn, outside)
    return Large(circle_id, post_id, *cookies, inside[0], names)


@asynccontextmanager
async def _without_indexes(conn: Connection) -> AsyncIterator[None]:
    """Make the indexes of the large tables anew at the end, which takes half as long."""
    indexes = await conn.fetch(_LOOSE)
    for index in indexes:
        await conn.execute(f"DROP INDEX {index['name']}")
    yield
    for index in indexes:
        await conn.execute(index["definition"], timeout=1800)


async def _sign_in(conn: Connection, account_ids: list[UUID]) -> list[str]:
    secret = {account_id: secrets.token_urlsafe(32) for account_id in account_ids}
    await conn.execute(_ACCOUNT, account_ids)
    sessions = [new_id() for _ in account_ids]
    await conn.execute(_SESSION, account_ids, sessions, [digest(one) for one in secret.values()])
    return [f"session={account_id}.{one}" for account_id, one in secret.items()]
