"""Importing many posts and comments."""

import time
from datetime import timedelta

import msgspec

from tests.posts.made import HELD, counts
from tests.world import World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import derived_time_id, new_id
from tonghao.posts.floors import list_floors
from tonghao.posts.load import LoadedPost, load_posts
from tonghao.posts.load_comments import LoadedComment, load_comments
from tonghao.posts.read import get_post

FINE = "今天跑了五公里 😀"


async def _posts(here: World, texts: list[str]) -> list[LoadedPost]:
    made, begun = await here.circle(members=1), now() - timedelta(days=900)
    return [
        LoadedPost(
            made.circle_id,
            derived_time_id(begun.timestamp() + number, str(made.circle_id), str(number)),
            made.members[0],
            text,
            here.screener.verdict(text, kind="post"),
            begun + timedelta(seconds=number),
        )
        for number, text in enumerate(texts)
    ]


def _comments(here: World, post: LoadedPost, lines: list[tuple[str, int | None]]) -> list[LoadedComment]:
    """Comments by text and by the number of the one they answer."""
    ids = [derived_time_id(post.created_at.timestamp(), str(post.post_id), str(n)) for n in range(len(lines))]
    return [
        LoadedComment(
            post.circle_id,
            post.post_id,
            ids[number],
            post.author_id,
            text,
            here.screener.verdict(text, kind="comment"),
            post.created_at + timedelta(seconds=number),
            None if answers is None else ids[answers],
        )
        for number, (text, answers) in enumerate(lines)
    ]


async def _shape(conn: Connection, post: LoadedPost) -> list:
    page = await list_floors(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=None)
    return [
        (floor.floor, floor.state, floor.reply_count, [reply.reply_number for reply in floor.replies])
        for floor in page.entries
    ]


LINES = [("一", None), ("二", None), ("回一", 0), ("回回一", 2), (HELD, 0), ("三", None), ("回三", 5)]
SHAPE = [(2, "visible", 2, [1, 2, 3]), (3, "visible", 0, []), (4, "visible", 1, [1])]


async def test_posts_keep_their_time_and_only_held_ones_are_told(here: World, conn: Connection):
    posts = await _posts(here, [FINE, HELD])
    assert await load_posts(conn, posts) == 2
    assert await load_posts(conn, posts) == 0
    seen = await get_post(conn, circle_id=posts[0].circle_id, post_id=posts[0].post_id, viewer_id=None)
    assert (seen.text, seen.published_at, seen.html) == (FINE, posts[0].created_at, f"<p>{FINE}</p>")
    held = [event for event in await here.events("post.held") if event["post_id"] == str(posts[1].post_id)]
    assert len(held) == 1
    assert held[0]["verdict"]["category"] == "sex.minor"
    ids = {str(post.post_id) for post in posts}
    assert not [event for event in await here.events("post.published") if event["post_id"] in ids]


async def test_comments_are_numbered_like_live_ones_and_loading_twice_changes_nothing(
    here: World, conn: Connection
):
    [post] = await _posts(here, [FINE])
    await load_posts(conn, [post])
    comments = _comments(here, post, LINES)
    assert await load_comments(conn, comments) == 7
    assert await _shape(conn, post) == SHAPE
    assert await load_comments(conn, comments) == 0
    assert await _shape(conn, post) == SHAPE
    assert await counts(conn, post) == (6, 4)


async def test_comments_loaded_in_portions_get_the_same_numbers(here: World, conn: Connection):
    [post] = await _posts(here, [FINE])
    await load_posts(conn, [post])
    comments = _comments(here, post, LINES)
    for number in range(0, 7, 2):
        await load_comments(conn, comments[max(0, number - 1) : number + 2])
    assert await _shape(conn, post) == SHAPE
    assert await counts(conn, post) == (6, 4)
    floors = (await list_floors(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=None)).entries
    assert floors[0].replies[0].reply_to is None
    assert floors[0].replies[1].reply_to.comment_id == comments[2].comment_id


async def test_a_comment_without_its_post_is_left_out_and_one_without_its_answered_gets_a_floor(
    here: World, conn: Connection
):
    [post] = await _posts(here, [FINE])
    await load_posts(conn, [post])
    [lost, orphan] = _comments(here, post, [("丢了", None), ("孤儿", None)])
    lost = msgspec.structs.replace(lost, post_id=new_id())
    orphan = msgspec.structs.replace(orphan, reply_to_id=new_id())
    assert await load_comments(conn, [lost, orphan]) == 1
    assert await _shape(conn, post) == [(2, "visible", 0, [])]


async def test_what_was_not_screened_waits(here: World, conn: Connection):
    [post] = await _posts(here, [FINE])
    await load_posts(conn, [msgspec.structs.replace(post, verdict=None)])
    row = await conn.fetchrow("SELECT state, is_screened FROM posts WHERE id = $1", post.post_id)
    assert tuple(row) == ("pending", False)


async def test_five_thousand_rows_a_second_come_in(here: World, conn: Connection):
    posts = await _posts(here, [FINE] * 2_000)
    comments = [
        one for post in posts[:200] for one in _comments(here, post, [(FINE, None)] * 8 + [(FINE, 0)] * 2)
    ]
    begun = time.perf_counter()
    await load_posts(conn, posts)
    await load_comments(conn, comments)
    assert time.perf_counter() - begun < 4_000 / 5_000 * 25  # the busiest machine is not slower than this
