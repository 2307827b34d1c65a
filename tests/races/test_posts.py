"""Many hands at once on one thread; every write here is committed."""

import asyncio
from datetime import timedelta

from tests.posts.made import HELD, counts
from tests.world import World
from tonghao.circles.read import access_of
from tonghao.circles.record_act import ActReason
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound, Refusal
from tonghao.posts.delete import delete_comment, delete_post
from tonghao.posts.drafts import list_scheduled
from tonghao.posts.edit import EditConflict, edit_post
from tonghao.posts.fill_column import put_in_column
from tonghao.posts.hide import hide_comment
from tonghao.posts.jobs import publish_due
from tonghao.posts.like import like, unlike
from tonghao.posts.lock import ThreadLocked, lock_post
from tonghao.posts.marked import list_pinned, list_tags
from tonghao.posts.open_column import NewColumn, open_column
from tonghao.posts.pin import TooManyPinned, pin_post
from tonghao.posts.read import get_post
from tonghao.posts.release import release_comment
from tonghao.posts.save_draft import DraftConflict, NewDraft, save_draft
from tonghao.posts.schedule import Later, cancel_scheduled, schedule_post
from tonghao.posts.slow_down import SlowMode, slow_post


async def test_twenty_comments_at_once_get_twenty_floors_without_gap(world: World, pool: Pool):
    made = await world.circle(members=4)
    post = await world.post(made.circle_id, made.owner_id)
    written = await asyncio.gather(
        *(world.comment(post, made.members[number % 4], f"第{number}楼") for number in range(20))
    )
    assert sorted(comment.floor for comment in written) == list(range(2, 22))
    async with reading(pool) as conn:
        assert await counts(conn, post) == (20, 21)


async def test_replies_and_floors_at_once_are_each_numbered_without_gap(world: World, pool: Pool):
    made = await world.circle(members=4)
    post = await world.post(made.circle_id, made.owner_id)
    await world.comment(post, made.members[0])
    places = [{"floor": 2} if number % 2 else {} for number in range(20)]
    written = await asyncio.gather(
        *(world.comment(post, made.members[number % 4], **place) for number, place in enumerate(places))
    )
    assert sorted(one.floor for one in written if not one.reply_number) == list(range(3, 13))
    assert sorted(one.reply_number for one in written if one.reply_number) == list(range(1, 11))
    async with reading(pool) as conn:
        assert await counts(conn, post) == (21, 12)
        replies = await conn.fetchval(
            "SELECT reply_count FROM comments WHERE post_id = $1 AND floor = 2 AND reply_number = 0",
            post.post_id,
        )
    assert replies == 10


async def test_a_comment_that_fails_gives_its_number_back(world: World, pool: Pool):
    made = await world.circle(members=4)
    post = await world.post(made.circle_id, made.owner_id)

    async def write(number: int) -> None:
        from tonghao.posts.comment import write_comment

        async with writing(pool) as conn:
            await write_comment(
                conn,
                screener=world.screener,
                circle_id=post.circle_id,
                post_id=post.post_id,
                author_id=made.members[number % 4],
                text=HELD if number % 5 == 0 else "好",
            )
            if number % 3 == 0:
                raise RuntimeError("the server is pulled out of the wall")

    outcomes = await asyncio.gather(*map(write, range(15)), return_exceptions=True)
    assert {str(one) for one in outcomes if one is not None} == {"the server is pulled out of the wall"}
    async with reading(pool) as conn:
        rows = await conn.fetch("SELECT floor FROM comments WHERE post_id = $1", post.post_id)
        visible, last = await counts(conn, post)
    assert sorted(row[0] for row in rows) == list(range(2, 12))
    assert (visible, last) == (8, 11)


