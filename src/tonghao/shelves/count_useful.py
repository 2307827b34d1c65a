"""Count: the measure of questions and circles is computed anew."""

import re
from collections import defaultdict
from typing import Final
from uuid import UUID

import rjieba

from tonghao.db import Connection
from tonghao.shelves.measure import RULE, Thanked, circle_score_of, score_of, thanks_of, weights_of

_MOST_WORDS: Final = 40
_WORD: Final = re.compile(r"[\w]{2,20}")
# Words of every question, which say nothing about one.
_EMPTY: Final = frozenset(
    [
        "什么",
        "怎么",
        "为什么",
        "多少",
        "哪里",
        "这个",
        "那个",
        "可以",
        "一下",
        "我们",
        "你们",
        "他们",
        "自己",
        "没有",
        "还是",
        "就是",
        "已经",
        "因为",
        "所以",
        "如果",
        "但是",
        "现在",
        "今天",
        "明天",
        "昨天",
        "知道",
        "觉得",
        "谢谢",
        "大家",
        "请问",
        "到底",
        "有人",
        "the",
        "and",
        "what",
        "how",
        "this",
        "that",
        "with",
        "for",
        "you",
    ]
)

_QUESTIONS: Final = """
    SELECT p.id, p.author_id, p.text, p.answer_floors, c.topic,
           EXISTS (SELECT FROM comments s
                    WHERE s.circle_id = $1 AND s.post_id = p.id AND s.floor = ANY(p.answer_floors)
                      AND s.reply_number = 0 AND s.state = 'visible' AND s.author_id <> p.author_id)
           AS is_solved
      FROM posts p
      JOIN circles c ON c.id = p.circle_id
     WHERE p.circle_id = $1 AND p.kind = 'question' AND p.state = 'visible'
       AND ($2::uuid IS NULL OR p.id = $2)
     ORDER BY p.id
"""
# What lies longer back than half a year closes no ring.
_THANKED: Final = """
    SELECT t.post_id, t.account_id, s.author_id, t.at > now() - interval '180 days' AS is_recent
      FROM thanks t
      JOIN comments s ON s.circle_id = $1 AND s.post_id = t.post_id AND s.id = t.comment_id
                     AND s.state = 'visible'
     WHERE t.circle_id = $1
"""
_SAVERS: Final = """
    SELECT v.post_id, count(DISTINCT v.account_id) AS savers
      FROM saves v
      LEFT JOIN posts p ON p.circle_id = $1 AND p.id = v.post_id AND v.comment_id IS NULL
      LEFT JOIN comments s ON s.circle_id = $1 AND s.post_id = v.post_id AND s.id = v.comment_id
     WHERE v.circle_id = $1 AND ($2::uuid IS NULL OR v.post_id = $2)
       AND v.account_id IS DISTINCT FROM COALESCE(s.author_id, p.author_id)
     GROUP BY v.post_id
"""
_KEEP: Final = """
    INSERT INTO post_usefulness AS u
           (circle_id, post_id, topic, is_solved, thanks, savers, score, version, words)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (circle_id, post_id) DO UPDATE
       SET topic = excluded.topic, is_solved = excluded.is_solved, thanks = excluded.thanks,
           savers = excluded.savers, score = excluded.score, version = excluded.version,
           words = excluded.words, at = now()
"""
_DROP: Final = """
    DELETE FROM post_usefulness
     WHERE circle_id = $1 AND ($2::uuid IS NULL OR post_id = $2) AND post_id <> ALL($3::uuid[])
"""
_SCORES: Final = """
    SELECT u.score
      FROM post_usefulness u
      JOIN posts p ON p.circle_id = $1 AND p.id = u.post_id
     WHERE u.circle_id = $1 AND p.published_at > now() - interval '90 days'
"""
_MEMBERS: Final = "SELECT member_count FROM circles WHERE id = $1"
_KEEP_CIRCLE: Final = """
    INSERT INTO circle_usefulness (circle_id, score) VALUES ($1, $2)
    ON CONFLICT (circle_id) DO UPDATE SET score = excluded.score, at = now()
"""


async def count_useful(conn: Connection, *, circle_id: UUID, post_id: UUID | None = None) -> None:
    """Compute the measure of a circle's questions, or with *post_id* of one, and of the circle."""
    questions = await conn.fetch(_QUESTIONS, circle_id, post_id)
    thanked: defaultdict[UUID, list[Thanked]] = defaultdict(list)
    recent: list[Thanked] = []
    for row in await conn.fetch(_THANKED, circle_id):
        pair = (row["account_id"], row["author_id"])
        thanked[row["post_id"]].append(pair)
        if row["is_recent"]:
            recent.append(pair)
    # An old thank whose pair closed no ring lately weighs in full.
    weights = dict.fromkeys({pair for pairs in thanked.values() for pair in pairs}, 1.0) | weights_of(recent)
    savers = {row["post_id"]: row["savers"] for row in await conn.fetch(_SAVERS, circle_id, post_id)}
    for row in questions:
        thanks, saved = thanks_of(thanked[row["id"]], weights), savers.get(row["id"], 0)
        await conn.execute(
            _KEEP,
            circle_id,
            row["id"],
            row["topic"],
            row["is_solved"],
            thanks,
            saved,
            score_of(is_solved=row["is_solved"], thanks=thanks, savers=saved),
            RULE.version,
            words_of(row["text"]),
        )
    await conn.execute(_DROP, circle_id, post_id, [row["id"] for row in questions])
    scores = [row["score"] for row in await conn.fetch(_SCORES, circle_id)]
    members: int | None = await conn.fetchval(_MEMBERS, circle_id)
    if members is not None:
        await conn.execute(_KEEP_CIRCLE, circle_id, circle_score_of(scores=scores, members=members))


def words_of(text: str) -> list[str]:
    """What *text* is about: its words of two letters and more, the first forty different ones."""
    words = (word.casefold() for word in rjieba.cut(text[:2000]))
    kept = (word for word in words if _WORD.fullmatch(word) and not word.isdigit() and word not in _EMPTY)
    return list(dict.fromkeys(kept))[:_MOST_WORDS]
