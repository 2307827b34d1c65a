"""The home feed: joined circles, newest first, page by page, and what stays out of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.accounts.block import block
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.join import join_circle
from tonghao.circles.leave import leave_circle
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.feed.mute import forget_mutes, mute_in_feed, unmute_in_feed
from tonghao.feed.read import PAGE_SIZE, list_feed, list_mutes
from tonghao.feed.types import FeedEntry
from tonghao.posts.hide import hide_post
from tonghao.posts.like import like

_NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


async def feed(conn: Connection, account_id: UUID) -> list[FeedEntry]:
    """Every page of the feed, one after the other."""
    entries: list[FeedEntry] = []
    cursor = None
    while True:
        page = await list_feed(conn, account_id=account_id, cursor=cursor)
        assert len(page.entries) <= PAGE_SIZE
        entries += page.entries
        cursor = page.next_cursor
        if cursor is None:
            return entries


def ids(entries: list[FeedEntry]) -> list[UUID]:
    return [entry.post.post_id for entry in entries]


async def test_only_joined_circles_are_in_it_newest_first(conn: Connection, here: World) -> None:
    run, read, strange = await here.circle(), await here.circle(), await here.circle()
    me = await here.account()
    for made in (run, read):
        await join_circle(conn, circle_id=made.circle_id, account_id=me)
    old = await here.post(read.circle_id, read.owner_id, at=_NOON)
    new = await here.post(run.circle_id, run.owner_id, at=_NOON + timedelta(minutes=2))
    middle = await here.post(read.circle_id, read.owner_id, at=_NOON + timedelta(minutes=1))
    await here.post(strange.circle_id, strange.owner_id)
    assert ids(await feed(conn, me)) == [new.post_id, middle.post_id, old.post_id]


async def test_each_entry_says_why_it_is_there(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    await here.post(made.circle_id, made.owner_id)
    [entry] = await feed(conn, made.members[0])
    joined_at = await conn.fetchval(
        "SELECT joined_at FROM joined_circles WHERE account_id = $1", made.members[0]
    )
    assert (entry.why.kind, entry.why.circle_id, entry.why.circle_name, entry.why.joined_at) == (
        "joined_circle",
        made.circle_id,
        entry.post.circle_name,
        joined_at,
    )


async def test_pages_have_no_gap_and_nothing_twice_even_where_times_are_equal(
    conn: Connection, here: World
) -> None:
    run, read = await here.circle(), await here.circle()
    me = await here.account()
    for made in (run, read):
        await join_circle(conn, circle_id=made.circle_id, account_id=me)
    written = []
    for number in range(2 * PAGE_SIZE + 3):
        made = run if number % 3 else read
        # Five at a time bear the same moment.
        at = _NOON + timedelta(seconds=number // 5)
        written.append(await here.post(made.circle_id, made.owner_id, f"{number}", at=at))
    expected = sorted(written, key=lambda post: (post.published_at, post.post_id), reverse=True)
    assert ids(await feed(conn, me)) == [post.post_id for post in expected]


async def test_a_full_last_page_promises_nothing_more(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    for number in range(PAGE_SIZE):
        await here.post(made.circle_id, made.owner_id, f"{number}")
    page = await list_feed(conn, account_id=made.members[0], cursor=None)
    assert (len(page.entries), page.next_cursor) == (PAGE_SIZE, None)


async def test_what_comes_while_one_reads_moves_no_page(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    for number in range(PAGE_SIZE + 5):
        await here.post(made.circle_id, made.owner_id, f"{number}", at=_NOON + timedelta(seconds=number))
    first = await list_feed(conn, account_id=made.members[0], cursor=None)
    await here.post(made.circle_id, made.owner_id, "刚刚")
    second = await list_feed(conn, account_id=made.members[0], cursor=first.next_cursor)
    seen = ids(first.entries) + ids(second.entries)
    assert len(seen) == len(set(seen)) == PAGE_SIZE + 5


async def test_who_left_or_was_banned_reads_it_no_more(conn: Connection, here: World) -> None:
    made = await here.circle(members=2)
    await here.post(made.circle_id, made.owner_id)
    gone, banned = made.members
    await leave_circle(conn, circle_id=made.circle_id, account_id=gone)
    access = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=access, ban=NewBan(banned, "广告", None))
    assert await feed(conn, gone) == await feed(conn, banned) == []


async def test_only_what_everybody_may_see_is_in_it(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    me = made.members[0]
    removed = await here.post(made.circle_id, made.owner_id, "要移除的")
    await hide_post(conn, made.circle_id, removed.post_id)
    await here.post(made.circle_id, me, HELD)
    seen = await here.post(made.circle_id, made.owner_id)
    assert ids(await feed(conn, me)) == [seen.post_id]


async def test_a_muted_circle_stays_out_until_it_is_let_in_again(conn: Connection, here: World) -> None:
    run, read = await here.circle(), await here.circle()
    me = await here.account()
    for made in (run, read):
        await join_circle(conn, circle_id=made.circle_id, account_id=me)
        await here.post(made.circle_id, made.owner_id)
    for _ in range(2):
        await mute_in_feed(conn, account_id=me, subject_kind="circle", subject_id=run.circle_id)
    assert [entry.post.circle_id for entry in await feed(conn, me)] == [read.circle_id]
    await mute_in_feed(conn, account_id=me, subject_kind="circle", subject_id=read.circle_id)
    assert await feed(conn, me) == []
    await unmute_in_feed(conn, account_id=me, subject_kind="circle", subject_id=run.circle_id)
    assert [entry.post.circle_id for entry in await feed(conn, me)] == [run.circle_id]


async def test_a_muted_person_stays_out(conn: Connection, here: World) -> None:
    made = await here.circle(members=2)
    me, loud = made.members
    await here.post(made.circle_id, loud)
    seen = await here.post(made.circle_id, made.owner_id)
    await mute_in_feed(conn, account_id=me, subject_kind="account", subject_id=loud)
    assert ids(await feed(conn, me)) == [seen.post_id]
    assert len(await feed(conn, made.owner_id)) == 2


async def test_the_list_of_mutes_names_them_newest_first(conn: Connection, here: World) -> None:
    made = await here.circle(members=1)
    me, loud = made.members[0], await here.account("大嗓门")
    await mute_in_feed(conn, account_id=me, subject_kind="circle", subject_id=made.circle_id)
    await conn.execute("UPDATE feed_mutes SET at = at - interval '1 minute' WHERE account_id = $1", me)
    await mute_in_feed(conn, account_id=me, subject_kind="account", subject_id=loud)
    mutes = await list_mutes(conn, account_id=me)
    assert [(one.subject_kind, one.subject_id, one.name) for one in mutes] == [
        ("account", loud, "大嗓门"),
        ("circle", made.circle_id, "慢跑也算跑"),
    ]
    await forget_mutes(conn, account_id=me)
    assert await list_mutes(conn, account_id=me) == []


@pytest.mark.parametrize("who_blocks", ["me", "them"])
async def test_blocked_people_do_not_meet_in_it(conn: Connection, here: World, who_blocks: str) -> None:
    made = await here.circle(members=2)
    me, them = made.members
    await here.post(made.circle_id, them)
    pair = (me, them) if who_blocks == "me" else (them, me)
    await block(conn, account_id=pair[0], blocked_id=pair[1])
    assert await feed(conn, me) == []


async def test_likes_are_the_readers_own(conn: Connection, here: World) -> None:
    made = await here.circle(members=2)
    post = await here.post(made.circle_id, made.owner_id)
    await like(
        conn, circle_id=post.circle_id, post_id=post.post_id, comment_id=None, account_id=made.members[0]
    )
    seen = [(await feed(conn, who))[0].post for who in made.members]
    assert [(post.like_count, post.liked) for post in seen] == [(1, True), (1, False)]
    assert not seen[0].mine
    assert (await feed(conn, made.owner_id))[0].post.mine
