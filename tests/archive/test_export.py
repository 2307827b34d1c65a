"""What a server writes, another one reads: the same lines, the same files, the same identifiers."""

import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.archive.exact import TOOLS, Server, edit, files_of, lines_of
from tests.archive.folder import Importer
from tests.laws.tools_scene import set_tools
from tests.world import Made, World
from tonghao.archive.read_exact import ArchiveRefused
from tonghao.audit.replay import replay
from tonghao.circles.read import access_of
from tonghao.clinics.reply import reply_to_question
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, connect, open_pool, reading, writing
from tonghao.errors import NotFound
from tonghao.gadgets.diagnose import talk_at_bench
from tonghao.meetups.sign_up import sign_up
from tonghao.meetups.types import ChoiceDraft, MeetupDraft
from tonghao.migrate import migrate
from tonghao.month_rooms.say_in_room import say_in_room
from tonghao.month_rooms.types import NewMonthNote
from tonghao.polls.types import PollDraft
from tonghao.polls.vote import vote
from tonghao.posts.curb import curb
from tonghao.posts.like import like
from tonghao.remarks.types import NewRemark

_NUMBERS = itertools.count(1)


@pytest.fixture
def first(pool: Pool, config: Config, importer: Importer) -> Server:
    return Server(pool, config, importer.screener)


@pytest.fixture
async def second(dsn: str, config: Config, importer: Importer, tmp_path: Path) -> AsyncIterator[Server]:
    """An empty server."""
    name = f"second_{next(_NUMBERS)}"
    await _say(dsn, f"CREATE DATABASE {name}")
    address = dsn.replace("/tonghao?", f"/{name}?")
    migrate(address)
    pool = await open_pool(address, size=4)
    yield Server(
        pool,
        config.model_copy(update={"database_url": address, "data": tmp_path / "second"}),
        importer.screener,
    )
    await pool.close()
    # Not with FORCE: it may not end an autovacuum at work there, which a plain drop asks to go and waits for.
    await _say(dsn, f"DROP DATABASE {name}")


async def _say(dsn: str, order: str) -> None:
    conn = await connect(dsn)
    try:
        await conn.execute(order)
    finally:
        await conn.close()


async def _lively(world: World) -> Made:
    """A circle with a post, floors, replies, likes, a photo, friends, a held text, a poll and an event."""
    made = await world.circle(members=3, on_duty=True)
    photo = await world.photo(made.owner_id)
    post = await world.post(made.circle_id, made.owner_id, "南门口的桂花开了", photos=(_draft(photo),))
    floor = await world.comment(post, made.members[0], "闻到了")
    await world.comment(post, made.members[1], "在哪棵树下", floor=floor.floor, reply_to_id=None)
    await world.comment(post, made.members[2], "明天去看")
    async with world.writing() as conn:
        await like(
            conn,
            circle_id=made.circle_id,
            post_id=post.post_id,
            comment_id=None,
            account_id=made.members[1],
        )
        await conn.execute(
            "INSERT INTO duty_shifts (circle_id, account_id, weekday, starts_minute, ends_minute)"
            " VALUES ($1, $2, 2, 600, 720)",
            made.circle_id,
            made.owner_id,
        )
        await conn.execute(
            "INSERT INTO friendships (account_id, friend_id) VALUES ($1, $2), ($2, $1)",
            made.members[0],
            made.members[1],
        )
        await conn.execute(
            "UPDATE posts SET state = 'held', category = 'abuse.person', held_for = 'text'"
            " WHERE circle_id = $1 AND id = $2",
            made.circle_id,
            (await world.post(made.circle_id, made.members[2], "有人捡到雨伞吗")).post_id,
        )
    async with world.writing() as conn:
        # The same in one circle after the other would be a flood.
        await conn.execute("DELETE FROM said_texts")
    ad = await world.post(made.circle_id, made.owner_id, "团购看 https://example.org/sale")
    async with world.writing() as conn:
        await curb(conn, made.circle_id, ad.post_id, None, act="limit", category="spam.contact")
        await curb(conn, made.circle_id, post.post_id, floor.comment_id, act="fold", category="vulgar")
    await _gather(world, made)
    await _use_tools(world, made)
    return made


