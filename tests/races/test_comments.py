"""What happens to a thread while a comment waits for its lock; every write here is committed."""

import asyncio

from tests.patience import until
from tests.posts.made import counts
from tests.world import World
from tonghao.circles.record_act import ActReason
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.posts.hide import hide_comment
from tonghao.posts.lock import ThreadLocked, lock_post
from tonghao.posts.release import release_comment


async def _while_it_waits(pool: Pool, done, asked):
    """What *asked* comes to when it waits for a transaction that does *done* and then commits."""
    async with writing(pool) as conn:
        await done(conn)
        mine = await conn.fetchval("SELECT pg_backend_pid()")
        waiting = asyncio.create_task(asked())
        async with reading(pool) as other:
            await until(
                lambda: other.fetchval(
                    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid)))", mine
                )
            )
    [outcome] = await asyncio.gather(waiting, return_exceptions=True)
    return outcome


async def test_an_answer_to_a_floor_that_goes_meanwhile_takes_no_number(world: World, pool: Pool):
    made = await world.circle(members=2)
    post = await world.post(made.circle_id, made.owner_id)
    floor = await world.comment(post, made.members[0])
    await world.comment(post, made.members[1], floor=2)
    ids = (post.circle_id, post.post_id, floor.comment_id)
    refused = await _while_it_waits(
        pool, lambda conn: hide_comment(conn, *ids), lambda: world.comment(post, made.members[1], floor=2)
    )
    assert isinstance(refused, NotFound)
    async with writing(pool) as conn:
        assert await counts(conn, post) == (1, 2)
        await release_comment(conn, *ids)
    after = await world.comment(post, made.members[1], floor=2)
    assert (after.floor, after.reply_number) == (2, 2)


async def test_a_thread_that_is_locked_meanwhile_takes_words_of_its_staff_alone(world: World, pool: Pool):
    made = await world.circle(members=1)
    for who in (made.members[0], made.owner_id):
        post = await world.post(made.circle_id, made.owner_id)
        ids = {"circle_id": post.circle_id, "post_id": post.post_id, "account_id": made.owner_id}
        outcome = await _while_it_waits(
            pool,
            lambda conn, ids=ids: lock_post(conn, **ids, reason=ActReason("先停一下")),
            lambda post=post, who=who: world.comment(post, who),
        )
        if who == made.owner_id:
            assert outcome.floor == 2
        else:
            assert isinstance(outcome, ThreadLocked)
