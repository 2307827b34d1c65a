"""How far somebody has read, and what they follow."""

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.circles.leave import leave_circle
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.posts.follow import follow, set_follow_settings, unfollow
from tonghao.posts.followed import list_followed
from tonghao.posts.hide import hide_post
from tonghao.posts.mark_read import mark_read
from tonghao.posts.read import get_post, list_circle_posts, list_feed_posts
from tonghao.posts.types import FollowSettings, Post, ThreadMark


def _of(post: Post, account_id) -> dict:
    return {"circle_id": post.circle_id, "post_id": post.post_id, "account_id": account_id}


async def _as(conn: Connection, post: Post, viewer_id) -> Post:
    return await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id)


async def test_a_thread_is_read_as_far_as_the_farthest_device_says(here: World, conn: Connection):
    made = await here.circle(members=1)
    reader = made.members[0]
    post = await here.post(made.circle_id, made.owner_id)
    for _ in range(4):
        await here.comment(post, made.owner_id)
    assert (await _as(conn, post, reader)).read_floor == 0
    assert await mark_read(conn, **_of(post, reader), floor=3) == ThreadMark(3, False, 2)
    assert await mark_read(conn, **_of(post, reader), floor=2) == ThreadMark(3, False, 2)
    assert await mark_read(conn, **_of(post, reader), floor=99) == ThreadMark(5, False, 0)
    told = await here.events("thread.marked", f"account:{reader}")
    assert [one["read_floor"] for one in told] == [3, 5]
    listed = await list_circle_posts(conn, circle_id=made.circle_id, viewer_id=reader)
    fed = await list_feed_posts(
        conn, viewer_id=reader, circle_ids=[made.circle_id], before=None, hidden_ids=[], limit=5
    )
    assert [one.read_floor for one in (*listed.entries, *fed)] == [5, 5]
    assert (await _as(conn, post, None)).read_floor == 0


async def test_nobody_marks_what_they_may_not_read(here: World, conn: Connection):
    made = await here.circle(members=1, kind="invite")
    stranger = await here.account()
    post = await here.post(made.circle_id, made.owner_id)
    held = await here.post(made.circle_id, made.owner_id, HELD)
    for who, one in ((stranger, post), (made.members[0], held)):
        with pytest.raises(NotFound):
            await mark_read(conn, **_of(one, who), floor=1)
        with pytest.raises(NotFound):
            await follow(conn, **_of(one, who))
    with pytest.raises(NotFound):
        await mark_read(conn, circle_id=made.circle_id, post_id=new_id(), account_id=made.members[0], floor=1)


async def test_who_follows_knows_what_is_there_already(here: World, conn: Connection):
    made = await here.circle(members=1)
    reader = made.members[0]
    post = await here.post(made.circle_id, made.owner_id)
    await here.comment(post, made.owner_id)
    assert await follow(conn, **_of(post, reader)) == ThreadMark(2, True, 0)
    assert await follow(conn, **_of(post, reader)) == ThreadMark(2, True, 0)
    assert (await _as(conn, post, reader)).follows
    assert await unfollow(conn, **_of(post, reader)) == ThreadMark(2, False, 0)
    assert not (await _as(conn, post, reader)).follows


async def test_writers_follow_what_they_write_in_unless_they_chose_otherwise(here: World, conn: Connection):
    made = await here.circle(members=2)
    writer, other = made.members
    post = await here.post(made.circle_id, writer)
    assert post.follows
    assert post.read_floor == 1
    await here.comment(post, other)
    assert (await _as(conn, post, other)).follows
    await unfollow(conn, **_of(post, other))
    await here.comment(post, other)
    assert not (await _as(conn, post, other)).follows, "writing brings back what was given up"
    for who in (writer, other):
        await set_follow_settings(conn, account_id=who, settings=FollowSettings(own=False, answered=False))
    quiet = await here.post(made.circle_id, writer)
    await here.comment(quiet, other)
    assert not quiet.follows
    assert [(await _as(conn, quiet, who)).follows for who in (writer, other)] == [False, False]


async def test_what_is_followed_is_listed_page_by_page_while_it_can_be_read(here: World, conn: Connection):
    made, closed = await here.circle(members=1), await here.circle(kind="invite")
    reader = made.members[0]
    posts = [await here.post(made.circle_id, made.owner_id) for _ in range(3)]
    for number, post in enumerate(posts):
        await follow(conn, **_of(post, reader))
        await conn.execute(
            "UPDATE thread_marks SET followed_at = now() + make_interval(mins => $2)"
            " WHERE post_id = $1 AND account_id = $3",
            post.post_id,
            number,
            reader,
        )
    first = await list_followed(conn, account_id=reader, cursor=None, limit=2)
    rest = await list_followed(conn, account_id=reader, cursor=first.next_cursor, limit=2)
    assert [one.post_id for one in (*first.entries, *rest.entries)] == [one.post_id for one in posts[::-1]]
    assert rest.next_cursor is None
    await hide_post(conn, posts[1].circle_id, posts[1].post_id, state="deleted")
    inside = await here.post(closed.circle_id, closed.owner_id)
    guest = await here.member(closed.circle_id)
    await follow(conn, **_of(inside, guest))
    await leave_circle(conn, circle_id=closed.circle_id, account_id=guest)
    assert (await list_followed(conn, account_id=guest, cursor=None)).entries == []
    assert len((await list_followed(conn, account_id=reader, cursor=None)).entries) == 2


async def test_new_is_what_one_may_read(here: World, conn: Connection):
    made = await here.circle(members=3)
    reader, other, never = made.members
    post = await here.post(made.circle_id, made.owner_id)
    await here.comment(post, other)
    await mark_read(conn, **_of(post, reader), floor=2)
    for text in ("第三楼", HELD, "第五楼"):
        await here.comment(post, other, text)
    await here.comment(post, other, "楼里的", floor=3)
    seen = await _as(conn, post, reader)
    assert (seen.last_floor, seen.read_floor, seen.new_floors) == (5, 2, 2)
    # Who was never here is told of nothing new, nor is a stranger.
    assert [(await _as(conn, post, one)).new_floors for one in (never, None)] == [0, 0]
    assert await mark_read(conn, **_of(post, reader), floor=3) == ThreadMark(3, False, 1)
    heard = await here.events("thread.marked", f"account:{reader}")
    assert [event["new_floors"] for event in heard] == [0, 1]
