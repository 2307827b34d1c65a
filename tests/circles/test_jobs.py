"""What circles do without a request."""

from tests.media.made import judged
from tests.world import World
from tonghao.circles.edit import CircleEdit, edit_circle
from tonghao.circles.get_circle import get_circle
from tonghao.circles.jobs import drop_unfit_cover
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.events import MediaChecked
from tonghao.media.read import list_uses


async def test_a_cover_that_was_held_later_is_taken_down_and_no_longer_counts_as_used(
    world: World, pool: Pool
):
    made = await world.circle()
    async with writing(pool) as conn:
        cover = await judged(conn, made.owner_id, purpose="cover", sha256=b"cover")
        access = await access_of(conn, made.circle_id, made.owner_id)
        await edit_circle(conn, screener=world.screener, access=access, edit=CircleEdit(cover_media_id=cover))
        assert len(await list_uses(conn, made.owner_id, cover)) == 1
    for _ in range(2):
        await drop_unfit_cover(MediaChecked(made.owner_id, cover, "held", "sex.explicit"), pool=pool)
    async with reading(pool) as conn:
        assert (await get_circle(conn, made.circle_id, None)).cover is None
        assert await list_uses(conn, made.owner_id, cover) == []
