"""Opening a packet: once each, first come; what is seen of it, and by whom."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.red_packets.scene import age, balance_of, caller_of, grab, left_in, made
from tests.world import World
from tonghao.accounts.block import block
from tonghao.circles.access import BannedHere, JoinFirst
from tonghao.circles.ban import NewBan, ban_member
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.friends.befriend import befriend
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status
from tonghao.red_packets.admit import (
    ChanceNotForMinors,
    NotForYou,
    OwnPacket,
    TooMuchForMinor,
    must_open,
    must_see,
)
from tonghao.red_packets.grab import PacketEmpty, PacketFrozen, PacketOver, ShareNotPaid
from tonghao.red_packets.make import escrow_of
from tonghao.red_packets.read import (
    DrawStillClosed,
    get_packet,
    get_proof,
    list_circle_packets,
    list_my_packets,
    list_shares,
)
from tonghao.red_packets.split import amounts_of, commitment_of
from tonghao.wallets.open import open_wallet


async def test_each_member_gets_the_next_share_once(here: World, conn: Connection) -> None:
    circle = await here.circle(members=5)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    drawn = await conn.fetchval("SELECT amounts_minor FROM red_packets WHERE id = $1", packet.packet_id)
    for place, who in enumerate(circle.members, start=1):
        share = await grab(conn, packet, who)
        assert (share.place, share.repeated) == (place, False)
        again = await grab(conn, packet, who)
        assert (again.place, again.amount, again.repeated) == (place, share.amount, True)
        assert await balance_of(conn, who) == drawn[place - 1]
    assert await left_in(conn, packet.packet_id) == 0
    seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=circle.members[0])
    assert (seen.state, seen.taken_count) == ("finished", 5)
    with pytest.raises(PacketEmpty):
        await grab(conn, packet, circle.owner_id)
    # Who has a share finds it again also when the packet is empty.
    assert (await grab(conn, packet, circle.members[0])).repeated


async def test_the_maker_may_open_their_own(here: World, conn: Connection) -> None:
    circle = await here.circle()
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    assert (await grab(conn, packet, circle.owner_id)).place == 1


async def test_the_luckiest_is_known_at_the_end_and_the_earlier_wins_a_tie(
    here: World, conn: Connection
) -> None:
    circle = await here.circle(members=3)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, total="9.00", share_count=3)
    await conn.execute(
        "UPDATE red_packets SET amounts_minor = '{100,400,400}' WHERE id = $1", packet.packet_id
    )
    for who in circle.members:
        seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=who)
        assert seen.luckiest_place is None
        await grab(conn, packet, who)
    seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=circle.members[1])
    assert seen.luckiest_place == 2
    assert seen.my_share is not None
    assert seen.my_share.is_luckiest
    shares = await list_shares(conn, packet=seen, viewer_id=circle.members[1])
    assert [(one.place, one.amount, one.is_luckiest) for one in shares] == [
        (1, "1.00", False),
        (2, "4.00", True),
        (3, "4.00", False),
    ]


async def test_outsiders_banned_and_blocked_people_open_nothing(here: World, conn: Connection) -> None:
    circle = await here.circle(members=3)
    banned, maker, blocked = circle.members
    packet = await made(here, maker, circle_id=circle.circle_id)
    with pytest.raises(JoinFirst):
        await grab(conn, packet, await here.account())
    access = await access_of(conn, circle.circle_id, circle.owner_id)
    await ban_member(conn, screener=here.screener, access=access, ban=NewBan(banned, "刷屏"))
    with pytest.raises(BannedHere):
        await grab(conn, packet, banned)
    await block(conn, account_id=maker, blocked_id=blocked)
    with pytest.raises(NotFound):
        await grab(conn, packet, blocked)
    assert (await list_circle_packets(conn, circle_id=circle.circle_id, viewer_id=blocked)).entries == []
    hidden = await here.circle(kind="invite", members=1)
    inside = await made(here, hidden.owner_id, circle_id=hidden.circle_id)
    with pytest.raises(NotFound):
        await grab(conn, inside, circle.owner_id)
    with pytest.raises(NotFound):
        await must_open(conn, packet_id=new_id(), account_id=maker, age_class="adult")
    assert await left_in(conn, packet.packet_id) == 1000


async def test_an_exclusive_packet_opens_for_one_and_others_do_not_see_how_much(
    here: World, conn: Connection
) -> None:
    circle = await here.circle(members=2)
    chosen, other = circle.members
    one = {"kind": "exclusive", "share_count": 1, "to_id": chosen}
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, **one)
    with pytest.raises(NotForYou):
        await grab(conn, packet, other)
    with pytest.raises(OwnPacket):
        await grab(conn, packet, circle.owner_id)
    for viewer, total in ((other, None), (chosen, "10.00"), (circle.owner_id, "10.00"), (None, None)):
        assert (await get_packet(conn, packet_id=packet.packet_id, viewer_id=viewer)).total == total
    assert (await grab(conn, packet, chosen)).amount == "10.00"
    for viewer, amounts in ((other, []), (chosen, ["10.00"]), (circle.owner_id, ["10.00"])):
        seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=viewer)
        shares = await list_shares(conn, packet=seen, viewer_id=viewer)
        assert [one.amount for one in shares] == amounts


async def test_between_two_of_whom_one_blocks_the_other_nothing_is_opened(
    here: World, conn: Connection
) -> None:
    a, b = await here.account(), await here.account()
    await befriend(conn, a=a, b=b)
    taken = await made(here, a, kind="exclusive", share_count=1, to_id=b)
    await grab(conn, taken, b)
    packet = await made(here, a, kind="exclusive", share_count=1, to_id=b)
    await block(conn, account_id=b, blocked_id=a)
    with pytest.raises(NotFound):
        await grab(conn, packet, b)
    waiting = await list_my_packets(conn, account_id=b, box="for_me")
    assert [one.packet_id for one in waiting.entries] == [taken.packet_id]
    # What was opened before stays the other one's, and the maker still sees their own.
    await must_see(conn, packet_id=taken.packet_id, viewer_id=b)
    await must_see(conn, packet_id=packet.packet_id, viewer_id=a)


async def test_a_packet_between_two_is_nobody_elses(here: World, conn: Connection) -> None:
    a, b, stranger = await here.account(), await here.account(), await here.account()
    await befriend(conn, a=a, b=b)
    packet = await made(here, a, kind="exclusive", share_count=1, to_id=b)
    with pytest.raises(NotFound):
        await must_see(conn, packet_id=packet.packet_id, viewer_id=stranger)
    with pytest.raises(NotFound):
        await grab(conn, packet, stranger)
    boxes = [(b, "for_me"), (a, "made")]
    for who, box in boxes:
        page = await list_my_packets(conn, account_id=who, box=box)  # type: ignore[arg-type]
        assert [one.packet_id for one in page.entries] == [packet.packet_id]
    await grab(conn, packet, b)
    got = await list_my_packets(conn, account_id=b, box="got")
    assert [one.packet_id for one in got.entries] == [packet.packet_id]


async def test_minors_open_equal_and_exclusive_ones_up_to_a_sum(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    child = circle.members[0]
    place: dict[str, Any] = {"circle_id": circle.circle_id}
    lucky = await made(here, circle.owner_id, **place)
    with pytest.raises(ChanceNotForMinors):
        await grab(conn, lucky, child, age_class="minor")
    large = await made(here, circle.owner_id, **place, kind="equal", total="40.02", share_count=2)
    with pytest.raises(TooMuchForMinor):
        await grab(conn, large, child, age_class="minor")
    small = await made(here, circle.owner_id, **place, kind="equal", total="40.00", share_count=2)
    assert (await grab(conn, small, child, age_class="minor")).amount == "20.00"


async def test_after_its_time_nothing_is_given(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    first = await grab(conn, packet, circle.members[0])
    # The clock jumps over the line of 24 hours; no sweeper has come yet.
    await age(conn, packet.packet_id, timedelta(hours=24))
    with pytest.raises(PacketOver):
        await grab(conn, packet, circle.members[1])
    assert (await grab(conn, packet, circle.members[0])).amount == first.amount


async def test_held_money_is_not_given_and_comes_free_again(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id)
    account = escrow_of(packet.packet_id, "CNY")
    await set_account_status(conn, account, "frozen")
    with pytest.raises(PacketFrozen):
        await grab(conn, packet, circle.members[0])
    await set_account_status(conn, account, "open")
    assert (await grab(conn, packet, circle.members[0])).place == 1


async def test_a_closed_wallet_takes_no_share_away_from_others(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, share_count=1, total="1.00")
    gone, other = circle.members
    await set_account_status(conn, await open_wallet(conn, gone), "closed")
    with pytest.raises(ShareNotPaid):
        await grab(conn, packet, gone)
    assert (await grab(conn, packet, other)).place == 1


async def test_results_can_be_hidden_and_a_share_opened_quietly(here: World, conn: Connection) -> None:
    circle = await here.circle(members=3)
    quiet, loud, reader = circle.members
    shown = await made(here, circle.owner_id, circle_id=circle.circle_id)
    await grab(conn, shown, quiet, is_quiet=True)
    await grab(conn, shown, loud)

    async def names(packet_id: Any, viewer: Any) -> list[Any]:
        packet = await get_packet(conn, packet_id=packet_id, viewer_id=viewer)
        shares = await list_shares(conn, packet=packet, viewer_id=viewer)
        return [one.account and one.account.account_id for one in shares]

    assert await names(shown.packet_id, reader) == [None, loud]
    assert await names(shown.packet_id, quiet) == [quiet, loud]
    assert await names(shown.packet_id, circle.owner_id) == [quiet, loud]
    hidden = await made(here, circle.owner_id, circle_id=circle.circle_id, hides_results=True)
    for who in (quiet, loud):
        await grab(conn, hidden, who)
    assert await names(hidden.packet_id, reader) == []
    assert await names(hidden.packet_id, loud) == [loud]
    assert await names(hidden.packet_id, circle.owner_id) == [quiet, loud]


async def test_the_draw_is_opened_at_the_end_and_not_before(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, share_count=2)
    with pytest.raises(DrawStillClosed):
        await get_proof(conn, packet.packet_id)
    shares = [await grab(conn, packet, who) for who in circle.members]
    proof = await get_proof(conn, packet.packet_id)
    drawn: dict[str, Any] = {
        "total_minor": proof.total_minor,
        "share_count": proof.share_count,
        "most_minor": proof.most_minor,
        "seed": bytes.fromhex(proof.seed),
    }
    assert commitment_of(packet.packet_id, **drawn).hex() == packet.commitment
    assert amounts_of(**drawn) == proof.amounts_minor
    assert [f"{minor / 100:.2f}" for minor in proof.amounts_minor] == [share.amount for share in shares]


async def test_no_event_and_no_view_tells_an_amount_before_it_is_taken(here: World, conn: Connection) -> None:
    circle = await here.circle(members=2)
    packet = await made(here, circle.owner_id, circle_id=circle.circle_id, total="9.00", share_count=2)
    await conn.execute("UPDATE red_packets SET amounts_minor = '{123,777}' WHERE id = $1", packet.packet_id)
    await grab(conn, packet, circle.members[0])
    told = await here.events("red_packet.counted", f"circle:{circle.circle_id}")
    assert [one["packet"]["taken_count"] for one in told] == [1]
    assert "7.77" not in repr(told)
    # By itself: three sevens may stand in an identifier or in a moment.
    assert re.search(r"(?<![\w.-])777(?![\w-])", repr(told)) is None
    for viewer in (circle.owner_id, circle.members[1]):
        seen = await get_packet(conn, packet_id=packet.packet_id, viewer_id=viewer)
        shares = await list_shares(conn, packet=seen, viewer_id=viewer)
        assert [one.amount for one in shares] == ["1.23"]


async def test_a_moderator_sees_what_a_case_is_about(here: World, conn: Connection) -> None:
    hidden = await here.circle(kind="invite")
    packet = await made(here, hidden.owner_id, circle_id=hidden.circle_id)
    moderator = caller_of(await here.account(role="moderator"))
    with pytest.raises(Refusal):
        await must_see(conn, packet_id=packet.packet_id, viewer_id=moderator.account_id)
    await must_see(conn, packet_id=packet.packet_id, viewer_id=moderator.account_id, is_moderator=True)