async def test_likes_at_once_count_each_person_once(world: World, pool: Pool):
    made = await world.circle(members=5)
    post = await world.post(made.circle_id, made.owner_id)
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "comment_id": None}

    async def change(number: int) -> None:
        async with writing(pool) as conn:
            await like(conn, **ids, account_id=made.members[number % 5])
        if number % 5 == 0:
            async with writing(pool) as conn:
                await unlike(conn, **ids, account_id=made.members[0])

    await asyncio.gather(*map(change, range(25)))
    async with writing(pool) as conn:
        await unlike(conn, **ids, account_id=made.members[0])
    async with reading(pool) as conn:
        seen = await get_post(conn, circle_id=post.circle_id, post_id=post.post_id, viewer_id=None)
        rows = await conn.fetchval("SELECT count(*) FROM likes WHERE subject_id = $1", post.post_id)
    assert seen.like_count == rows == 4


async def test_of_two_edits_at_once_one_wins_and_one_is_told(world: World, pool: Pool):
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id, "五公里")

    async def edit(text: str):
        async with writing(pool) as conn:
            return await edit_post(
                conn,
                screener=world.screener,
                circle_id=post.circle_id,
                post_id=post.post_id,
                author_id=made.owner_id,
                text=text,
                photos=(),
                version=1,
            )

    outcomes = await asyncio.gather(*(edit(f"{number}公里") for number in range(4)), return_exceptions=True)
    assert sum(isinstance(one, EditConflict) for one in outcomes) == 3
    async with reading(pool) as conn:
        kept = await conn.fetchval("SELECT count(*) FROM post_versions WHERE post_id = $1", post.post_id)
    assert kept == 1


async def test_what_is_deleted_while_somebody_edits_stays_deleted(world: World, pool: Pool):
    for _ in range(5):
        made = await world.circle()
        post = await world.post(made.circle_id, made.owner_id, "五公里")

        async def edit(post=post, made=made) -> None:
            async with writing(pool) as conn:
                await edit_post(
                    conn,
                    screener=world.screener,
                    circle_id=post.circle_id,
                    post_id=post.post_id,
                    author_id=made.owner_id,
                    text="六公里",
                    photos=(),
                    version=1,
                )

        async def drop(post=post, made=made) -> None:
            async with writing(pool) as conn:
                await delete_post(
                    conn, circle_id=post.circle_id, post_id=post.post_id, account_id=made.owner_id
                )

        edited, dropped = await asyncio.gather(edit(), drop(), return_exceptions=True)
        assert dropped is None
        assert edited is None or isinstance(edited, NotFound)
        async with reading(pool) as conn:
            row = await conn.fetchrow("SELECT state, text FROM posts WHERE id = $1", post.post_id)
            versions = await conn.fetchval(
                "SELECT count(*) FROM post_versions WHERE post_id = $1", post.post_id
            )
        assert (row["state"], row["text"], versions) == ("deleted", "", 0)


async def test_hiding_releasing_and_deleting_at_once_leave_the_counts_right(world: World, pool: Pool):
    made = await world.circle(members=2)
    post = await world.post(made.circle_id, made.owner_id)
    comments = [await world.comment(post, made.members[0]) for _ in range(3)]
    comments += [await world.comment(post, made.members[1], floor=2) for _ in range(3)]

    async def act(number: int) -> None:
        comment = comments[number % 6]
        ids = (post.circle_id, post.post_id, comment.comment_id)
        async with writing(pool) as conn:
            if number % 3 == 0:
                await hide_comment(conn, *ids, state="removed", category="abuse.person")
            elif number % 3 == 1:
                await release_comment(conn, *ids)
            elif number > 20:
                await delete_comment(
                    conn,
                    circle_id=ids[0],
                    post_id=ids[1],
                    comment_id=ids[2],
                    account_id=comment.author.account_id,
                )

    async def talk(number: int) -> None:
        await world.comment(post, made.members[number % 2])

    outcomes = await asyncio.gather(*map(act, range(30)), *map(talk, range(10)), return_exceptions=True)
    assert [one for one in outcomes if one is not None and not isinstance(one, Refusal)] == []
    async with reading(pool) as conn:
        visible = await conn.fetchval(
            "SELECT count(*) FROM comments WHERE post_id = $1 AND state = 'visible'", post.post_id
        )
        replies = await conn.fetchval(
            "SELECT count(*) FROM comments WHERE post_id = $1 AND state = 'visible' AND reply_number > 0",
            post.post_id,
        )
        said = await conn.fetchval(
            "SELECT reply_count FROM comments WHERE post_id = $1 AND floor = 2 AND reply_number = 0",
            post.post_id,
        )
        assert await counts(conn, post) == (visible, 14)
    assert said == replies


