"""Columns: a host gives somebody a series, and its writer fills it in an order."""

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.read import access_of
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotAllowed, NotFound
from tonghao.events import AccountDeleted
from tonghao.posts.columns import get_column, list_column_posts, list_columns
from tonghao.posts.fill_column import ColumnChanged, order_column, put_in_column, take_from_column
from tonghao.posts.hide import hide_post
from tonghao.posts.jobs import forget_author
from tonghao.posts.open_column import ColumnRefused, NewColumn, close_column, edit_column, open_column


async def _opened(here: World, conn: Connection, made, writer_id):
    handle = await conn.fetchval("SELECT handle FROM profiles WHERE account_id = $1", writer_id)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    column = NewColumn("页边上的字", "每个月最好的几行铅笔字。", handle)
    return await open_column(conn, screener=here.screener, access=owner, column=column)


async def test_an_invited_writer_fills_a_column_in_their_order(here: World, conn: Connection):
    made = await here.circle(members=2)
    writer_id, other_id = made.members
    column = await _opened(here, conn, made, writer_id)
    writer, other = [await access_of(conn, made.circle_id, who) for who in (writer_id, other_id)]
    posts = [await here.post(made.circle_id, other_id, f"第{number}篇") for number in range(3)]
    ids = {"column_id": column.column_id}
    for post in posts:
        await put_in_column(conn, access=writer, **ids, post_id=post.post_id)
    await put_in_column(conn, access=writer, **ids, post_id=posts[0].post_id)
    with pytest.raises(NotAllowed):
        await take_from_column(conn, access=other, **ids, post_id=posts[0].post_id)
    order = [post.post_id for post in reversed(posts)]
    await order_column(conn, access=writer, **ids, post_ids=order)
    shown = await list_column_posts(conn, access=other, **ids)
    assert [post.post_id for post in shown] == order
    await take_from_column(conn, access=writer, **ids, post_id=order[1])
    with pytest.raises(ColumnChanged):
        await order_column(conn, access=writer, **ids, post_ids=order)
    await hide_post(conn, made.circle_id, order[0], category="abuse.person")
    assert [post.post_id for post in await list_column_posts(conn, access=other, **ids)] == [order[2]]
    seen = await get_column(conn, access=other, **ids)
    assert (seen.post_count, seen.may_fill, seen.writer.account_id) == (1, False, writer_id)
    with pytest.raises(NotFound):
        await put_in_column(conn, access=writer, **ids, post_id=order[0])


async def test_hosts_open_and_close_and_the_words_are_checked(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner, member = [await access_of(conn, made.circle_id, who) for who in (made.owner_id, made.members[0])]
    given = {"screener": here.screener}
    with pytest.raises(NotAllowed):
        await open_column(conn, **given, access=member, column=NewColumn("我的专栏"))
    for title in ("", "\u200b", "长" * 31):
        with pytest.raises(ColumnRefused):
            await open_column(conn, **given, access=owner, column=NewColumn(title))
    with pytest.raises(TextRefused):
        await open_column(conn, **given, access=owner, column=NewColumn(HELD[:30]))
    with pytest.raises(NotFound):
        await open_column(conn, **given, access=owner, column=NewColumn("专栏", writer="nobody_here"))
    column = await _opened(here, conn, made, made.members[0])
    edited = await edit_column(
        conn, **given, access=member, column_id=column.column_id, title="旧书里的字", description=""
    )
    assert edited.title == "旧书里的字"
    with pytest.raises(NotAllowed):
        await close_column(conn, access=member, column_id=column.column_id)
    await close_column(conn, access=owner, column_id=column.column_id)
    assert await list_columns(conn, access=owner) == []


async def test_a_column_ends_with_its_writers_account(world: World, pool: Pool):
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    async with writing(pool) as conn:
        column = await _opened(world, conn, made, made.members[0])
        writer = await access_of(conn, made.circle_id, made.members[0])
        await put_in_column(conn, access=writer, column_id=column.column_id, post_id=post.post_id)
    await forget_author(AccountDeleted(made.members[0]), pool=pool)
    async with reading(pool) as conn:
        owner = await access_of(conn, made.circle_id, made.owner_id)
        assert await list_columns(conn, access=owner) == []
        assert await conn.fetchval("SELECT count(*) FROM column_posts WHERE post_id = $1", post.post_id) == 0
