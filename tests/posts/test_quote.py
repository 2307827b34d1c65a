"""Quotes: a floor repeats another one, a post points to another one; nothing shows what is not shown."""

import pytest

from tests.posts.made import of
from tests.world import World
from tonghao.accounts.block import block
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.posts.floors import list_floors
from tonghao.posts.hide import hide_comment, hide_post
from tonghao.posts.like import BlockedByAuthor
from tonghao.posts.release import release_comment
from tonghao.posts.types import PostPlace


async def _floors(conn: Connection, post, viewer_id=None, **more):
    page = await list_floors(
        conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=viewer_id, **more
    )
    return page.entries


async def test_a_floor_shows_what_it_quotes(here: World, conn: Connection):
    made = await here.circle(members=2)
    post = await here.post(made.circle_id, made.owner_id)
    first = await here.comment(post, made.members[0], "长" * 200)
    second = await here.comment(post, made.members[1], "同意", quote_id=first.comment_id)
    assert second.quote is not None
    assert (second.quote.floor, second.quote.author.account_id) == (2, made.members[0])
    assert second.quote.words == "长" * 140
    floors = await _floors(conn, post)
    assert floors[1].quote == second.quote
    [event] = [e for e in of(await here.events("comment.published"), second) if e["comment"]["quote"]]
    assert event["answered_id"] == str(made.members[0])


async def test_a_quoted_floor_that_is_gone_leaves_a_tombstone(here: World, conn: Connection):
    made = await here.circle(members=2)
    post = await here.post(made.circle_id, made.owner_id)
    first = await here.comment(post, made.members[0], "不好听的话")
    await here.comment(post, made.members[1], "怎么说话的", quote_id=first.comment_id)
    ids = (post.circle_id, post.post_id, first.comment_id)
    await hide_comment(conn, *ids, category="abuse.person")
    for viewer in (None, made.members[0], made.members[1]):
        quote = (await _floors(conn, post, viewer))[1].quote
        assert (quote.state, quote.words) == ("removed", "")
    await release_comment(conn, *ids)
    assert (await _floors(conn, post))[1].quote.words == "不好听的话"
    await hide_comment(conn, *ids, state="deleted")
    assert (await _floors(conn, post))[1].quote.state == "deleted"


async def test_whom_one_blocks_is_not_read_in_quotes(here: World, conn: Connection):
    made = await here.circle(members=3)
    quoted, quoting, reader = made.members
    post = await here.post(made.circle_id, made.owner_id)
    first = await here.comment(post, quoted, "听我说")
    await here.comment(post, quoting, "听他说", quote_id=first.comment_id)
    await block(conn, account_id=reader, blocked_id=quoted)
    quote = (await _floors(conn, post, reader))[1].quote
    assert (quote.state, quote.words) == ("blocked", "")
    await block(conn, account_id=quoted, blocked_id=reader)
    with pytest.raises(BlockedByAuthor):
        await here.comment(post, reader, "引用你", quote_id=first.comment_id)


async def test_only_what_is_shown_in_the_same_thread_is_quoted(here: World, conn: Connection):
    made = await here.circle(members=1)
    post, other = [await here.post(made.circle_id, made.owner_id, text) for text in ("一", "二")]
    elsewhere = await here.comment(other, made.owner_id)
    gone = await here.comment(post, made.owner_id)
    await hide_comment(conn, post.circle_id, post.post_id, gone.comment_id, category="abuse.person")
    for comment in (elsewhere, gone):
        with pytest.raises(NotFound):
            await here.comment(post, made.members[0], quote_id=comment.comment_id)


async def test_only_the_author_shows_quotes_too(here: World, conn: Connection):
    made = await here.circle(members=1)
    post = await here.post(made.circle_id, made.owner_id)
    first = await here.comment(post, made.members[0], "几点集合")
    await here.comment(post, made.owner_id, "七点", quote_id=first.comment_id)
    [floor] = await _floors(conn, post, author_only=True)
    assert floor.quote.words == "几点集合"


async def test_a_post_quotes_only_what_its_author_may_read(here: World, conn: Connection):
    made, hidden = await here.circle(members=1), await here.circle(kind="invite")
    seen = await here.post(made.circle_id, made.owner_id)
    secret = await here.post(hidden.circle_id, hidden.owner_id)
    post = await here.post(
        made.circle_id, made.members[0], "看这个", quote=PostPlace(made.circle_id, seen.post_id)
    )
    assert post.quote == PostPlace(made.circle_id, seen.post_id)
    with pytest.raises(NotFound):
        await here.post(
            made.circle_id, made.members[0], "看这个", quote=PostPlace(hidden.circle_id, secret.post_id)
        )
    await hide_post(conn, made.circle_id, seen.post_id, category="abuse.person")
    with pytest.raises(NotFound):
        await here.post(
            made.circle_id, made.members[0], "再看", quote=PostPlace(made.circle_id, seen.post_id)
        )
