"""A bill that several people share."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transfers.scene import balance, caller_of, friends
from tests.world import World
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger.types import KeyReused
from tonghao.money import AmountRefused
from tonghao.transfers.move import Payer
from tonghao.transfers.reach import NotAcquainted
from tonghao.transfers.read import get_money_desk, get_split
from tonghao.transfers.remind import RemindedEnough
from tonghao.transfers.share import (
    ShareSettled,
    SplitClosed,
    close_split,
    decline_share,
    pay_share,
    remind_of_split,
)
from tonghao.transfers.split import SharesWrong, SplitTooSmall, begin_split, equal_shares
from tonghao.transfers.types import NewShare, NewSplit, Split


async def split(conn: Connection, world: World, maker: UUID, others: list[UUID], **more) -> UUID:
    shares = [NewShare(one) for one in others]
    given = {"id": new_id(), "title": "周五的火锅", "method": "equal", "shares": shares, "total": "100.00"}
    new = NewSplit(**(given | more))
    await begin_split(conn, screener=world.screener, made_by=maker, new=new, currency="CNY", at=now())
    return new.id


async def pay(conn: Connection, split_id: UUID, who: UUID, key: UUID | None = None):
    payer = Payer(who, caller_of(who))
    return await pay_share(conn, split_id=split_id, payer=payer, payment_id=key or new_id(), at=now())


async def seen(conn: Connection, split_id: UUID, viewer: UUID) -> Split:
    return await get_split(conn, split_id=split_id, viewer_id=viewer)


@settings(max_examples=200, deadline=None)
@given(total=st.integers(1, 10**12), count=st.integers(1, 50), seed=st.uuids())
def test_equal_shares_add_up_and_differ_by_one_at_most(total: int, count: int, seed: UUID):
    people = [UUID(int=seed.int ^ place) for place in range(count)]
    if total < count:
        with pytest.raises(SplitTooSmall):
            equal_shares(total, people, seed)
        return
    shares = equal_shares(total, people, seed)
    assert sum(shares.values()) == total
    assert max(shares.values()) - min(shares.values()) <= 1
    assert shares == equal_shares(total, people[::-1], seed)


def test_what_cannot_be_divided_falls_to_everybody_alike_in_the_long_run():
    people = [new_id() for _ in range(3)]
    more = dict.fromkeys(people, 0)
    for _ in range(600):
        shares = equal_shares(10_000, people, new_id())
        more[max(shares, key=lambda one: shares[one])] += 1
    # 200 each is expected; five standard deviations are 58.
    assert all(142 <= times <= 258 for times in more.values())


async def test_four_people_share_a_dinner_and_all_see_who_has_paid(conn: Connection, here: World):
    people = await friends(here, 4)
    maker, *others = people
    split_id = await split(conn, here, maker, others, total="100.01")
    first = await seen(conn, split_id, others[0])
    assert sorted(share.amount for share in first.shares) == ["25.00", "25.00", "25.00", "25.01"]
    assert first.open_count == 3
    for number, one in enumerate(others):
        key = new_id()
        await pay(conn, split_id, one, key)
        await pay(conn, split_id, one, key)
        for viewer in people:
            assert (await seen(conn, split_id, viewer)).open_count == 2 - number
    done = await seen(conn, split_id, maker)
    assert done.paid == done.total == "100.01"
    assert done.closed_at is not None
    assert sum([await balance(conn, one) for one in people]) == 40_000
    told = [one["what"] for one in await here.events("money.told")]
    assert told == ["split_came"] * 3 + ["share_paid"] * 2 + ["split_done"]
    assert (await get_money_desk(conn, viewer_id=maker, at=now())).splits == []
    with pytest.raises(ShareSettled):
        await pay(conn, split_id, others[0])


async def test_each_pays_their_own(conn: Connection, here: World):
    maker, one, other = await friends(here, 3)
    shares = [NewShare(one, "0.01"), NewShare(other, "7.50")]
    split_id = await split(conn, here, maker, [], method="each", shares=shares, total=None)
    assert (await seen(conn, split_id, one)).total == "7.51"
    await pay(conn, split_id, one)
    assert await balance(conn, one) == 9_999
    assert await balance(conn, maker) == 10_001


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"total": "0.03"}, SplitTooSmall),
        ({"total": "0.00"}, AmountRefused),
        ({"total": "-5"}, AmountRefused),
        ({"total": None}, SharesWrong),
        ({"method": "each"}, SharesWrong),
    ],
)
async def test_parts_that_make_no_sense_are_refused(conn: Connection, here: World, more, refusal):
    maker, *others = await friends(here, 4)
    with pytest.raises(refusal):
        await split(conn, here, maker, others, **more)


async def test_nobody_twice_nobody_alone_and_no_strangers(conn: Connection, here: World):
    maker, one, _ = await friends(here, 3)
    for others in ([one, one], [maker], []):
        with pytest.raises(SharesWrong):
            await split(conn, here, maker, others)
    with pytest.raises(NotAcquainted):
        await split(conn, here, maker, [one, await here.account()])
    key = new_id()
    for _ in range(2):
        await split(conn, here, maker, [one], id=key)
    with pytest.raises(KeyReused):
        await split(conn, here, maker, [one], id=key, total="100.02")


async def test_a_share_is_declined_and_the_rest_is_dropped(conn: Connection, here: World):
    maker, one, other = await friends(here, 3)
    split_id = await split(conn, here, maker, [one, other])
    for _ in range(2):
        await decline_share(conn, split_id=split_id, account_id=one, at=now())
    with pytest.raises(ShareSettled):
        await pay(conn, split_id, one)
    with pytest.raises(NotFound):
        await close_split(conn, split_id=split_id, account_id=other, at=now())
    for _ in range(2):
        await close_split(conn, split_id=split_id, account_id=maker, at=now())
    states = {share.person.account_id: share.state for share in (await seen(conn, split_id, maker)).shares}
    assert states == {maker: "own", one: "declined", other: "dropped"}
    with pytest.raises(ShareSettled):
        await pay(conn, split_id, other)


async def test_reminders_reach_those_who_have_not_paid(conn: Connection, here: World):
    maker, one, other = await friends(here, 3)
    split_id = await split(conn, here, maker, [one, other])
    await pay(conn, split_id, one)
    with pytest.raises(RemindedEnough):
        await remind_of_split(conn, split_id=split_id, account_id=maker, at=now())
    tomorrow = now() + timedelta(days=1)
    await remind_of_split(conn, split_id=split_id, account_id=maker, at=tomorrow)
    with pytest.raises(RemindedEnough):
        await remind_of_split(conn, split_id=split_id, account_id=maker, at=tomorrow)
    told = [one for one in await here.events("money.told") if one["what"] == "split_reminded"]
    assert [event["account_id"] for event in told] == [str(other)]
    await pay(conn, split_id, other)
    with pytest.raises(SplitClosed):
        await remind_of_split(conn, split_id=split_id, account_id=maker, at=tomorrow + timedelta(days=1))


async def test_an_outsider_sees_and_pays_nothing(conn: Connection, here: World):
    maker, one, outsider = await friends(here, 3)
    split_id = await split(conn, here, maker, [one])
    with pytest.raises(NotFound):
        await seen(conn, split_id, outsider)
    with pytest.raises(NotFound):
        await pay(conn, split_id, outsider)
    with pytest.raises(NotFound):
        await pay(conn, split_id, maker)
