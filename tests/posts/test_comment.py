"""Floors and the replies inside them."""

import msgspec
import pytest

from tests.posts.made import HELD, CheckerDown, counts, of
from tests.world import World
from tonghao.circles.access import JoinFirst
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.posts.comment import write_comment
from tonghao.posts.floors import get_comment, list_floors, list_replies
from tonghao.posts.hide import hide_comment
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.release import release_comment
from tonghao.posts.screen_waiting import list_waiting_comments, screen_comment
from tonghao.posts.types import Post


async def _page(conn: Connection, post: Post, viewer_id=None, **more):
    return await list_floors(
        conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id, **more
    )


async def _thread(here: World, members: int = 2):
    made = await here.circle(members=members)
    return made, await here.post(made.circle_id, made.owner_id)


async def test_floors_are_numbered_from_two_and_replies_from_one(here: World, conn: Connection):
    made, post = await _thread(here)
    two = await here.comment(post, made.members[0])
    three = await here.comment(post, made.members[1])
    first = await here.comment(post, made.owner_id, floor=2)
    second = await here.comment(post, made.members[1], reply_to_id=first.comment_id)
    assert [(one.floor, one.reply_number) for one in (two, three, first, second)] == [
        (2, 0),
        (3, 0),
        (2, 1),
        (2, 2),
    ]
    assert first.reply_to is None
    assert second.reply_to.comment_id == first.comment_id
    assert second.reply_to.author.account_id == made.owner_id
    assert (first.is_post_author, second.is_post_author) == (True, False)
    assert await counts(conn, post) == (4, 3)
    page = await _page(conn, post)
    assert [floor.floor for floor in page.entries] == [2, 3]
    assert [reply.comment_id for reply in page.entries[0].replies] == [first.comment_id, second.comment_id]
    assert page.entries[0].reply_count == 2


async def test_a_comment_is_told_as_a_stranger_fetches_it(here: World, conn: Connection):
    made, post = await _thread(here)
    floor = await here.comment(post, made.members[0])
    reply = await here.comment(post, made.members[1], reply_to_id=floor.comment_id)
    answer = await here.comment(post, made.members[0], reply_to_id=reply.comment_id)
    found = await here.events("comment.published", f"post:{post.circle_id}/{post.post_id}")
    for comment, answered, count in (
        (floor, made.owner_id, 1),
        (reply, made.members[0], 2),
        (answer, made.members[1], 3),
    ):
        [event] = of(found, comment)
        seen = await get_comment(
            conn,
            circle_id=post.circle_id,
            post_id=post.post_id,
            comment_id=comment.comment_id,
            viewer_id=None,
        )
        fresh = msgspec.to_builtins(seen) | {"reply_count": 0}
        assert event["comment"] == fresh
        assert (event["answered_id"], event["comment_count"]) == (str(answered), count)
        assert event["post_author_id"] == str(made.owner_id)


async def test_a_floor_shows_three_replies_and_the_rest_page_by_page(here: World, conn: Connection):
    made, post = await _thread(here)
    await here.comment(post, made.members[0])
    for _ in range(7):
        await here.comment(post, made.members[1], floor=2)
    [floor] = (await _page(conn, post)).entries
    assert [reply.reply_number for reply in floor.replies] == [1, 2, 3]
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "floor": 2, "viewer_id": None, "limit": 4}
    first = await list_replies(conn, **ids)
    second = await list_replies(conn, **ids, cursor=first.next_cursor)
    assert [reply.reply_number for reply in (*first.entries, *second.entries)] == [1, 2, 3, 4, 5, 6, 7]
    assert second.next_cursor is None


async def test_floors_come_page_by_page_from_any_floor(here: World, conn: Connection):
    made, post = await _thread(here)
    for _ in range(6):
        await here.comment(post, made.members[0])
    first = await _page(conn, post, limit=4)
    second = await _page(conn, post, limit=4, cursor=first.next_cursor)
    assert [floor.floor for floor in (*first.entries, *second.entries)] == [2, 3, 4, 5, 6, 7]
    assert second.next_cursor is None
    assert [floor.floor for floor in (await _page(conn, post, from_floor=6)).entries] == [6, 7]
    assert (await _page(conn, post, from_floor=100)).entries == []


async def test_author_only_leaves_the_others_out(here: World, conn: Connection):
    made, post = await _thread(here)
    await here.comment(post, made.members[0])
    await here.comment(post, made.owner_id)
    await here.comment(post, made.owner_id, floor=3)
    page = await _page(conn, post, author_only=True)
    assert [floor.floor for floor in page.entries] == [3]
    assert len(page.entries[0].replies) == 1


async def test_a_held_comment_keeps_its_number_and_shows_nothing_to_others(here: World, conn: Connection):
    made, post = await _thread(here)
    held = await here.comment(post, made.members[0], HELD)
    after = await here.comment(post, made.members[1])
    assert (held.state, held.floor, after.floor) == ("held", 2, 3)
    assert await counts(conn, post) == (1, 3)
    tomb = (await _page(conn, post, made.members[1])).entries[0]
    assert (tomb.state, tomb.text, tomb.html, tomb.category, tomb.reason) == ("held", "", "", None, None)
    own = (await _page(conn, post, made.members[0])).entries[0]
    assert (own.text, own.category) == (HELD, "sex.minor")
    assert own.reason is not None
    [event] = of(await here.events("comment.held", "nobody"), held)
    assert event["category"] == "sex.minor"
    with pytest.raises(NotFound):
        await here.comment(post, made.members[1], floor=2)


