"""What others see changes when its owner says so."""

import pytest

from tests.accounts.people import person
from tests.world import World
from tonghao.accounts.blank_profile import blank_profile, put_back_profile
from tonghao.accounts.check_handle import HandleRefused, HandleTaken, check_handle
from tonghao.accounts.check_name import BioTooLong, NameRefused
from tonghao.accounts.choose_interests import choose_interests
from tonghao.accounts.edit_profile import ZoneUnknown, edit_profile
from tonghao.accounts.read import get_me, get_profile
from tonghao.accounts.screen_text import TextRefused
from tonghao.accounts.set_avatar import set_avatar
from tonghao.accounts.types import ProfileEdit
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id


async def test_only_what_is_named_changes(conn: Connection, world: World) -> None:
    man = await person(conn, name="小满")
    before = await get_me(conn, man)
    edit = ProfileEdit(bio="跑得慢\n养猫", theme="dark", zone="Europe/Paris", locale="en")
    me = await edit_profile(conn, screener=world.screener, account_id=man, edit=edit)
    assert (me.name, me.handle) == (before.name, before.handle)
    assert (me.bio, me.theme, me.zone, me.locale) == ("跑得慢\n养猫", "dark", "Europe/Paris", "en")
    me = await edit_profile(conn, screener=world.screener, account_id=man, edit=ProfileEdit(bio=""))
    assert me.bio == ""
    kinds = await conn.fetch("SELECT kind FROM outbox WHERE audience = $1", f"account:{man}")
    assert [row["kind"] for row in kinds] == ["profile.edited", "profile.edited"]


async def test_a_handle_that_is_given_up_is_free(conn: Connection, world: World) -> None:
    man, lin = await person(conn, handle="laolu_17"), await person(conn)
    taken = ProfileEdit(handle="lao1u_17")
    with pytest.raises(HandleTaken):
        await edit_profile(conn, screener=world.screener, account_id=lin, edit=taken)
    me = await edit_profile(conn, screener=world.screener, account_id=man, edit=taken)
    assert me.handle == "lao1u_17", "one's own look-alike is no other person"
    await edit_profile(conn, screener=world.screener, account_id=man, edit=ProfileEdit(handle="laolu_18"))
    with pytest.raises(NotFound):
        await get_profile(conn, handle="lao1u_17", viewer_id=None)
    assert (await check_handle(conn, handle="laolu_17", account_id=None)).free
    me = await edit_profile(conn, screener=world.screener, account_id=lin, edit=taken)
    assert me.handle == "lao1u_17"
    assert await conn.fetchval("SELECT count(*) FROM handle_claims WHERE account_id = $1", man) == 1


@pytest.mark.parametrize(
    ("edit", "refusal"),
    [
        (ProfileEdit(name=" "), NameRefused),
        (ProfileEdit(bio="字" * 301), BioTooLong),
        (ProfileEdit(handle="管理员"), HandleRefused),
        (ProfileEdit(zone="Mars/Olympus"), ZoneUnknown),
        (ProfileEdit(zone="../etc/passwd"), ZoneUnknown),
        (ProfileEdit(bio="刷单兼职日赚千元，先交押金"), TextRefused),
    ],
)
async def test_a_bad_edit_changes_nothing(
    edit: ProfileEdit, refusal: type[Refusal], conn: Connection, world: World
) -> None:
    man = await person(conn)
    before = await get_me(conn, man)
    with pytest.raises(refusal):
        await edit_profile(conn, screener=world.screener, account_id=man, edit=edit)
    assert await get_me(conn, man) == before


async def test_interests_end_the_first_run_even_when_there_are_none(conn: Connection) -> None:
    man = await person(conn)
    await conn.execute("UPDATE accounts SET first_run_at = NULL WHERE id = $1", man)
    me = await choose_interests(conn, account_id=man, topics=[])
    assert me.first_run_done
    me = await choose_interests(conn, account_id=man, topics=["pets", "books", "pets"])
    assert me.interests == ["pets", "books"]


async def test_a_picture_is_set_and_taken_away(conn: Connection) -> None:
    man, photo = await person(conn), new_id()
    assert (await set_avatar(conn, account_id=man, media_id=photo)).avatar == photo
    assert (await set_avatar(conn, account_id=man, media_id=None)).avatar is None


async def test_a_blanked_profile_shows_no_words_of_its_owner_until_they_are_put_back(
    conn: Connection,
) -> None:
    man = await person(conn, name="难听的名字")
    await blank_profile(conn, account_id=man)
    me = await get_me(conn, man)
    assert (me.name, me.bio) == ("邻居", "")
    await put_back_profile(conn, account_id=man, name="难听的名字", bio="简介")
    me = await get_me(conn, man)
    assert (me.name, me.bio) == ("难听的名字", "简介")