async def _gather(world: World, made: Made) -> None:
    here = {"circle_id": made.circle_id}
    poll = await world.post(
        made.circle_id, made.owner_id, "周五吃什么", poll=PollDraft(["饺子", "面"], is_named=True)
    )
    starts_at = now() + timedelta(days=3)
    draft = MeetupDraft(
        "一起看桂花",
        starts_at,
        "南门口",
        seats=1,
        question="怎么来",
        choices=[ChoiceDraft("走路"), ChoiceDraft("骑车")],
    )
    meetup = await world.post(made.circle_id, made.owner_id, "周日看桂花", meetup=draft)
    async with world.writing() as conn:
        for member, choice in zip(made.members[:2], (1, 2), strict=True):
            await vote(conn, **here, post_id=poll.post_id, account_id=member, choices=[choice])
            await sign_up(conn, **here, post_id=meetup.post_id, account_id=member, choice=choice)


async def _use_tools(world: World, made: Made) -> None:
    """Something in each of the tools, and words of a member under three of them."""
    async with world.writing() as conn:
        words = await set_tools(conn, world, made, made.members[0])
        given = {"screener": world.screener}
        member = {**given, "access": await access_of(conn, made.circle_id, made.members[0])}
        gadget_id = UUID(words["gadget_id"])
        await talk_at_bench(conn, **member, gadget_id=gadget_id, new=NewRemark("拍一下就响"))
        note = NewMonthNote(UUID(words["child_id"]), "今天睡了六个小时")
        await say_in_room(conn, **member, new=note)
        more = NewRemark("一百万，三十年")
        await reply_to_question(conn, **member, question_id=UUID(words["asked_id"]), new=more)


def _draft(photo: Any) -> Any:
    from tonghao.posts.types import PhotoDraft

    return PhotoDraft(photo)


async def test_a_whole_community_exports_the_same_after_its_import_on_an_empty_server(
    world: World, first: Server, second: Server, tmp_path: Path
) -> None:
    made = await _lively(world)
    a = await first.export(tmp_path / "a")
    await second.bring_in(a, own=True)
    b = await second.export(tmp_path / "b")
    assert files_of(b) == files_of(a)
    assert any(name.endswith("large.webp") for name in files_of(a))
    assert [one["number"] for one in lines_of(a, "poll_votes")][-2:] == [1, 2]
    assert sorted(one["state"] for one in lines_of(a, "sign_ups"))[-2:] == ["going", "waiting"]
    async with reading(second.pool) as conn:
        assert await conn.fetchval("SELECT bool_and(length(check_in_key) = 32) FROM meetups")
    assert {one["circle_id"] for one in lines_of(a, "posts")} >= {str(made.circle_id)}
    assert {table: len(lines_of(a, table)) > 0 for table in TOOLS} == dict.fromkeys(TOOLS, True)
    assert {one["tool"] for one in lines_of(a, "remarks")} >= {"lost_pet", "month_room", "clinic", "gadget"}


async def test_a_circle_travels_alone_and_exports_the_same(
    world: World, first: Server, second: Server, tmp_path: Path
) -> None:
    made = await _lively(world)
    await world.circle(members=2)
    a = await first.export(tmp_path / "a", made.slug)
    assert [one["id"] for one in lines_of(a, "circles")] == [str(made.circle_id)]
    assert {one["id"] for one in lines_of(a, "accounts")} == {
        str(who) for who in (made.owner_id, *made.members)
    }
    assert not (a / "friendships.ndjson").exists()
    await second.bring_in(a, own=True)
    assert files_of(await second.export(tmp_path / "b", made.slug)) == files_of(a)


@pytest.mark.parametrize("own", [True, False])
async def test_what_is_curbed_stays_so_and_the_log_says_where_it_came_from(
    world: World, first: Server, second: Server, tmp_path: Path, own: bool
) -> None:
    made = await _lively(world)
    await second.bring_in(await first.export(tmp_path / "a", made.slug), own=own)
    async with reading(second.pool) as conn:
        posts = await conn.fetch("SELECT curb, curb_for, label, html FROM posts WHERE curb IS NOT NULL")
        comments = await conn.fetch("SELECT curb, curb_for FROM comments WHERE curb IS NOT NULL")
        found = await replay(conn)
    assert [tuple(row)[:3] for row in posts] == [("limit", "spam.contact", "spam.contact")]
    assert "href" not in posts[0]["html"]
    assert [tuple(row) for row in comments] == [("fold", "vulgar")]
    assert found.compared["curb"] == 2
    assert not [one for one in found.differences if one.kind == "curb"]


