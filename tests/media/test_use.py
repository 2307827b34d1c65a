"""The ledger of where photos are used."""

import asyncio
from uuid import UUID

import pytest

from tests.media.made import HELD, judged, pending, unreadable
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.drop import drop_medium, drop_unused
from tonghao.media.read import list_uses, states_of
from tonghao.media.types import Medium, Use
from tonghao.media.use import PhotoRefused, end_uses, use_media

OWNER, CIRCLE = new_id(), new_id()


async def use(conn: Connection, media_id: UUID, post_id: UUID, owner_id: UUID = OWNER) -> Medium:
    return await use_media(
        conn, owner_id=owner_id, media_id=media_id, place_kind="post", place_id=post_id, circle_id=CIRCLE
    )


async def is_used(conn: Connection, media_id: UUID) -> bool:
    row = await conn.fetchrow(
        "SELECT unused_since FROM media WHERE owner_id = $1 AND id = $2", OWNER, media_id
    )
    assert row is not None
    return row[0] is None


async def test_a_photo_is_used_in_a_place_once(conn: Connection) -> None:
    media_id, post_id = await judged(conn, OWNER), new_id()
    assert not await is_used(conn, media_id)
    for _ in range(2):
        assert (await use(conn, media_id, post_id)).state == "visible"
    assert await list_uses(conn, OWNER, media_id) == [Use("post", post_id, CIRCLE)]
    assert await is_used(conn, media_id)


async def test_a_pending_or_held_photo_may_be_used_and_says_so(conn: Connection) -> None:
    assert (await use(conn, await pending(conn, OWNER), new_id())).state == "pending"
    assert (await use(conn, await judged(conn, OWNER, HELD), new_id())).state == "held"


async def test_a_refused_strange_or_dropped_photo_is_not_used(conn: Connection) -> None:
    with pytest.raises(PhotoRefused):
        await use(conn, await unreadable(conn, OWNER), new_id())
    with pytest.raises(NotFound):
        await use(conn, await judged(conn, new_id()), new_id())
    dropped = await judged(conn, OWNER)
    await drop_medium(conn, owner_id=OWNER, media_id=dropped)
    with pytest.raises(NotFound):
        await use(conn, dropped, new_id())


async def test_a_photo_is_used_until_its_last_place_lets_go(conn: Connection) -> None:
    media_id, one, other = await judged(conn, OWNER), new_id(), new_id()
    await use(conn, media_id, one)
    await use(conn, media_id, other)
    await end_uses(conn, place_kind="post", place_id=one)
    assert await is_used(conn, media_id)
    await end_uses(conn, place_kind="post", place_id=other)
    assert not await is_used(conn, media_id)
    assert await list_uses(conn, OWNER, media_id) == []


async def test_an_edited_post_keeps_some_and_may_take_one_back(conn: Connection) -> None:
    kept, left, post_id = await judged(conn, OWNER), await judged(conn, OWNER), new_id()
    await use(conn, kept, post_id)
    await use(conn, left, post_id)
    await end_uses(conn, place_kind="post", place_id=post_id, keep=[kept])
    assert (await is_used(conn, kept), await is_used(conn, left)) == (True, False)
    await use(conn, left, post_id)
    assert await is_used(conn, left)


async def test_ending_what_was_never_used_is_no_fault(conn: Connection) -> None:
    await end_uses(conn, place_kind="cover", place_id=new_id())


async def test_a_place_that_comes_while_another_goes_keeps_the_photo(pool: Pool) -> None:
    for _ in range(20):
        async with writing(pool) as conn:
            media_id, old, new = await judged(conn, OWNER), new_id(), new_id()
            await use(conn, media_id, old)

        async def go(post_id: UUID = old) -> None:
            async with writing(pool) as conn:
                await end_uses(conn, place_kind="post", place_id=post_id)

        async def come(post_id: UUID = new, photo: UUID = media_id) -> None:
            async with writing(pool) as conn:
                await use(conn, photo, post_id)

        await asyncio.gather(go(), come())
        async with reading(pool) as conn:
            assert len(await list_uses(conn, OWNER, media_id)) == 1
            assert await is_used(conn, media_id)


async def test_a_photo_is_either_used_or_swept_never_both(pool: Pool) -> None:
    for _ in range(20):
        async with writing(pool) as conn:
            media_id = await judged(conn, OWNER)
            await conn.execute(
                "UPDATE media SET unused_since = now() - interval '3 days' WHERE owner_id = $1 AND id = $2",
                OWNER,
                media_id,
            )

        async def come(photo: UUID = media_id) -> bool:
            try:
                async with writing(pool) as conn:
                    await use(conn, photo, new_id())
            except NotFound:
                return False
            return True

        async def sweep() -> None:
            async with writing(pool) as conn:
                await drop_unused(conn, age_hours=24, most=1000)

        used, _ = await asyncio.gather(come(), sweep())
        async with reading(pool) as conn:
            state = (await states_of(conn, [(OWNER, media_id)]))[OWNER, media_id]
            # A sweep that met the lock of the user leaves the photo for the next one.
            assert (used, state) in {(True, "visible"), (False, "dropped")}