async def test_of_five_pins_at_once_three_stand(world: World, pool: Pool):
    made = await world.circle()
    posts = [await world.post(made.circle_id, made.owner_id, f"第{number}个") for number in range(5)]

    async def pin(post) -> None:
        async with writing(pool) as conn:
            await pin_post(conn, circle_id=post.circle_id, post_id=post.post_id, account_id=made.owner_id)

    outcomes = await asyncio.gather(*map(pin, posts), return_exceptions=True)
    assert sum(isinstance(one, TooManyPinned) for one in outcomes) == 2
    async with reading(pool) as conn:
        assert len(await list_pinned(conn, circle_id=made.circle_id, viewer_id=None)) == 3


async def test_pin_lock_and_delete_at_once_leave_one_truth(world: World, pool: Pool):
    made = await world.circle()
    host = await world.member(made.circle_id, "host")

    async def one_round() -> None:
        post = await world.post(made.circle_id, made.owner_id)
        ids = {"circle_id": post.circle_id, "post_id": post.post_id}

        async def does(verb, **more) -> None:
            async with writing(pool) as conn:
                await verb(conn, **ids, **more)

        why = ActReason("先停一下")
        outcomes = await asyncio.gather(
            does(pin_post, account_id=host),
            does(lock_post, account_id=host, reason=why),
            does(pin_post, account_id=made.owner_id),
            does(delete_post, account_id=host, reason=why),
            does(slow_post, account_id=host, slow_seconds=60),
            return_exceptions=True,
        )
        assert all(one is None or isinstance(one, NotFound) for one in outcomes), outcomes
        assert outcomes[3] is None
        async with reading(pool) as conn:
            seen = await get_post(conn, **ids, viewer_id=None, is_moderator=True)
            pinned = await list_pinned(conn, circle_id=made.circle_id, viewer_id=None)
        assert (seen.state, seen.pinned_at, pinned) == ("removed", None, [])

    for _ in range(5):
        await one_round()


async def test_nobody_slips_a_floor_past_a_lock(world: World, pool: Pool):
    made = await world.circle(members=5)
    post = await world.post(made.circle_id, made.owner_id)

    async def lock() -> None:
        async with writing(pool) as conn:
            await lock_post(
                conn,
                circle_id=post.circle_id,
                post_id=post.post_id,
                account_id=made.owner_id,
                reason=ActReason("先停一下"),
            )

    outcomes = await asyncio.gather(
        *(world.comment(post, who) for who in made.members), lock(), return_exceptions=True
    )
    written = [one for one in outcomes[:-1] if not isinstance(one, BaseException)]
    assert all(isinstance(one, ThreadLocked) for one in outcomes[:-1] if one not in written)
    async with reading(pool) as conn:
        assert await counts(conn, post) == (len(written), len(written) + 1)
        late = await conn.fetchval(
            "SELECT count(*) FROM comments c JOIN posts p ON p.circle_id = c.circle_id AND p.id = c.post_id"
            " WHERE p.id = $1 AND c.floor > p.last_floor",
            post.post_id,
        )
    assert late == 0


async def test_where_comments_are_slow_two_hands_of_one_person_say_one_thing(world: World, pool: Pool):
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    async with writing(pool) as conn:
        await slow_post(
            conn,
            circle_id=post.circle_id,
            post_id=post.post_id,
            account_id=made.owner_id,
            slow_seconds=600,
        )
    outcomes = await asyncio.gather(
        *(world.comment(post, made.members[0], f"第{n}句") for n in range(6)), return_exceptions=True
    )
    assert sum(isinstance(one, SlowMode) for one in outcomes) == 5


