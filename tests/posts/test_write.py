"""Writing posts, and who sees them."""

import msgspec
import pytest

from tests.posts.made import HELD, CheckerDown, of
from tests.world import World
from tonghao.circles.access import BannedHere, JoinFirst
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import CircleClosed
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.mention import TooManyMentions
from tonghao.posts.read import get_post, list_account_posts, list_circle_posts, list_feed_posts
from tonghao.posts.settle import settle_post
from tonghao.posts.types import Post
from tonghao.posts.write import write_post


async def _seen(conn: Connection, post: Post, viewer_id=None, **more) -> Post:
    return await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id, **more)


async def _handle(conn: Connection, account_id) -> str:
    return await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", account_id)


async def test_a_members_post_is_seen_at_once_and_told_as_a_stranger_fetches_it(
    here: World, conn: Connection
):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.members[0], "第一次 **五公里**")
    assert (post.state, post.mine, post.html) == ("visible", True, "<p>第一次 <strong>五公里</strong></p>")
    seen = await _seen(conn, post)
    assert seen == msgspec.structs.replace(post, mine=False, follows=False, read_floor=0)
    [event] = of(await here.events("post.published", f"circle:{made.circle_id}"), post)
    assert event["post"] == msgspec.to_builtins(seen)
    assert event["mentioned"] == []


async def test_only_members_write(here: World, conn: Connection):
    made = await here.circle(members=1)
    with pytest.raises(JoinFirst):
        await here.post(made.circle_id, await here.account())
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=owner, ban=NewBan(made.members[0], "广告", 1))
    with pytest.raises(BannedHere):
        await here.post(made.circle_id, made.members[0])
    await conn.execute("UPDATE circles SET state = 'closed' WHERE id = $1", made.circle_id)
    with pytest.raises(CircleClosed):
        await here.post(made.circle_id, made.owner_id)


async def test_a_held_post_is_seen_by_its_author_and_moderators_alone(here: World, conn: Connection):
    made = await here.circle(members=2)
    author, other = made.members
    post = await here.post(made.circle_id, author, HELD)
    assert (post.state, post.category) == ("held", "sex.minor")
    assert post.reason is not None
    assert post.reason.zh
    assert post.reason.en
    for viewer in (other, made.owner_id, None):
        with pytest.raises(NotFound):
            await _seen(conn, post, viewer)
    assert (await _seen(conn, post, author)).text == HELD
    assert (await _seen(conn, post, other, is_moderator=True)).reason is not None
    for viewer in (other, author, None):
        page = await list_circle_posts(conn, circle_id=made.circle_id, viewer_id=viewer)
        assert page.entries == []
    [held] = of(await here.events("post.held", "nobody"), post)
    assert (held["category"], held["author_id"]) == ("sex.minor", str(author))
    assert held["verdict"]["act"] in {"hold", "quarantine"}
    assert of(await here.events("post.published"), post) == []


async def test_a_post_waits_while_the_checker_is_down_and_comes_when_it_is_back(
    here: World, conn: Connection
):
    made = await here.circle(members=1)
    fine, bad = [
        await write_post(
            conn, screener=CheckerDown(), circle_id=made.circle_id, author_id=made.members[0], text=text
        )
        for text in ("早上好", HELD)
    ]
    assert (fine.state, bad.state) == ("pending", "pending")
    assert len(of(await here.events("post.unscreened", "nobody"), fine)) == 1
    with pytest.raises(NotFound):
        await _seen(conn, fine)
    for post, state in ((fine, "visible"), (bad, "held")):
        ids = {"circle_id": post.circle_id, "post_id": post.post_id}
        assert await settle_post(conn, **ids) == "pending"
        assert await settle_post(conn, **ids, screener=here.screener) == state
        assert await settle_post(conn, **ids, screener=here.screener) == state
    assert (await _seen(conn, fine)).text == "早上好"
    assert len(of(await here.events("post.published", f"circle:{made.circle_id}"), fine)) == 1
    assert len(of(await here.events("post.published", f"account:{made.members[0]}"), fine)) == 1
    assert len(of(await here.events("post.held", "nobody"), bad)) == 1
    [hidden] = of(await here.events("post.hidden", f"account:{made.members[0]}"), bad)
    assert hidden["state"] == "held"


async def test_who_is_mentioned_is_told_and_linked(here: World, conn: Connection):
    made = await here.circle(members=3)
    author, friend, blocker = made.members
    await conn.execute("INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)", author, blocker)
    names = [await _handle(conn, who) for who in (friend, blocker, author)]
    text = f"@{names[0]}你来吗 @{names[1]} @{names[2]} @nobody_here @{names[0]}"
    post = await here.post(made.circle_id, author, text)
    [event] = of(await here.events("post.published"), post)
    assert event["mentioned"] == [str(friend)]
    assert f'href="/u/{names[0]}"' in post.html
    assert f'href="/u/{names[1]}"' not in post.html


