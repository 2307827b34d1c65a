"""Index: cut the words of posts and comments and keep them; what is gone is taken out."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection, Row
from tonghao.search.cut import words_of

_BATCH: Final = 500

_POST: Final = """
    SELECT circle_id, id AS post_id, id AS subject_id, author_id, version, published_at AS at, text, tags,
           (solved_at IS NOT NULL)::integer AS solved, 0 AS thanks
      FROM posts
     WHERE circle_id = $1 AND id = $2 AND state = 'visible'
"""
_COMMENT: Final = """
    SELECT circle_id, post_id, id AS subject_id, author_id, version, created_at AS at, text,
           '{}'::text[] AS tags,
           (SELECT (m.reply_number = 0 AND m.floor = ANY(p.answer_floors))::integer
              FROM posts p WHERE p.circle_id = m.circle_id AND p.id = m.post_id) AS solved,
           thanks_count AS thanks
      FROM comments m
     WHERE circle_id = $1 AND post_id = $2 AND id = $3 AND state = 'visible'
"""
_ANSWERS: Final = """
    SELECT m.id FROM comments m
     WHERE m.circle_id = $1 AND m.post_id = $2 AND m.reply_number = 0 AND m.floor = ANY($3::integer[])
"""
# Two jobs may look at one text at the same time: the older version never overwrites the newer.
_KEEP: Final = """
    INSERT INTO search_texts AS s (circle_id, subject_id, post_id, author_id, version, at, useful, words)
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::timestamptz[],
                         $7::real[], $8::text[]::tsvector[])
    ON CONFLICT (circle_id, subject_id) DO UPDATE
       SET version = excluded.version, at = excluded.at, useful = excluded.useful, words = excluded.words
     WHERE excluded.version >= s.version
"""
_DROP: Final = "DELETE FROM search_texts WHERE circle_id = $1 AND subject_id = $2"
_DROP_THREAD: Final = "DELETE FROM search_texts WHERE circle_id = $1 AND post_id = $2"
_FORGET: Final = "DELETE FROM search_texts WHERE author_id = $1"

_WALK: Final = """
    SELECT circle_id, post_id, subject_id,
           ended_at IS NOT NULL AND ended_at > now() - interval '1 hour' AS rests
      FROM search_walks WHERE source = $1
"""
_MOVE: Final = """
    INSERT INTO search_walks AS w (source, circle_id, post_id, subject_id, ended_at)
    VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)
    ON CONFLICT (source) DO UPDATE
       SET circle_id = excluded.circle_id, post_id = excluded.post_id, subject_id = excluded.subject_id,
           ended_at = excluded.ended_at
"""
_AGAIN: Final = "UPDATE search_walks SET ended_at = NULL WHERE ended_at IS NOT NULL"
_NEXT_POSTS: Final = """
    SELECT p.circle_id, p.id AS post_id, p.id AS subject_id, p.author_id, p.version, p.published_at AS at,
           p.text, p.tags, (p.solved_at IS NOT NULL)::integer AS solved, 0 AS thanks,
           s.version IS DISTINCT FROM p.version AND p.state = 'visible' AS missing
      FROM (SELECT * FROM posts WHERE (circle_id, id) > ($1, $2) ORDER BY circle_id, id LIMIT $3) p
      LEFT JOIN search_texts s ON s.circle_id = p.circle_id AND s.subject_id = p.id
     ORDER BY p.circle_id, p.id
"""
_NEXT_COMMENTS: Final = """
    SELECT m.circle_id, m.post_id, m.id AS subject_id, m.author_id, m.version, m.created_at AS at, m.text,
           '{}'::text[] AS tags,
           (SELECT (m.reply_number = 0 AND m.floor = ANY(p.answer_floors))::integer
              FROM posts p WHERE p.circle_id = m.circle_id AND p.id = m.post_id) AS solved,
           m.thanks_count AS thanks, s.version IS DISTINCT FROM m.version AND m.state = 'visible' AS missing
      FROM (SELECT * FROM comments WHERE (circle_id, post_id, id) > ($1, $2, $3)
             ORDER BY circle_id, post_id, id LIMIT $4) m
      LEFT JOIN search_texts s ON s.circle_id = m.circle_id AND s.subject_id = m.id
     ORDER BY m.circle_id, m.post_id, m.id
