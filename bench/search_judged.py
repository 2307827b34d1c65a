"""How well questions are answered: nDCG@10 over judged posts, beside plain substring matching."""

import math
import tomllib
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from tonghao.db import Connection, open_pool, writing
from tonghao.ids import new_id
from tonghao.search.index import walk
from tonghao.search.read import search_texts

_JUDGED: Final = Path(__file__).with_suffix(".toml")
_DEPTH: Final = 10

_PERSON: Final = """
    INSERT INTO profiles (account_id, handle, name) VALUES ($1, 'judged', '出题的人')
"""
_CIRCLE: Final = """
    INSERT INTO circles (id, slug, partner_id, name, topic, kind)
    VALUES ($1, 'judged', $1, '试题', 'books', 'open')
"""
_POST: Final = """
    INSERT INTO posts (circle_id, id, author_id, text, html, state, published_at)
    VALUES ($1, $2, $3, $4, '', 'visible', now() - make_interval(hours => $5))
"""
# What a forum without an index does: each word somewhere in the text, the newest first.
_SUBSTRING: Final = """
    SELECT id FROM posts
     WHERE circle_id = $1
       AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS word WHERE position(lower(word) IN lower(text)) = 0)
     ORDER BY published_at DESC, id LIMIT 10
"""
_CLEAR: Final = (
    "DELETE FROM search_texts WHERE circle_id = $1",
    "DELETE FROM posts WHERE circle_id = $1",
    "DELETE FROM circles WHERE id = $1",
)


class Judged(NamedTuple):
    """The texts, and for each question the grade of each text that says something to it."""

    texts: list[str]
    grades: dict[str, dict[int, int]]


def judged() -> Judged:
    """What stands in the file."""
    posts = tomllib.loads(_JUDGED.read_text("utf-8"))["post"]
    grades: dict[str, dict[int, int]] = {}
    for number, post in enumerate(posts):
        for question in post.get("asked", []):
            grades.setdefault(question, {})[number] = 2
        for question in post.get("near", []):
            grades.setdefault(question, {})[number] = 1
    return Judged([post["text"] for post in posts], grades)


def ndcg(found: list[int], grades: dict[int, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, gain 2^grade - 1.

    Source: Järvelin and Kekäläinen (2002), in the form of Burges et al. (2005).
    """
    return _gain([grades.get(number, 0) for number in found[:_DEPTH]]) / _gain(
        sorted(grades.values(), reverse=True)[:_DEPTH]
    )


def _gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


async def judge(dsn: str) -> dict[str, float]:
    """Ask every question both ways in an empty database, and leave it empty."""
    collection = judged()
    pool = await open_pool(dsn, size=2)
    try:
        async with writing(pool) as conn:
            circle_id, ids = await _load(conn, collection.texts)
            ours, plain = [], []
            for question, grades in collection.grades.items():
                page = await search_texts(conn, viewer_id=circle_id, typed=question)
                ours.append(ndcg([ids[hit.post_id] for hit in page.entries], grades))
                rows = await conn.fetch(_SUBSTRING, circle_id, question.split())
                plain.append(ndcg([ids[row["id"]] for row in rows], grades))
            for statement in _CLEAR:
                await conn.execute(statement, circle_id)
            await conn.execute("DELETE FROM profiles WHERE account_id = $1", circle_id)
            await conn.execute("DELETE FROM search_walks")
    finally:
        await pool.close()
    return {
        "ndcg": sum(ours) / len(ours),
        "ndcg_substring": sum(plain) / len(plain),
        "ndcg_questions": len(ours),
    }


async def _load(conn: Connection, texts: list[str]) -> tuple[UUID, dict[UUID, int]]:
    circle_id = new_id()
    await conn.execute(_PERSON, circle_id)
    await conn.execute(_CIRCLE, circle_id)
    ids = {new_id(): number for number in range(len(texts))}
    for post_id, number in ids.items():
        await conn.execute(_POST, circle_id, post_id, circle_id, texts[number], number)
    while await walk(conn, source="posts"):
        pass
    return circle_id, ids
