"""Tell marks: what is pinned, locked for a night, worth reading again, or written for later."""

from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec

from tonghao.circles.read import access_of
from tonghao.circles.record_act import screened_reason
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import HERE, LANE_ZONE, PostStory, Story
from tonghao.demo.tell_threads import post_id_of
from tonghao.posts.digest import digest_post
from tonghao.posts.fill_column import put_in_column
from tonghao.posts.lock import lock_post, unlock_post
from tonghao.posts.open_column import NewColumn, open_column
from tonghao.posts.pin import pin_post
from tonghao.posts.posting_rules import NewCategory, set_categories
from tonghao.posts.schedule import Later, schedule_post
from tonghao.screening.text import TextScreener

_TOLD: Final = "SELECT EXISTS (SELECT FROM circle_acts WHERE circle_id = $1 AND act = 'post.locked')"
_SHOWN: Final = """
    SELECT EXISTS (SELECT FROM posts WHERE circle_id = $1 AND id = $2 AND state = 'visible')
"""


class LockStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thread that was locked, and opened again."""

    post: str
    by: str
    reason: str
    opened: str


class PinStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    post: str
    by: str


class DigestStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The categories of a circle, and which post stands in which."""

    circle: str
    by: str
    categories: list[str]
    posts: dict[str, str]


class ColumnStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    circle: str
    by: str
    title: str
    description: str
    posts: list[str]


class ScheduledStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A post for a coming day at a clock of the lane."""

    circle: str
    by: str
    days: int
    clock: str
    tags: list[str]
    text: str


class MarksStory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it."""

    lock: LockStory
    pin: list[PinStory]
    digest: list[DigestStory]
    column: ColumnStory
    scheduled: ScheduledStory


async def tell_marks(conn: Connection, story: Story, *, screener: TextScreener, at: datetime) -> None:
    """Do all of it once, through the verbs of those who look after the circles.

    A post that still waits for its photos is left alone.

    Raises:
        TextRefused, CheckerAway: words of the story cannot stand here.
    """
    marks = msgspec.toml.decode((HERE / "content" / "marks.toml").read_bytes(), type=MarksStory)
    here = {circle.slug for circle in story.circles}
    posts = {post.key: post for post in story.posts}
    parking = posts.get(marks.lock.post)
    if parking is None or await conn.fetchval(_TOLD, circle_id_of(parking.circle)):
        return
    shown = {key for key, post in posts.items() if await _is_shown(conn, post, at)}
    if parking.key in shown:
        await _lock_for_a_night(conn, parking, marks.lock, screener, at)
    for pin in marks.pin:
        if pin.post in shown:
            await pin_post(conn, **_place(posts[pin.post], at), account_id=account_id_of(pin.by))
    for digest in marks.digest:
        if digest.circle in here:
            chosen = [(posts[key], name) for key, name in digest.posts.items() if key in shown]
            await _arrange(conn, digest, chosen, screener, at)
    if marks.column.circle in here:
        chosen_ids = [post_id_of(posts[key], at) for key in marks.column.posts if key in shown]
        await _fill_column(conn, marks.column, chosen_ids, screener)
    if marks.scheduled.circle in here:
        await _schedule(conn, marks.scheduled, screener)


async def _arrange(
    conn: Connection,
    story: DigestStory,
    chosen: list[tuple[PostStory, str]],
    screener: TextScreener,
    at: datetime,
) -> None:
    by = account_id_of(story.by)
    access = await access_of(conn, circle_id_of(story.circle), by)
    categories = [NewCategory(name) for name in story.categories]
    await set_categories(conn, screener=screener, access=access, categories=categories)
    for post, category in chosen:
        await digest_post(conn, **_place(post, at), account_id=by, category=category)


def _place(post: PostStory, at: datetime) -> dict[str, Any]:
    return {"circle_id": circle_id_of(post.circle), "post_id": post_id_of(post, at)}


async def _is_shown(conn: Connection, post: PostStory, at: datetime) -> bool:
    shown: bool = await conn.fetchval(_SHOWN, circle_id_of(post.circle), post_id_of(post, at))
    return shown


async def _lock_for_a_night(
    conn: Connection, post: PostStory, lock: LockStory, screener: TextScreener, at: datetime
) -> None:
    who = _place(post, at) | {"account_id": account_id_of(lock.by)}
    await lock_post(conn, **who, reason=screened_reason(screener, lock.reason))
    await unlock_post(conn, **who, reason=screened_reason(screener, lock.opened))


async def _fill_column(
    conn: Connection, story: ColumnStory, post_ids: list[UUID], screener: TextScreener
) -> None:
    access = await access_of(conn, circle_id_of(story.circle), account_id_of(story.by))
    new = NewColumn(story.title, story.description)
    column = await open_column(conn, screener=screener, access=access, column=new)
    for post_id in post_ids:
        await put_in_column(conn, access=access, column_id=column.column_id, post_id=post_id)


async def _schedule(conn: Connection, story: ScheduledStory, screener: TextScreener) -> None:
    """Counted from today, since what lies in the past cannot be scheduled."""
    day = now().astimezone(LANE_ZONE).date() + timedelta(days=story.days)
    moment = datetime.combine(day, time.fromisoformat(story.clock), LANE_ZONE)
    later = Later(circle_id_of(story.circle), story.text, moment, tags=story.tags)
    await schedule_post(conn, screener=screener, account_id=account_id_of(story.by), later=later)