"""

_START: Final = UUID(int=0)


async def index_post(conn: Connection, *, circle_id: UUID, post_id: UUID) -> None:
    """Cut a post's words anew, or take it out when it is not visible."""
    row = await conn.fetchrow(_POST, circle_id, post_id)
    if row is None:
        await conn.execute(_DROP, circle_id, post_id)
    else:
        await _keep(conn, [row])


async def index_comment(conn: Connection, *, circle_id: UUID, post_id: UUID, comment_id: UUID) -> None:
    """Cut a comment's words anew, or take it out when it is not visible."""
    row = await conn.fetchrow(_COMMENT, circle_id, post_id, comment_id)
    if row is None:
        await conn.execute(_DROP, circle_id, comment_id)
    else:
        await _keep(conn, [row])


async def index_answers(conn: Connection, *, circle_id: UUID, post_id: UUID, floors: list[int]) -> None:
    """Let a solved question and the floors that answer it stand higher."""
    await index_post(conn, circle_id=circle_id, post_id=post_id)
    for row in await conn.fetch(_ANSWERS, circle_id, post_id, floors):
        await index_comment(conn, circle_id=circle_id, post_id=post_id, comment_id=row["id"])


async def drop_from_index(conn: Connection, *, circle_id: UUID, post_id: UUID, whole_thread: bool) -> None:
    """Take a hidden post out; with its thread when it will not come back."""
    await conn.execute(_DROP_THREAD if whole_thread else _DROP, circle_id, post_id)


async def forget_author(conn: Connection, *, account_id: UUID) -> None:
    """Take out everything that *account_id* wrote."""
    await conn.execute(_FORGET, account_id)


async def walk(conn: Connection, *, source: str) -> bool:
    """Cut the next 500 of everything there is that no event told of; whether there is more.

    Imports and servers from before there was a search come in this way. At the end it rests for an
    hour and begins again, which also mends what a lost job left behind.

    Args:
        source: `posts` or `comments`.
    """
    place = await conn.fetchrow(_WALK, source)
    if place is not None and place["rests"]:
        return False
    at = (_START,) * 3 if place is None else (place["circle_id"], place["post_id"], place["subject_id"])
    if source == "posts":
        rows = await conn.fetch(_NEXT_POSTS, at[0], at[1], _BATCH)
    else:
        rows = await conn.fetch(_NEXT_COMMENTS, *at, _BATCH)
    await _keep(conn, [row for row in rows if row["missing"]])
    more = len(rows) == _BATCH
    last = (rows[-1]["circle_id"], rows[-1]["post_id"], rows[-1]["subject_id"]) if more else (_START,) * 3
    await conn.execute(_MOVE, source, *last, not more)
    return more


async def walk_again(conn: Connection) -> None:
    """Let the next walk begin at once: much has come that no event told of."""
    await conn.execute(_AGAIN)


async def _keep(conn: Connection, rows: list[Row]) -> None:
    if not rows:
        return
    columns = zip(*map(_line_of, rows), strict=True)
    await conn.execute(_KEEP, *map(list, columns))


def _line_of(row: Row) -> tuple[object, ...]:
    words = words_of(row["text"], author_id=row["author_id"], circle_id=row["circle_id"], tags=row["tags"])
    # A text that solved something counts as half more; thanks add less and less.
    useful = 0.5 * row["solved"] + min(0.5, 0.1 * row["thanks"])
    return (
        row["circle_id"],
        row["subject_id"],
        row["post_id"],
        row["author_id"],
        row["version"],
        row["at"],
        useful,
        words,
    )
