"""A person is told what concerns them, once, and all devices count alike."""

import asyncio
from uuid import UUID

import msgspec
import pytest

from tests.media.made import told
from tests.moderation.scene import Scene, comment, post, set_scene
from tonghao.accounts.block import block
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id
from tonghao.notifications.mark_read import read_notifications
from tonghao.notifications.notify import notify
from tonghao.notifications.read import count_unread, list_notifications
from tonghao.notifications.types import Details
from tonghao.posts.hide import hide_comment


async def tell(conn: Connection, scene: Scene, *, cause: str = "", actor_id: UUID | None = None) -> bool:
    return await notify(
        conn,
        account_id=scene.author,
        kind="reply",
        cause=cause or f"test:{new_id()}",
        details=Details(),
        actor_id=actor_id or scene.neighbour,
    )


async def test_one_cause_tells_once(conn: Connection) -> None:
    scene = await set_scene(conn)
    assert await tell(conn, scene, cause="comment:1")
    assert not await tell(conn, scene, cause="comment:1")
    assert await count_unread(conn, scene.author) == 1


async def test_nobody_is_told_of_what_they_did_themselves(conn: Connection) -> None:
    scene = await set_scene(conn)
    assert not await tell(conn, scene, actor_id=scene.author)


@pytest.mark.parametrize("blocker", ["author", "neighbour"])
async def test_two_of_whom_one_blocks_the_other_hear_nothing(conn: Connection, blocker: str) -> None:
    scene = await set_scene(conn)
    pair = (scene.author, scene.neighbour) if blocker == "author" else (scene.neighbour, scene.author)
    await block(conn, account_id=pair[0], blocked_id=pair[1])
    assert not await tell(conn, scene)


async def test_a_circle_by_invitation_tells_nobody_outside(conn: Connection) -> None:
    scene = await set_scene(conn, kind="invite")
    post_id = await post(conn, scene)

    async def mention(account_id: UUID) -> bool:
        return await notify(
            conn,
            account_id=account_id,
            kind="mention",
            cause=f"post:{post_id}",
            details=Details(),
            actor_id=scene.author,
            circle_id=scene.circle_id,
            post_id=post_id,
        )

    assert await mention(scene.neighbour)
    assert not await mention(scene.stranger)


async def test_the_event_carries_the_count_and_what_a_fresh_fetch_gives(conn: Connection) -> None:
    scene = await set_scene(conn)
    await tell(conn, scene)
    post_id = await post(conn, scene)
    comment_id = await comment(conn, scene, post_id, author_id=scene.neighbour, text="跑得真快")
    await notify(
        conn,
        account_id=scene.author,
        kind="reply",
        cause=f"comment:{comment_id}",
        details=Details(),
        actor_id=scene.neighbour,
        circle_id=scene.circle_id,
        post_id=post_id,
        comment_id=comment_id,
    )
    page = await list_notifications(conn, account_id=scene.author, cursor=None)
    audience, event = (await told(conn, "notification.made"))[-1]
    assert audience == f"account:{scene.author}"
    assert (event["unread"], page.unread) == (2, 2)
    assert event["notification"] == msgspec.to_builtins(page.entries[0])
    assert (page.entries[0].excerpt, page.entries[0].floor) == ("跑得真快", 2)
    assert page.entries[0].circle_name == "晨跑圈"


async def test_words_that_were_removed_are_no_longer_quoted(conn: Connection) -> None:
    scene = await set_scene(conn)
    post_id = await post(conn, scene)
    comment_id = await comment(conn, scene, post_id, author_id=scene.neighbour, text="跑得真快")
    await conn.execute("UPDATE posts SET comment_count = 1 WHERE id = $1", post_id)
    await notify(
        conn,
        account_id=scene.author,
        kind="reply",
        cause=f"comment:{comment_id}",
        details=Details(),
        actor_id=scene.neighbour,
        circle_id=scene.circle_id,
        post_id=post_id,
        comment_id=comment_id,
    )
    await hide_comment(conn, scene.circle_id, post_id, comment_id, state="removed", category="flood")
    page = await list_notifications(conn, account_id=scene.author, cursor=None)
    assert page.entries[0].excerpt == ""


async def test_a_long_list_comes_in_pages_without_gap_or_repeat(conn: Connection) -> None:
    scene = await set_scene(conn)
    for _ in range(65):
        await tell(conn, scene)
    seen = []
    cursor = None
    while True:
        page = await list_notifications(conn, account_id=scene.author, cursor=cursor)
        seen += [one.id for one in page.entries]
        assert page.unread == 65
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(set(seen)) == 65
    assert seen == sorted(seen, reverse=True)


async def test_reading_some_or_all_counts_down_and_is_told_to_all_devices(conn: Connection) -> None:
    scene = await set_scene(conn)
    for _ in range(3):
        await tell(conn, scene)
    first = (await list_notifications(conn, account_id=scene.author, cursor=None)).entries[0]
    assert (await read_notifications(conn, account_id=scene.author, ids=[first.id, new_id()])).unread == 2
    assert (await read_notifications(conn, account_id=scene.author, ids=[first.id])).unread == 2
    assert (await read_notifications(conn, account_id=scene.author, ids=None)).unread == 0
    events = await told(conn, "notifications.read")
    assert [(audience, event["unread"], event["ids"] is None) for audience, event in events] == [
        (f"account:{scene.author}", 2, False),
        (f"account:{scene.author}", 0, True),
    ]


async def test_nobody_reads_anothers(conn: Connection) -> None:
    scene = await set_scene(conn)
    await tell(conn, scene)
    first = (await list_notifications(conn, account_id=scene.author, cursor=None)).entries[0]
    await read_notifications(conn, account_id=scene.neighbour, ids=[first.id])
    assert await count_unread(conn, scene.author) == 1


async def test_a_deleted_account_is_told_nothing(conn: Connection) -> None:
    scene = await set_scene(conn)
    await conn.execute(
        "UPDATE accounts SET state = 'deleted', email = NULL, password_hash = NULL WHERE id = $1",
        scene.author,
    )
    assert not await tell(conn, scene)


async def test_twenty_at_once_and_a_reader_count_each_step(pool: Pool) -> None:
    async with writing(pool) as conn:
        scene = await set_scene(conn)

    async def one() -> None:
        async with writing(pool) as conn:
            await tell(conn, scene)

    async def read_all() -> None:
        async with writing(pool) as conn:
            await read_notifications(conn, account_id=scene.author, ids=None)

    await asyncio.gather(*(one() for _ in range(10)), read_all(), *(one() for _ in range(10)))
    async with reading(pool) as conn:
        rows = await conn.fetch(
            "SELECT kind, event FROM outbox WHERE audience = $1 AND kind LIKE 'notification%'"
            " ORDER BY tx, id",
            f"account:{scene.author}",
        )
        count = 0
        for row in rows:
            count = count + 1 if row["kind"] == "notification.made" else 0
            assert row["event"]["unread"] == count
        assert await count_unread(conn, scene.author) == count
