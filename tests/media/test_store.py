"""The store: whole files by key, deletion that may be repeated."""

import os
import time
from pathlib import Path

import pytest

from tonghao.ids import new_id
from tonghao.media.store import Store, keys_of, quarantine_key


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "media")


async def keys(store: Store, folder: str = "") -> list[str]:
    return [stored.key async for stored in store.list(folder)]


def test_only_we_may_enter_the_folder(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    Store(tmp_path / "open")
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o700


async def test_what_is_put_is_found_listed_copied_and_deleted(store: Store) -> None:
    owner_id, media_id = new_id(), new_id()
    for key in keys_of(owner_id, media_id):
        await store.put(key, b"content")
    assert sorted(await keys(store)) == sorted(keys_of(owner_id, media_id))
    assert await store.find(quarantine_key(owner_id, media_id)) == b"content"
    assert await store.copy(quarantine_key(owner_id, media_id), "a/b/small.webp")
    await store.delete(*keys_of(owner_id, media_id))
    await store.delete(*keys_of(owner_id, media_id))
    assert await keys(store) == ["a/b/small.webp"]
    assert await store.find(quarantine_key(owner_id, media_id)) is None
    assert not await store.copy(quarantine_key(owner_id, media_id), "a/b/large.webp")


async def test_a_file_appears_when_it_is_closed_and_not_before(store: Store) -> None:
    writer = store.writer("quarantine/a/b")
    await writer.write(b"x" * 6_000_000)
    assert await store.find("quarantine/a/b") is None
    await writer.write(b"y")
    await writer.close()
    assert await store.find("quarantine/a/b") == b"x" * 6_000_000 + b"y"


async def test_what_a_killed_process_left_is_forgotten_later(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "media" / "quarantine" / "a"
    folder.mkdir(parents=True)
    old, new = folder / "b#1", folder / "c#1"
    for torn in (old, new):
        torn.write_bytes(b"half")
    os.utime(old, (time.time() - 10_000,) * 2)
    await store.forget_torn(age_hours=2)
    assert (old.exists(), new.exists()) == (False, True)


async def test_a_store_is_named_by_an_address(tmp_path: Path) -> None:
    store = Store.at(tmp_path.as_uri())
    await store.put("a/b/small.webp", b"1")
    assert await store.find("a/b/small.webp") == b"1"
    await store.forget_torn(age_hours=1)
