"""Idempotency: what is sent twice is done once, and answered alike; real commits throughout."""

import asyncio
from typing import Any
from uuid import UUID

from tests.world import Browser, World
from tonghao.db import Pool, reading
from tonghao.ids import new_id


def _key() -> dict[str, str]:
    return {"Idempotency-Key": str(new_id())}


async def _posts(pool: Pool, circle_id: UUID) -> int:
    async with reading(pool) as conn:
        return int(await conn.fetchval("SELECT count(*) FROM posts WHERE circle_id = $1", circle_id))


async def _ready(browser: Browser, world: World) -> tuple[UUID, str]:
    """Somebody signed in who may post, and where."""
    made = await world.circle(members=1)
    await browser.as_(made.members[0])
    return made.circle_id, f"/api/v1/circles/{made.circle_id}/posts"


async def test_a_double_submit_at_once_is_one_post_and_the_same_answer(
    browser: Browser, world: World, pool: Pool
) -> None:
    circle_id, path = await _ready(browser, world)
    key, body = _key(), {"text": "今天五公里", "photos": []}
    answers = await asyncio.gather(*(browser.post(path, json=body, headers=key) for _ in range(6)))
    assert [answer.status_code for answer in answers] == [201] * 6
    assert len({answer.content for answer in answers}) == 1
    assert await _posts(pool, circle_id) == 1
    later = await browser.post(path, json=body, headers=key)
    assert (later.status_code, later.content) == (201, answers[0].content)


async def test_without_a_key_twice_is_twice(browser: Browser, world: World, pool: Pool) -> None:
    circle_id, path = await _ready(browser, world)
    for _ in range(2):
        assert (await browser.post(path, json={"text": "又一圈", "photos": []})).status_code == 201
    assert await _posts(pool, circle_id) == 2


async def test_a_key_stands_for_one_request_only(browser: Browser, world: World, pool: Pool) -> None:
    circle_id, path = await _ready(browser, world)
    key = _key()
    first = await browser.post(path, json={"text": "五公里", "photos": []}, headers=key)
    other = await browser.post(path, json={"text": "六公里", "photos": []}, headers=key)
    elsewhere = await browser.post(
        f"{path}/{first.json()['post_id']}/comments", json={"text": "五公里"}, headers=key
    )
    for refused in (other, elsewhere):
        assert (refused.status_code, refused.json()["code"]) == (409, "idempotency_mismatch")
    assert await _posts(pool, circle_id) == 1


async def test_two_different_requests_at_once_under_one_key_are_not_mixed(
    browser: Browser, world: World, pool: Pool
) -> None:
    circle_id, path = await _ready(browser, world)
    key = _key()
    answers = await asyncio.gather(
        *(browser.post(path, json={"text": f"{n}公里", "photos": []}, headers=key) for n in range(4))
    )
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    assert await _posts(pool, circle_id) == 1


async def test_a_refusal_gives_the_key_back(browser: Browser, world: World, pool: Pool) -> None:
    circle_id, path = await _ready(browser, world)
    key = _key()
    refused = await browser.post(path, json={"text": "\u200b", "photos": []}, headers=key)
    assert (refused.status_code, refused.json()["code"]) == (400, "text_empty")
    again = await browser.post(path, json={"text": "五公里", "photos": []}, headers=key)
    assert again.status_code == 201
    assert await _posts(pool, circle_id) == 1


async def test_one_persons_key_is_not_anothers(browser: Browser, world: World, pool: Pool) -> None:
    made = await world.circle(members=2)
    path, key = f"/api/v1/circles/{made.circle_id}/posts", _key()
    body = {"text": "一样的话", "photos": []}
    for member in made.members:
        answer = await (await browser.as_(member)).post(path, json=body, headers=key)
        assert answer.status_code == 201
    assert await _posts(pool, made.circle_id) == 2


async def test_a_key_that_is_no_key_is_refused(browser: Browser, world: World, pool: Pool) -> None:
    circle_id, path = await _ready(browser, world)
    wrong: list[Any] = ["short", "x" * 129, "has\ta tab here", b"\xe9\xe9\xe9\xe9\xe9\xe9\xe9\xe9"]
    for value in wrong:
        answer = await browser.post(
            path, json={"text": "五公里", "photos": []}, headers={"Idempotency-Key": value}
        )
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request"), value
    assert await _posts(pool, circle_id) == 0


async def test_a_write_without_an_answer_is_kept_too(browser: Browser, world: World, pool: Pool) -> None:
    _, path = await _ready(browser, world)
    post = (await browser.post(path, json={"text": "五公里", "photos": []})).json()
    like, key = f"{path}/{post['post_id']}/likes", _key()
    first = await browser.post(like, headers=key)
    again = await browser.post(like, headers=key)
    assert (first.status_code, again.json()) == (201, first.json())
