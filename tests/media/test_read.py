"""What the owner sees of a photo."""

import pytest

from tests.media.made import HELD, judged, pending, unreadable
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.drop import drop_medium
from tonghao.media.read import find_twin, find_verdict, get_medium, list_media, list_waiting, states_of


async def test_the_owner_reads_why_in_both_languages(conn: Connection) -> None:
    owner_id = new_id()
    held = await get_medium(conn, owner_id, await judged(conn, owner_id, HELD))
    broken = await get_medium(conn, owner_id, await unreadable(conn, owner_id))
    assert (held.state, held.category) == ("held", "sex.explicit")
    assert held.reason is not None
    assert "色情" in held.reason.zh
    assert "explicit" in held.reason.en
    assert (broken.state, broken.category) == ("refused", None)
    assert broken.reason is not None
    assert "损坏" in broken.reason.zh


async def test_a_waiting_photo_has_no_size_yet(conn: Connection) -> None:
    owner_id = new_id()
    medium = await get_medium(conn, owner_id, await pending(conn, owner_id))
    assert (medium.state, medium.width, medium.checked_at, medium.reason) == ("pending", None, None, None)
    assert medium.alt == "一只猫"


async def test_only_ones_own_photos_are_listed(conn: Connection) -> None:
    owner_id = new_id()
    mine, theirs = await judged(conn, owner_id), await judged(conn, new_id())
    assert set(await list_media(conn, owner_id, [mine, theirs, new_id()])) == {mine}
    with pytest.raises(NotFound):
        await get_medium(conn, owner_id, theirs)


async def test_a_dropped_photo_is_not_there(conn: Connection) -> None:
    owner_id = new_id()
    media_id = await judged(conn, owner_id)
    await drop_medium(conn, owner_id=owner_id, media_id=media_id)
    with pytest.raises(NotFound):
        await get_medium(conn, owner_id, media_id)
    assert await states_of(conn, [(owner_id, media_id)]) == {(owner_id, media_id): "dropped"}


async def test_the_verdict_is_kept_with_its_versions(conn: Connection) -> None:
    owner_id = new_id()
    assert await find_verdict(conn, owner_id, await judged(conn, owner_id, HELD)) == HELD
    assert await find_verdict(conn, owner_id, await unreadable(conn, owner_id)) is None


async def test_a_twin_was_judged_by_the_same_versions(conn: Connection) -> None:
    owner_id, digest = new_id(), new_id().bytes
    media_id = await judged(conn, owner_id, HELD, sha256=digest)
    twin = await find_twin(conn, digest, policy="policy 1", model="model 1")
    assert twin is not None
    assert (twin.media_id, twin.verdict) == (media_id, HELD)
    assert await find_twin(conn, digest, policy="policy 2", model="model 1") is None
    assert await find_twin(conn, digest, policy="policy 1", model="model 2") is None
    assert await find_twin(conn, b"other", policy="policy 1", model="model 1") is None


async def test_what_waits_long_is_listed_oldest_first(conn: Connection) -> None:
    owner_id = new_id()
    first, second, third = [await pending(conn, owner_id) for _ in range(3)]
    for media_id, minutes in ((first, 5), (second, 9), (third, 0)):
        await conn.execute(
            "UPDATE media SET created_at = now() - make_interval(mins => $3) WHERE owner_id = $1 AND id = $2",
            owner_id, media_id, minutes,
        )  # fmt: skip
    waiting = await list_waiting(conn, age_seconds=60, most=1000)
    assert [photo for owner, photo in waiting if owner == owner_id] == [second, first]
