"""The breaker trips when views and one class of content grow together, and only then."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec
import numpy as np
import pytest

from tests.media.made import ALLOWED, HELD, judged
from tests.world import World
from tonghao.brakes.look import Growth, list_growing
from tonghao.brakes.rates import Rates, rates
from tonghao.brakes.read import list_brakes, list_trips
from tonghao.brakes.trip import trip
from tonghao.caller import Caller
from tonghao.circles.lift_restriction import lift_restriction
from tonghao.circles.read import access_of
from tonghao.circles.restrict import restrict_circle
from tonghao.circles.restrictions import restrictions_of
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading
from tonghao.ids import new_id
from tonghao.media.decide import release_media
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.open_case import open_case
from tonghao.moderation.report import report_content
from tonghao.moderation.types import NewReport
from tonghao.posts.count_views import Excerpt, Views, count_views, minute_of, trim_views
from tonghao.posts.read import get_post
from tonghao.posts.release import release_post
from tonghao.posts.screen import SAYS_NOTHING
from tonghao.posts.types import PhotoDraft
from tonghao.tips.choose import switch_tips

ABUSE = "你这个人真是垃圾，去死吧"
_RATES = msgspec.structs.replace(rates(), least_views=50, growth=3.0, signals=3, grave_reports=6)


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


async def _posts_of(
    here: World, conn: Connection, made, people: int, *, text="今天的穿搭", held=True, at=None
):
    """So many people post a photo; with *held* one that was held before its post was written."""
    posts = []
    for _ in range(people):
        author = await here.member(made.circle_id)
        media_id = await judged(conn, author, HELD if held else ALLOWED)
        photos = [PhotoDraft(media_id, "")]
        posts.append(await here.post(made.circle_id, author, text, photos=photos, at=at))
    return posts


async def test_photos_that_were_held_before_their_posts_count_from_the_third_person_on(
    here: World, conn: Connection
):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 5})
    await _posts_of(here, conn, made, 2)
    assert await _growing(conn, made, rates()) is None
    await _posts_of(here, conn, made, 1)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert (growth.views, growth.content_class, growth.held, growth.photos) == (5, "sex", 3, 3)
    assert growth.photo_authors == 3
    assert await trip(conn, growth, moment=now(), rates=rates())
    assert await restrictions_of(conn, made.circle_id) == {"photo_check"}
    [told] = [one for one in await list_brakes(conn) if one.circle and one.circle.circle_id == made.circle_id]
    assert told.reason == (
        "10 分钟里看的人和同一类内容一起猛增：看了 5 次（之前 60 分钟 0 次），0 人举报；"
        "60 分钟里 3 个人发的同一类内容被拦下或标出，这段时间发照片的一共 3 人。"
    )
    tripped = (await list_trips(conn)).entries[0]
    assert (tripped.views, tripped.holds, tripped.photo_authors) == (5, 3, 3)


async def test_one_person_with_many_held_photos_is_one(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    author = await here.member(made.circle_id)
    for _ in range(7):
        media_id = await judged(conn, author, HELD)
        await here.post(made.circle_id, author, "再来一张", photos=[PhotoDraft(media_id, "")])
    assert await _growing(conn, made, rates()) is None


async def test_photos_of_six_people_trip_it_though_nobody_looks(here: World, conn: Connection):
    made = await here.circle()
    await _posts_of(here, conn, made, 5)
    assert await _growing(conn, made, rates()) is None
    await _posts_of(here, conn, made, 1)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert (growth.views, growth.held) == (0, 6)
    assert await trip(conn, growth, moment=now(), rates=rates())
    assert await restrictions_of(conn, made.circle_id) == {"photo_check"}
    [told] = [one for one in await list_brakes(conn) if one.circle and one.circle.circle_id == made.circle_id]
    assert told.reason == "60 分钟里，6 个人发的同一类照片被拦下，这段时间发照片的一共 6 人。"


async def _tippers(here: World, conn: Connection, post: Any, people: int, *, before: bool = False) -> None:
    """So many people tip the author of *post*, within the window or in the hour before it."""
    at = now() - timedelta(minutes=30 if before else 1)
    for _ in range(people):
        await conn.execute(
            "INSERT INTO tips (id, circle_id, post_id, from_id, to_id, currency, amount_minor, given_at,"
            " settles_at) VALUES ($1, $2, $3, $4, $5, 'CNY', 500, $6, $6::timestamptz + interval '1 day')",
            *(new_id(), post.circle_id, post.post_id, await here.account(), post.author.account_id, at),
        )


async def test_where_tips_grow_with_the_views_two_people_are_enough(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    posts = await _posts_of(here, conn, made, 2)
    await _tippers(here, conn, posts[0], rates().least_tippers - 1)
    assert await _growing(conn, made, rates()) is None
    await _tippers(here, conn, posts[0], 1)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert (growth.tippers, growth.photos) == (rates().least_tippers, 2)
    await trip(conn, growth, moment=now(), rates=rates())
    [told] = [one for one in await list_brakes(conn) if one.circle and one.circle.circle_id == made.circle_id]
    assert "0 人举报，5 人打赏；" in told.reason
    assert "0 reports, 5 people tipped; " in told.reason_en
    tripped = (await list_trips(conn)).entries[0]
    assert (tripped.tippers, tripped.tips_paused) == (5, False)


async def test_where_as_many_always_tip_it_is_no_growth(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    posts = await _posts_of(here, conn, made, 2)
    await _tippers(here, conn, posts[0], 5)
    await _tippers(here, conn, posts[0], 12, before=True)
    assert await _growing(conn, made, rates()) is None


async def test_with_the_photos_tips_pause_in_a_circle_that_has_them(here: World, conn: Connection):
    made = await here.circle()
    access = await access_of(conn, made.circle_id, made.owner_id)
    await switch_tips(conn, access=access, is_on=True)
    await _posts_of(here, conn, made, 6)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert await trip(conn, growth, moment=now(), rates=rates())
    assert await restrictions_of(conn, made.circle_id) == {"photo_check", "tips_off"}
    tripped = (await list_trips(conn)).entries[0]
    # Nobody tipped, and whether a single person did would be told to nobody.
    assert (tripped.tippers, tripped.tips_paused) == (0, True)
    assert not await trip(conn, growth, moment=now(), rates=rates())


async def test_words_that_ask_for_money_and_words_that_lead_elsewhere_count_together(
    here: World, conn: Connection
):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 8})
    texts = ("求打赏，打赏满十元看下一张", "求打赏，谢谢各位哥哥", "微信 xy33177 私聊看全套")
    for text in texts:
        await _posts_of(here, conn, made, 1, text=text, held=False)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert (growth.content_class, growth.photos) == ("spam", 3)
    await trip(conn, growth, moment=now(), rates=rates())
    assert await restrictions_of(conn, made.circle_id) == {"photo_check"}


async def test_what_a_person_let_through_counts_no_longer(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    posts = await _posts_of(here, conn, made, 3)
    photo = posts[0].photos[0]
    await release_media(conn, photo.owner_id, photo.media_id)
    assert await release_post(conn, made.circle_id, posts[0].post_id) == "visible"
    assert await _growing(conn, made, rates()) is None


async def test_labels_that_the_circle_has_every_day_are_no_growth(here: World, conn: Connection):
    made = await here.circle()
    await conn.execute(
        "UPDATE circles SET created_at = created_at - interval '30 days' WHERE id = $1", made.circle_id
    )
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    text = "转让一把旧琴，微信 xy33177"
    for days in range(1, 8):
        await _posts_of(here, conn, made, 2, text=text, held=False, at=now() - timedelta(days=days))
    await _posts_of(here, conn, made, 4, text=text, held=False)
    assert await _growing(conn, made, rates()) is None
    await _posts_of(here, conn, made, 2, text=text, held=False)
    growth = await _growing(conn, made, rates())
    assert growth is not None
    assert growth.usual == pytest.approx(2, abs=0.3)


async def test_what_waits_for_a_person_alone_trips_nothing(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    await restrict_circle(
        conn, circle_id=made.circle_id, kind="photo_check", source="tier", reason="先由人看", by=None
    )
    posts = await _posts_of(here, conn, made, 7, held=False)
    assert {post.state for post in posts} == {"held"}
    assert await _growing(conn, made, rates()) is None


@pytest.mark.parametrize("category", SAYS_NOTHING)
async def test_a_reason_that_says_nothing_of_what_is_shown_trips_nothing(
    here: World, conn: Connection, category: str
):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 50})
    await _posts_of(here, conn, made, 7, held=False)
    await conn.execute(
        "UPDATE posts SET state = 'held', category = $2, held_for = 'text' WHERE circle_id = $1",
        made.circle_id,
        category,
    )
    assert await _growing(conn, made, rates()) is None


@pytest.mark.parametrize(
    ("authors", "mistakes", "labels"),
    [(4, 0.02, 0.0), (30, 0.004, 0.01), (300, 0.004, 0.01), (2000, 0.01, 0.02)],
    ids=["a lane", "a busy circle", "a large one", "the largest"],
)
def test_an_ordinary_circle_trips_thrice_a_year_at_most_though_views_always_grow(authors, mistakes, labels):
    # Sixteen hours a day, and in each of them three times as many look as before.
    draw, hours = np.random.default_rng(authors), 16 * 365
    held, labelled = (draw.binomial(authors, share, hours).tolist() for share in (mistakes, labels))
    usual = 10 * authors * labels
    false = 0
    # In one hour of twenty tips grow, too.
    for hour, (mistaken, named) in enumerate(zip(held, labelled, strict=True)):
        common = {"photo_authors": authors, "tippers": 0 if hour % 20 else 9}
        signs = [
            Growth(new_id(), 500, 0, "sex", held=mistaken, photos=mistaken, **common),
            Growth(new_id(), 500, 0, "spam", photos=named, usual=usual, **common),
        ]
        false += any(one.trips_by_views(rates()) or one.trips_alone(rates()) for one in signs)
    assert false <= 3


def _caller(account_id: UUID, role: str) -> Caller:
    return Caller(account_id, new_id(), role, "zh-CN", "adult", "active")


async def test_views_are_counted_together_and_forgotten_after_two_days(world: World, pool: Pool):
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.members[0], "跑完了")
    views = Views(pool)
    for posts in ([post] * 20, [post], []):
        views.saw(posts, None)
    await views.flush()
    await views.flush()
    count = "SELECT coalesce(sum(views), 0) FROM circle_views WHERE circle_id = $1"
    async with reading(pool) as conn:
        assert await conn.fetchval(count, made.circle_id) == 21
    floor = await world.comment(post, made.members[0])
    views.saw_comments([floor, floor], None)
    # Neither its author nor a person of the platform is somebody else.
    views.saw_comments([floor], _caller(made.members[0], "member"))
    views.saw_comments([floor], _caller(made.owner_id, "moderator"))
    await views.flush()
    of_floor = "SELECT views FROM comment_views WHERE circle_id = $1 AND comment_id = $2"
    async with reading(pool) as conn:
        assert await conn.fetchval(of_floor, made.circle_id, floor.comment_id) == 2
    # Words of it in a search are seen as well, by all but those two.
    first = Excerpt(made.circle_id, post.post_id, None, made.members[0])
    under = Excerpt(made.circle_id, post.post_id, floor.comment_id, made.members[0])
    views.saw_excerpts([first, under], None)
    views.saw_excerpts([first, under], _caller(made.members[0], "member"))
    views.saw_excerpts([under], _caller(made.owner_id, "moderator"))
    await views.flush()
    of_post = "SELECT views FROM post_views WHERE circle_id = $1 AND post_id = $2"
    async with reading(pool) as conn:
        assert await conn.fetchval(of_floor, made.circle_id, floor.comment_id) == 3
        assert await conn.fetchval(of_post, made.circle_id, post.post_id) == 22
        assert await conn.fetchval(count, made.circle_id) == 23
    async with world.writing() as conn:
        await trim_views(conn, moment=now() + timedelta(days=3))
        assert await conn.fetchval(count, made.circle_id) == 0


async def test_old_comments_that_an_import_brings_are_no_growth(here: World, conn: Connection):
    made = await here.circle()
    await count_views(conn, {(made.circle_id, minute_of(now())): 100})
    post = await here.post(made.circle_id, made.owner_id)
    for _ in range(4):
        held = await here.comment(post, await here.member(made.circle_id), ABUSE)
        subject = await find_subject(
            conn,
            kind="comment",
            subject_id=held.comment_id,
            circle_id=made.circle_id,
            post_id=post.post_id,
        )
        assert subject is not None
        await open_case(conn, inlet="machine", subject=subject, category="abuse.person", severity=2)
    growth = await _growing(conn, made)
    assert growth is not None
    assert (growth.content_class, growth.words) == ("abuse", 4)
    await conn.execute(
        "UPDATE comments SET created_at = now() - interval '9 years' WHERE circle_id = $1", made.circle_id
    )
    assert await _growing(conn, made) is None
