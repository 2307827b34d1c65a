"""Who may give a packet, of what size, where; and that the money is in it at once."""

from datetime import timedelta
from typing import Any

import pytest

from tests.red_packets.scene import age, balance_of, left_in, made, make
from tests.world import World
from tonghao.accounts.block import block
from tonghao.accounts.screen_text import TextRefused
from tonghao.circles.access import JoinFirst
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.read import access_of
from tonghao.circles.set_house_rules import NewHouseRules, set_house_rules
from tonghao.db import Connection, Pool, reading
from tonghao.errors import NotFound, Refusal
from tonghao.friends.befriend import befriend
from tonghao.idempotency import IdempotencyMismatch
from tonghao.ids import new_id
from tonghao.money import AmountRefused
from tonghao.posts.hide import hide_post
from tonghao.red_packets.make import (
    ChanceForAdults,
    PacketPlaceRefused,
    PacketsOfTheDay,
    PacketUnwelcome,
    ShareOutOfRange,
    TotalDoesNotDivide,
)
from tonghao.red_packets.split import amounts_of, commitment_of
from tonghao.screening.house import HouseRules, HouseWord
from tonghao.wallets.limits import LimitReached

_TOLD = """
    SELECT account_id, actor_id, details FROM notifications
     WHERE kind = 'money' AND account_id = ANY($1::uuid[])
"""


async def test_the_money_is_in_the_packet_and_the_draw_is_tied(here: World, conn: Connection) -> None:
    circle = await here.circle()
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, greeting="周日桥头见")
    assert (packet.total, packet.share_count, packet.state) == ("10.00", 5, "open")
    assert await left_in(conn, packet.packet_id) == 1000
    assert await balance_of(conn, circle.owner_id) == 99_000
    row = await conn.fetchrow("SELECT seed, amounts_minor FROM red_packets WHERE id = $1", packet.packet_id)
    assert row is not None
    drawn: dict[str, Any] = {"total_minor": 1000, "share_count": 5, "most_minor": 20_000, "seed": row["seed"]}
    assert row["amounts_minor"] == amounts_of(**drawn)
    assert packet.commitment == commitment_of(packet.packet_id, **drawn).hex()
    (event,) = await here.events("red_packet.made", f"circle:{circle.circle_id}")
    assert event["packet"]["commitment"] == packet.commitment
    assert "amounts_minor" not in event["packet"]


async def test_sent_twice_it_is_one_packet_and_something_else_is_refused(
    here: World, conn: Connection
) -> None:
    circle = await here.circle()
    same: dict[str, Any] = {"packet_id": new_id(), "circle_id": circle.circle_id}
    for _ in range(2):
        assert (await make(here, circle.owner_id, **same)).packet_id == same["packet_id"]
    assert await left_in(conn, same["packet_id"]) == 1000
    with pytest.raises(IdempotencyMismatch):
        await make(here, circle.owner_id, **same, total="12.00")
    with pytest.raises(IdempotencyMismatch):
        await make(here, await here.member(circle.circle_id), **same)


async def test_an_empty_wallet_makes_no_packet_and_is_answered_alike_for_ever(
    here: World, conn: Connection
) -> None:
    circle = await here.circle()
    same: dict[str, Any] = {"packet_id": new_id(), "circle_id": circle.circle_id}
    assert (await make(here, circle.owner_id, purse=999, **same)).refusal == "insufficient_balance"
    assert await conn.fetchval("SELECT count(*) FROM red_packets WHERE id = $1", same["packet_id"]) == 0
    assert await here.events("red_packet.made", f"circle:{circle.circle_id}") == []
    # There is enough now; the same key was refused and stays so, a new one is not.
    assert (await make(here, circle.owner_id, **same)).refusal == "insufficient_balance"
    assert (await make(here, circle.owner_id, circle_id=circle.circle_id)).refusal is None


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        ({"total": "0"}, AmountRefused),
        ({"total": "-1"}, AmountRefused),
        ({"total": "1.001"}, AmountRefused),
        ({"total": "1e3"}, AmountRefused),
        ({"total": "0.04"}, ShareOutOfRange),
        ({"total": "1000.01"}, ShareOutOfRange),
        ({"total": "10.01", "kind": "equal"}, TotalDoesNotDivide),
        ({"kind": "exclusive"}, PacketPlaceRefused),
        ({"circle_id": None}, PacketPlaceRefused),
        ({"to_id": new_id()}, PacketPlaceRefused),
        ({"greeting": "加我微信 wxid_abc12345 低价代购"}, TextRefused),
    ],
)
async def test_what_cannot_be_is_refused(here: World, new: dict[str, Any], refused: type[Refusal]) -> None:
    circle = await here.circle()
    fields = {"circle_id": circle.circle_id} | new
    with pytest.raises(refused):
        await make(here, circle.owner_id, **fields)


async def test_a_sum_that_does_not_divide_is_told_the_nearest_that_do(here: World) -> None:
    circle = await here.circle()
    with pytest.raises(TotalDoesNotDivide) as told:
        await make(
            here, circle.owner_id, circle_id=circle.circle_id, kind="equal", total="10.00", share_count=3
        )
    assert told.value.details == {"nearest": ["9.99", "10.02"], "over": "0.01"}
    even = await made(
        here, circle.owner_id, circle_id=circle.circle_id, kind="equal", total="9.99", share_count=3
    )
    assert even.total == "9.99"


