"""The public log of what a circle's staff did, and the level above that takes it back."""

import pytest

from tests.world import World
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.appoint import appoint_member
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.duty import set_duty_shifts
from tonghao.circles.edit import CircleEdit, edit_circle
from tonghao.circles.forget import forget_account
from tonghao.circles.get_circle import get_circle
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.list_acts import list_acts
from tonghao.circles.read import access_of, get_ban, get_member
from tonghao.circles.record_act import screened_reason
from tonghao.circles.types import DutyShift
from tonghao.circles.undo_act import CannotBeUndone, UndoneAlready, UndoTooHigh, undo_act
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id
from tonghao.posts.delete import delete_comment, delete_post


async def undo(here: World, conn: Connection, access, act_id, reason: str = "弄错了"):
    return await undo_act(
        conn,
        screener=here.screener,
        undoes=here.parts["undoes"],
        access=access,
        act_id=act_id,
        reason=reason,
    )


async def newest(conn: Connection, circle_id, **more):
    return (await list_acts(conn, circle_id=circle_id, **more)).entries[0]


async def test_a_ban_stands_in_the_log_with_its_reason_and_who_is_above_takes_it_back(
    here: World, conn: Connection
):
    made = await here.circle(members=1)
    who = made.members[0]
    helper = await access_of(conn, made.circle_id, await here.member(made.circle_id, "helper"))
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    ban = NewBan(who, "连发三条广告", 12)
    await ban_member(conn, screener=here.screener, access=helper, ban=ban)
    act = await newest(conn, made.circle_id, undo_level=host.undo_level)
    assert (act.act, act.reason, act.shown, act.level) == ("member.banned", "连发三条广告", {"hours": 12}, 1)
    assert act.i_may_undo
    with pytest.raises(UndoTooHigh):
        await undo(here, conn, helper, act.act_id)
    await undo(here, conn, host, act.act_id, "那是他自己的店")
    with pytest.raises(NotFound):
        await get_ban(conn, circle_id=made.circle_id, account_id=who)
    assert (await get_member(conn, circle_id=made.circle_id, account_id=who)).role == "member"
    undone = await newest(conn, made.circle_id)
    assert (undone.act, undone.undoes, undone.reason) == ("act.undone", act.act_id, "那是他自己的店")
    assert undone.level == 2
    with pytest.raises(UndoneAlready):
        await undo(here, conn, host, act.act_id)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(CannotBeUndone):
        await undo(here, conn, owner, undone.act_id)


async def test_each_level_undoes_only_what_stands_below_it(here: World, conn: Connection):
    made = await here.circle()
    hosts = [
        await access_of(conn, made.circle_id, await here.member(made.circle_id, "host")) for _ in range(2)
    ]
    await set_duty_shifts(conn, access=hosts[0], shifts=[DutyShift(made.owner_id, 0, 60, 120)])
    act = await newest(conn, made.circle_id)
    with pytest.raises(UndoTooHigh):
        await undo(here, conn, hosts[1], act.act_id)
    outsider = await access_of(conn, made.circle_id, await here.account())
    with pytest.raises(NotAllowed):
        await undo(here, conn, outsider, act.act_id)
    with pytest.raises(NotFound):
        await undo(here, conn, hosts[1], new_id())
    moderator = await access_of(conn, made.circle_id, await here.account(role="moderator"), is_moderator=True)
    await undo(here, conn, moderator, act.act_id)
    assert (await get_circle(conn, made.circle_id, None)).duty_shifts == []
    assert (await newest(conn, made.circle_id)).level == 5


async def test_who_owns_the_partner_undoes_what_the_circle_owner_did(here: World, conn: Connection):
    made = await here.circle()
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await edit_circle(conn, screener=here.screener, access=owner, edit=CircleEdit(name="快跑才算跑"))
    act = await newest(conn, made.circle_id)
    assert act.shown == {"fields": ["name"]}
    boss = await here.account()
    await conn.execute(
        "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'owner')",
        made.partner_id,
        boss,
    )
    await undo(here, conn, await access_of(conn, made.circle_id, boss), act.act_id)
    assert (await newest(conn, made.circle_id)).level == 4
    assert (await get_circle(conn, made.circle_id, None)).name == "慢跑也算跑"


