"""What somebody does lets a text wait: the same in many places, links of a new account, begging for tips."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import msgspec
import pytest

from tests.posts.made import CheckerDown, been_here
from tests.world import World
from tonghao.circles.load import LoadedMembership, load_memberships
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.posts.edit import edit_post
from tonghao.posts.edit_comment import edit_comment
from tonghao.posts.floors import get_comment
from tonghao.posts.forget import forget_some
from tonghao.posts.load import LoadedPost, load_posts
from tonghao.posts.photos import Standing, standing_of
from tonghao.posts.read import get_post
from tonghao.posts.screen import Screened
from tonghao.posts.screen_waiting import screen_comment
from tonghao.posts.settle import settle_post
from tonghao.posts.types import Photo
from tonghao.posts.weigh import trim_said
from tonghao.screening.behaviour import behaviour, held_for
from tonghao.screening.policy import current
from tonghao.screening.types import Verdict

_ADVERT = "转让健身年卡，八折，有意的私信我，只到周末"
_LINK = "这家店的团购链接 https://example.org/tuan"
_OWN = behaviour().same_text.own_places
_WITH_LINK = behaviour().same_text_with_contact.own_places


async def _everywhere(here: World, conn: Connection, count: int) -> tuple[UUID, list]:
    """Somebody who has been here for long, and the circles that they joined."""
    account_id, circles = await here.account(), [await here.circle() for _ in range(count)]
    await been_here(conn, account_id)
    await load_memberships(conn, [LoadedMembership(one.circle_id, account_id, now()) for one in circles])
    return account_id, circles


async def test_the_same_in_many_circles_waits_and_says_why(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN)
    posts = [await here.post(one.circle_id, account_id, _ADVERT) for one in circles]
    assert [post.state for post in posts] == ["visible"] * (_OWN - 1) + ["held"]
    last = posts[-1]
    assert last.reason.zh.startswith(current().category("flood").held_zh)
    assert last.published_at is None
    [held] = await here.events("post.held")
    assert (held["category"], held["severity"]) == ("flood", 1)
    [finding] = held["verdict"]["findings"]
    assert (finding["stage"], finding["source"].split("/")[1:]) == ("behaviour", ["same_text", "4", "4", "1"])
    assert len(await here.events("post.published")) == _OWN - 1
    seen = await get_post(
        conn, circle_id=last.circle_id, post_id=last.post_id, viewer_id=account_id, is_moderator=True
    )
    assert (seen.state, seen.category) == ("held", "flood")
    reread = await get_post(conn, circle_id=last.circle_id, post_id=last.post_id, viewer_id=account_id)
    assert msgspec.to_builtins(reread) == msgspec.to_builtins(last)


async def test_what_leads_elsewhere_waits_sooner_and_as_advertising(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, _WITH_LINK)
    posts = [await here.post(one.circle_id, account_id, _LINK) for one in circles]
    assert [post.state for post in posts] == ["visible"] * (_WITH_LINK - 1) + ["held"]
    assert posts[-1].category == "spam.contact"


async def test_several_accounts_with_the_same_are_counted_together(conn: Connection, here: World) -> None:
    rates = behaviour().same_text
    made = await here.circle(members=rates.authors)
    states = []
    for number in range(rates.places):
        author = made.members[number % rates.authors]
        states.append((await here.post(made.circle_id, author, f"{_ADVERT}{'！' * number}")).state)
    assert states == ["visible"] * (rates.places - 1) + ["held"]


async def test_threads_are_places_too_and_comments_wait_like_posts(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    posts = [await here.post(made.circle_id, made.owner_id, f"第{n}条") for n in range(_OWN)]
    said = [await here.comment(post, made.members[0], _ADVERT) for post in posts]
    assert [one.state for one in said] == ["visible"] * (_OWN - 1) + ["held"]
    [held] = await here.events("comment.held")
    assert held["category"] == "flood"
    row = await conn.fetchrow("SELECT comment_count, last_floor FROM posts WHERE id = $1", posts[-1].post_id)
    assert tuple(row) == (0, 2)


async def test_one_thread_is_one_place_however_often_and_by_however_many(
    conn: Connection, here: World
) -> None:
    made = await here.circle(members=4)
    post = await here.post(made.circle_id, made.owner_id, "接龙：周日打扫楼道")
    for _ in range(3):
        for member in made.members:
            assert (await here.comment(post, member, "我也来，带扫帚和抹布，九点楼下见")).state == "visible"


async def test_whoever_looks_after_a_circle_may_say_the_same_to_everybody(
    conn: Connection, here: World
) -> None:
    made = await here.circle(members=1)
    rule = "请到置顶帖里按格式报名，这里的不作数，谢谢配合"
    for number in range(_OWN + 2):
        post = await here.post(made.circle_id, made.members[0], f"第{number}条")
        assert (await here.comment(post, made.owner_id, rule)).state == "visible"


async def test_what_is_said_every_day_is_no_flood(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN)
    for one in circles:
        assert (await here.post(one.circle_id, account_id, _ADVERT)).state == "visible"
        await conn.execute("UPDATE said_texts SET at = at - interval '25 hours'")
    await trim_said(conn)
    assert await conn.fetchval("SELECT count(*) FROM said_texts WHERE author_id = $1", account_id) == 0


async def test_short_words_are_not_even_noted(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    for _ in range(_OWN + 2):
        post = await here.post(made.circle_id, made.members[0], "打卡")
        assert (await here.comment(post, made.members[0], "谢谢分享，学到了")).state == "visible"
    noted = "SELECT count(*) FROM said_texts WHERE author_id = $1"
    assert await conn.fetchval(noted, made.members[0]) == 0


async def test_an_edit_into_the_same_waits_and_one_that_leaves_the_words_does_not(
    conn: Connection, here: World
) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN)
    first, *others = [await here.post(one.circle_id, account_id, f"第{n}天") for n, one in enumerate(circles)]
    ids = {"author_id": account_id, "photos": [], "version": 1}
    for post in others:
        place = {"circle_id": post.circle_id, "post_id": post.post_id}
        edited = await edit_post(conn, screener=here.screener, **place, **ids, text=_ADVERT)
        assert edited.state == "visible"
    place = {"circle_id": first.circle_id, "post_id": first.post_id}
    held = await edit_post(conn, screener=here.screener, **place, **ids, text=_ADVERT)
    assert (held.state, held.category) == ("held", "flood")
    place = {"circle_id": others[0].circle_id, "post_id": others[0].post_id}
    kept = await edit_post(
        conn, screener=here.screener, **place, **{**ids, "version": 2}, text=_ADVERT, tags=["二手"]
    )
    assert kept.state == "visible"


async def test_an_edited_comment_waits_too(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    posts = [await here.post(made.circle_id, made.owner_id, f"第{n}条") for n in range(_OWN)]
    said = [await here.comment(post, made.members[0], "慢慢来") for post in posts]
    states = []
    for one in said:
        edited = await edit_comment(
            conn, screener=here.screener, circle_id=one.circle_id, post_id=one.post_id,
            comment_id=one.comment_id, author_id=made.members[0], text=_ADVERT, version=1,
        )  # fmt: skip
        states.append(edited.state)
    assert states == ["visible"] * (_OWN - 1) + ["held"]


async def test_what_was_written_while_the_checker_was_down_is_weighed_when_it_is_back(
    conn: Connection, here: World
) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN)
    answered = [await here.post(one.circle_id, one.owner_id, f"第{n}条") for n, one in enumerate(circles)]
    screener, here.parts = here.screener, {**here.parts, "screener": CheckerDown()}
    posts = [await here.post(one.circle_id, account_id, _ADVERT) for one in circles]
    comment = await here.comment(answered[0], account_id, _ADVERT)
    assert {one.state for one in (*posts, comment)} == {"pending"}
    first = posts[0]
    state = await settle_post(conn, circle_id=first.circle_id, post_id=first.post_id, screener=screener)
    assert state == "held"
    place = {"circle_id": comment.circle_id, "post_id": comment.post_id, "comment_id": comment.comment_id}
    await screen_comment(conn, screener=screener, **place)
    assert (await get_comment(conn, **place, viewer_id=account_id)).state == "held"


async def test_what_is_imported_is_neither_counted_nor_held_for_it(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN + 2)
    verdict = here.screener.verdict(_ADVERT)
    loaded = [
        LoadedPost(one.circle_id, UUID(int=n, version=4), account_id, _ADVERT, verdict, now())
        for n, one in enumerate(circles, 1 << 90)
    ]
    assert await load_posts(conn, loaded) == len(circles)
    assert await here.events("post.held") == []
    assert (await here.post(circles[0].circle_id, account_id, _ADVERT)).state == "visible"


async def test_a_link_of_a_new_account_waits_and_one_of_an_older_account_does_not(
    conn: Connection, here: World
) -> None:
    made = await here.circle(members=2)
    new, old = made.members
    await been_here(conn, old)
    waits = await here.post(made.circle_id, new, _LINK)
    assert (waits.state, waits.category) == ("held", "spam.contact")
    [held] = await here.events("post.held")
    assert held["verdict"]["findings"][0]["source"].endswith("/new_account")
    assert (await here.comment(await here.post(made.circle_id, old, _LINK), new, _LINK)).state == "held"
    assert (
        await here.post(made.circle_id, made.owner_id, "店里的菜单 https://example.org/b")
    ).state == "visible"
    assert (await here.post(made.circle_id, new, "今天没有链接，只有一句话")).state == "visible"


@pytest.mark.parametrize(
    ("is_on", "takes", "state"), [(True, True, "held"), (True, False, "visible"), (False, True, "visible")]
)
async def test_begging_waits_where_its_author_takes_tips(
    conn: Connection, here: World, is_on: bool, takes: bool, state: str
) -> None:
    made = await here.circle(members=1)
    await conn.execute(
        "INSERT INTO circle_tipping (circle_id, is_on, changed_by) VALUES ($1, $2, $3)",
        made.circle_id, is_on, made.owner_id,
    )  # fmt: skip
    await conn.execute(
        "INSERT INTO tip_choices (account_id, takes_tips) VALUES ($1, $2)", made.members[0], takes
    )
    post = await here.post(made.circle_id, made.members[0], "新照片，觉得好看求打赏")
    assert post.state == state
    if state == "held":
        assert post.category == "begging"
        assert post.reason.zh.startswith(current().category("begging").held_zh)


async def test_a_verdict_that_waits_by_itself_keeps_its_reason(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, _OWN)
    text = "谁有萝莉资源，求分享给我看看，好人一生平安谢谢"
    posts = [await here.post(one.circle_id, account_id, text) for one in circles]
    assert {post.state for post in posts} == {"held"}
    assert "flood" not in {post.category for post in posts}
    verdicts = [msgspec.convert(one["verdict"], Verdict) for one in await here.events("post.held")]
    assert all(one.category != "flood" for one in verdicts)


async def test_whoever_leaves_takes_along_what_was_noted(conn: Connection, here: World) -> None:
    account_id, circles = await _everywhere(here, conn, 1)
    await here.post(circles[0].circle_id, account_id, _ADVERT)
    noted = "SELECT count(*) FROM said_texts WHERE author_id = $1"
    assert await conn.fetchval(noted, account_id) == 1
    await forget_some(conn, account_id=account_id)
    assert await conn.fetchval(noted, account_id) == 0


def test_a_photo_says_more_than_what_its_author_does_and_no_more_than_grave_words() -> None:
    photo = Photo(new_id(), new_id(), 1, 1, None, "", "held")
    media: Any = {photo.media_id: SimpleNamespace(category="sex.explicit")}
    passed = Screened.passed()
    assert passed.verdict is not None
    spread, abuse = (held_for(passed.verdict, one, "same_text/4/4/1") for one in ("flood", "abuse.person"))
    assert standing_of(passed.as_held(spread), [photo], media) == Standing("held", "sex.explicit", "photo")
    assert standing_of(passed.as_held(spread), [], {}) == Standing("held", "flood", "text")
    assert standing_of(passed.as_held(abuse), [photo], media) == Standing("held", "abuse.person", "text")
