"""The desk of the photo process: many at once, verdicts first, files when nobody waits."""

import asyncio
import io
import os

from PIL import Image

from tests.media import pictures
from tests.world import World
from tonghao.config import Config
from tonghao.db import reading
from tonghao.events import MediaUploaded
from tonghao.ids import new_id
from tonghao.media import jobs
from tonghao.media.check import keep_verdict
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import find_pending, get_medium
from tonghao.media.store import Store, rendition_key
from tonghao.media_events import MediaJudged
from tonghao.screening.types import ScreenerDown


def noise(size: int = 900) -> bytes:
    """A photo whose files take a while."""
    file = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(size * size * 3)).save(file, "JPEG", quality=90)
    return file.getvalue()


async def test_while_others_wait_a_photo_gets_its_verdict_alone_and_its_files_when_asked(
    config: Config,
) -> None:
    screener = PhotoProcess(config)
    try:
        await screener.versions()
        photos = [noise() for _ in range(8)]
        judged = await asyncio.gather(*(screener.judge(one) for one in photos))
        assert all(one.verdict is not None and one.refused is None for one in judged)
        assert all(one.later != bool(one.renditions) for one in judged)
        assert any(one.later for one in judged)
        late = next(number for number, one in enumerate(judged) if one.later)
        made = await screener.judge(photos[late], asks="files")
        assert (made.verdict, set(made.renditions)) == (None, {"large", "medium", "small"})
        assert (made.width, made.height) == (900, 900)
    finally:
        screener.close()


async def test_a_verdict_alone_has_no_files_and_the_same_hashes(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        content = pictures.saved(pictures.scene(700, 500))
        whole, alone = await screener.judge(content), await screener.judge(content, asks="verdict")
        assert (alone.verdict, alone.look, alone.renditions) == (whole.verdict, whole.look, {})
        assert (await screener.hashes(content)).look == whole.look
    finally:
        screener.close()


async def test_good_and_bad_photos_at_once_each_get_their_own_answer(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        fine, card = pictures.saved(pictures.scene(600, 400)), pictures.test_card()
        broken = b"\xff\xd8\xff" + b"\0" * 100
        judged = await asyncio.gather(*(screener.judge(one) for one in (fine, broken, card) * 3))
        said = [one.refused or (one.verdict.act if one.verdict else None) for one in judged]
        assert said == ["allow", "broken", "hold"] * 3
    finally:
        screener.close()


async def test_when_the_process_falls_over_whoever_waits_hears_it_and_the_next_one_is_served(
    config: Config,
) -> None:
    screener = PhotoProcess(config)
    try:
        await screener.versions()
        waiting = [asyncio.create_task(screener.judge(noise())) for _ in range(3)]
        await asyncio.sleep(0.02)
        assert screener._process is not None
        screener._process.kill()
        said = await asyncio.gather(*waiting, return_exceptions=True)
        assert any(isinstance(one, ScreenerDown) for one in said)
        assert (await screener.judge(pictures.saved(pictures.scene()))).verdict is not None
    finally:
        screener.close()


async def test_a_photo_with_its_verdict_and_without_files_stays_pending_until_they_are_made(
    world: World,
) -> None:
    owner_id, content = new_id(), pictures.saved(pictures.scene(320, 200))
    media_id = await world.photo(owner_id, content, checked=False)
    screener: PhotoProcess = world.parts["photo_screener"]
    judged = await screener.judge(content, asks="verdict")
    async with world.writing() as conn:
        await keep_verdict(conn, owner_id=owner_id, media_id=media_id, judged=judged)
        pending = await find_pending(conn, owner_id, media_id)
        assert pending is not None
        assert pending.verdict == judged.verdict
        assert (await get_medium(conn, owner_id, media_id)).state == "pending"
    [event] = [one for one in await world.events("media.judged") if one["media_id"] == str(media_id)]
    assert event["owner_id"] == str(owner_id)
    store: Store = world.parts["store"]
    assert await store.find(rendition_key(owner_id, media_id, "small")) is None
    await jobs.make_files(
        MediaJudged(owner_id, media_id),
        pool=world.parts["pool"],
        store=store,
        photo_screener=screener,
        bank=world.parts["bank"],
    )
    async with reading(world.parts["pool"]) as conn:
        seen = await get_medium(conn, owner_id, media_id)
    assert (seen.state, seen.width, seen.height) == ("visible", 320, 200)
    assert await store.find(rendition_key(owner_id, media_id, "large")) is not None


async def test_the_first_photo_of_everybody_comes_before_the_second_of_anybody(world: World) -> None:
    many, few = new_id(), new_id()
    events = []
    for owner_id in (many, many, many, few):
        media_id = await world.photo(owner_id, checked=False)
        events.append(MediaUploaded(owner_id, media_id))
    async with reading(world.parts["pool"]) as conn:
        turns = [await jobs.turn_of_upload(conn, event) for event in events]
        files = await jobs.turn_of_files(conn, MediaJudged(many, new_id()))
    assert turns == [0, -1, -2, 0]
    assert files < min(turns)
