"""Tell reading: what people thanked for, keep and follow, and the circle that wanted levels."""

import tomllib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.set_nickname import set_nickname
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, PostStory, Story, floor_moment, moment_of, span_of, who_likes
from tonghao.demo.tell_threads import comment_id_of, post_id_of
from tonghao.growth.award import award
from tonghao.growth.choose_levels import choose_levels
from tonghao.growth.sign_in import sign_in
from tonghao.growth.types import LevelsChoice, LevelTitle
from tonghao.posts.follow import follow
from tonghao.posts.mark_read import mark_read
from tonghao.posts.solve import solve
from tonghao.posts.thank import thank
from tonghao.saves.keep_folder import make_folder
from tonghao.saves.save import save
from tonghao.screening.text import TextScreener

_FILE: Final = HERE / "content" / "reading.toml"
_TOLD: Final = "SELECT EXISTS (SELECT FROM save_folders WHERE account_id = ANY($1::uuid[]))"


class _Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    post: str
    answers: list[int] = []
    thanks: dict[str, int] = {}


class _Folder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each of `saves` is the key of a post, or key and floor."""

    who: str
    name: str
    saves: list[str]


class _Followed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    who: str
    post: str
    read: int


class _Called(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    who: str
    circle: str
    name: str


class _Levels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`signed` says how many days ago who signed in."""

    circle: str
    titles: list[tuple[str, str]]
    signed: dict[str, list[int]]


class ReadingStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it."""

    question: list[_Question]
    folder: list[_Folder]
    followed: list[_Followed]
    nickname: list[_Called]
    levels: _Levels


def load_reading() -> ReadingStory:
    """Read the file; a word that it may not hold is an error."""
    return msgspec.convert(tomllib.loads(_FILE.read_text("utf-8")), ReadingStory)


async def tell_reading(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Let people thank, solve, keep, follow and sign in, once."""
    posts = {post.key: post for post in story.posts}
    reading = load_reading()
    keepers = [account_id_of(one.who) for one in reading.folder]
    if any(one.post not in posts for one in reading.question) or await conn.fetchval(_TOLD, keepers):
        return
    members = {circle.slug: circle.everybody for circle in story.circles}
    for question in reading.question:
        await _answer(conn, posts[question.post], question, members, at)
    for folder in reading.folder:
        await _keep(conn, folder, posts, at)
    for one in reading.followed:
        ids = _ids(posts[one.post], at) | {"account_id": account_id_of(one.who)}
        await mark_read(conn, **ids, floor=one.read)
        await follow(conn, **ids)
    for called in reading.nickname:
        await set_nickname(
            conn,
            screener=screener,
            circle_id=circle_id_of(called.circle),
            account_id=account_id_of(called.who),
            nickname=called.name,
        )
    await _grow(conn, story, reading.levels, screener=screener, at=at)


def _ids(post: PostStory, at: datetime) -> dict[str, UUID]:
    return {"circle_id": circle_id_of(post.circle), "post_id": post_id_of(post, at)}


def _floor_id(post: PostStory, floor: int, at: datetime) -> UUID:
    said_at = floor_moment(moment_of(post.when, at), post.floors[floor - 2], at)
    return comment_id_of(post, str(floor), said_at)


async def _answer(
    conn: Connection, post: PostStory, question: _Question, members: dict[str, list[str]], at: datetime
) -> None:
    """The asker thanks for each floor, and others with them; then the question is solved."""
    ids = _ids(post, at)
    for words, count in question.thanks.items():
        floor = int(words)
        by = post.floors[floor - 2].by
        others = [who for who in members[post.circle] if who not in {post.by, by}]
        thanking = who_likes(f"{post.key}/thanks/{floor}", count, others, by)
        if by != post.by:
            thanking = [post.by, *thanking]
        for who in thanking:
            await thank(conn, **ids, comment_id=_floor_id(post, floor, at), account_id=account_id_of(who))
    if question.answers:
        await solve(conn, **ids, account_id=account_id_of(post.by), floors=question.answers)


async def _keep(conn: Connection, folder: _Folder, posts: dict[str, PostStory], at: datetime) -> None:
    who = account_id_of(folder.who)
    made = await make_folder(conn, account_id=who, name=folder.name)
    for place in folder.saves:
        key, _, floor = place.partition(" ")
        await save(
            conn,
            **_ids(posts[key], at),
            account_id=who,
            comment_id=_floor_id(posts[key], int(floor), at) if floor else None,
            folder_id=made.folder_id,
        )


async def _grow(
    conn: Connection, story: Story, levels: _Levels, *, screener: TextScreener, at: datetime
) -> None:
    """The circle wanted levels from its beginning, so what was said in it counts."""
    circle = next(one for one in story.circles if one.slug == levels.circle)
    circle_id = circle_id_of(circle.slug)
    titles = [LevelTitle(zh, en) for zh, en in levels.titles]
    await choose_levels(
        conn,
        screener=screener,
        circle_id=circle_id,
        account_id=account_id_of(circle.owner),
        choice=LevelsChoice(True, titles),
    )
    for who, days in levels.signed.items():
        for ago in sorted(days, reverse=True):
            moment = at - timedelta(days=ago)
            await sign_in(conn, circle_id=circle_id, account_id=account_id_of(who), at=moment)
    for post in story.posts:
        if post.circle == circle.slug and post.fate == "visible":
            await _count(conn, post, at)


async def _count(conn: Connection, post: PostStory, at: datetime) -> None:
    circle_id, post_id = circle_id_of(post.circle), post_id_of(post, at)
    written_at = moment_of(post.when, at)
    of_post = {"circle_id": circle_id, "post_id": post_id}
    await award(
        conn,
        **of_post,
        account_id=account_id_of(post.by),
        kind="post",
        cause=f"post:{post_id}",
        subject_id=post_id,
        at=written_at,
    )
    for number, floor in enumerate(post.floors, start=2):
        floor_id = _floor_id(post, number, at)
        said_at = written_at + span_of(floor.after) if floor.after else moment_of(floor.when or "", at)
        await award(
            conn,
            **of_post,
            account_id=account_id_of(floor.by),
            kind="floor",
            cause=f"floor:{floor_id}",
            subject_id=floor_id,
            at=said_at,
        )