async def test_a_released_comment_stands_where_it_stood(here: World, conn: Connection):
    made, post = await _thread(here)
    await here.comment(post, made.members[0])
    held = await here.comment(post, made.members[0], HELD, floor=2)
    ids = (post.circle_id, post.post_id, held.comment_id)
    assert await release_comment(conn, *ids) == "visible"
    assert await release_comment(conn, *ids) == "visible"
    assert await counts(conn, post) == (2, 2)
    [floor] = (await _page(conn, post)).entries
    assert (floor.reply_count, floor.replies[0].text) == (1, HELD)
    [event] = of(await here.events("comment.published", f"post:{post.circle_id}/{post.post_id}"), held)
    assert (event["comment_count"], event["answered_id"]) == (2, str(made.members[0]))


async def test_a_removed_comment_is_a_tombstone_and_is_told(here: World, conn: Connection):
    made, post = await _thread(here)
    comment = await here.comment(post, made.members[0], floor=None)
    await here.comment(post, made.members[1], floor=2)
    ids = (post.circle_id, post.post_id, comment.comment_id)
    assert await hide_comment(conn, *ids, state="removed", category="abuse.person") == "visible"
    assert await counts(conn, post) == (1, 2)
    tomb = (await _page(conn, post)).entries[0]
    assert (tomb.state, tomb.text, len(tomb.replies)) == ("removed", "", 1)
    own = (await _page(conn, post, made.members[0])).entries[0]
    assert (own.text, own.category) == ("慢慢来", "abuse.person")
    [event] = of(await here.events("comment.hidden", f"post:{post.circle_id}/{post.post_id}"), comment)
    assert (event["floor"], event["state"], event["comment_count"]) == (2, "removed", 1)


async def test_a_comment_waits_while_the_checker_is_down(here: World, conn: Connection):
    made, post = await _thread(here)
    waiting = [
        await write_comment(
            conn,
            screener=CheckerDown(),
            circle_id=post.circle_id,
            post_id=post.post_id,
            author_id=made.members[0],
            text=text,
        )
        for text in ("早", HELD)
    ]
    assert [one.state for one in waiting] == ["pending", "pending"]
    assert await counts(conn, post) == (0, 3)
    found = await list_waiting_comments(conn, age_seconds=-60, most=1000)
    assert {one.comment_id for one in waiting} <= {comment_id for _, _, comment_id in found}
    for one in waiting:
        ids = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": one.comment_id}
        await screen_comment(conn, screener=here.screener, **ids)
        await screen_comment(conn, screener=here.screener, **ids)
    assert [floor.state for floor in (await _page(conn, post)).entries] == ["visible", "held"]
    assert await counts(conn, post) == (1, 3)
    assert len(of(await here.events("comment.held"), waiting[1])) == 1


async def test_a_blocked_person_cannot_answer_and_both_see_each_other_folded(here: World, conn: Connection):
    made, post = await _thread(here, members=3)
    blocker, blocked, other = made.members
    await conn.execute("INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)", blocker, blocked)
    await conn.execute("INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)", blocked, blocker)
    floor = await here.comment(post, blocker)
    for place in ({"floor": 2}, {"reply_to_id": floor.comment_id}):
        with pytest.raises(BlockedByAuthor):
            await here.comment(post, blocked, **place)
    theirs = await here.post(made.circle_id, blocker)
    with pytest.raises(BlockedByAuthor):
        await here.comment(theirs, blocked)
    await here.comment(post, blocked)
    for viewer, number in ((blocker, 1), (blocked, 0)):
        folded = (await _page(conn, post, viewer)).entries[number]
        assert (folded.state, folded.text) == ("blocked", "")
    assert all(floor.text for floor in (await _page(conn, post, other)).entries)


async def test_what_is_not_there_cannot_be_answered(here: World, conn: Connection):
    made, post = await _thread(here)
    other = await here.post(made.circle_id, made.owner_id)
    elsewhere = await here.comment(other, made.members[0])
    await here.comment(post, made.members[0])
    for place in (
        {"floor": 9},
        {"reply_to_id": new_id()},
        {"reply_to_id": elsewhere.comment_id},
        {"floor": 3, "reply_to_id": elsewhere.comment_id},
    ):
        with pytest.raises(NotFound):
            await here.comment(post, made.members[0], **place)
    with pytest.raises(JoinFirst):
        await here.comment(post, await here.account())
    held = await here.post(made.circle_id, made.owner_id, HELD)
    with pytest.raises(NotFound):
        await here.comment(held, made.members[0])
    for viewer in (made.members[0], None):
        with pytest.raises(NotFound):
            await _page(conn, held, viewer)
    assert (await _page(conn, held, made.owner_id)).entries == []
