"""Everything about me: whole, readable, mine alone, and gone after seven days."""

import asyncio
import io
import json
import zipfile
from base64 import b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from tests.accounts.test_contacts import _forget_proof
from tests.world import Browser, World
from tonghao.db import Pool, reading, writing
from tonghao.takeout.gather import queries
from tonghao.takeout.jobs import forget_old, forget_person, forget_stray_files
from tonghao.takeout.read import file_key
from tonghao.takeout.write import write_takeout

API = "/api/v1"


async def _prove(world: World, account_id: UUID) -> None:
    async with world.writing() as conn:
        await conn.execute(
            "UPDATE sessions SET proved_until = now() + interval '10 minutes' WHERE account_id = $1",
            account_id,
        )


async def _made(browser: Browser, world: World, account_id: UUID) -> dict[str, Any]:
    await browser.as_(account_id)
    await _prove(world, account_id)
    asked = await browser.post(f"{API}/me/takeouts")
    assert asked.status_code == 202, asked.text
    assert (asked.json()["state"], asked.json()["done"]) == ("waiting", 0)
    again = await browser.post(f"{API}/me/takeouts")
    assert again.json()["code"] == "takeout_running"
    await world.settle()
    [takeout] = (await browser.get(f"{API}/me/takeouts")).json()
    return dict(takeout)


async def _opened(browser: Browser, takeout: dict[str, Any]) -> zipfile.ZipFile:
    answer = await browser.get(f"{API}/me/takeouts/{takeout['id']}/file")
    assert answer.status_code == 200
    assert len(answer.content) == takeout["size_bytes"] == int(answer.headers["content-length"])
    return zipfile.ZipFile(io.BytesIO(answer.content))


async def test_it_holds_what_one_wrote_and_showed_and_nothing_of_others(
    browser: Browser, world: World
) -> None:
    made = await world.circle(members=2)
    author, other = made.members
    photo = await world.photo(author)
    post = await world.post(made.circle_id, author, "<script>alert(1)</script> 慢跑", photos=[])
    await world.comment(post, author, "我自己答一句")
    await world.comment(post, other, "别人答的一句")
    await world.settle()
    takeout = await _made(browser, world, author)
    assert (takeout["state"], takeout["done"]) == ("ready", 100)
    with await _opened(browser, takeout) as zipped:
        assert zipped.testzip() is None
        names = set(zipped.namelist())
        assert {f"data/{table}.json" for table in queries()} <= names
        tables = {name: json.loads(zipped.read(name)) for name in names if name.startswith("data/")}
        page = zipped.read("index.html").decode()
        assert zipped.read(f"photos/{photo}.webp")[:4] == b"RIFF"
    [row] = tables["data/posts.json"]
    assert row["text"] == "<script>alert(1)</script> 慢跑"
    assert "password_hash" not in tables["data/accounts.json"][0]
    assert all("token_hash" not in one for one in tables["data/sessions.json"])
    assert "别人答的一句" not in json.dumps(tables, ensure_ascii=False)
    assert "我自己答一句" in page
    style = page.split("<style>")[1].split("</style>")[0]
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in page
    assert "unsafe-inline" not in page
    assert "<script" not in page
    assert "慢跑也算跑" in page
    assert f"photos/{photo}.webp" in page
    told = (await browser.get(f"{API}/notifications")).json()["entries"]
    assert told[0]["kind"] == "takeout"


async def test_only_its_owner_fetches_it_and_with_a_fresh_proof(browser: Browser, world: World) -> None:
    author, other = await world.account(), await world.account()
    takeout = await _made(browser, world, author)
    path = f"{API}/me/takeouts/{takeout['id']}"
    assert (await browser.post(f"{path}/fetches")).status_code == 204
    await _forget_proof(world, str(author))
    for answer in (await browser.get(f"{path}/file"), await browser.post(f"{path}/fetches")):
        assert (answer.status_code, answer.json()["code"]) == (403, "proof_needed")
    await browser.as_(other)
    await _prove(world, other)
    assert (await browser.get(f"{path}/file")).status_code == 404
    assert (await browser.get(f"{API}/me/takeouts")).json() == []


async def test_after_seven_days_or_with_its_owner_it_is_gone(
    browser: Browser, world: World, pool: Pool
) -> None:
    from tonghao.events import AccountDeleted

    store = world.parts["store"]
    author = await world.account()
    takeout = await _made(browser, world, author)
    key = file_key(author, UUID(takeout["id"]))
    assert await store.find(key) is not None
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE takeouts SET expires_at = now() - interval '1 second' WHERE account_id = $1", author
        )
    assert (await browser.get(f"{API}/me/takeouts/{takeout['id']}/file")).status_code == 404
    await forget_old(pool, store)
    assert await store.find(key) is None
    takeout = await _made(browser, world, author)
    await forget_stray_files(pool, store)
    key = file_key(author, UUID(takeout["id"]))
    assert await store.find(key) is not None, "a row stands for it"
    await forget_person(AccountDeleted(author), pool=pool, store=store)
    assert await store.find(key) is None
    async with reading(pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM takeouts WHERE account_id = $1", author) == 0


async def test_one_that_fails_says_so_and_can_be_asked_for_again(
    browser: Browser, world: World, pool: Pool
) -> None:
    class FullStore:
        def writer(self, key: str) -> Any:
            raise OSError("full")

        async def find(self, key: str) -> None:
            return None

    author = await world.account()
    await browser.as_(author)
    await _prove(world, author)
    asked = (await browser.post(f"{API}/me/takeouts")).json()
    with pytest.raises(OSError, match="full"):
        await write_takeout(
            pool,
            world.parts["config"],
            FullStore(),  # type: ignore[arg-type]
            account_id=author,
            takeout_id=UUID(asked["id"]),
        )
    [failed] = (await browser.get(f"{API}/me/takeouts")).json()
    assert failed["state"] == "failed"
    assert (await browser.post(f"{API}/me/takeouts")).status_code == 202


async def test_of_many_that_are_asked_for_at_once_one_is_made(browser: Browser, world: World) -> None:
    author = await world.account()
    await browser.as_(author)
    await _prove(world, author)
    answers = await asyncio.gather(*(browser.post(f"{API}/me/takeouts") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409, 409]
