"""A text is edited, hidden and cut at the same time: nothing unseen may be found afterwards."""

import asyncio

from tests.world import World
from tonghao.db import Pool, reading, writing
from tonghao.posts.edit import edit_post
from tonghao.posts.hide import hide_post
from tonghao.search.index import index_post
from tonghao.search.read import search_texts


async def test_an_edit_a_hiding_and_two_cuts_at_once_leave_nothing_to_find(world: World, pool: Pool):
    made = await world.circle()
    posts = [await world.post(made.circle_id, made.owner_id, "青团在阳台晒太阳") for _ in range(5)]

    async def edit(post):
        async with writing(pool) as conn:
            await edit_post(
                conn, screener=world.screener, circle_id=post.circle_id, post_id=post.post_id,
                author_id=made.owner_id, text="青团回屋里了", photos=[], version=post.version,
            )  # fmt: skip

    async def hide(post):
        async with writing(pool) as conn:
            await hide_post(conn, post.circle_id, post.post_id)

    async def cut(post):
        async with writing(pool) as conn:
            await index_post(conn, circle_id=post.circle_id, post_id=post.post_id)

    await asyncio.gather(
        *(act(post) for post in posts for act in (cut, edit, hide, cut)), return_exceptions=True
    )
    async with reading(pool) as conn:
        page = await search_texts(conn, viewer_id=made.owner_id, typed=f"青团 in:{made.slug}")
    assert page.entries == []


async def test_a_late_cut_of_an_older_version_does_not_overwrite_the_newer(world: World, pool: Pool):
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id, "青团在阳台")
    async with writing(pool) as conn:
        await edit_post(
            conn, screener=world.screener, circle_id=post.circle_id, post_id=post.post_id,
            author_id=made.owner_id, text="青团在书架上", photos=[], version=post.version,
        )  # fmt: skip

    async def cut():
        async with writing(pool) as conn:
            await index_post(conn, circle_id=post.circle_id, post_id=post.post_id)

    await asyncio.gather(*(cut() for _ in range(6)))
    async with reading(pool) as conn:
        assert (
            await conn.fetchval("SELECT count(*) FROM search_texts WHERE subject_id = $1", post.post_id) == 1
        )
        page = await search_texts(conn, viewer_id=made.owner_id, typed=f"书架 in:{made.slug}")
    assert [hit.post_id for hit in page.entries] == [post.post_id]
