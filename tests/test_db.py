"""The only door to the database, and the bell beside it."""

import asyncio

import pytest

from tonghao.db import open_pool, reading, reading_one_moment, wait_for_news


@pytest.mark.parametrize("turns", range(4))
async def test_who_is_told_to_end_while_the_bell_rings_ends(turns: int) -> None:
    news = asyncio.Event()

    async def listens() -> None:
        while True:
            await wait_for_news(news, most_seconds=60)

    listener = asyncio.create_task(listens())
    await asyncio.sleep(0.01)
    news.set()
    for _ in range(turns):
        await asyncio.sleep(0)
    listener.cancel()
    done, _ = await asyncio.wait({listener}, timeout=20)
    assert done == {listener}
    assert listener.cancelled()


async def test_news_that_do_not_come_are_waited_for_so_long_only() -> None:
    news = asyncio.Event()
    async with asyncio.timeout(20):
        await wait_for_news(news, most_seconds=0.01)
    news.set()
    async with asyncio.timeout(20):
        await wait_for_news(news, most_seconds=60)
    assert not news.is_set()


async def test_one_moment_begins_on_a_connection_whose_last_user_was_cancelled(dsn: str) -> None:
    pool = await open_pool(dsn, size=1)
    async with reading(pool) as conn:
        await conn.prepare("SELECT count(*) FROM accounts")  # the first half alone
    async with reading_one_moment(pool) as conn:
        assert await conn.fetchval("SHOW transaction_isolation") == "repeatable read"
    await pool.close()
