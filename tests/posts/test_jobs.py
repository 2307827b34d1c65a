"""What happens to posts without a request, through the real outbox and jobs."""

from tests.media import made as media
from tests.posts.made import CheckerDown, counts
from tests.world import World
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted, CommentUnscreened, MediaChecked, PostUnscreened
from tonghao.media.check import settle_photo
from tonghao.media.types import Judged
from tonghao.posts.comment import write_comment
from tonghao.posts.jobs import (
    forget_author,
    screen_late_comment,
    screen_late_post,
    settle_posts_with_photo,
    sweep_waiting,
)
from tonghao.posts.types import PhotoDraft, Post
from tonghao.posts.write import write_post


async def _state(pool: Pool, post: Post) -> str:
    async with reading(pool) as conn:
        return await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id)


async def test_a_checked_photo_publishes_the_post_that_waits_for_it(world: World, pool: Pool):
    made = await world.circle(on_duty=True)
    async with writing(pool) as conn:
        photo = await media.pending(conn, made.owner_id)
    post = await world.post(made.circle_id, made.owner_id, photos=[PhotoDraft(photo)])
    async with writing(pool) as conn:
        looked = Judged(verdict=media.ALLOWED, width=1, height=1, blur="1QcSHQRnh493V4dIh4eXh1h4kJUI")
        await settle_photo(conn, owner_id=made.owner_id, media_id=photo, judged=looked)
    event = MediaChecked(made.owner_id, photo, "visible", None)
    for _ in range(2):
        await settle_posts_with_photo(event, pool=pool)
    assert await _state(pool, post) == "visible"


async def test_what_waited_for_the_checker_comes_when_it_is_back(world: World, pool: Pool):
    made = await world.circle(on_duty=True)
    async with writing(pool) as conn:
        posts = [
            await write_post(
                conn, screener=CheckerDown(), circle_id=made.circle_id, author_id=made.owner_id, text="早"
            )
            for _ in range(2)
        ]
    await sweep_waiting(pool, CheckerDown())
    assert [await _state(pool, post) for post in posts] == ["pending", "pending"]
    event = PostUnscreened(made.circle_id, posts[0].post_id)
    for _ in range(2):
        await screen_late_post(event, pool=pool, screener=world.screener)
    assert [await _state(pool, post) for post in posts] == ["visible", "pending"]
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE posts SET created_at = now() - interval '1 hour' WHERE id = $1", posts[1].post_id
        )
    await sweep_waiting(pool, world.screener)
    assert await _state(pool, posts[1]) == "visible"


async def test_a_comment_that_waited_comes_by_its_job_or_by_the_sweep(world: World, pool: Pool):
    made = await world.circle(on_duty=True)
    post = await world.post(made.circle_id, made.owner_id)
    async with writing(pool) as conn:
        comments = [
            await write_comment(
                conn,
                screener=CheckerDown(),
                circle_id=post.circle_id,
                post_id=post.post_id,
                author_id=made.owner_id,
                text="早",
            )
            for _ in range(2)
        ]
    event = CommentUnscreened(post.circle_id, post.post_id, comments[0].comment_id)
    for _ in range(2):
        await screen_late_comment(event, pool=pool, screener=world.screener)
    async with writing(pool) as conn:
        assert await counts(conn, post) == (1, 3)
        await conn.execute(
            "UPDATE comments SET created_at = now() - interval '1 hour' WHERE post_id = $1", post.post_id
        )
    await sweep_waiting(pool, world.screener)
    async with reading(pool) as conn:
        assert await counts(conn, post) == (2, 3)


async def test_a_deleted_persons_words_go(world: World, pool: Pool):
    made = await world.circle(members=1, on_duty=True)
    post = await world.post(made.circle_id, made.members[0])
    await forget_author(AccountDeleted(made.members[0]), pool=pool)
    assert await _state(pool, post) == "deleted"
