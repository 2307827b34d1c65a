"""What became of what people wrote while processes were killed."""

import asyncio
import time
from collections import Counter
from typing import NamedTuple
from uuid import UUID

from tests.crashes.house import House, Writer

_POSTS = "SELECT text, id FROM posts WHERE circle_id = $1 AND state = 'visible'"
_COMMENTS = "SELECT text, id FROM comments WHERE circle_id = $1 AND state = 'visible'"
_FLOORS = "SELECT floor FROM comments WHERE circle_id = $1 AND post_id = $2 ORDER BY floor"
_COUNTS = "SELECT comment_count, last_floor FROM posts WHERE circle_id = $1 AND id = $2"
_UNTOLD = """
    SELECT count(*) FROM comments c
     WHERE c.circle_id = $1 AND c.author_id <> $2
       AND NOT EXISTS (SELECT FROM notifications n WHERE n.account_id = $2 AND n.comment_id = c.id)
"""
_TOLD = "SELECT comment_id FROM notifications WHERE account_id = $1 AND kind = 'reply'"
# Once over the outbox: a look into it for each post would take longer than a statement may.
_TELLINGS = """
    SELECT p.id, count(o.id)
      FROM posts p
      LEFT JOIN outbox o ON o.kind = 'post.published' AND o.audience = 'circle:' || p.circle_id
                        AND (o.event->>'post_id')::uuid = p.id
     WHERE p.circle_id = $1
     GROUP BY p.id
"""


class Counted(NamedTuple):
    """What should not be.

    Attributes:
        lost: Acknowledged texts that are not there, or not under the identifier that was answered;
            posts without their event.
        doubled: Texts that are there more than once; posts told more than once.
        gaps: What is wrong with the floors of the thread.
    """

    lost: list[str]
    doubled: list[str]
    gaps: list[str]


async def count(house: House, circle_id: UUID, thread_id: UUID, writers: list[Writer]) -> Counted:
    """Compare what *writers* were told with what stands in the circle and its thread."""
    rows = [row for query in (_POSTS, _COMMENTS) for row in await house.rows(query, circle_id)]
    there = dict(rows)
    promised = {text: made for writer in writers for text, made in writer.acknowledged.items()}
    lost = [text for text, made in promised.items() if there.get(text) != made]
    doubled = [text for text, times in Counter(text for text, _ in rows).items() if times > 1]
    for post_id, told in await house.rows(_TELLINGS, circle_id):
        if told != 1:
            (doubled if told else lost).append(f"event of {post_id}")
    floors = [floor for (floor,) in await house.rows(_FLOORS, circle_id, thread_id)]
    gaps = []
    if floors != list(range(2, len(floors) + 2)):
        gaps.append(f"floors {floors}")
    if (counts := await house.rows(_COUNTS, circle_id, thread_id)) != [(len(floors), len(floors) + 1)]:
        gaps.append(f"counts {counts} of {len(floors)} floors")
    return Counted(lost, doubled, gaps)


async def told_at_last(house: House, circle_id: UUID, owner_id: UUID, *, patience_seconds: float) -> None:
    """Wait until the owner of the thread was notified of each comment.

    Thousands may wait for the worker by then, so the time is not counted as long as they become fewer.

    Raises:
        AssertionError: nobody was told anything for *patience_seconds*.
    """
    fewest, since = None, time.monotonic()
    while (untold := (await house.rows(_UNTOLD, circle_id, owner_id))[0][0]) > 0:
        if fewest is None or untold < fewest:
            fewest, since = untold, time.monotonic()
        assert time.monotonic() < since + patience_seconds, f"nobody was told of {untold} comments"
        await asyncio.sleep(0.5)


async def told_twice(house: House, owner_id: UUID) -> list[UUID]:
    """Comments of which the owner of the thread was notified more than once."""
    told = Counter(comment_id for (comment_id,) in await house.rows(_TOLD, owner_id))
    return [comment_id for comment_id, times in told.items() if times > 1]
