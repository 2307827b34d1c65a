"""Uploads in parts: every byte counts once, whatever happens to the line between."""

import asyncio
import base64
import hashlib
from typing import Any
from uuid import UUID

import pytest

from tests.media import pictures
from tests.world import Browser, World
from tonghao.db import reading, writing
from tonghao.events import AccountDeleted
from tonghao.media.jobs import delete_photos_of_account, end_uploads
from tonghao.media.store import Store

PHOTO = pictures.saved(pictures.scene(600, 400), quality=95)
TUS = {"tus-resumable": "1.0.0"}


def metadata(**fields: str) -> str:
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in fields.items())


async def begin(browser: Browser, length: int = len(PHOTO), **fields: str) -> Any:
    said = metadata(**({"purpose": "post"} | fields))
    return await browser.post(
        "/api/v1/uploads", headers={**TUS, "upload-length": str(length), "upload-metadata": said}
    )


async def place(browser: Browser, **fields: str) -> str:
    answer = await begin(browser, **fields)
    assert answer.status_code == 201, answer.text
    return str(answer.headers["location"])


async def send(browser: Browser, at: str, offset: int, part: bytes, **headers: str) -> Any:
    return await browser.patch(
        at,
        content=part,
        headers={
            **TUS,
            "content-type": "application/offset+octet-stream",
            "upload-offset": str(offset),
            **headers,
        },
    )


async def files(world: World, owner_id: UUID) -> list[str]:
    store: Store = world.parts["store"]
    return [stored.key async for stored in store.list(f"quarantine/{owner_id}")]


@pytest.fixture
async def me(world: World, browser: Browser) -> UUID:
    account_id = await world.account()
    await browser.as_(account_id)
    return account_id


async def test_a_photo_in_three_parts_becomes_a_pending_photo(
    world: World, browser: Browser, me: UUID
) -> None:
    at = await place(browser, alt="一只猫", sha256=hashlib.sha256(PHOTO).hexdigest())
    for start, end in ((0, 5), (5, 1000), (1000, len(PHOTO))):
        answer = await send(browser, at, start, PHOTO[start:end])
        assert (answer.status_code, answer.headers["upload-offset"]) == (204, str(end))
    medium = (await browser.get(f"/api/v1/media/{answer.headers['tonghao-media']}")).json()
    assert (medium["state"], medium["alt"], medium["purpose"]) == ("pending", "一只猫", "post")
    assert await files(world, me) == [f"quarantine/{me}/{medium['media_id']}"]
    store: Store = world.parts["store"]
    assert await store.find(f"quarantine/{me}/{medium['media_id']}") == PHOTO
    told = await browser.head(at, headers=TUS)
    assert told.headers["tonghao-media"] == medium["media_id"]
    assert (await send(browser, at, len(PHOTO), b"")).status_code == 204


async def test_after_a_lost_answer_the_server_tells_where_to_go_on(browser: Browser, me: UUID) -> None:
    at = await place(browser)
    await send(browser, at, 0, PHOTO[:2000])
    told = await browser.head(at, headers=TUS)
    assert (told.status_code, told.headers["upload-offset"]) == (200, "2000")
    assert told.headers["upload-length"] == str(len(PHOTO))
    assert told.headers["cache-control"] == "no-store"
    assert "GMT" in told.headers["upload-expires"]
    again = await send(browser, at, 0, PHOTO[:2000])
    assert (again.status_code, again.json()["code"]) == (409, "upload_moved")
    assert again.json()["details"]["offset_bytes"] == 2000


async def test_an_upload_is_its_owners_alone(world: World, browser: Browser, me: UUID) -> None:
    at = await place(browser)
    await browser.as_(await world.account())
    assert (await browser.head(at, headers=TUS)).status_code == 404
    assert (await send(browser, at, 0, PHOTO)).status_code == 404
    assert (await browser.delete(at)).status_code == 404
    await browser.as_(me)
    assert (await browser.head(at, headers=TUS)).status_code == 200


