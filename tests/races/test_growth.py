"""One member, many devices: points come once."""

import asyncio

from tests.world import World
from tonghao.db import Pool, reading, writing
from tonghao.growth.choose_levels import choose_levels
from tonghao.growth.jobs import count_thanks
from tonghao.growth.read import get_my_growth
from tonghao.growth.sign_in import sign_in
from tonghao.growth.types import LevelsChoice
from tonghao.reading_events import FloorThanked


async def test_sign_ins_and_thanks_at_once_are_each_counted_once(world: World, pool: Pool):
    made = await world.circle(members=4)
    me, *others = made.members
    async with writing(pool) as conn:
        await choose_levels(
            conn,
            screener=world.screener,
            circle_id=made.circle_id,
            account_id=made.owner_id,
            choice=LevelsChoice(True),
        )
    post = await world.post(made.circle_id, made.owner_id, kind="question")
    floor = await world.comment(post, me)

    async def sign() -> int:
        async with writing(pool) as conn:
            return (await sign_in(conn, circle_id=made.circle_id, account_id=me)).points

    ids = (made.circle_id, post.post_id, floor.comment_id)
    thanks = [count_thanks(FloorThanked(*ids, me, who, True), pool=pool) for who in others for _ in range(3)]
    signed, _ = await asyncio.gather(asyncio.gather(*(sign() for _ in range(8))), asyncio.gather(*thanks))
    assert sorted(signed) == [0] * 7 + [5]
    async with reading(pool) as conn:
        mine = await get_my_growth(conn, circle_id=made.circle_id, account_id=me)
        summed = await conn.fetchval(
            "SELECT sum(points) FROM growth_points WHERE circle_id = $1 AND account_id = $2 AND NOT is_back",
            made.circle_id,
            me,
        )
    assert mine.points == summed == 5 + 3 * 8
