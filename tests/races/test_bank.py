"""Races about the bank: a verdict that is written while somebody removes the same picture."""

import asyncio

from tests.bank.scene import decide, drawing, state_of
from tests.media.pictures import saved
from tests.moderation.scene import case_of
from tests.world import World
from tonghao.bank.enter import NEXT_VERSION
from tonghao.bank.match import Bank
from tonghao.db import Pool, writing
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.posts.types import PhotoDraft


async def test_of_a_removal_and_an_upload_at_once_the_later_one_sees_the_other(
    world: World, pool: Pool
) -> None:
    picture = drawing()
    circle = await world.circle(members=2, on_duty=True)
    author, reader = circle.members
    moderator = await world.account(role="moderator")
    photo = await world.photo(author, saved(picture))
    post = await world.post(circle.circle_id, author, photos=[PhotoDraft(photo)])
    async with writing(pool) as conn:
        new = NewReport("post", post.post_id, "sex.explicit", circle.circle_id)
        await report_content(conn, reporter_id=reader, new=new)
        case_id = await case_of(conn, post.post_id)
        look = await conn.fetchval("SELECT look FROM media WHERE id = $1", photo)
    bank = Bank()
    async with writing(pool) as verdict:
        assert await bank.match(verdict, look) is None
        # The removal has to wait until this verdict is written, and is seen by the next one.
        removal = asyncio.create_task(decide(world, case_id, moderator, "remove", category="sex.explicit"))
        done, _ = await asyncio.wait({removal}, timeout=0.2)
        assert not done
    await removal
    async with writing(pool) as conn:
        assert await bank.match(conn, look) is not None
    assert (await state_of(world, photo))[0] == "refused"


async def test_a_verdict_waits_for_a_removal_that_is_being_written(world: World, pool: Pool) -> None:
    bank = Bank()
    async with writing(pool) as removal:
        await removal.fetchval(NEXT_VERSION)

        async def look_up() -> int:
            async with writing(pool) as conn:
                await bank.match(conn, b"")
            return bank.version

        waiting = asyncio.create_task(look_up())
        done, _ = await asyncio.wait({waiting}, timeout=0.2)
        assert not done
        version = await removal.fetchval("SELECT version FROM bank_state")
    assert await waiting >= version
