"""What is left goes back: after 24 hours, and when packet or post are removed."""

from datetime import timedelta
from uuid import UUID

from tests.red_packets.scene import age, balance_of, grab, left_in, made
from tests.world import World
from tonghao.db import Connection, Pool, writing
from tonghao.ledger.accounts import account_id_of, set_account_status
from tonghao.ledger.read import get_balance
from tonghao.posts.delete import delete_post
from tonghao.posts.hide import hide_post
from tonghao.red_packets.give_back import give_back
from tonghao.red_packets.jobs import return_what_is_left
from tonghao.red_packets.make import escrow_of
from tonghao.red_packets.read import get_packet, list_circle_packets
from tonghao.red_packets.remove import remove_packet, show_packet
from tonghao.wallets.open import wallet_of

_MORE = "UPDATE red_packets SET total_minor = total_minor + $2 WHERE id = $1"


async def test_after_a_day_what_is_left_is_the_makers_again_once(world: World, pool: Pool) -> None:
    circle = await world.circle(members=1)
    packet = await made(world, circle.owner_id, circle_id=circle.circle_id)
    async with writing(pool) as conn:
        share = await grab(conn, packet, circle.members[0])
    await return_what_is_left(pool)
    assert await left_in(pool, packet.packet_id) > 0, "not before its time"
    await age(pool, packet.packet_id, timedelta(hours=24, seconds=1))
    for _ in range(2):
        await return_what_is_left(pool)
    assert await left_in(pool, packet.packet_id) == 0
    taken = round(float(share.amount) * 100)
    assert await balance_of(pool, circle.owner_id) == 100_000 - taken
    async with writing(pool) as conn:
        seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=circle.owner_id)
        assert not await give_back(conn, packet_id=packet.packet_id)
    assert (seen.state, seen.taken_count, seen.is_removed) == ("returned", 1, False)


async def test_one_that_cannot_go_back_keeps_none_behind_it_waiting(world: World, pool: Pool) -> None:
    circle = await world.circle(members=1)
    first, second = [await made(world, circle.owner_id, circle_id=circle.circle_id) for _ in range(2)]
    for packet, days in ((first, 3), (second, 2)):
        await age(pool, packet.packet_id, timedelta(days=days))
    # It says that there is more in it than there is: the books refuse.
    async with writing(pool) as conn:
        await conn.execute(_MORE, first.packet_id, 1)
    await return_what_is_left(pool)
    assert await left_in(pool, second.packet_id) == 0
    assert await left_in(pool, first.packet_id) == 1000
    async with writing(pool) as conn:
        await conn.execute(_MORE, first.packet_id, -1)
    await return_what_is_left(pool)
    assert await left_in(pool, first.packet_id) == 0


async def test_the_words_of_a_packet_out_of_sight_are_not_told_again(here: World, conn: Connection) -> None:
    circle = await here.circle()
    post = await here.post(circle.circle_id, circle.owner_id)
    place = {"circle_id": circle.circle_id, "greeting": "冬至快乐"}
    removed = await made(here, circle.owner_id, **place)
    audience = f"circle:{circle.circle_id}"
    await remove_packet(conn, circle_id=circle.circle_id, packet_id=removed.packet_id)
    told = await here.events("red_packet.counted", audience)
    assert [(one["packet"]["is_removed"], one["packet"]["greeting"]) for one in told] == [(True, "")]
    await show_packet(conn, circle_id=circle.circle_id, packet_id=removed.packet_id)
    shown = (await here.events("red_packet.counted", audience))[-1]["packet"]
    assert (shown["is_removed"], shown["greeting"]) == (False, "冬至快乐")
    # While somebody looks at its post, what is under it is out of sight too.
    under = await made(here, circle.owner_id, post_id=post.post_id, **place)
    await hide_post(conn, circle.circle_id, post.post_id, state="held", category="sex.suggestive")
    await age(conn, under.packet_id, timedelta(hours=25))
    assert await give_back(conn, packet_id=under.packet_id)
    last = (await here.events("red_packet.counted", audience))[-1]["packet"]
    assert (last["state"], last["greeting"]) == ("returned", "")


async def test_a_deleted_post_takes_its_packets_along(world: World, pool: Pool) -> None:
    circle = await world.circle(members=2)
    post = await world.post(circle.circle_id, circle.members[0])
    place = {"circle_id": circle.circle_id, "post_id": post.post_id}
    packet = await made(world, circle.members[1], **place)
    async with writing(pool) as conn:
        await grab(conn, packet, circle.owner_id)
        await delete_post(conn, **place, account_id=circle.members[0])
    await world.settle()
    assert await left_in(pool, packet.packet_id) == 0
    got = await balance_of(pool, circle.owner_id)
    assert await balance_of(pool, circle.members[1]) == 100_000 - got
    async with writing(pool) as conn:
        page = await list_circle_packets(conn, circle_id=circle.circle_id, viewer_id=circle.owner_id)
    assert page.entries == []


async def test_a_removed_packet_is_out_of_sight_and_its_money_stays_back(
    here: World, conn: Connection
) -> None:
    circle = await here.circle(members=1)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    place = {"circle_id": circle.circle_id, "packet_id": packet.packet_id}
    for _ in range(2):
        assert await remove_packet(conn, **place)
    assert await balance_of(conn, circle.owner_id) == 100_000
    viewer = {"circle_id": circle.circle_id, "viewer_id": circle.members[0]}
    assert (await list_circle_packets(conn, **viewer)).entries == []
    assert await show_packet(conn, **place)
    (shown,) = (await list_circle_packets(conn, **viewer)).entries
    assert shown.state == "returned"
    elsewhere = await here.circle()
    assert not await remove_packet(conn, circle_id=elsewhere.circle_id, packet_id=packet.packet_id)


async def test_held_money_stays_until_it_is_free(here: World, conn: Connection) -> None:
    circle = await here.circle()
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    await age(conn, packet.packet_id, timedelta(hours=25))
    account = escrow_of(packet.packet_id, "CNY")
    await set_account_status(conn, account, "frozen")
    assert not await give_back(conn, packet_id=packet.packet_id)
    await set_account_status(conn, account, "open")
    assert await give_back(conn, packet_id=packet.packet_id)


async def test_what_goes_back_to_a_closed_wallet_is_kept_by_the_platform(
    here: World, conn: Connection
) -> None:
    circle = await here.circle()
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, purse=1000)
    await set_account_status(conn, wallet_of(circle.owner_id), "closed")
    await age(conn, packet.packet_id, timedelta(hours=25))
    unclaimed = account_id_of("platform", UUID(int=0), "unclaimed", "CNY")
    before = await get_balance(conn, unclaimed) if await _is_open(conn, unclaimed) else 0
    assert await give_back(conn, packet_id=packet.packet_id)
    assert await get_balance(conn, unclaimed) == before + 1000


async def _is_open(conn: Connection, ledger_id: UUID) -> bool:
    return bool(
        await conn.fetchval("SELECT EXISTS (SELECT FROM ledger_balances WHERE account_id = $1)", ledger_id)
    )