async def test_a_foreign_circle_is_screened_and_its_photos_wait_until_they_are_judged(
    world: World, first: Server, second: Server, tmp_path: Path
) -> None:
    made = await _lively(world)
    a = await first.export(tmp_path / "a", made.slug)
    bad = next(n for n, line in enumerate(lines_of(a, "comments")) if line["text"] == "明天去看")
    edit(a, "comments", bad, text="加微信看裸聊视频，一对一服务")
    edit(a, "poll_options", 1, text="加微信看裸聊视频，一对一服务")
    edit(a, "meetups", 0, title="加微信看裸聊视频，一对一服务")
    edit(a, "funds", 0, title="加微信看裸聊视频，一对一服务")
    edit(a, "remarks", 0, text="加微信看裸聊视频，一对一服务")
    edit(a, "margins", 0, text="加微信看裸聊视频，一对一服务")
    report = await second.bring_in(a)
    assert sorted(one.kind for one in report.held) == [
        "comments", "funds", "margins", "meetups", "poll_options", "remarks",
    ]  # fmt: skip
    async with reading(second.pool) as conn:
        rows = await conn.fetch("SELECT text, state, html FROM comments ORDER BY created_at")
        assert [row["state"] for row in rows] == ["visible", "visible", "held"]
        assert all("<" not in row["text"] or row["html"] for row in rows)
        posts = {row["text"]: row["state"] for row in await conn.fetch("SELECT text, state FROM posts")}
        assert posts == {
            "南门口的桂花开了": "pending",
            "有人捡到雨伞吗": "held",
            "周五吃什么": "visible",
            "周日看桂花": "visible",
            "团购看 https://example.org/sale": "visible",
        }
        options = await conn.fetch("SELECT text, vote_count FROM poll_options ORDER BY number")
        assert [tuple(row) for row in options] == [("饺子", 1), ("选项2", 1)]
        assert await conn.fetchval("SELECT title FROM meetups") == "聚会"
        assert await conn.fetchval("SELECT title FROM funds") == "公账"
        assert await conn.fetchval("SELECT count(*) FROM margins") == 0
        assert await conn.fetchval("SELECT count(removed_at) FROM remarks") == 1
        assert await conn.fetchval("SELECT state FROM media") == "pending"
        told = {row[0] for row in await conn.fetch("SELECT kind FROM outbox")}
        assert told == {"post.held", "comment.held", "media.uploaded"}
        assert not await conn.fetchval("SELECT count(*) FROM accounts WHERE state <> 'unclaimed'")
        assert not await conn.fetchval("SELECT count(*) FROM accounts WHERE role <> 'member'")


async def test_a_circle_comes_into_a_server_that_has_others(
    world: World, first: Server, second: Server, tmp_path: Path
) -> None:
    one, other = await _lively(world), await _lively(world)
    await second.bring_in(await first.export(tmp_path / "a", one.slug))
    b = await first.export(tmp_path / "b", other.slug)
    async with writing(second.pool) as conn:
        await conn.execute("UPDATE circle_slug_claims SET slug = $1", other.slug)
        await conn.execute("UPDATE circles SET slug = $1", other.slug)
    report = await second.bring_in(b)
    assert report.renamed == [f"/c/{other.slug} → /c/{other.slug[:31]}-{other.circle_id.hex[-8:]}"]
    async with reading(second.pool) as conn:
        assert await conn.fetchval("SELECT count(*) FROM circles") == 2


async def test_nobody_who_is_here_already_may_be_named_by_a_foreign_archive(
    world: World, first: Server, tmp_path: Path
) -> None:
    made = await _lively(world)
    a = await first.export(tmp_path / "a", made.slug)
    with pytest.raises(ArchiveRefused) as refused:
        await first.bring_in(a)
    assert refused.value.details["file"] == "accounts.ndjson"
    with pytest.raises(ArchiveRefused) as again:
        await first.bring_in(a, own=True)
    assert again.value.details["file"] == "circles.ndjson"


async def test_an_unknown_circle_and_a_folder_that_is_not_empty_are_refused(
    first: Server, tmp_path: Path
) -> None:
    with pytest.raises(NotFound):
        await first.export(tmp_path / "a", "no-such-circle")
    assert not (tmp_path / "a").exists()
