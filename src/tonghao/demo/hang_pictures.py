"""Hang pictures: faces, covers and photos, each checked like anybody's before it hangs."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.read import list_cards
from tonghao.bank.match import Bank
from tonghao.circles.edit import CircleEdit, edit_circle
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.demo.move_in import account_id_of, circle_id_of
from tonghao.demo.story import PICTURES, Story
from tonghao.ids import derived_id
from tonghao.media.check import check_photo
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.read import states_of
from tonghao.media.set_avatar import set_avatar
from tonghao.media.store import Store
from tonghao.media.types import Purpose
from tonghao.media.upload import Incoming, upload_medium
from tonghao.screening.text import TextScreener

_HUNG: Final = "SELECT cover_media_id FROM circles WHERE id = ANY($1::uuid[])"


class Picture(msgspec.Struct, frozen=True):
    """One drawing in one place. The same drawing in two posts is two pictures, as it is for everybody."""

    owner_id: UUID
    media_id: UUID
    purpose: Purpose
    file: Path
    alt: str


def avatar_of(handle: str, file: Path, name: str) -> Picture:
    return Picture(account_id_of(handle), derived_id("wutong", "avatar", handle), "avatar", file, name)


def cover_of(slug: str, owner: str, file: Path, name: str) -> Picture:
    return Picture(account_id_of(owner), derived_id("wutong", "cover", slug), "cover", file, name)


def photo_of(key: str, by: str, drawing: str, alt: str) -> Picture:
    file = PICTURES / f"{drawing}.webp"
    return Picture(account_id_of(by), derived_id("wutong", "photo", key, drawing), "post", file, alt)


def pictures_of(story: Story) -> list[Picture]:
    """All of them, the faces first: they are seen everywhere."""
    faces = [avatar_of(person.handle, person.picture, person.name) for person in story.people]
    covers = [cover_of(circle.slug, circle.owner, circle.picture, circle.name) for circle in story.circles]
    photos = [
        photo_of(post.key, post.by, drawing, story.photos[drawing].zh)
        for post in story.posts
        for drawing in post.photos
    ]
    return [*faces, *covers, *photos]


async def hang_pictures(
    pool: Pool,
    store: Store,
    checkers: Sequence[PhotoProcess],
    pictures: Sequence[Picture],
    *,
    tell: Callable[[int, int], None],
) -> None:
    """Upload those of *pictures* that are not there and have each one judged.

    Args:
        checkers: Each judges one picture at a time.
        tell: Is told how many of how many are done.

    Raises:
        ScreenerDown: nobody can judge; those that are uploaded wait for the worker.
    """
    async with reading(pool) as conn:
        states = await states_of(conn, [(one.owner_id, one.media_id) for one in pictures])
    waiting = [one for one in pictures if states.get((one.owner_id, one.media_id), "pending") == "pending"]
    for one in waiting:
        if (one.owner_id, one.media_id) not in states:
            await _upload(pool, store, one)
    bank = Bank()
    total, left, done = len(waiting), list(reversed(waiting)), 0

    async def judge_with(checker: PhotoProcess) -> None:
        nonlocal done
        while left:
            one = left.pop()
            await check_photo(pool, store, checker, bank, owner_id=one.owner_id, media_id=one.media_id)
            done += 1
            tell(done, total)

    async with asyncio.TaskGroup() as group:
        for checker in checkers:
            group.create_task(judge_with(checker))


async def _upload(pool: Pool, store: Store, picture: Picture) -> None:
    content = await asyncio.to_thread(picture.file.read_bytes)
    incoming = Incoming(store, owner_id=picture.owner_id, media_id=picture.media_id, most_bytes=len(content))
    await incoming.write(content)
    original = await incoming.close()
    async with writing(pool) as conn:
        await upload_medium(
            conn,
            owner_id=picture.owner_id,
            media_id=picture.media_id,
            purpose=picture.purpose,
            alt=picture.alt,
            original=original,
        )


async def wear_faces(pool: Pool, story: Story) -> None:
    """Set everybody's picture beside their name; one that is not checked yet follows with its verdict.

    Who has another picture by now keeps it.
    """
    async with reading(pool) as conn:
        cards = await list_cards(conn, [account_id_of(person.handle) for person in story.people])
    for person in story.people:
        face = avatar_of(person.handle, person.picture, person.name)
        if cards[face.owner_id].avatar is None:
            async with writing(pool) as conn:
                await set_avatar(conn, account_id=face.owner_id, media_id=face.media_id)


async def hang_covers(pool: Pool, story: Story, *, screener: TextScreener) -> None:
    """Give each circle its cover, once the picture is judged."""
    async with reading(pool) as conn:
        covers = [cover_of(c.slug, c.owner, c.picture, c.name) for c in story.circles]
        states = await states_of(conn, [(cover.owner_id, cover.media_id) for cover in covers])
        ids = [circle_id_of(circle.slug) for circle in story.circles]
        hung = {row[0] for row in await conn.fetch(_HUNG, ids)}
    for circle in story.circles:
        cover = cover_of(circle.slug, circle.owner, circle.picture, circle.name)
        # A circle that was restricted since could not take it again.
        if cover.media_id in hung or states.get((cover.owner_id, cover.media_id)) != "visible":
            continue
        async with writing(pool) as conn:
            access = await access_of(conn, circle_id_of(circle.slug), cover.owner_id)
            await edit_circle(
                conn, screener=screener, access=access, edit=CircleEdit(cover_media_id=cover.media_id)
            )
