"""A leg out of a frozen account that the platform signed, and no other."""

from tests.ledger.books import move, purses, several
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status, status_of
from tonghao.ledger.permit import find_permit, permit_group
from tonghao.ledger.post import post_group, post_groups
from tonghao.ledger.read import get_balance


async def test_a_signed_group_leaves_a_frozen_account_that_stays_frozen(conn: Connection) -> None:
    _, (frozen, home) = await purses(conn, 100, 0)
    await set_account_status(conn, frozen, "frozen")
    group, by = move(frozen, home, 60), new_id()
    await permit_group(conn, group_id=group.id, by=by, reason="付款的卡被盗了")
    assert (await post_group(conn, group)).refusal is None
    assert (await get_balance(conn, frozen), await get_balance(conn, home)) == (40, 60)
    assert await status_of(conn, frozen) == "frozen"
    assert (await post_group(conn, move(frozen, home, 1))).refusal == "account_frozen"
    permit = await find_permit(conn, group.id)
    assert permit is not None
    assert (permit.signed_by, permit.reason) == (by, "付款的卡被盗了")
    # The first signature stays, and the same key moves once.
    await permit_group(conn, group_id=group.id, by=new_id(), reason="别的")
    assert await find_permit(conn, group.id) == permit
    assert (await post_group(conn, group)).repeated
    assert await get_balance(conn, frozen) == 40


async def test_beside_a_signed_group_an_unsigned_one_is_refused(conn: Connection) -> None:
    _, (frozen, home) = await purses(conn, 100, 0)
    await set_account_status(conn, frozen, "frozen")
    signed, plain, into = move(frozen, home, 30), move(frozen, home, 30), move(home, frozen, 5)
    await permit_group(conn, group_id=signed.id, by=new_id(), reason="退回")
    outcomes = await post_groups(conn, [plain, signed, into])
    assert [one.refusal for one in outcomes] == ["account_frozen", None, None]
    assert (await get_balance(conn, frozen), await get_balance(conn, home)) == (75, 25)


async def test_a_signature_opens_nothing_that_is_closed_and_lowers_no_floor(conn: Connection) -> None:
    _, (frozen, home, gone) = await purses(conn, 100, 0, 0)
    await set_account_status(conn, frozen, "frozen")
    await set_account_status(conn, gone, "closed")
    deep, closed = move(frozen, home, 101), several((frozen, home, 10), (gone, home, 10))
    for group in (deep, closed):
        await permit_group(conn, group_id=group.id, by=new_id(), reason="退回")
    assert (await post_group(conn, deep)).refusal == "insufficient_balance"
    assert (await post_group(conn, closed)).refusal == "account_closed"
    assert await get_balance(conn, frozen) == 100
