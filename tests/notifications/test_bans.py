"""Who is banned hears why and until when, and who may come back hears that, too."""

from tests.world import World
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.notifications.read import list_notifications
from tonghao.notifications.types import Notification


async def _told(pool: Pool, account_id) -> list[Notification]:
    async with reading(pool) as conn:
        return (await list_notifications(conn, account_id=account_id, cursor=None)).entries


async def test_a_ban_and_its_end_are_told_once(world: World, pool: Pool) -> None:
    made = await world.circle(members=1, kind="invite")
    member = made.members[0]
    async with writing(pool) as conn:
        owner = await access_of(conn, made.circle_id, made.owner_id)
        await ban_member(conn, screener=world.screener, access=owner, ban=NewBan(member, "一直刷屏", 24))
    await world.settle()
    [ban] = await _told(pool, member)
    assert (ban.kind, ban.details.act, ban.details.reason) == ("circle", "ban", "一直刷屏")
    assert ban.details.until is not None
    assert ban.circle_name == "慢跑也算跑"
    # Who banned is not named: the circle answers for it, and its log says who.
    assert ban.actor is None
    async with writing(pool) as conn:
        await lift_ban(conn, access=owner, account_id=member)
    await world.settle()
    lifted, _ = await _told(pool, member)
    assert (lifted.details.act, lifted.details.until) == ("unban", None)


async def test_a_ban_without_end_says_no_date(world: World, pool: Pool) -> None:
    made = await world.circle()
    stranger = await world.account()
    async with writing(pool) as conn:
        owner = await access_of(conn, made.circle_id, made.owner_id)
        await ban_member(conn, screener=world.screener, access=owner, ban=NewBan(stranger, "发广告", None))
    await world.settle()
    [ban] = await _told(pool, stranger)
    assert (ban.details.act, ban.details.until, ban.details.reason) == ("ban", None, "发广告")
