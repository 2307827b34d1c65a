"""Check: a pending photo gets renditions and a verdict from the real photo process, or stays pending."""

import asyncio
from uuid import UUID

import pytest

from tests.media import pictures
from tests.world import World
from tonghao.config import Config
from tonghao.ids import new_id
from tonghao.media.check import check_photo, keep_verdict, settle_photo
from tonghao.media.decide import release_media
from tonghao.media.drop import delete_files, drop_medium
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import find_verdict, get_medium
from tonghao.media.store import Store, keys_of, quarantine_key, rendition_key
from tonghao.media.types import Judged, Medium
from tonghao.screening.types import ScreenerDown


async def seen(world: World, owner_id: UUID, media_id: UUID) -> Medium:
    async with world.writing() as conn:
        return await get_medium(conn, owner_id, media_id)


async def stored(world: World, owner_id: UUID, media_id: UUID) -> list[str]:
    """The last part of each of the photo's keys that is there."""
    store: Store = world.parts["store"]
    found = [key for key in keys_of(owner_id, media_id) if await store.find(key) is not None]
    return sorted(key.rpartition("/")[2] if key.endswith(".webp") else "original" for key in found)


async def check(world: World, owner_id: UUID, media_id: UUID, screener: PhotoProcess | None = None) -> None:
    await check_photo(
        world.parts["pool"],
        world.parts["store"],
        screener or world.parts["photo_screener"],
        world.parts["bank"],
        owner_id=owner_id,
        media_id=media_id,
    )


async def test_an_ordinary_photo_becomes_visible_and_its_original_goes(world: World) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id, checked=False)
    assert (await seen(world, owner_id, media_id)).state == "pending"
    assert await stored(world, owner_id, media_id) == ["original"]
    await check(world, owner_id, media_id)
    medium = await seen(world, owner_id, media_id)
    assert (medium.state, medium.width, medium.height) == ("visible", 120, 80)
    assert medium.blur
    assert await stored(world, owner_id, media_id) == ["large.webp", "medium.webp", "small.webp"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pictures.saved(pictures.scene(900, 900))[:3000], "损坏"),
        (pictures.png(60_000, 60_000), "像素"),
        (pictures.moving("PNG"), "动图"),
    ],
)
async def test_what_cannot_be_decoded_is_refused_with_its_reason(
    world: World, content: bytes, reason: str
) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id, content)
    medium = await seen(world, owner_id, media_id)
    assert medium.state == "refused"
    assert medium.reason is not None
    assert reason in medium.reason.zh
    assert await stored(world, owner_id, media_id) == []


async def test_memory_is_limited(world: World, config: Config) -> None:
    owner_id = new_id()
    bomb = pictures.png(7000, 7000, b"\0" * (7000 * 3 + 1) * 7000)
    media_id = await world.photo(owner_id, bomb, checked=False)
    small = PhotoProcess(config.model_copy(update={"decode_mib": 128}))
    try:
        await check(world, owner_id, media_id, small)
    finally:
        small.close()
    medium = await seen(world, owner_id, media_id)
    assert medium.reason is not None
    assert "内存" in medium.reason.zh


async def test_a_photo_waits_while_the_process_is_down_and_is_judged_later(
    world: World, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id, checked=False)
    down = PhotoProcess(config)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(ScreenerDown):
        await check(world, owner_id, media_id, down)
    monkeypatch.undo()
    assert (await seen(world, owner_id, media_id)).state == "pending"
    assert await stored(world, owner_id, media_id) == ["original"]
    await check(world, owner_id, media_id)
    assert (await seen(world, owner_id, media_id)).state == "visible"


async def test_a_killed_process_is_started_again(world: World, config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        await screener.versions()
        assert screener._process is not None
        screener._process.kill()
        screener._process.wait()
        judged = await screener.judge(pictures.saved(pictures.scene()))
        assert judged.verdict is not None
    finally:
        screener.close()


async def test_a_photo_is_settled_once(world: World) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id)
    before = await seen(world, owner_id, media_id)
    async with world.writing() as conn:
        assert not await settle_photo(
            conn, owner_id=owner_id, media_id=media_id, judged=Judged(refused="broken")
        )
    await check(world, owner_id, media_id)
    assert await seen(world, owner_id, media_id) == before


async def test_the_same_bytes_get_the_same_verdict_without_being_decoded(
    world: World, config: Config
) -> None:
    first, second, content = new_id(), new_id(), pictures.saved(pictures.scene(130, 90))
    one = await world.photo(first, content)
    other = await world.photo(second, content, checked=False)
    store: Store = world.parts["store"]
    await store.put(quarantine_key(second, other), b"so that a decoder would refuse it")
    await check(world, second, other)
    assert (await seen(world, second, other)).state == "visible"
    small = await store.find(rendition_key(first, one, "small"))
    assert small is not None
    assert await store.find(rendition_key(second, other, "small")) == small
    async with world.writing() as conn:
        assert await find_verdict(conn, first, one) == await find_verdict(conn, second, other)


async def test_a_photo_that_is_dropped_while_it_is_judged_leaves_no_file(world: World) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id, checked=False)
    screener: PhotoProcess = world.parts["photo_screener"]
    async with screener.turn, world.writing() as conn:
        await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    for rendition in ("small", "medium", "large"):
        await world.parts["store"].put(rendition_key(owner_id, media_id, rendition), b"written too late")
    await check(world, owner_id, media_id)
    await delete_files(world.parts["pool"], world.parts["store"], owner_id=owner_id, media_id=media_id)
    assert await stored(world, owner_id, media_id) == []


async def test_no_verdict_stands_behind_the_files_of_others(world: World) -> None:
    owner_id, content = new_id(), pictures.saved(pictures.scene(150, 110))
    screener: PhotoProcess = world.parts["photo_screener"]
    known = await world.photo(owner_id, content, checked=False)
    judged = await screener.judge(content, asks="verdict")
    async with world.writing() as conn:
        await keep_verdict(conn, owner_id=owner_id, media_id=known, judged=judged)
    fresh = await world.photo(owner_id, pictures.saved(pictures.scene(90, 160)), checked=False)
    async with screener.making, screener.making:
        making = asyncio.create_task(check(world, owner_id, known))
        await check(world, owner_id, fresh)
        assert (await seen(world, owner_id, fresh)).state == "visible"
        assert not making.done()
    await making
    assert (await seen(world, owner_id, known)).state == "visible"


async def test_a_held_photo_keeps_its_renditions_for_whoever_decides(world: World) -> None:
    owner_id = new_id()
    media_id = await world.photo(owner_id, pictures.test_card())
    held = await seen(world, owner_id, media_id)
    assert held.state == "held"
    assert held.reason is not None
    assert len(await stored(world, owner_id, media_id)) == 3
    async with world.writing() as conn:
        await release_media(conn, owner_id, media_id)
    assert (await seen(world, owner_id, media_id)).state == "visible"
