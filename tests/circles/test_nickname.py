"""What a member is called in one circle."""

import pytest

from tests.posts.made import HELD
from tests.world import World
from tonghao.accounts.check_name import NameRefused
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.circles.read import list_members
from tonghao.circles.set_nickname import LooksLikeStaff, set_nickname
from tonghao.db import Connection
from tonghao.posts.floors import list_floors
from tonghao.posts.read import get_post


async def _called(here: World, conn: Connection, made, account_id, name: str | None) -> str | None:
    kept = await set_nickname(
        conn, screener=here.screener, circle_id=made.circle_id, account_id=account_id, nickname=name
    )
    return kept.nickname


async def test_a_nickname_stands_for_the_name_in_its_circle_only(here: World, conn: Connection):
    made, other = await here.circle(), await here.circle()
    me = await here.member(made.circle_id, name="何小满")
    assert await _called(here, conn, made, me, " 龟速 小满 ") == "龟速 小满"
    post = await here.post(made.circle_id, me)
    assert post.author.name == "龟速 小满"
    await here.comment(post, me)
    reply = await here.comment(post, me, floor=2)
    answer = await here.comment(post, made.owner_id, reply_to_id=reply.comment_id)
    assert answer.reply_to.author.name == "龟速 小满"
    ids = {"circle_id": post.circle_id, "post_id": post.post_id, "viewer_id": None}
    assert (await list_floors(conn, **ids)).entries[0].author.name == "龟速 小满"
    found = await list_members(conn, circle_id=made.circle_id, viewer_id=made.owner_id, words="龟速")
    assert [one.name for one in found.entries] == ["龟速 小满"]
    assert (await conn.fetchval("SELECT name FROM profiles WHERE account_id = $1", me)) == "何小满"
    elsewhere = await here.post(other.circle_id, other.owner_id)
    assert elsewhere.author.name == "圈主"
    assert await _called(here, conn, made, me, None) is None
    assert (await get_post(conn, **ids)).author.name == "何小满"


async def test_nobody_is_called_like_those_who_look_after_the_circle(here: World, conn: Connection):
    made = await here.circle()
    await here.member(made.circle_id, "host", name="Coach Lin")
    await here.account("Su Min", role="operator")
    me = await here.member(made.circle_id)
    for name in ("圈主", "圈 主", "Coach Lin", "c0ach-lin", "Сoach Lin", "su.min"):
        with pytest.raises(LooksLikeStaff):
            await _called(here, conn, made, me, name)
    assert await _called(here, conn, made, me, "Coach Lin 的徒弟") == "Coach Lin 的徒弟"


async def test_a_nickname_is_screened_and_only_for_members(here: World, conn: Connection):
    made = await here.circle(members=1)
    me = made.members[0]
    for name, refusal in ((HELD, TextRefused), ("\u200b\u200b", NameRefused), ("管理员", NameRefused)):
        with pytest.raises(refusal):
            await _called(here, conn, made, me, name)
    with pytest.raises(JoinFirst):
        await _called(here, conn, made, await here.account(), "路人")
