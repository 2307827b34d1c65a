"""Cases whose photos look the same belong together, whoever posted them."""

from uuid import UUID

from PIL import Image

from tests.media.pictures import saved
from tests.moderation.scene import case_of, post, set_scene, verdict
from tests.world import World
from tonghao.batches.alike import list_alike
from tonghao.db import Connection, Pool, reading, writing
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.queue_hold import queue_hold


def _noise() -> Image.Image:
    """A picture with something in it, and another one each time."""
    small = Image.effect_noise((16, 12), 90).convert("RGB")
    return small.resize((480, 360), Image.Resampling.BICUBIC)


async def _shown(conn: Connection, place: object, photo: UUID, author_id: UUID) -> UUID:
    post_id = await post(
        conn,
        place,
        state="held",
        category="vulgar",
        photos=[photo],
        author_id=author_id,  # type: ignore[arg-type]
    )
    circle_id = place.circle_id  # type: ignore[attr-defined]
    subject = await find_subject(conn, kind="post", subject_id=post_id, circle_id=circle_id)
    assert subject is not None
    await queue_hold(conn, subject=subject, category="vulgar", verdict=verdict("vulgar", 1))
    return await case_of(conn, post_id)


async def test_the_same_photo_from_two_people(world: World, pool: Pool) -> None:
    async with writing(pool) as conn:
        place = await set_scene(conn)
    seen = saved(_noise())
    same = [await world.photo(who, seen) for who in (place.author, place.neighbour)]
    other = await world.photo(place.author, saved(_noise()))
    async with writing(pool) as conn:
        first = await _shown(conn, place, same[0], place.author)
        second = await _shown(conn, place, same[1], place.neighbour)
        third = await _shown(conn, place, other, place.author)
    async with reading(pool) as conn:
        found = await list_alike(conn, case_id=first, viewer_id=place.moderator, by="photo")
    ids = {row.case_id for row in found.rows}
    assert {first, second} <= ids
    assert third not in ids
