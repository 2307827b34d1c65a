"""Pin, lock, digest and slow mode: who may, what it does, and that the level above takes it back."""

import pytest

from tests.posts.made import of
from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason
from tonghao.circles.undo_act import CannotBeUndone, undo_act
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.posts.digest import NoSuchDigestCategory, digest_post, undigest_post
from tonghao.posts.hide import hide_post
from tonghao.posts.lock import ThreadLocked, lock_post, unlock_post
from tonghao.posts.marked import list_digest, list_pinned, list_tagged, list_tags
from tonghao.posts.pin import TooManyPinned, pin_post, unpin_post
from tonghao.posts.posting_rules import (
    CategoriesRefused,
    CategoryInUse,
    NewCategory,
    get_rules,
    set_categories,
    set_slow_mode,
)
from tonghao.posts.read import get_post
from tonghao.posts.release import release_post
from tonghao.posts.slow_down import SlowMode, get_turn, slow_post
from tonghao.posts.types import DigestCategory, TagCount

WHY = ActReason("先冷静一天")


def _place(post, account_id) -> dict:
    return {"circle_id": post.circle_id, "post_id": post.post_id, "account_id": account_id}


async def _undo(here: World, conn: Connection, made, account_id, act: str) -> None:
    act_id = await conn.fetchval(
        "SELECT id FROM circle_acts WHERE circle_id = $1 AND act = $2 ORDER BY id DESC LIMIT 1",
        made.circle_id,
        act,
    )
    access = await access_of(conn, made.circle_id, account_id)
    await undo_act(
        conn,
        screener=here.screener,
        undoes=here.parts["undoes"],
        access=access,
        act_id=act_id,
        reason="弄错了",
    )


async def test_hosts_pin_three_posts_and_not_four(here: World, conn: Connection):
    made = await here.circle(members=1)
    host = await here.member(made.circle_id, "host")
    helper = await here.member(made.circle_id, "helper")
    posts = [await here.post(made.circle_id, made.members[0], f"第{number}个") for number in range(4)]
    for post in posts[:3]:
        assert (await pin_post(conn, **_place(post, host))).pinned_at is not None
    with pytest.raises(TooManyPinned):
        await pin_post(conn, **_place(posts[3], made.owner_id))
    for who in (helper, made.members[0]):
        with pytest.raises(NotAllowed):
            await pin_post(conn, **_place(posts[3], who))
    pinned = await list_pinned(conn, circle_id=made.circle_id, viewer_id=None)
    assert {post.post_id for post in pinned} == {post.post_id for post in posts[:3]}
    await unpin_post(conn, **_place(posts[0], host))
    await pin_post(conn, **_place(posts[3], host))
    events = of(await here.events("post.marked", f"circle:{made.circle_id}"), posts[0])
    assert [event["marks"]["pinned_at"] is None for event in events] == [False, True]


async def test_a_post_that_is_hidden_loses_its_pin_and_frees_the_place(here: World, conn: Connection):
    made = await here.circle()
    post = await here.post(made.circle_id, made.owner_id)
    await pin_post(conn, **_place(post, made.owner_id))
    await hide_post(conn, made.circle_id, post.post_id, category="abuse.person")
    with pytest.raises(NotFound):
        await pin_post(conn, **_place(post, made.owner_id))
    await release_post(conn, made.circle_id, post.post_id)
    assert await list_pinned(conn, circle_id=made.circle_id, viewer_id=None) == []


async def test_on_a_locked_post_only_staff_comment(here: World, conn: Connection):
    made = await here.circle(members=1)
    helper = await here.member(made.circle_id, "helper")
    post = await here.post(made.circle_id, made.members[0])
    await here.comment(post, made.members[0])
    marks = await lock_post(conn, **_place(post, made.owner_id), reason=WHY)
    assert marks.lock is not None
    assert (marks.lock.by.account_id, marks.lock.reason) == (made.owner_id, WHY)
    for place in ({}, {"floor": 2}):
        with pytest.raises(ThreadLocked):
            await here.comment(post, made.members[0], **place)
    assert (await here.comment(post, helper)).floor == 3
    with pytest.raises(NotAllowed):
        await unlock_post(conn, **_place(post, helper), reason=WHY)
    assert (await unlock_post(conn, **_place(post, made.owner_id), reason=WHY)).lock is None
    assert (await here.comment(post, made.members[0])).floor == 4


async def test_the_level_above_takes_a_lock_and_a_pin_back(here: World, conn: Connection):
    made = await here.circle()
    host = await here.member(made.circle_id, "host")
    post = await here.post(made.circle_id, made.owner_id)
    await pin_post(conn, **_place(post, host))
    await lock_post(conn, **_place(post, host), reason=WHY)
    await slow_post(conn, **_place(post, host), slow_seconds=60)
    for act in ("post.pinned", "post.locked", "post.slowed"):
        await _undo(here, conn, made, made.owner_id, act)
    seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=None)
    assert (seen.pinned_at, seen.lock, seen.slow_seconds) == (None, None, 0)
    await pin_post(conn, **_place(post, host))
    await unpin_post(conn, **_place(post, host))
    await _undo(here, conn, made, made.owner_id, "post.unpinned")
    await lock_post(conn, **_place(post, host), reason=WHY)
    await unlock_post(conn, **_place(post, host), reason=WHY)
    await _undo(here, conn, made, made.owner_id, "post.unlocked")
    seen = await get_post(conn, circle_id=made.circle_id, post_id=post.post_id, viewer_id=None)
    assert seen.pinned_at is not None
    assert seen.lock is not None
    assert (seen.lock.by.account_id, seen.lock.reason) == (host, WHY)