async def test_what_was_given_up_leaves_nothing(world: World, browser: Browser, me: UUID) -> None:
    at = await place(browser)
    await send(browser, at, 0, PHOTO[:500])
    assert len(await files(world, me)) == 1
    assert (await browser.delete(at)).status_code == 204
    assert await files(world, me) == []
    assert (await browser.head(at, headers=TUS)).status_code == 404


async def test_a_whole_that_is_not_what_was_announced_is_refused_and_gone(
    world: World, browser: Browser, me: UUID
) -> None:
    at = await place(browser, sha256="0" * 64)
    answer = await send(browser, at, 0, PHOTO)
    assert (answer.status_code, answer.json()["code"]) == (422, "upload_damaged")
    assert await files(world, me) == []
    assert (await browser.head(at, headers=TUS)).status_code == 404


@pytest.mark.parametrize(
    ("part", "headers", "status", "code"),
    [
        (b"PK\3\4" + b"0" * 100, {}, 415, "not_a_photo"),
        (b"PK", {}, 415, "not_a_photo"),
        (PHOTO + b"more", {}, 400, "invalid_request"),
        (PHOTO, {"content-type": "image/jpeg"}, 415, "not_a_part"),
        (PHOTO, {"tus-resumable": "0.2.2"}, 412, "not_tus"),
        (PHOTO, {"upload-offset": "-1"}, 400, "invalid_request"),
        (PHOTO, {"upload-offset": "9" * 400}, 400, "invalid_request"),
        (PHOTO, {"upload-offset": "7"}, 409, "upload_moved"),
    ],
)
async def test_a_wrong_part_is_refused_and_nothing_stays(
    world: World, browser: Browser, me: UUID, part: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    at = await place(browser)
    answer = await send(browser, at, 0, part, **headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await files(world, me) == []
    assert (await browser.head(at, headers=TUS)).headers["upload-offset"] == "0"


@pytest.mark.parametrize(
    ("length", "fields", "status", "code"),
    [
        (20_000_001, {}, 413, "photo_too_large"),
        (0, {}, 400, "invalid_request"),
        (10**14, {}, 413, "photo_too_large"),
        (100, {"purpose": "poster"}, 400, "invalid_request"),
        (100, {"sha256": "xyz"}, 400, "invalid_request"),
        (100, {"alt": "字" * 301}, 400, "invalid_request"),
        (100, {"alt": "博彩平台，首充送88"}, 422, "alt_not_accepted"),
    ],
)
async def test_an_upload_that_cannot_be_is_refused_before_a_byte_is_sent(
    browser: Browser, me: UUID, length: int, fields: dict[str, str], status: int, code: str
) -> None:
    answer = await begin(browser, length, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_two_windows_that_send_the_same_part_count_once(
    world: World, browser: Browser, me: UUID
) -> None:
    at = await place(browser)
    answers = await asyncio.gather(*(send(browser, at, 0, PHOTO) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [204, 409, 409, 409]
    (won,) = (answer for answer in answers if answer.status_code == 204)
    assert await files(world, me) == [f"quarantine/{me}/{won.headers['tonghao-media']}"]


async def test_an_upload_lives_a_day(world: World, browser: Browser, me: UUID) -> None:
    at = await place(browser)
    await send(browser, at, 0, PHOTO[:500])
    pool, store = world.parts["pool"], world.parts["store"]
    await end_uploads(pool, store)
    assert (await browser.head(at, headers=TUS)).status_code == 200
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE uploads SET expires_at = now() - interval '1 second' WHERE owner_id = $1", me
        )
    assert (await browser.head(at, headers=TUS)).status_code == 404
    await end_uploads(pool, store)
    assert await files(world, me) == []


async def test_uploads_go_with_their_account(world: World, browser: Browser, me: UUID) -> None:
    at = await place(browser)
    await send(browser, at, 0, PHOTO[:500])
    pool, store = world.parts["pool"], world.parts["store"]
    await delete_photos_of_account(AccountDeleted(me), pool=pool, store=store)
    assert await files(world, me) == []
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM uploads WHERE owner_id = $1", me) == 0
