"""Who hears what: members, watchers, the blocked, moderators, and how that changes while a socket is open."""

import pytest

from tests.posts.made import HELD
from tests.realtime.device import Device, House
from tests.world import World
from tonghao.accounts.block import block, unblock
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.join import join_circle
from tonghao.circles.leave import leave_circle
from tonghao.circles.read import access_of
from tonghao.db import Pool, writing
from tonghao.ids import new_id
from tonghao.posts.hide import hide_post


async def test_floors_are_heard_while_a_post_is_watched(house: House, world: World) -> None:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    other = await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, made.members[0]) as device:
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []
        await device.watch(made.circle_id, post.post_id)
        comment = await world.comment(post, made.owner_id)
        await world.comment(other, made.owner_id)
        [event] = await device.all_so_far(world)
        assert (event["kind"], event["comment_id"]) == ("comment.published", str(comment.comment_id))
        device.heard.clear()
        await device.say({"unwatch": {"circle_id": made.circle_id, "post_id": post.post_id}})
        await device.watch(made.circle_id, other.post_id)
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []


async def test_an_outsider_watches_in_an_open_circle_and_never_in_one_by_invitation(
    house: House, world: World
) -> None:
    outsider = await world.account()
    heard = {}
    for kind in ("open", "invite"):
        made = await world.circle(kind=kind)
        post = await world.post(made.circle_id, made.owner_id)
        async with Device.open(house, world, outsider) as device:
            await device.watch(made.circle_id, post.post_id)
            await world.comment(post, made.owner_id)
            await world.post(made.circle_id, made.owner_id)
            heard[kind] = await device.kinds(world)
    assert heard == {"open": ["comment.published"], "invite": []}


