"""Drafts: kept as one writes, for all devices of their author and for nobody else."""

import pytest

from tests.world import World
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.events import AccountDeleted
from tonghao.posts.drafts import list_drafts
from tonghao.posts.jobs import forget_author
from tonghao.posts.save_draft import (
    DraftConflict,
    DraftPlace,
    NewDraft,
    TooManyDrafts,
    drop_draft,
    save_draft,
)
from tonghao.posts.tag import TagsRefused
from tonghao.posts.types import PhotoDraft


async def _save(conn: Connection, account_id, circle_id, text: str, version: int = 0, **more):
    draft = NewDraft("post", circle_id, version, text=text, **more)
    return await save_draft(conn, account_id=account_id, draft=draft)


async def test_a_draft_grows_and_is_there_on_the_other_device(here: World, conn: Connection):
    made = await here.circle(members=2)
    me, other = made.members
    first = await _save(conn, me, made.circle_id, "写了一点", tags=["跑步"])
    assert first is not None
    again = await _save(conn, me, made.circle_id, "写了一点，又一点", first.version)
    assert again is not None
    [draft] = await list_drafts(conn, account_id=me)
    assert (draft.text, draft.version, draft.post_id) == ("写了一点，又一点", 2, None)
    assert await list_drafts(conn, account_id=other) == []


async def test_the_older_of_two_devices_is_told(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    await _save(conn, me, made.circle_id, "手机上的")
    with pytest.raises(DraftConflict) as refused:
        await _save(conn, me, made.circle_id, "电脑上的")
    chosen = await _save(conn, me, made.circle_id, "电脑上的", refused.value.details["version"])
    assert chosen is not None
    assert chosen.text == "电脑上的"
    # The same words are no conflict: an answer may get lost on the way.
    same = await _save(conn, me, made.circle_id, "电脑上的", 1)
    assert same is not None
    assert same.version == chosen.version


async def test_an_empty_draft_is_no_draft(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    draft = await _save(conn, me, made.circle_id, "写了一点")
    assert draft is not None
    assert await _save(conn, me, made.circle_id, "  \n", draft.version) is None
    assert await list_drafts(conn, account_id=me) == []


async def test_there_are_fifty_drafts_and_not_more(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    posts = [await here.post(made.circle_id, made.owner_id, f"第{number}个") for number in range(51)]
    for post in posts[:50]:
        draft = NewDraft("comment", made.circle_id, 0, post.post_id, "还没写完")
        await save_draft(conn, account_id=me, draft=draft)
    draft = NewDraft("comment", made.circle_id, 0, posts[50].post_id, "还没写完")
    with pytest.raises(TooManyDrafts):
        await save_draft(conn, account_id=me, draft=draft)


async def test_what_cannot_be_kept_is_refused(here: World, conn: Connection):
    made = await here.circle(members=1)
    hidden = await here.circle(kind="invite")
    me = made.members[0]
    with pytest.raises(NotFound):
        await _save(conn, me, hidden.circle_id, "偷看")
    with pytest.raises(TagsRefused):
        await _save(conn, me, made.circle_id, "写", tags=["一"] * 6)


async def test_photos_of_a_draft_stay_until_it_goes(world: World, pool: Pool):
    made = await world.circle(members=1)
    me = made.members[0]
    photo = await world.photo(me)
    stranger = await world.photo(made.owner_id)

    async def used() -> bool:
        async with reading(pool) as conn:
            return await conn.fetchval(
                "SELECT unused_since IS NULL FROM media WHERE owner_id = $1 AND id = $2", me, photo
            )

    async with writing(pool) as conn:
        await _save(conn, me, made.circle_id, "", photos=[PhotoDraft(photo, "桥")])
    assert await used()
    with pytest.raises(NotFound):
        async with writing(pool) as conn:
            await _save(conn, me, made.circle_id, "", 1, photos=[PhotoDraft(stranger)])
    async with writing(pool) as conn:
        await drop_draft(conn, account_id=me, place=DraftPlace("post", made.circle_id))
    assert not await used()


async def test_a_newer_draft_survives_the_sending_of_an_older_one(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    await _save(conn, me, made.circle_id, "一")
    await _save(conn, me, made.circle_id, "一二", 1)
    await drop_draft(conn, account_id=me, place=DraftPlace("post", made.circle_id), version=1)
    assert len(await list_drafts(conn, account_id=me)) == 1
    await drop_draft(conn, account_id=me, place=DraftPlace("post", made.circle_id), version=2)
    assert await list_drafts(conn, account_id=me) == []


async def test_drafts_go_with_the_account(world: World, pool: Pool):
    made = await world.circle(members=1)
    me = made.members[0]
    async with writing(pool) as conn:
        await _save(conn, me, made.circle_id, "写了一点")
    await forget_author(AccountDeleted(me), pool=pool)
    async with reading(pool) as conn:
        assert await list_drafts(conn, account_id=me) == []