async def test_the_digest_has_categories_and_posts_follow_a_new_name(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    given = {"screener": here.screener, "access": owner}
    posts = [await here.post(made.circle_id, made.owner_id, f"第{number}个") for number in range(3)]
    with pytest.raises(NoSuchDigestCategory):
        await digest_post(conn, **_place(posts[0], made.owner_id), category="路线")
    await set_categories(conn, **given, categories=[NewCategory("路线"), NewCategory("膝盖")])
    for post, category in zip(posts, ("路线", "膝盖", "路线"), strict=True):
        marks = await digest_post(conn, **_place(post, made.owner_id), category=category)
        assert marks.digest == category
    page = await list_digest(conn, circle_id=made.circle_id, viewer_id=None, category="路线", limit=1)
    assert [post.post_id for post in page.entries] == [posts[2].post_id]
    page = await list_digest(
        conn, circle_id=made.circle_id, viewer_id=None, category="路线", cursor=page.next_cursor
    )
    assert [post.post_id for post in page.entries] == [posts[0].post_id]
    with pytest.raises(CategoryInUse):
        await set_categories(conn, **given, categories=[NewCategory("路线")])
    swapped = [NewCategory("膝盖", was="路线"), NewCategory("路线", was="膝盖")]
    rules = await set_categories(conn, **given, categories=swapped)
    assert rules.digest_categories == [DigestCategory("膝盖", 2), DigestCategory("路线", 1)]
    await undigest_post(conn, **_place(posts[1], made.owner_id))
    rules = await set_categories(conn, **given, categories=[NewCategory("膝盖")])
    assert rules.digest_categories == [DigestCategory("膝盖", 2)]
    await _undo_as_partner(here, conn, made, "post.undigested")


async def _undo_as_partner(here: World, conn: Connection, made, act: str) -> None:
    """The owner of the partner stands above the owner of the circle; its category is gone meanwhile."""
    boss = await here.account()
    await conn.execute(
        "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'owner')"
        " ON CONFLICT DO NOTHING",
        made.partner_id,
        boss,
    )
    with pytest.raises(CannotBeUndone):
        await _undo(here, conn, made, boss, act)


@pytest.mark.parametrize(
    "names", [["一"] * 2, [""], ["长" * 13], [f"第{n}类" for n in range(9)], ["\u200b"], ["A", "a"]]
)
async def test_categories_without_sense_are_refused(names, here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(CategoriesRefused):
        await set_categories(
            conn, screener=here.screener, access=owner, categories=[NewCategory(name) for name in names]
        )


async def test_where_comments_are_slow_members_wait_and_staff_do_not(here: World, conn: Connection):
    made = await here.circle(members=2)
    member, other = made.members
    post = await here.post(made.circle_id, made.owner_id)
    await slow_post(conn, **_place(post, made.owner_id), slow_seconds=60)
    await here.comment(post, member)
    with pytest.raises(SlowMode) as refused:
        await here.comment(post, member)
    assert 0 < refused.value.details["wait_seconds"] <= 60
    await here.comment(post, other)
    for _ in range(2):
        await here.comment(post, made.owner_id)
    turn = await get_turn(conn, access=await access_of(conn, made.circle_id, member), post_id=post.post_id)
    assert turn.slow_seconds == 60
    assert 0 < turn.wait_seconds <= 60
    await conn.execute("UPDATE comment_turns SET at = at - interval '61 seconds'")
    await here.comment(post, member)
    # The clock was set back by an hour: nobody waits an hour longer for it.
    await conn.execute("UPDATE comment_turns SET at = at + interval '1 hour'")
    await here.comment(post, member)


async def test_a_slow_circle_counts_over_all_its_posts(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    posts = [await here.post(made.circle_id, made.owner_id, f"第{number}个") for number in range(2)]
    await set_slow_mode(conn, access=owner, slow_seconds=300)
    assert (await get_rules(conn, made.circle_id)).slow_seconds == 300
    await here.comment(posts[0], made.members[0])
    with pytest.raises(SlowMode):
        await here.comment(posts[1], made.members[0])
    member = await access_of(conn, made.circle_id, made.members[0])
    with pytest.raises(NotAllowed):
        await set_slow_mode(conn, access=member, slow_seconds=0)


async def test_posts_are_found_under_their_tag(here: World, conn: Connection):
    made = await here.circle(members=1)
    tagged = [await here.post(made.circle_id, made.members[0], f"第{n}个", tags=["跑步"]) for n in range(3)]
    await here.post(made.circle_id, made.members[0], "没有标签")
    found = await list_tagged(conn, circle_id=made.circle_id, viewer_id=None, tag="#跑步", limit=2)
    rest = await list_tagged(
        conn, circle_id=made.circle_id, viewer_id=None, tag="跑步", cursor=found.next_cursor
    )
    ids = [post.post_id for post in (*found.entries, *rest.entries)]
    assert ids == [post.post_id for post in reversed(tagged)]
    assert (await list_tagged(conn, circle_id=made.circle_id, viewer_id=None, tag="##")).entries == []
    assert await list_tags(conn, circle_id=made.circle_id) == [TagCount("跑步", 3)]
    assert await list_tags(conn, circle_id=made.circle_id, words="骑") == []