async def test_tags_written_at_once_are_counted_once_each(world: World, pool: Pool):
    made = await world.circle(members=4)
    names = ["甲", "乙", "丙"]
    await asyncio.gather(
        *(
            world.post(made.circle_id, made.members[n % 4], f"第{n}个", tags=names if n % 2 else names[::-1])
            for n in range(12)
        )
    )
    async with reading(pool) as conn:
        found = await list_tags(conn, circle_id=made.circle_id)
    assert {one.tag: one.post_count for one in found} == dict.fromkeys(names, 12)


async def test_several_workers_publish_what_is_due_once(world: World, pool: Pool):
    made = await world.circle(members=1)
    me = made.members[0]
    for number in range(3):
        later = Later(made.circle_id, f"第{number}个", now() + timedelta(hours=1))
        async with writing(pool) as conn:
            await schedule_post(conn, screener=world.screener, account_id=me, later=later)
    async with writing(pool) as conn:
        await conn.execute(
            "UPDATE scheduled_posts SET publish_at = now() - interval '1 minute' WHERE account_id = $1", me
        )
    await asyncio.gather(*(publish_due(pool, world.screener) for _ in range(6)))
    async with reading(pool) as conn:
        texts = await conn.fetch("SELECT text FROM posts WHERE circle_id = $1 ORDER BY text", made.circle_id)
        assert [row[0] for row in texts] == ["第0个", "第1个", "第2个"]
        assert await list_scheduled(conn, account_id=me) == []


async def test_a_post_that_is_cancelled_as_its_time_comes_is_either_or(world: World, pool: Pool):
    made = await world.circle(members=1)
    me = made.members[0]
    for _ in range(5):
        later = Later(made.circle_id, "来不来", now() + timedelta(hours=1))
        async with writing(pool) as conn:
            waiting = await schedule_post(conn, screener=world.screener, account_id=me, later=later)
            await conn.execute(
                "UPDATE scheduled_posts SET publish_at = now() - interval '1 minute' WHERE id = $1",
                waiting.scheduled_id,
            )

        async def cancel(scheduled_id=waiting.scheduled_id) -> None:
            async with writing(pool) as conn:
                await cancel_scheduled(conn, account_id=me, scheduled_id=scheduled_id)

        async with reading(pool) as conn:
            before = await conn.fetchval("SELECT count(*) FROM posts WHERE circle_id = $1", made.circle_id)
        cancelled, _ = await asyncio.gather(
            cancel(), publish_due(pool, world.screener), return_exceptions=True
        )
        await publish_due(pool, world.screener)
        async with reading(pool) as conn:
            after = await conn.fetchval("SELECT count(*) FROM posts WHERE circle_id = $1", made.circle_id)
        assert after - before == (1 if isinstance(cancelled, NotFound) else 0)


async def test_of_two_devices_that_save_a_draft_at_once_one_is_told(world: World, pool: Pool):
    made = await world.circle(members=1)

    async def save(text: str) -> None:
        async with writing(pool) as conn:
            draft = NewDraft("post", made.circle_id, 0, text=text)
            await save_draft(conn, account_id=made.members[0], draft=draft)

    outcomes = await asyncio.gather(*(save(f"第{n}台") for n in range(4)), return_exceptions=True)
    assert sum(isinstance(one, DraftConflict) for one in outcomes) == 3


async def test_posts_put_into_a_column_at_once_each_get_a_place(world: World, pool: Pool):
    made = await world.circle()
    posts = [await world.post(made.circle_id, made.owner_id, f"第{number}篇") for number in range(8)]
    async with writing(pool) as conn:
        owner = await access_of(conn, made.circle_id, made.owner_id)
        column = await open_column(conn, screener=world.screener, access=owner, column=NewColumn("连载"))

    async def put(post) -> None:
        async with writing(pool) as conn:
            await put_in_column(conn, access=owner, column_id=column.column_id, post_id=post.post_id)

    await asyncio.gather(*map(put, posts), *map(put, posts))
    async with reading(pool) as conn:
        places = await conn.fetch("SELECT place FROM column_posts WHERE column_id = $1", column.column_id)
    assert sorted(row[0] for row in places) == list(range(1, 9))
