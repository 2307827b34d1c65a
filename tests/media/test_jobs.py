"""What runs without a request: late verdicts, real deletion, and healing after a crash."""

import os
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.media.made import judged, pending
from tests.media.pictures import saved, scene
from tonghao.bank.match import Bank
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, MediaDropped, MediaUploaded
from tonghao.ids import new_id
from tonghao.media.drop import drop_medium
from tonghao.media.jobs import (
    check_uploaded,
    check_waiting,
    delete_dropped,
    delete_photos_of_account,
    delete_strays,
    delete_unused,
)
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import states_of
from tonghao.media.store import Store, keys_of, quarantine_key, rendition_key
from tonghao.media.use import use_media


class Parts:
    """What the jobs here are given: the shared pool and photo process, a store of their own."""

    def __init__(self, pool: Pool, store: Store, photo_screener: PhotoProcess, folder: Path) -> None:
        self.pool = pool
        self.store = store
        self.photo_screener = photo_screener
        self.folder = folder
        self.bank = Bank()

    async def keys(self) -> list[str]:
        return sorted([stored.key async for stored in self.store.list()])

    async def fill(self, owner_id: UUID, media_id: UUID, *, age_seconds: int = 0) -> None:
        """Put a file under each key of the photo."""
        for key in keys_of(owner_id, media_id):
            await self.store.put(key, saved(scene()))
            moment = time.time() - age_seconds
            os.utime(self.folder / key, (moment, moment))

    async def state(self, owner_id: UUID, media_id: UUID) -> str | None:
        async with reading(self.pool) as conn:
            return (await states_of(conn, [(owner_id, media_id)])).get((owner_id, media_id))


@pytest.fixture
def given(pool: Pool, parts: dict[str, Any], tmp_path: Path) -> Parts:
    return Parts(pool, Store(tmp_path), parts["photo_screener"], tmp_path)


async def test_an_upload_is_judged_by_its_job(given: Parts) -> None:
    owner_id = new_id()
    async with writing(given.pool) as conn:
        media_id = await pending(conn, owner_id, sha256=new_id().bytes)
    await given.store.put(quarantine_key(owner_id, media_id), saved(scene()))
    for _ in range(2):
        await check_uploaded(
            MediaUploaded(owner_id, media_id),
            pool=given.pool,
            store=given.store,
            photo_screener=given.photo_screener,
            bank=given.bank,
        )
    assert await given.state(owner_id, media_id) == "visible"
    assert await given.keys() == [
        rendition_key(owner_id, media_id, name) for name in ("large", "medium", "small")
    ]


async def test_what_waits_too_long_is_judged_by_the_clock(given: Parts) -> None:
    owner_id = new_id()
    async with writing(given.pool) as conn:
        late, fresh = [await pending(conn, owner_id, sha256=new_id().bytes) for _ in range(2)]
        await conn.execute(
            "UPDATE media SET created_at = now() - interval '2 years' WHERE owner_id = $1 AND id = $2",
            owner_id,
            late,
        )
    for media_id in (late, fresh):
        await given.store.put(quarantine_key(owner_id, media_id), saved(scene()))
    await check_waiting(given.pool, given.store, given.photo_screener, given.bank)
    assert (await given.state(owner_id, late), await given.state(owner_id, fresh)) == ("visible", "pending")


async def test_a_dropped_photo_loses_its_files_however_often_it_is_told(given: Parts) -> None:
    owner_id = new_id()
    async with writing(given.pool) as conn:
        media_id = await judged(conn, owner_id)
        await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    await given.fill(owner_id, media_id)
    for _ in range(2):
        await delete_dropped(MediaDropped(owner_id, media_id), pool=given.pool, store=given.store)
    assert await given.keys() == []
    assert await given.state(owner_id, media_id) is None


async def test_a_photo_that_no_place_used_for_a_day_is_really_deleted(given: Parts) -> None:
    owner_id, post_id, circle_id = new_id(), new_id(), new_id()
    async with writing(given.pool) as conn:
        unused, used = await judged(conn, owner_id), await judged(conn, owner_id)
        await use_media(
            conn, owner_id=owner_id, media_id=used, place_kind="post", place_id=post_id, circle_id=circle_id
        )
        await conn.execute(
            "UPDATE media SET unused_since = now() - interval '2 years' WHERE owner_id = $1 AND id = $2",
            owner_id,
            unused,
        )
    for media_id in (unused, used):
        await given.fill(owner_id, media_id)
    await delete_unused(given.pool, given.store)
    assert await given.keys() == sorted(keys_of(owner_id, used))
    assert (await given.state(owner_id, unused), await given.state(owner_id, used)) == (None, "visible")


async def test_a_deletion_that_was_cut_off_goes_on_by_the_clock(given: Parts) -> None:
    owner_id = new_id()
    async with writing(given.pool) as conn:
        media_id = await judged(conn, owner_id)
        await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    await given.store.put(rendition_key(owner_id, media_id, "small"), b"the others are gone already")
    await delete_unused(given.pool, given.store)
    assert await given.keys() == []
    assert await given.state(owner_id, media_id) is None


async def test_nothing_of_a_deleted_account_is_left(given: Parts) -> None:
    gone, stays = new_id(), new_id()
    async with writing(given.pool) as conn:
        photos = [await judged(conn, gone), await pending(conn, gone)]
        await use_media(
            conn, owner_id=gone, media_id=photos[0], place_kind="avatar", place_id=gone, circle_id=None
        )
        other = await judged(conn, stays)
    for media_id in [*photos, new_id()]:
        await given.fill(gone, media_id)
    await given.fill(stays, other)
    for _ in range(2):
        await delete_photos_of_account(AccountDeleted(gone), pool=given.pool, store=given.store)
    assert await given.keys() == sorted(keys_of(stays, other))
    async with reading(given.pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM media WHERE owner_id = $1", gone) == 0
        assert await conn.fetchval("SELECT count(*) FROM media_uses WHERE owner_id = $1", gone) == 0


async def test_files_that_no_row_stands_for_are_swept_when_old(given: Parts) -> None:
    owner_id, nobody = new_id(), new_id()
    async with writing(given.pool) as conn:
        visible, waiting = await judged(conn, owner_id), await pending(conn, owner_id)
    await given.fill(owner_id, visible, age_seconds=10_000)
    await given.fill(owner_id, waiting, age_seconds=10_000)
    await given.fill(nobody, new_id(), age_seconds=10_000)
    young = new_id()
    await given.fill(nobody, young)
    await delete_strays(given.pool, given.store)
    kept = set(keys_of(owner_id, visible)) - {quarantine_key(owner_id, visible)}
    assert set(await given.keys()) == kept | set(keys_of(owner_id, waiting)) | set(keys_of(nobody, young))