async def test_a_circle_by_invitation_is_heard_by_nobody_else(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(kind="invite", members=1)
    outsider, moderator = await world.account(), await world.account(role="moderator")
    async with (
        Device.open(house, world, outsider) as stranger,
        Device.open(house, world, moderator) as overseer,
        Device.open(house, world, made.members[0]) as member,
    ):
        post = await world.post(made.circle_id, made.owner_id)
        await world.comment(post, made.owner_id)
        async with writing(pool) as conn:
            await hide_post(conn, made.circle_id, post.post_id)
        assert await stranger.kinds(world) == []
        assert await overseer.kinds(world) == []
        assert await member.kinds(world) == ["post.published", "post.hidden"]


async def test_who_joins_hears_from_then_on_and_who_leaves_no_longer(
    house: House, world: World, pool: Pool
) -> None:
    made, who = await world.circle(), await world.account()
    async with Device.open(house, world, who) as device:
        await world.post(made.circle_id, made.owner_id, "还没来")
        async with writing(pool) as conn:
            await join_circle(conn, circle_id=made.circle_id, account_id=who)
        assert await device.kinds(world) == ["circle.joined"]
        inside = await world.post(made.circle_id, made.owner_id, "来了")
        assert len(await device.all_so_far(world)) == 2
        async with writing(pool) as conn:
            await leave_circle(conn, circle_id=made.circle_id, account_id=who)
        await world.post(made.circle_id, made.owner_id, "走了")
        heard = await device.all_so_far(world)
    assert [event["kind"] for event in heard] == ["circle.joined", "post.published", "circle.left"]
    assert heard[1]["post_id"] == str(inside.post_id)


@pytest.mark.parametrize("kind", ["open", "invite"])
async def test_who_is_banned_hears_no_more(house: House, world: World, pool: Pool, kind: str) -> None:
    made = await world.circle(kind=kind, members=1)
    post = await world.post(made.circle_id, made.owner_id)
    who = made.members[0]
    async with Device.open(house, world, who) as device:
        await device.watch(made.circle_id, post.post_id)
        async with writing(pool) as conn:
            access = await access_of(conn, made.circle_id, made.owner_id)
            await ban_member(conn, screener=world.screener, access=access, ban=NewBan(who, "广告", 1))
        await world.post(made.circle_id, made.owner_id)
        await world.comment(post, made.owner_id)
        heard = await device.kinds(world)
    # A reader without a place in it may still read an open circle, and so watch its floors.
    assert heard == (["circle.left", "comment.published"] if kind == "open" else ["circle.left"])


async def _who_said(device: Device, world: World) -> list[tuple[str, str | None]]:
    """Kind and author of each event, but for what a writer's own devices keep about reading."""
    heard = await device.all_so_far(world)
    return [(event["kind"], event.get("author_id")) for event in heard if event["kind"] != "thread.marked"]


async def test_blocked_people_do_not_hear_each_other_and_only_one_is_told(
    house: House, world: World, pool: Pool
) -> None:
    made = await world.circle(members=2)
    blocker, blocked = made.members
    floor = await world.post(made.circle_id, made.owner_id)
    async with (
        Device.open(house, world, blocker) as mine,
        Device.open(house, world, blocked) as theirs,
    ):
        for device in (mine, theirs):
            await device.watch(made.circle_id, floor.post_id)
        async with writing(pool) as conn:
            await block(conn, account_id=blocker, blocked_id=blocked)
        for who in (blocker, blocked):
            await world.post(made.circle_id, who)
            await world.comment(floor, who)
        assert await _who_said(mine, world) == [
            ("account.blocked", None),
            ("post.published", str(blocker)),
            ("comment.published", str(blocker)),
        ]
        assert await _who_said(theirs, world) == [
            ("post.published", str(blocked)),
            ("comment.published", str(blocked)),
        ]
        async with writing(pool) as conn:
            await unblock(conn, account_id=blocker, blocked_id=blocked)
        mine.heard.clear()
        theirs.heard.clear()
        await world.post(made.circle_id, blocked)
        await world.post(made.circle_id, blocker)
        assert [kind for kind, _ in await _who_said(mine, world)] == [
            "account.blocked",
            "post.published",
            "post.published",
        ]
        assert [kind for kind, _ in await _who_said(theirs, world)] == ["post.published"] * 2


async def test_what_was_missed_leaves_out_the_blocked_too(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(members=2)
    async with Device.open(house, world, made.members[0]) as device:
        cursor = device.cursor
    await world.post(made.circle_id, made.members[1])
    async with writing(pool) as conn:
        await block(conn, account_id=made.members[1], blocked_id=made.members[0])
    await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, made.members[0], cursor=cursor) as device:
        heard = await device.all_so_far(world)
    assert [event["author_id"] for event in heard] == [str(made.owner_id)]


async def test_a_moderator_hears_of_cases_whomever_they_block(house: House, world: World, pool: Pool) -> None:
    made = await world.circle(members=1)
    moderator = await world.account(role="moderator")
    async with writing(pool) as conn:
        await block(conn, account_id=moderator, blocked_id=made.members[0])
    await world.settle()
    async with Device.open(house, world, moderator) as device:
        await world.post(made.circle_id, made.members[0], HELD)
        await world.settle()
        heard = await device.kinds(world)
        assert [kind for kind in heard if kind.startswith("case.")] == ["case.opened"]


async def test_a_member_does_not_hear_the_moderators(house: House, world: World) -> None:
    made = await world.circle(members=1)
    await world.settle()
    async with Device.open(house, world, made.members[0]) as device:
        await world.post(made.circle_id, made.owner_id, HELD)
        await world.settle()
        assert await device.kinds(world) == []


async def test_who_is_no_moderator_any_more_is_noticed(house: House, world: World, pool: Pool) -> None:
    made, moderator = await world.circle(), await world.account(role="moderator")
    await world.settle()
    async with Device.open(house, world, moderator) as device:
        async with writing(pool) as conn:
            await conn.execute("UPDATE accounts SET role = 'member' WHERE id = $1", moderator)
        await house.relay.read_again(older_than_seconds=0)
        await world.post(made.circle_id, made.owner_id, HELD)
        await world.settle()
        assert await device.kinds(world) == []


async def test_a_socket_watches_twenty_posts_at_most(house: House, world: World) -> None:
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    async with Device.open(house, world, await world.account()) as device:
        for _ in range(20):
            await device.watch(made.circle_id, new_id())
        await device.say({"watch": {"circle_id": made.circle_id, "post_id": post.post_id}})
        await world.comment(post, made.owner_id)
        assert await device.kinds(world) == []
