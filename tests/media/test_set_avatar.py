"""A photo beside a name, shown once it is visible."""

from uuid import UUID

import pytest

from tests.media.made import HELD, judged, pending, told
from tests.world import World
from tonghao.accounts.read import get_me
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.media.check import settle_photo
from tonghao.media.read import list_uses
from tonghao.media.set_avatar import clear_avatar, follow_verdict, set_avatar
from tonghao.media.types import Judged


async def worn(conn: Connection, account_id: UUID) -> UUID | None:
    return (await get_me(conn, account_id)).avatar


async def verdict(conn: Connection, owner_id: UUID, media_id: UUID, judged: Judged) -> None:
    """The photo is judged, and the avatar's job hears of it."""
    assert await settle_photo(conn, owner_id=owner_id, media_id=media_id, judged=judged)
    state = (await told(conn, "media.checked"))[-1][1]["state"]
    await follow_verdict(conn, owner_id=owner_id, media_id=media_id, state=str(state))


async def test_a_visible_photo_is_worn_at_once_and_the_old_one_let_go(here: World, conn: Connection) -> None:
    me = await here.account()
    first, second = await judged(conn, me), await judged(conn, me)
    assert (await set_avatar(conn, account_id=me, media_id=first)).avatar == first
    assert (await set_avatar(conn, account_id=me, media_id=second)).avatar == second
    assert await list_uses(conn, me, first) == []
    assert len(await list_uses(conn, me, second)) == 1


async def test_a_waiting_photo_is_worn_when_it_turns_visible(here: World, conn: Connection) -> None:
    me = await here.account()
    old, new = await judged(conn, me), await pending(conn, me)
    await set_avatar(conn, account_id=me, media_id=old)
    assert (await set_avatar(conn, account_id=me, media_id=new)).avatar == old
    assert len(await list_uses(conn, me, old)) == 1
    await follow_verdict(conn, owner_id=me, media_id=new, state="visible")
    assert await worn(conn, me) == new
    assert await list_uses(conn, me, old) == []


async def test_the_last_choice_counts_whichever_verdict_comes_last(here: World, conn: Connection) -> None:
    me = await here.account()
    first, second = await pending(conn, me), await pending(conn, me)
    await set_avatar(conn, account_id=me, media_id=first)
    await set_avatar(conn, account_id=me, media_id=second)
    await follow_verdict(conn, owner_id=me, media_id=second, state="visible")
    await follow_verdict(conn, owner_id=me, media_id=first, state="visible")
    assert await worn(conn, me) == second


async def test_a_refused_photo_is_let_go_and_the_old_one_stays(here: World, conn: Connection) -> None:
    me = await here.account()
    old, new = await judged(conn, me), await pending(conn, me)
    await set_avatar(conn, account_id=me, media_id=old)
    await set_avatar(conn, account_id=me, media_id=new)
    await verdict(conn, me, new, Judged(refused="broken"))
    assert await worn(conn, me) == old
    assert await list_uses(conn, me, new) == []
    await follow_verdict(conn, owner_id=me, media_id=old, state="refused")
    assert await worn(conn, me) is None


async def test_a_held_photo_waits_for_its_release(here: World, conn: Connection) -> None:
    me = await here.account()
    held = await judged(conn, me, HELD)
    assert (await set_avatar(conn, account_id=me, media_id=held)).avatar is None
    await follow_verdict(conn, owner_id=me, media_id=held, state="visible")
    assert await worn(conn, me) == held


async def test_a_picture_is_taken_away(here: World, conn: Connection) -> None:
    me = await here.account()
    mine = await judged(conn, me)
    await set_avatar(conn, account_id=me, media_id=mine)
    assert (await clear_avatar(conn, account_id=me)).avatar is None
    assert await list_uses(conn, me, mine) == []


async def test_only_ones_own_photo_may_be_worn(here: World, conn: Connection) -> None:
    me = await here.account()
    with pytest.raises(NotFound):
        await set_avatar(conn, account_id=me, media_id=await judged(conn, new_id()))
