"""Photos wait for a person while nobody of the circle is on duty; words do not."""

from uuid import UUID

from tests.media import made as media
from tests.world import Made, World
from tonghao.circles.duty import replace_shifts
from tonghao.circles.types import DutyShift
from tonghao.db import Connection, Pool, reading, writing
from tonghao.media.check import settle_photo
from tonghao.media.decide import hold_media
from tonghao.media.types import Judged
from tonghao.moderation.decide import decide_case
from tonghao.posts.edit import edit_post
from tonghao.posts.read import get_post
from tonghao.posts.screen import NO_DUTY, Screened, reason_of
from tonghao.posts.settle import settle_post
from tonghao.posts.types import PhotoDraft, Post

_ALWAYS = [(day, 0, 24 * 60) for day in range(7)]


async def _roster(conn: Connection, made: Made, hours: list[tuple[int, int, int]]) -> None:
    await replace_shifts(conn, made.circle_id, [DutyShift(made.owner_id, *one) for one in hours])


async def _seen(pool: Pool, post: Post, viewer_id: UUID) -> Post:
    async with reading(pool) as conn:
        return await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id)


async def test_without_a_roster_photos_wait_and_words_do_not(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    photo = await media.judged(conn, me)

    shown = await here.post(made.circle_id, me, "带一张照片", photos=[PhotoDraft(photo)])

    assert (shown.state, shown.reason) == ("held", reason_of("held", NO_DUTY))
    assert (await here.post(made.circle_id, me, "只有字")).state == "visible"


async def test_while_somebody_is_on_duty_nothing_waits(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    photo = await media.judged(conn, made.owner_id)
    shown = await here.post(made.circle_id, made.owner_id, "带一张照片", photos=[PhotoDraft(photo)])
    assert shown.state == "visible"


async def test_a_photo_that_an_edit_adds_waits_and_one_that_stood_there_does_not(
    here: World, conn: Connection
):
    made = await here.circle(on_duty=True)
    me = made.owner_id
    first, second = [await media.judged(conn, me) for _ in range(2)]
    post = await here.post(made.circle_id, me, "第一张", photos=[PhotoDraft(first)])
    await _roster(conn, made, [])

    async def edited(photos: list[UUID], version: int) -> str:
        drafts = [PhotoDraft(photo) for photo in photos]
        ids = {"circle_id": made.circle_id, "post_id": post.post_id, "author_id": me}
        changed = await edit_post(
            conn, screener=here.screener, **ids, text="换个说法", photos=drafts, version=version
        )
        return changed.state

    assert await edited([first], 1) == "visible"
    assert await edited([first, second], 2) == "held"


async def test_whoever_comes_on_duty_finds_it_and_it_shows_when_a_person_has_looked(world: World, pool: Pool):
    made = await world.circle(members=1)
    moderator = await world.account(role="moderator")
    me = made.members[0]
    post = await world.post(made.circle_id, me, "夜里拍的", photos=[PhotoDraft(await world.photo(me))])
    await world.settle()
    async with writing(pool) as conn:
        await _roster(conn, made, _ALWAYS)
        await settle_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    await world.settle()
    assert (await _seen(pool, post, me)).state == "held", "a shift that begins shows nothing by itself"

    async with writing(pool) as conn:
        case = await conn.fetchrow("SELECT id, category FROM cases WHERE subject_id = $1", post.post_id)
        assert case is not None
        assert case["category"] == NO_DUTY
        await decide_case(
            conn,
            case_id=case["id"],
            moderator_id=moderator,
            is_operator=False,
            act="release",
            category=NO_DUTY,
            note="一棵树",
        )
    assert (await _seen(pool, post, made.owner_id)).state == "visible"


async def test_a_photo_whose_verdict_comes_after_the_shift_waits(world: World, pool: Pool):
    made = await world.circle(members=1, on_duty=True)
    me = made.members[0]
    photo = await world.photo(me, checked=False)
    post = await world.post(made.circle_id, me, "赶在下班前", photos=[PhotoDraft(photo)])
    assert post.state == "pending"
    async with writing(pool) as conn:
        await _roster(conn, made, [])
    await world.settle()
    waiting = await _seen(pool, post, me)
    assert (waiting.state, waiting.reason) == ("held", reason_of("held", NO_DUTY))


async def test_what_is_found_in_a_photo_says_more_than_that_nobody_is_there(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    known, later = await media.judged(conn, me, media.HELD), await media.judged(conn, me)
    post = await here.post(made.circle_id, me, "看得出来", photos=[PhotoDraft(known)])
    assert post.reason == reason_of("held", "sex.explicit")

    post = await here.post(made.circle_id, me, "后来看出来", photos=[PhotoDraft(later)])
    assert post.reason == reason_of("held", NO_DUTY)
    await hold_media(conn, me, later, category="sex.suggestive")
    await settle_post(conn, circle_id=made.circle_id, post_id=post.post_id)
    seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=me)
    assert seen.reason == reason_of("held", "sex.suggestive")


def test_pre_check_says_more_than_that_nobody_is_there():
    both = Screened.passed().as_restricted({"photo_check", NO_DUTY}, has_photos=True)
    assert both.category == "pre-check"


async def test_what_comes_from_an_archive_was_shown_before_and_needs_no_shift(here: World, conn: Connection):
    made = await here.circle(on_duty=True)
    photo = await media.pending(conn, made.owner_id)
    post = await here.post(made.circle_id, made.owner_id, "搬来的", photos=[PhotoDraft(photo)])
    where = {"circle_id": made.circle_id, "post_id": post.post_id}
    await conn.execute("UPDATE posts SET published_at = created_at WHERE id = $1", post.post_id)
    await _roster(conn, made, [])
    looked = Judged(verdict=media.ALLOWED, width=120, height=80, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
    await settle_photo(conn, owner_id=made.owner_id, media_id=photo, judged=looked)
    assert await settle_post(conn, **where) == "visible"