async def test_what_changed_again_is_not_overwritten_by_an_undo(here: World, conn: Connection):
    made = await here.circle(members=1)
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    owner = await access_of(conn, made.circle_id, made.owner_id)
    await edit_circle(conn, screener=here.screener, access=host, edit=CircleEdit(rules="不骂人"))
    edited = await newest(conn, made.circle_id)
    await edit_circle(conn, screener=here.screener, access=host, edit=CircleEdit(rules="不骂人，不催人"))
    ban = NewBan(made.members[0], "刷屏", 1)
    await ban_member(conn, screener=here.screener, access=host, ban=ban)
    banned = await newest(conn, made.circle_id)
    longer = NewBan(made.members[0], "还在刷屏", 100)
    await ban_member(conn, screener=here.screener, access=owner, ban=longer)
    for act in (edited, banned):
        with pytest.raises(CannotBeUndone):
            await undo(here, conn, owner, act.act_id)


async def test_lifted_bans_and_roles_come_back(here: World, conn: Connection):
    made = await here.circle(members=2)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    moderator = await access_of(conn, made.circle_id, await here.account(role="moderator"), is_moderator=True)
    ban = NewBan(made.members[0], "广告", None)
    await ban_member(conn, screener=here.screener, access=owner, ban=ban)
    await lift_ban(conn, access=host, account_id=made.members[0])
    await undo(here, conn, owner, (await newest(conn, made.circle_id)).act_id)
    assert (await get_ban(conn, circle_id=made.circle_id, account_id=made.members[0])).reason == "广告"
    await appoint_member(conn, access=owner, account_id=made.members[1], role="helper")
    await undo(here, conn, moderator, (await newest(conn, made.circle_id)).act_id)
    assert (await get_member(conn, circle_id=made.circle_id, account_id=made.members[1])).role == "member"


async def test_what_a_helper_removed_a_host_puts_back(here: World, conn: Connection):
    made = await here.circle(members=2)
    helper = await here.member(made.circle_id, "helper")
    host = await access_of(conn, made.circle_id, await here.member(made.circle_id, "host"))
    post = await here.post(made.circle_id, made.members[0])
    comment = await here.comment(post, made.members[1])
    ids = {"circle_id": made.circle_id, "post_id": post.post_id, "account_id": helper}
    why = screened_reason(here.screener, "与本圈无关")
    await delete_comment(conn, **ids, comment_id=comment.comment_id, reason=why)
    about_comment = await newest(conn, made.circle_id)
    await delete_post(conn, **ids, reason=why)
    about_post = await newest(conn, made.circle_id)
    assert (about_post.act, about_post.reason, about_post.post_id) == (
        "post.removed",
        "与本圈无关",
        post.post_id,
    )
    for act in (about_post, about_comment):
        await undo(here, conn, host, act.act_id)
    states = [
        await conn.fetchval("SELECT state FROM posts WHERE id = $1", post.post_id),
        await conn.fetchval("SELECT state FROM comments WHERE id = $1", comment.comment_id),
    ]
    assert states == ["visible", "visible"]


async def test_a_reason_is_screened_since_everybody_reads_it(here: World, conn: Connection):
    made = await here.circle(members=1)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    with pytest.raises(TextRefused):
        await ban_member(
            conn,
            screener=here.screener,
            access=owner,
            ban=NewBan(made.members[0], "谁有萝莉资源", 1),
        )
    with pytest.raises(ReasonNeeded):
        await undo(here, conn, owner, new_id(), "\u200b")


async def test_the_log_is_read_in_pages_and_by_group(here: World, conn: Connection):
    made = await here.circle(members=3)
    owner = await access_of(conn, made.circle_id, made.owner_id)
    for who in made.members:
        await appoint_member(conn, access=owner, account_id=who, role="helper")
    await edit_circle(conn, screener=here.screener, access=owner, edit=CircleEdit(rules="不催人"))
    page = await list_acts(conn, circle_id=made.circle_id, limit=3)
    rest = await list_acts(conn, circle_id=made.circle_id, limit=3, cursor=page.next_cursor)
    assert [act.act for act in page.entries + rest.entries] == ["circle.edited"] + ["member.appointed"] * 3
    people = await list_acts(conn, circle_id=made.circle_id, group="people")
    assert {act.act for act in people.entries} == {"member.appointed"}


async def test_a_deleted_person_leaves_the_log(here: World, conn: Connection):
    made = await here.circle(members=1)
    host_id = await here.member(made.circle_id, "host")
    host = await access_of(conn, made.circle_id, host_id)
    ban = NewBan(made.members[0], "广告", 1)
    await ban_member(conn, screener=here.screener, access=host, ban=ban)
    await forget_account(conn, account_id=host_id)
    assert (await newest(conn, made.circle_id)).actor is None
    await forget_account(conn, account_id=made.members[0])
    assert (await list_acts(conn, circle_id=made.circle_id)).entries == []
