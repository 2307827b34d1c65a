"""The same said in many places at once, by several processes' hands; every write here is committed."""

import asyncio
import secrets
from collections import Counter

from tests.posts.made import been_here
from tests.world import World
from tonghao.circles.load import LoadedMembership, load_memberships
from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.screening.behaviour import behaviour

_OWN = behaviour().same_text.own_places


async def test_posts_and_comments_at_once_are_counted_one_after_the_other(world: World, pool: Pool):
    author = await world.account()
    circles = [await world.circle() for _ in range(8)]
    async with writing(pool) as conn:
        await been_here(conn, author)
        await load_memberships(conn, [LoadedMembership(one.circle_id, author, now()) for one in circles])
    threads = [await world.post(one.circle_id, one.owner_id, f"第{n}条") for n, one in enumerate(circles)]
    text = f"转让健身年卡，八折，有意的私信我，编号{secrets.token_hex(6)}"
    said = await asyncio.gather(
        *(world.post(one.circle_id, author, text) for one in circles),
        *(world.comment(thread, author, text) for thread in threads),
    )
    assert Counter(one.state for one in said) == {"visible": _OWN - 1, "held": 16 - _OWN + 1}
