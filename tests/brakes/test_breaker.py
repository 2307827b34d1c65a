"""The breaker trips when views and one class of content grow together, and only then."""

from datetime import timedelta

import msgspec
import pytest

from tests.world import World
from tonghao.brakes.look import list_growing, trip
from tonghao.brakes.rates import Rates, rates
from tonghao.brakes.read import list_brakes, list_trips
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.restrictions import restrictions_of
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.posts.count_views import Views, count_views, minute_of, trim_views
from tonghao.posts.read import get_post

_RATES = msgspec.structs.replace(rates(), least_views=50, growth=3.0, signals=3, grave_signals=6)


async def _burst(
    here: World, conn: Connection, *, views: int, before: int = 0, reports: int, category="sex.suggestive"
):
    """A circle with so many views in the last minutes and in the hour before, and a post that is reported."""
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0], "看图")
    minute = minute_of(now())
    counted = {(made.circle_id, minute): views}
    if before:
        counted[made.circle_id, minute - timedelta(minutes=30)] = before
    await count_views(conn, counted)
    for _ in range(reports):
        reporter = await here.member(made.circle_id)
        new = NewReport("post", post.post_id, category, made.circle_id)
        await report_content(conn, reporter_id=reporter, new=new)
    return made, post


async def _growing(conn: Connection, made, at: Rates = _RATES):
    # Within a test the clock of the database stands still, and ours does not.
    found = await list_growing(conn, moment=now() + timedelta(seconds=1), rates=at)
    return next((one for one in found if one.circle_id == made.circle_id), None)


async def test_views_and_reports_that_grow_together_trip_it(here: World, conn: Connection):
    made, _ = await _burst(here, conn, views=100, before=10, reports=3)
    growth = await _growing(conn, made)
    assert growth is not None
    assert (growth.views, growth.views_before, growth.content_class, growth.reports) == (100, 10, "sex", 3)


@pytest.mark.parametrize(
    ("views", "before", "reports"),
    [(100, 0, 2), (49, 0, 5), (100, 600, 5)],
    ids=["few reports", "few views", "no growth"],
)
async def test_one_of_them_alone_does_not(here: World, conn: Connection, views, before, reports):
    made, _ = await _burst(here, conn, views=views, before=before, reports=reports)
    assert await _growing(conn, made) is None


async def test_reports_of_different_classes_do_not_add_up(here: World, conn: Connection):
    made, post = await _burst(here, conn, views=100, reports=2)
    for category in ("spam.contact", "fraud"):
        new = NewReport("post", post.post_id, category, made.circle_id)
        await report_content(conn, reporter_id=await here.member(made.circle_id), new=new)
    assert await _growing(conn, made) is None


async def test_photos_wait_and_what_came_just_before_waits_with_them(here: World, conn: Connection):
    made, post = await _burst(here, conn, views=100, reports=3)
    await conn.execute(
        "UPDATE posts SET photos = jsonb_build_array(jsonb_build_object('owner_id', author_id, 'media_id',"
        " gen_random_uuid(), 'width', 4, 'height', 3, 'blur', 'x', 'alt', '', 'state', 'visible'))"
        " WHERE circle_id = $1",
        made.circle_id,
    )
    growth = await _growing(conn, made)
    assert growth is not None
    assert await trip(conn, growth, moment=now(), rates=_RATES)
    assert await restrictions_of(conn, made.circle_id) == {"photo_check"}
    seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=made.members[0])
    assert (seen.state, len(await here.events("post.held", "nobody"))) == ("held", 1)
    assert len(await here.events("breaker.tripped", "moderators")) == 1
    tripped = (await list_trips(conn)).entries[0]
    assert (tripped.views, tripped.reports, tripped.held_back) == (100, 3, 1)
    assert tripped.rates_version == _RATES.version
    assert "breaker" in {one.source for one in await list_brakes(conn)}


async def test_it_trips_once_until_a_person_lifts_it(here: World, conn: Connection):
    made, _ = await _burst(here, conn, views=100, reports=3)
    growth = await _growing(conn, made)
    assert growth is not None
    assert await trip(conn, growth, moment=now(), rates=_RATES)
    assert not await trip(conn, growth, moment=now(), rates=_RATES)
    await lift_restriction(
        conn, circle_id=made.circle_id, kind="photo_check", source="breaker", reason="看过了", by=None
    )
    assert await trip(conn, growth, moment=now(), rates=_RATES)


@pytest.mark.parametrize(("category", "reports"), [("spam.contact", 3), ("sex.suggestive", 6)])
async def test_words_or_very_many_reports_make_each_text_wait(
    here: World, conn: Connection, category, reports
):
    made, _ = await _burst(here, conn, views=100, reports=reports, category=category)
    growth = await _growing(conn, made)
    assert growth is not None
    await trip(conn, growth, moment=now(), rates=_RATES)
    assert await restrictions_of(conn, made.circle_id) == {"pre_check"}


async def test_views_are_counted_together_and_forgotten_after_two_days(world: World, pool: Pool):
    made = await world.circle()
    views = Views(pool)
    for posts in (20, 1, 0):
        views.saw(made.circle_id, posts)
    await views.flush()
    await views.flush()
    count = "SELECT coalesce(sum(views), 0) FROM circle_views WHERE circle_id = $1"
    async with reading(pool) as conn:
        assert await conn.fetchval(count, made.circle_id) == 21
    async with world.writing() as conn:
        await trim_views(conn, moment=now() + timedelta(days=3))
        assert await conn.fetchval(count, made.circle_id) == 0