async def test_a_hundred_shares_of_a_cent(here: World, conn: Connection) -> None:
    circle = await here.circle()
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, total="1.00", share_count=100)
    drawn = await conn.fetchval("SELECT amounts_minor FROM red_packets WHERE id = $1", packet.packet_id)
    assert drawn == [1] * 100


async def test_outsiders_banned_and_blocked_people_give_nothing(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    outsider = await here.account()
    with pytest.raises(JoinFirst):
        await make(here, outsider, circle_id=circle.circle_id)
    hidden = await here.circle(kind="invite")
    with pytest.raises(NotFound):
        await make(here, outsider, circle_id=hidden.circle_id)
    banned, other = circle.members
    access = await access_of(conn, circle.circle_id, circle.owner_id)
    await ban_member(conn, screener=here.screener, access=access, ban=NewBan(banned, "刷屏"))
    with pytest.raises(Refusal) as told:
        await make(here, banned, circle_id=circle.circle_id)
    assert told.value.code() == "banned_here"
    await block(conn, account_id=other, blocked_id=circle.owner_id)
    with pytest.raises(PacketUnwelcome):
        await make(
            here, circle.owner_id, circle_id=circle.circle_id, kind="exclusive", share_count=1, to_id=other
        )


async def test_one_gives_to_friends_and_to_people_of_ones_circles(here: World, conn: Connection) -> None:
    a, stranger, friend = await here.account(), await here.account(), await here.account()
    gift: dict[str, Any] = {"kind": "exclusive", "share_count": 1, "total": "8.88"}
    with pytest.raises(PacketUnwelcome):
        await make(here, a, to_id=stranger, **gift)
    with pytest.raises(PacketPlaceRefused):
        await make(here, a, to_id=a, **gift)
    await befriend(conn, a=a, b=friend)
    packet = await made(here, a, to_id=friend, **gift)
    assert packet.to is not None
    assert packet.to.account_id == friend
    circle = await here.circle(members=2)
    assert (await make(here, circle.members[0], to_id=circle.members[1], **gift)).refusal is None
    assert len(await here.events("red_packet.made", f"account:{friend}")) == 1


async def test_the_one_person_is_told_and_nobody_else(world: World, pool: Pool) -> None:
    circle = await world.circle(members=2)
    maker, friend = circle.members
    packet = await made(world, maker, kind="exclusive", share_count=1, total="8.88", to_id=friend)
    await made(world, maker, circle_id=circle.circle_id)
    await world.settle()
    async with reading(pool) as conn:
        rows = await conn.fetch(_TOLD, [circle.owner_id, maker, friend])
    (told,) = rows
    assert (told["account_id"], told["actor_id"]) == (friend, maker)
    assert told["details"] == {
        "what": "packet_came",
        "subject_kind": "red_packet",
        "subject_id": str(packet.packet_id),
        "amount": "8.88",
        "currency": "CNY",
    }


async def test_under_a_post_that_is_shown(here: World, conn: Connection) -> None:
    circle = await here.circle(members=1)
    post = await here.post(circle.circle_id, circle.owner_id)
    place = {"circle_id": circle.circle_id, "post_id": post.post_id}
    assert (await made(here, circle.members[0], **place)).post_id == post.post_id
    await hide_post(conn, circle.circle_id, post.post_id, state="removed", category="abuse.person")
    with pytest.raises(NotFound):
        await make(here, circle.members[0], **place)


async def test_minors_give_none_by_chance_and_no_large_ones(here: World, conn: Connection) -> None:
    circle = await here.circle()
    child = await here.account(age_class="minor")
    await conn.execute(
        "INSERT INTO memberships (circle_id, account_id, role) VALUES ($1, $2, 'member')",
        circle.circle_id,
        child,
    )
    small: dict[str, Any] = {"circle_id": circle.circle_id, "age_class": "minor"}
    with pytest.raises(ChanceForAdults):
        await make(here, child, **small)
    assert (await make(here, child, kind="equal", **small)).refusal is None
    with pytest.raises(LimitReached):
        await make(here, child, kind="equal", total="500.00", **small)


async def test_a_greeting_keeps_to_the_rules_of_its_circle(here: World, conn: Connection) -> None:
    circle, other = await here.circle(), await here.circle()
    access = await access_of(conn, circle.circle_id, circle.owner_id)
    rules = NewHouseRules(HouseRules(words=[HouseWord("拼车群", "出过事")]), "说好的", 0)
    await set_house_rules(conn, screener=here.screener, access=access, new=rules)
    with pytest.raises(TextRefused):
        await make(here, circle.owner_id, circle_id=circle.circle_id, greeting="拼车群的朋友")
    gift = await made(here, other.owner_id, circle_id=other.circle_id, greeting="拼车群的朋友")
    assert gift.greeting == "拼车群的朋友"


async def test_only_so_many_in_a_day(here: World, conn: Connection) -> None:
    circle = await here.circle()
    first = await made(here, circle.owner_id, circle_id=circle.circle_id, most_a_day=2)
    await make(here, circle.owner_id, circle_id=circle.circle_id, most_a_day=2)
    with pytest.raises(PacketsOfTheDay):
        async with conn.transaction():
            await make(here, circle.owner_id, circle_id=circle.circle_id, most_a_day=2)
    await age(conn, first.packet_id, timedelta(hours=25))
    assert (await make(here, circle.owner_id, circle_id=circle.circle_id, most_a_day=2)).refusal is None