async def test_a_mention_reaches_only_members_of_a_circle_by_invitation(here: World, conn: Connection):
    made, stranger = await here.circle(kind="invite"), await here.account()
    post = await here.post(made.circle_id, made.owner_id, f"@{await _handle(conn, stranger)} 你在吗")
    [event] = of(await here.events("post.published"), post)
    assert event["mentioned"] == []


async def test_ten_people_can_be_mentioned_and_not_eleven(here: World, conn: Connection):
    made = await here.circle(members=11)
    handles = [await _handle(conn, who) for who in made.members]
    await here.post(made.circle_id, made.owner_id, " ".join(f"@{handle}" for handle in handles[:10]))
    with pytest.raises(TooManyMentions):
        await here.post(made.circle_id, made.owner_id, " ".join(f"@{handle}" for handle in handles))


async def test_a_circles_posts_come_newest_first_page_by_page_without_blocked_people(
    here: World, conn: Connection
):
    made = await here.circle(members=2)
    reader, blocked = made.members
    await conn.execute("INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)", reader, blocked)
    posts = [await here.post(made.circle_id, made.owner_id, f"第{number}天") for number in range(5)]
    await here.post(made.circle_id, blocked)
    ids = {"circle_id": made.circle_id, "viewer_id": reader}
    first = await list_circle_posts(conn, **ids, limit=3)
    second = await list_circle_posts(conn, **ids, limit=3, cursor=first.next_cursor)
    found = [post.post_id for post in (*first.entries, *second.entries)]
    assert found == [post.post_id for post in reversed(posts)]
    assert second.next_cursor is None


async def test_the_feed_merges_circles_newest_first(here: World, conn: Connection):
    one, two, other = [await here.circle() for _ in range(3)]
    reader, muted = await here.account(), await here.member(one.circle_id)
    written = [await here.post(made.circle_id, made.owner_id) for made in (one, two, other, one, two)]
    await here.post(one.circle_id, muted)
    wanted = [post.post_id for post in reversed(written) if post.circle_id != other.circle_id]
    ids = {"viewer_id": reader, "circle_ids": [one.circle_id, two.circle_id], "hidden_ids": {muted}}
    first = await list_feed_posts(conn, **ids, before=None, limit=3)
    last = first[-1]
    second = await list_feed_posts(conn, **ids, before=(last.published_at, last.post_id), limit=3)
    assert [post.post_id for post in (*first, *second)] == wanted
    assert await list_feed_posts(conn, **ids | {"circle_ids": []}, before=None, limit=3) == []


async def test_a_persons_page_shows_what_the_viewer_may_read(here: World, conn: Connection):
    opened, private = await here.circle(members=1), await here.circle(kind="invite", members=1)
    author, stranger, fellow = await here.account(), opened.members[0], private.members[0]
    from tonghao.circles.load import LoadedMembership, load_memberships
    from tonghao.clock import now

    places = [LoadedMembership(made.circle_id, author, now()) for made in (opened, private)]
    await load_memberships(conn, places)
    public = await here.post(opened.circle_id, author)
    inside = await here.post(private.circle_id, author)
    held = await here.post(opened.circle_id, author, HELD)
    handle = await _handle(conn, author)

    async def found(viewer_id) -> set:
        page = await list_account_posts(conn, handle=handle, viewer_id=viewer_id)
        return {post.post_id for post in page.entries}

    assert await found(None) == {public.post_id} == await found(stranger)
    assert await found(fellow) == {public.post_id, inside.post_id}
    assert await found(author) == {public.post_id, inside.post_id, held.post_id}
    await conn.execute("INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)", stranger, author)
    assert await found(stranger) == set()
    with pytest.raises(NotFound):
        await list_account_posts(conn, handle="没有这个人", viewer_id=None)


async def test_a_post_of_an_earlier_day_stands_in_its_place(here: World, conn: Connection):
    from datetime import timedelta

    from tonghao.clock import now

    made = await here.circle()
    new = await here.post(made.circle_id, made.owner_id)
    old = await here.post(made.circle_id, made.owner_id, at=now() - timedelta(days=3))
    page = await list_circle_posts(conn, circle_id=made.circle_id, viewer_id=None)
    assert [post.post_id for post in page.entries] == [new.post_id, old.post_id]
