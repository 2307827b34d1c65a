"""Sign-in, points and levels in a circle that has chosen them."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.world import Browser, World
from tonghao.circles.access import JoinFirst
from tonghao.circles.leave import leave_circle
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotAllowed
from tonghao.events import PostMarked
from tonghao.growth.choose_levels import TitlesRefused, choose_levels
from tonghao.growth.jobs import count_digest
from tonghao.growth.read import get_levels, get_my_growth
from tonghao.growth.sign_in import LevelsOff, sign_in
from tonghao.growth.types import LevelsChoice, LevelTitle
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.read import get_post
from tonghao.posts.release import release_comment, release_post
from tonghao.posts.thank import take_thanks_back, thank

# Noon in Shanghai.
_NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


async def _on(world: World, conn: Connection, made, **more) -> None:
    choice = LevelsChoice(True, **more)
    await choose_levels(
        conn, screener=world.screener, circle_id=made.circle_id, account_id=made.owner_id, choice=choice
    )


async def _points(pool: Pool, made, account_id) -> int:
    async with reading(pool) as conn:
        return (await get_my_growth(conn, circle_id=made.circle_id, account_id=account_id)).points


async def test_levels_are_off_until_a_host_chooses_them(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    assert not (await get_levels(conn, made.circle_id)).is_on
    with pytest.raises(LevelsOff):
        await sign_in(conn, circle_id=made.circle_id, account_id=me)
    for who in (me, await here.member(made.circle_id, "helper")):
        with pytest.raises(NotAllowed):
            await choose_levels(
                conn,
                screener=here.screener,
                circle_id=made.circle_id,
                account_id=who,
                choice=LevelsChoice(True),
            )
    await _on(here, conn, made)
    signed = await sign_in(conn, circle_id=made.circle_id, account_id=me)
    assert (signed.points, signed.growth.streak, signed.growth.level) == (5, 1, 1)
    with pytest.raises(JoinFirst):
        await sign_in(conn, circle_id=made.circle_id, account_id=await here.account())


async def test_a_missed_day_is_forgiven_once_a_week_in_the_circles_own_zone(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = {"circle_id": made.circle_id, "account_id": made.members[0]}
    await _on(here, conn, made)
    first = await sign_in(conn, **me, at=_NOON)
    again = await sign_in(conn, **me, at=_NOON + timedelta(hours=11))
    assert (first.growth.streak, again.points, again.growth.streak) == (1, 0, 1)
    looked = await get_my_growth(conn, **me, at=_NOON + timedelta(days=2))
    assert (looked.streak, looked.signed_in_today) == (1, False)
    late = await sign_in(conn, **me, at=_NOON + timedelta(days=2))
    assert (late.growth.streak, str(late.forgave)) == (2, "2026-11-03")
    # Half past midnight in Shanghai is still the day before in London.
    night = await sign_in(conn, **me, at=datetime(2026, 11, 4, 16, 30, tzinfo=UTC))
    assert night.growth.streak == 3
    broken = await sign_in(conn, **me, at=_NOON + timedelta(days=5))
    assert (broken.growth.streak, broken.forgave, broken.growth.longest) == (1, None, 3)
    assert [one.day for one in broken.growth.days] == [2, 4, 5, 7]
    back = await sign_in(conn, **me, at=_NOON)
    assert (back.points, back.growth.points) == (0, 20)


async def test_titles_are_eighteen_different_ones_and_screened(here: World, conn: Connection):
    made = await here.circle()
    titles = [LevelTitle(f"第{number}层", f"Floor {number}") for number in range(1, 19)]
    await _on(here, conn, made, titles=titles)
    levels = await get_levels(conn, made.circle_id)
    assert [(one.zh, one.en) for one in levels.levels][::17] == [("第1层", "Floor 1"), ("第18层", "Floor 18")]
    for wrong in (titles[:17], [titles[0]] * 18, [LevelTitle("长" * 9, "x"), *titles[1:]]):
        with pytest.raises(TitlesRefused):
            await _on(here, conn, made, titles=wrong)


async def test_deeds_bring_points_and_removed_ones_take_them_back(world: World, pool: Pool):
    made = await world.circle(members=2)
    author, helper = made.members
    async with writing(pool) as conn:
        await _on(world, conn, made)
    post = await world.post(made.circle_id, author, "怎么修车灯", kind="question")
    floor = await world.comment(post, helper)
    await world.comment(post, author, floor=2)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": floor.comment_id}
    async with writing(pool) as conn:
        await thank(conn, **ids, account_id=author)
    await world.settle()
    assert await _points(pool, made, author) == 10
    assert await _points(pool, made, helper) == 3 + 8
    place = (post.circle_id, post.post_id, floor.comment_id)
    for verb, left in ((hide_comment, 0), (release_comment, 11), (hide_comment, 0), (release_comment, 11)):
        async with writing(pool) as conn:
            await verb(conn, *place)
        await world.settle()
        assert await _points(pool, made, helper) == left
    async with writing(pool) as conn:
        await take_thanks_back(conn, **ids, account_id=author)
        await hide_post(conn, *place[:2], state="removed")
    await world.settle()
    assert (await _points(pool, made, author), await _points(pool, made, helper)) == (0, 3)
    async with writing(pool) as conn:
        await release_post(conn, *place[:2])
        await thank(conn, **ids, account_id=author)
    await world.settle()
    assert (await _points(pool, made, author), await _points(pool, made, helper)) == (10, 11)
    async with writing(pool) as conn:
        await take_thanks_back(conn, **ids, account_id=author)
        await hide_comment(conn, *place)
    await world.settle()
    async with writing(pool) as conn:
        await release_comment(conn, *place)
    await world.settle()
    assert await _points(pool, made, helper) == 3, "thanks that were taken back do not come back"


async def test_a_day_has_its_measure(world: World, pool: Pool):
    made = await world.circle(members=1)
    author = made.members[0]
    async with writing(pool) as conn:
        await _on(world, conn, made)
    for _ in range(5):
        await world.post(made.circle_id, author)
    await world.settle()
    assert await _points(pool, made, author) == 30


async def test_a_level_stands_beside_the_name_while_the_circle_wants_it(world: World, pool: Pool):
    made = await world.circle(members=1)
    author = made.members[0]

    async def shown(post) -> int | None:
        async with reading(pool) as conn:
            seen = await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=None)
            return seen.author_level

    async def choose(is_on: bool) -> None:
        async with writing(pool) as conn:
            await choose_levels(
                conn,
                screener=world.screener,
                circle_id=made.circle_id,
                account_id=made.owner_id,
                choice=LevelsChoice(is_on),
            )
        await world.settle()

    before = await world.post(made.circle_id, author)
    await world.settle()
    assert await shown(before) is None
    await choose(True)
    posts = [await world.post(made.circle_id, author) for _ in range(2)]
    await world.settle()
    assert await shown(before) == 2
    await choose(False)
    assert await shown(before) is None
    await world.post(made.circle_id, author)
    await world.settle()
    await choose(True)
    assert await shown(posts[0]) == 2
    async with writing(pool) as conn:
        await leave_circle(conn, circle_id=made.circle_id, account_id=author)
    assert await shown(before) is None
    from tonghao.circles.join import join_circle

    async with writing(pool) as conn:
        await join_circle(conn, circle_id=made.circle_id, account_id=author)
    await world.settle()
    assert await shown(before) == 2


async def test_over_http_a_member_signs_in(world: World, browser: Browser, pool: Pool):
    made = await world.circle(members=1)
    at = f"/api/v1/circles/{made.circle_id}"
    await browser.as_(made.members[0])
    assert (await browser.post(f"{at}/sign-ins")).json()["code"] == "levels_off"
    async with writing(pool) as conn:
        await _on(world, conn, made)
    assert (await browser.post(f"{at}/sign-ins")).json()["points"] == 5
    assert (await browser.post(f"{at}/sign-ins")).json()["points"] == 0
    mine = (await browser.get(f"{at}/growth/me")).json()
    assert (mine["points"], mine["signed_in_today"], mine["recent"][0]["kind"]) == (5, True, "sign_in")


async def test_a_post_in_the_digest_brings_points_while_it_is_there(world: World, pool: Pool):
    made = await world.circle(members=1)
    author = made.members[0]
    async with writing(pool) as conn:
        await _on(world, conn, made)
    post = await world.post(made.circle_id, author)
    await world.settle()
    ids = {"circle_id": post.circle_id, "post_id": post.post_id}
    for digest, points in (("攻略", 40), (None, 10), ("攻略", 40)):
        event = PostMarked(**ids, author_id=author, marks={"digest": digest})
        await count_digest(event, pool=pool)
        assert await _points(pool, made, author) == points
