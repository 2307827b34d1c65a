"""Limits: one count for all processes, kept also when the request is refused."""

import asyncio
import secrets
from collections import Counter

import pytest

from tests.world import Browser, World
from tonghao.db import Pool, open_pool, reading
from tonghao.errors import TooMany
from tonghao.limits import Limiter


async def _count(limiter: Limiter, subject: str) -> bool:
    try:
        await limiter.count("10 per hour", "test", subject)
    except TooMany:
        return False
    return True


async def test_two_processes_share_one_window(pool: Pool, dsn: str) -> None:
    other = await open_pool(dsn, size=4)
    subject = secrets.token_hex(4)
    try:
        limiters = Limiter(pool), Limiter(other)
        outcomes = await asyncio.gather(*(_count(limiters[number % 2], subject) for number in range(30)))
    finally:
        await other.close()
    assert Counter(outcomes) == {True: 10, False: 20}


async def test_who_is_refused_is_told_when_to_come_again(pool: Pool) -> None:
    limiter, subject = Limiter(pool), secrets.token_hex(4)
    for _ in range(2):
        await limiter.count("2 per 15 minutes", "test", subject)
    with pytest.raises(TooMany) as refused:
        await limiter.count("2 per 15 minutes", "test", subject)
    assert 890 <= int(str(refused.value.details["retry_after_seconds"])) <= 900


async def test_a_window_that_is_over_begins_anew(pool: Pool) -> None:
    limiter, subject = Limiter(pool), secrets.token_hex(4)
    await limiter.count("1 per hour", "test", subject)
    async with reading(pool) as conn:
        await conn.execute(
            "UPDATE rate_limits SET expires_at = now() - interval '1 second' WHERE key LIKE $1",
            f"%{subject}%",
        )
    await limiter.count("1 per hour", "test", subject)
    with pytest.raises(TooMany):
        await limiter.count("1 per hour", "test", subject)


async def test_limits_of_different_length_are_counted_apart(pool: Pool) -> None:
    limiter, subject = Limiter(pool), secrets.token_hex(4)
    await limiter.count("1 per hour", "test", subject)
    await limiter.count("1 per 15 minutes", "test", subject)
    with pytest.raises(TooMany):
        await limiter.count("1 per hour", "test", subject)


async def test_a_load_test_may_widen_every_window(pool: Pool) -> None:
    limiter, subject = Limiter(pool, scale=3.0), secrets.token_hex(4)
    for _ in range(3):
        await limiter.count("1 per hour", "test", subject)
    with pytest.raises(TooMany):
        await limiter.count("1 per hour", "test", subject)


async def test_windows_that_are_over_are_swept(pool: Pool) -> None:
    limiter, subject = Limiter(pool), secrets.token_hex(4)
    await limiter.count("1 per hour", "test", subject)
    async with reading(pool) as conn:
        await conn.execute(
            "UPDATE rate_limits SET expires_at = now() - interval '1 minute' WHERE key LIKE $1",
            f"%{subject}%",
        )
        await limiter.trim()
        left = await conn.fetchval("SELECT count(*) FROM rate_limits WHERE key LIKE $1", f"%{subject}%")
    assert left == 0


async def test_over_http_the_answer_says_when_to_come_again(
    browser: Browser, world: World, pool: Pool
) -> None:
    account_id = await world.account()
    await browser.as_(account_id)
    made = await world.circle(account_id)
    first = await browser.post(
        f"/api/v1/circles/{made.circle_id}/posts", json={"text": "五公里", "photos": []}
    )
    assert first.status_code == 201
    async with reading(pool) as conn:
        await conn.execute("UPDATE rate_limits SET hits = 1000000 WHERE key LIKE $1", f"%{account_id}%")
    refused = await browser.post(
        f"/api/v1/circles/{made.circle_id}/posts", json={"text": "六公里", "photos": []}
    )
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many")
    assert int(refused.headers["retry-after"]) == refused.json()["details"]["retry_after_seconds"]
