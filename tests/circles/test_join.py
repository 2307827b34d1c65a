"""Joining and leaving."""

import pytest

from tests.world import World
from tonghao.circles.access import BannedHere
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.get_circle import get_circle
from tonghao.circles.invite import NewInvite, make_invite, revoke_invite
from tonghao.circles.join import InviteNeeded, join_circle
from tonghao.circles.leave import OwnerCannotLeave, leave_circle
from tonghao.circles.read import (
    InviteOver,
    access_of,
    joined_ids,
    list_invites,
    list_my_circles,
    preview_invite,
)
from tonghao.circles.restrictions import CircleClosed
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id


async def _token(conn: Connection, made, **more) -> str:
    access = await access_of(conn, made.circle_id, made.owner_id)
    invite = await make_invite(conn, access=access, invite=NewInvite(**more), public_url="https://a.cn")
    assert invite.link is not None
    return invite.link.removeprefix("https://a.cn/i/")


async def test_joining_writes_both_tables_and_counts(here: World, conn: Connection):
    made, who = await here.circle(), await here.account()
    assert await join_circle(conn, circle_id=made.circle_id, account_id=who)
    circle = await get_circle(conn, made.circle_id, who)
    assert (circle.my_role, circle.member_count) == ("member", 2)
    assert [circle_id for circle_id, _ in await joined_ids(conn, who)] == [made.circle_id]
    assert [card.circle_id for card in await list_my_circles(conn, who)] == [made.circle_id]


async def test_joining_twice_is_joining_once(here: World, conn: Connection):
    made, who = await here.circle(), await here.account()
    await join_circle(conn, circle_id=made.circle_id, account_id=who)
    assert not await join_circle(conn, circle_id=made.circle_id, account_id=who)
    assert (await get_circle(conn, made.circle_id, who)).member_count == 2


async def test_who_left_is_gone_from_both_tables_and_may_come_back(here: World, conn: Connection):
    made = await here.circle(members=1)
    who = made.members[0]
    await leave_circle(conn, circle_id=made.circle_id, account_id=who)
    await leave_circle(conn, circle_id=made.circle_id, account_id=who)
    circle = await get_circle(conn, made.circle_id, who)
    assert (circle.my_role, circle.member_count) == (None, 1)
    assert await joined_ids(conn, who) == []
    assert len(await here.events("circle.left", f"account:{who}")) == 1
    assert await join_circle(conn, circle_id=made.circle_id, account_id=who)


async def test_the_owner_cannot_leave(here: World, conn: Connection):
    made = await here.circle()
    with pytest.raises(OwnerCannotLeave):
        await leave_circle(conn, circle_id=made.circle_id, account_id=made.owner_id)


async def test_a_circle_that_is_not_there_can_neither_be_joined_nor_left(here: World, conn: Connection):
    who = await here.account()
    with pytest.raises(NotFound):
        await join_circle(conn, circle_id=new_id(), account_id=who)
    with pytest.raises(NotFound):
        await leave_circle(conn, circle_id=new_id(), account_id=who)


async def test_a_banned_person_is_told_until_when(here: World, conn: Connection):
    made = await here.circle(members=1)
    access = await access_of(conn, made.circle_id, made.owner_id)
    await ban_member(conn, screener=here.screener, access=access, ban=NewBan(made.members[0], "广告", 3))
    with pytest.raises(BannedHere) as refused:
        await join_circle(conn, circle_id=made.circle_id, account_id=made.members[0])
    assert refused.value.details["until"] is not None


async def test_a_closed_circle_takes_nobody(here: World, conn: Connection):
    made = await here.circle()
    await conn.execute("UPDATE circles SET state = 'closed' WHERE id = $1", made.circle_id)
    with pytest.raises(CircleClosed):
        await join_circle(conn, circle_id=made.circle_id, account_id=await here.account())


async def test_a_circle_by_invitation_hides_from_strangers(here: World, conn: Connection):
    made, who = await here.circle(kind="invite"), await here.account()
    with pytest.raises(NotFound):
        await get_circle(conn, made.circle_id, who)
    with pytest.raises(NotFound):
        await access_of(conn, made.circle_id, None)
    assert (await access_of(conn, made.circle_id, who, is_moderator=True)).may_read
    with pytest.raises(InviteNeeded):
        await join_circle(conn, circle_id=made.circle_id, account_id=who)


async def test_a_link_lets_in_as_many_as_it_says(here: World, conn: Connection):
    made = await here.circle(kind="invite")
    token = await _token(conn, made, max_uses=1)
    assert (await preview_invite(conn, token=token, account_id=None)).circle_id == made.circle_id
    first = await here.account()
    assert await join_circle(conn, circle_id=made.circle_id, account_id=first, invite=token)
    assert not await join_circle(conn, circle_id=made.circle_id, account_id=first, invite=token)
    with pytest.raises(InviteOver):
        await join_circle(conn, circle_id=made.circle_id, account_id=await here.account(), invite=token)
    with pytest.raises(InviteOver):
        await preview_invite(conn, token=token, account_id=None)


async def test_a_link_ends_when_it_is_withdrawn_or_too_old(here: World, conn: Connection):
    made = await here.circle(kind="invite")
    access = await access_of(conn, made.circle_id, made.owner_id)
    withdrawn, old = await _token(conn, made), await _token(conn, made)
    newest, first = await list_invites(conn, made.circle_id)
    assert newest.link is None
    await revoke_invite(conn, access=access, invite_id=first.invite_id)
    await conn.execute(
        "UPDATE circle_invites SET expires_at = now() - interval '1 s' WHERE id = $1", newest.invite_id
    )
    for token in (withdrawn, old):
        with pytest.raises(InviteOver):
            await join_circle(conn, circle_id=made.circle_id, account_id=await here.account(), invite=token)


@pytest.mark.parametrize("token", ["", "x", "x.y", f"{new_id()}.", f"{new_id()}.secret", "." * 40])
async def test_a_forged_link_opens_nothing(conn: Connection, token: str):
    with pytest.raises(InviteOver):
        await preview_invite(conn, token=token, account_id=None)


async def test_another_circles_link_opens_nothing(here: World, conn: Connection):
    made, other = await here.circle(kind="invite"), await here.circle(kind="invite")
    token = await _token(conn, other)
    with pytest.raises(InviteOver):
        await join_circle(conn, circle_id=made.circle_id, account_id=await here.account(), invite=token)


async def test_only_hosts_make_links_and_the_secret_is_not_stored(here: World, conn: Connection):
    made = await here.circle(members=1, kind="invite")
    access = await access_of(conn, made.circle_id, made.members[0])
    with pytest.raises(NotAllowed):
        await make_invite(conn, access=access, invite=NewInvite(), public_url="")
    secret = (await _token(conn, made)).partition(".")[2]
    stored = await conn.fetch("SELECT i::text AS line FROM circle_invites i")
    assert stored
    assert not any(secret in row["line"] for row in stored)
