"""`kill -9` while people write: what was acknowledged is there afterwards, and nothing is there twice."""

import asyncio
import random
from collections import Counter
from uuid import UUID

import pytest

from tests.crashes.house import House, Writer, open_house
from tests.patience import until

_TWICE = "SELECT text, count(*) FROM posts WHERE circle_id = $1 GROUP BY text HAVING count(*) > 1"
_COMMENTS_TWICE = "SELECT text, count(*) FROM comments WHERE circle_id = $1 GROUP BY text HAVING count(*) > 1"
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
_LOST_EVENTS = """
    SELECT count(*) FROM posts p
     WHERE p.circle_id = $1
       AND (SELECT count(*) FROM outbox o WHERE o.kind = 'post.published'
                                            AND o.audience = 'circle:' || p.circle_id
                                            AND o.event->>'post_id' = p.id::text) <> 1
"""


async def _survives(house: House, kills: list[str]) -> None:
    made = await house.world.circle(members=4)
    thread = await house.world.post(made.circle_id, made.owner_id, "今晚跑步吗")
    posts = f"/api/v1/circles/{made.circle_id}/posts"
    places = [posts, f"{posts}/{thread.post_id}/comments"] * 2
    writers = [
        Writer(house, await house.world.session(who), path, f"{number}号")
        for number, (who, path) in enumerate(zip(made.members, places, strict=True))
    ]
    stop = asyncio.Event()
    writing = [asyncio.create_task(writer.write(stop)) for writer in writers]

    def written() -> int:
        return sum(len(writer.acknowledged) for writer in writers)

    for name in kills:
        before = written()
        await house.kill(name)
        # The next kill comes when all is well again and some more has been written.
        await until(house.answers, seconds=90)
        await until(lambda before=before: written() > before + 12, seconds=90)
    stop.set()
    await asyncio.gather(*writing)
    assert [refusal for writer in writers for refusal in writer.refused] == [], house.unexpected()
    assert sum(writer.asked_again for writer in writers) > 0, "the kills came at the wrong moment"
    await _all_is_there(house, made.circle_id, thread.post_id, writers)
    await _jobs_are_done_once(house, made.circle_id, made.owner_id)


async def _all_is_there(house: House, circle_id: UUID, thread_id: UUID, writers: list[Writer]) -> None:
    there: dict[str, UUID] = {}
    for query in (_POSTS, _COMMENTS):
        there |= dict(await house.rows(query, circle_id))
    promised = {text: made for writer in writers for text, made in writer.acknowledged.items()}
    assert {text: there.get(text) for text in promised} == promised
    assert await house.rows(_TWICE, circle_id) == await house.rows(_COMMENTS_TWICE, circle_id) == []
    floors = [floor for (floor,) in await house.rows(_FLOORS, circle_id, thread_id)]
    assert floors == list(range(2, len(floors) + 2))
    assert await house.rows(_COUNTS, circle_id, thread_id) == [(len(floors), len(floors) + 1)]
    assert await house.rows(_LOST_EVENTS, circle_id) == [(0,)]


async def _jobs_are_done_once(house: House, circle_id: UUID, owner_id: UUID) -> None:
    async def everything_is_told() -> bool:
        return await house.rows(_UNTOLD, circle_id, owner_id) == [(0,)]

    # A job that died with its worker is taken up by the next one half a minute later.
    await until(everything_is_told, seconds=120)
    told = Counter(comment_id for (comment_id,) in await house.rows(_TOLD, owner_id))
    assert [comment_id for comment_id, times in told.items() if times > 1] == []


async def test_what_was_acknowledged_survives_every_kill() -> None:
    async with open_house() as house:
        await _survives(house, ["web", "postgres", "worker", "postgres", "web"])


@pytest.mark.long
async def test_what_was_acknowledged_survives_many_kills() -> None:
    order = random.Random(20261122)
    async with open_house() as house:
        await _survives(house, [order.choice(["web", "worker", "postgres"]) for _ in range(40)])
