"""Photos over HTTP: taken in with limits, refused in both languages, nothing half done."""

from typing import Any
from uuid import UUID

import pytest

from tests.media import pictures
from tests.world import Browser, World
from tonghao.config import Config
from tonghao.ids import new_id
from tonghao.media.store import Store

PHOTO = pictures.saved(pictures.scene())
BAD_WORDS = "博彩平台，首充送88"


async def upload(browser: Browser, content: bytes = PHOTO, **more: Any) -> Any:
    fields = {"purpose": "post", **more.pop("fields", {})}
    return await browser.post(
        "/api/v1/media", data=fields, files={"file": (more.pop("name", "a.jpg"), content)}, **more
    )


async def originals(world: World, owner_id: UUID) -> list[str]:
    store: Store = world.parts["store"]
    return [stored.key async for stored in store.list(f"quarantine/{owner_id}")]


@pytest.fixture
async def me(world: World, browser: Browser) -> UUID:
    account_id = await world.account()
    await browser.as_(account_id)
    return account_id


async def test_an_upload_is_pending_and_only_its_owner_knows_it(
    world: World, browser: Browser, me: UUID
) -> None:
    answer = await upload(browser, fields={"alt": " 一只猫 "})
    assert answer.status_code == 201, answer.text
    medium = answer.json()
    assert (medium["state"], medium["alt"], medium["owner_id"]) == ("pending", "一只猫", str(me))
    assert len(await originals(world, me)) == 1
    assert (await browser.get(f"/api/v1/media/{medium['media_id']}")).json() == medium
    await browser.as_(await world.account())
    assert (await browser.get(f"/api/v1/media/{medium['media_id']}")).status_code == 404
    assert (await browser.delete(f"/api/v1/media/{medium['media_id']}")).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"PK\3\4" + b"0" * 500, "a.jpg", 415, "not_a_photo"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", 415, "not_a_photo"),
        (b"\0\0\0\x20ftypisom" + b"0" * 500, "a.heic", 415, "not_a_photo"),
        (b"", "a.jpg", 415, "not_a_photo"),
    ],
)
async def test_what_is_no_photo_is_refused_in_both_languages(
    world: World, browser: Browser, me: UUID, content: bytes, name: str, status: int, code: str
) -> None:
    answer = await upload(browser, content, name=name)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message_zh"]
    assert answer.json()["message_en"]
    assert await originals(world, me) == []


async def test_too_large_a_photo_is_refused_and_leaves_nothing(
    world: World, browser: Browser, me: UUID, config: Config
) -> None:
    answer = await upload(browser, PHOTO + b"\0" * config.upload_bytes)
    assert (answer.status_code, answer.json()["code"]) == (413, "photo_too_large")
    assert answer.json()["details"] == {"most_bytes": config.upload_bytes}
    assert await originals(world, me) == []


@pytest.mark.parametrize("fields", [{"purpose": "wallpaper"}, {"alt": "x" * 301}, {"alt": "a\0b"}])
async def test_wrong_fields_are_refused_and_leave_nothing(
    world: World, browser: Browser, me: UUID, fields: dict[str, str]
) -> None:
    answer = await upload(browser, fields=fields)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")
    assert await originals(world, me) == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=b"),
        (b"--b", "multipart/form-data; boundary=b"),
        (b"{}", "application/json"),
        (PHOTO, "image/jpeg"),
        (b"x", "multipart/form-data"),
        (b"--b--\r\n", "multipart/form-data; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="purpose"\r\n\r\npost\r\n--b--\r\n',
         "multipart/form-data; boundary=b"),
    ],
)  # fmt: skip
async def test_a_broken_form_is_refused(browser: Browser, me: UUID, body: bytes, kind: str) -> None:
    answer = await browser.post("/api/v1/media", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_request")


async def test_the_same_upload_sent_twice_is_one_photo(world: World, browser: Browser, me: UUID) -> None:
    key = {"Idempotency-Key": str(new_id())}
    first, again = await upload(browser, headers=key), await upload(browser, headers=key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    other = await upload(browser, pictures.saved(pictures.scene(), quality=50), headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_mismatch")
    assert len(await originals(world, me)) == 1


async def test_a_description_is_screened_like_any_text(world: World, browser: Browser, me: UUID) -> None:
    answer = await upload(browser, fields={"alt": BAD_WORDS})
    assert (answer.status_code, answer.json()["code"]) == (422, "alt_not_accepted")
    assert await originals(world, me) == []


async def test_the_author_is_told_which_rule_a_description_breaks(browser: Browser, me: UUID) -> None:
    told = (await upload(browser, fields={"alt": BAD_WORDS})).json()["details"]
    assert told["category"]
    assert told["rule_zh"]
    assert told["rule_en"]


async def test_a_description_hides_nothing(browser: Browser, me: UUID) -> None:
    answer = await upload(browser, fields={"alt": "一只\u202e猫\u200b\n在睡"})
    assert answer.json()["alt"] == "一只猫 在睡"


async def test_nobody_uploads_without_signing_in(browser: Browser) -> None:
    await browser.as_(None)
    assert (await upload(browser)).status_code == 401


async def test_an_unused_photo_is_deleted_by_its_owner(world: World, browser: Browser, me: UUID) -> None:
    media_id = await world.photo(me)
    assert (await browser.delete(f"/api/v1/media/{media_id}")).status_code == 204
    assert (await browser.get(f"/api/v1/media/{media_id}")).status_code == 404
    assert (await browser.delete(f"/api/v1/media/{media_id}")).status_code == 404


async def test_a_photo_becomes_an_avatar_and_stops_being_one(
    world: World, browser: Browser, me: UUID
) -> None:
    media_id = await world.photo(me, purpose="avatar")
    put = await browser.put("/api/v1/me/avatar", json={"media_id": str(media_id)})
    assert (put.status_code, put.json()["avatar"]) == (200, str(media_id))
    assert (await browser.delete(f"/api/v1/media/{media_id}")).json()["code"] == "photo_in_use"
    cleared = await browser.delete("/api/v1/me/avatar")
    assert (cleared.status_code, cleared.json()["avatar"]) == (200, None)
    strange = await browser.put("/api/v1/me/avatar", json={"media_id": str(new_id())})
    assert strange.status_code == 404
