"""Dropping photos, and deleting their files for good."""

from pathlib import Path

import pytest

from tests.media.made import HELD, judged, pending, told
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.drop import (
    PhotoInReview,
    PhotoInUse,
    delete_files,
    drop_medium,
    drop_unused,
)
from tonghao.media.read import states_of
from tonghao.media.store import Store, keys_of
from tonghao.media.use import end_uses, use_media


async def test_an_unused_photo_is_dropped_by_its_owner_only(conn: Connection) -> None:
    owner_id = new_id()
    media_id = await judged(conn, owner_id)
    with pytest.raises(NotFound):
        await drop_medium(conn, owner_id=new_id(), media_id=media_id)
    await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    assert (await told(conn, "media.dropped"))[-1][1]["media_id"] == str(media_id)
    with pytest.raises(NotFound):
        await drop_medium(conn, owner_id=owner_id, media_id=media_id)


async def test_a_photo_in_use_or_under_review_is_not_dropped(conn: Connection) -> None:
    owner_id, post_id = new_id(), new_id()
    used = await judged(conn, owner_id)
    await use_media(
        conn, owner_id=owner_id, media_id=used, place_kind="post", place_id=post_id, circle_id=new_id()
    )
    with pytest.raises(PhotoInUse):
        await drop_medium(conn, owner_id=owner_id, media_id=used)
    with pytest.raises(PhotoInReview):
        await drop_medium(conn, owner_id=owner_id, media_id=await judged(conn, owner_id, HELD))


async def test_only_what_no_place_used_for_a_day_is_dropped(conn: Connection) -> None:
    owner_id, post_id, circle_id = new_id(), new_id(), new_id()
    fresh, old, used, left, held, waiting = (
        await judged(conn, owner_id),
        await judged(conn, owner_id),
        await judged(conn, owner_id),
        await judged(conn, owner_id),
        await judged(conn, owner_id, HELD),
        await pending(conn, owner_id),
    )
    for media_id in (used, left):
        await use_media(
            conn,
            owner_id=owner_id,
            media_id=media_id,
            place_kind="post",
            place_id=post_id,
            circle_id=circle_id,
        )
    await end_uses(conn, place_kind="post", place_id=post_id, keep=[used])
    await conn.execute(
        "UPDATE media SET unused_since = now() - interval '25 hours'"
        " WHERE owner_id = $1 AND unused_since IS NOT NULL AND id <> $2",
        owner_id,
        fresh,
    )
    await drop_unused(conn, age_hours=24, most=1000)
    photos = [(owner_id, media_id) for media_id in (fresh, old, used, left, held, waiting)]
    states = await states_of(conn, photos)
    assert [states[photo] for photo in photos] == [
        "visible", "dropped", "visible", "dropped", "held", "pending",
    ]  # fmt: skip


async def test_files_go_first_and_the_row_says_so_last(pool: Pool, tmp_path: Path) -> None:
    store, owner_id = Store(tmp_path), new_id()
    async with writing(pool) as conn:
        media_id = await judged(conn, owner_id)
        await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    for key in keys_of(owner_id, media_id):
        await store.put(key, b"content")
    for _ in range(2):
        await delete_files(pool, store, owner_id=owner_id, media_id=media_id)
        assert [stored.key async for stored in store.list()] == []
    async with reading(pool) as conn:
        row = await conn.fetchrow(
            "SELECT state, alt, sha256, verdict FROM media WHERE owner_id = $1 AND id = $2",
            owner_id,
            media_id,
        )
    assert row is not None
    assert tuple(row) == ("deleted", "", b"", None)
