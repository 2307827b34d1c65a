"""What shelves do without a request: the measure is counted when something changes, and every hour."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.db import Pool, reading, writing
from tonghao.events import PostEdited, PostHidden, PostPublished
from tonghao.reading_events import AnswersMarked, FloorThanked
from tonghao.shelves.count_useful import count_useful

_CIRCLES: Final = """
    SELECT c.id FROM circles c
     WHERE c.id > $1
       AND (EXISTS (SELECT FROM posts p WHERE p.circle_id = c.id AND p.kind = 'question')
            OR EXISTS (SELECT FROM circle_usefulness u WHERE u.circle_id = c.id))
     ORDER BY c.id LIMIT 100
"""


async def count_question(event: PostPublished | PostEdited, *, pool: Pool) -> None:
    """A question has its place beside others from its beginning."""
    if event.post.get("kind") == "question":
        await _count(pool, event.circle_id, event.post_id)


async def uncount_question(event: PostHidden, *, pool: Pool) -> None:
    """What is gone stands on no shelf."""
    await _count(pool, event.circle_id, event.post_id)


async def count_answers(event: AnswersMarked, *, pool: Pool) -> None:
    """Solved, or open again."""
    # The same is told to the circle's lists, where it names nobody.
    if event.marked_by is not None:
        await _count(pool, event.circle_id, event.post_id)


async def count_thanks(event: FloorThanked, *, pool: Pool) -> None:
    """Thanks came or went."""
    await _count(pool, event.circle_id, event.post_id)


async def _count(pool: Pool, circle_id: UUID, post_id: UUID) -> None:
    async with writing(pool) as conn:
        await count_useful(conn, circle_id=circle_id, post_id=post_id)


async def count_all(pool: Pool) -> None:
    """Count every circle's questions anew: saves tell nobody, rings close elsewhere, half a year passes."""
    after = UUID(int=0)
    while True:
        async with reading(pool) as conn:
            rows = await conn.fetch(_CIRCLES, after)
        for row in rows:
            async with writing(pool) as conn:
                await count_useful(conn, circle_id=row["id"])
        if len(rows) < 100:
            return
        after = rows[-1]["id"]


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PostPublished: [count_question],
    PostEdited: [count_question],
    PostHidden: [uncount_question],
    AnswersMarked: [count_answers],
    FloorThanked: [count_thanks],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"23 * * * *": [count_all]}
