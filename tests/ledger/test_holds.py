"""Money that is set aside is used, given back or runs out, once."""

from datetime import timedelta

import pytest

from tests.ledger.books import account, move, purses
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.ids import new_id
from tonghao.ledger.accounts import set_account_status, unless_closed
from tonghao.ledger.holds import HoldOver, HoldTooSmall, capture_hold, expire_hold, place_hold, release_hold
from tonghao.ledger.jobs import expire_holds
from tonghao.ledger.post import post_group
from tonghao.ledger.read import find_account, get_balance, get_hold
from tonghao.ledger.types import KeyReused

_REFUSALS = "SELECT count(*) FROM ledger_refusals"
_PLACED = {"currency": "PTS", "amount_minor": 60, "expires_at": now() + timedelta(hours=1)}


async def test_a_hold_is_captured_in_part_and_the_rest_goes_back(conn: Connection) -> None:
    _, (anna, ben) = await purses(conn, 100, 0)
    hold = new_id()
    for repeated in (False, True):
        posted = await place_hold(conn, hold_id=hold, from_id=anna, **_PLACED)  # type: ignore[arg-type]
        assert (posted.refusal, posted.repeated) == (None, repeated)
    assert await get_balance(conn, anna) == 40
    with pytest.raises(HoldTooSmall):
        await capture_hold(conn, hold_id=hold, to_id=ben, amount_minor=61)
    for repeated in (False, True):
        posted = await capture_hold(conn, hold_id=hold, to_id=ben, amount_minor=45)
        assert (posted.refusal, posted.repeated) == (None, repeated)
    assert [await get_balance(conn, one) for one in (anna, ben)] == [55, 45]
    with pytest.raises(KeyReused):
        await capture_hold(conn, hold_id=hold, to_id=ben)
    with pytest.raises(HoldOver):
        await release_hold(conn, hold_id=hold)
    held = await find_account(conn, (await get_hold(conn, hold)).held_id)
    assert held is not None
    assert (held.balance_minor, held.status) == (0, "closed")


async def test_what_is_not_there_cannot_be_set_aside(conn: Connection) -> None:
    _, (anna,) = await purses(conn, 59)
    hold = new_id()
    posted = await place_hold(conn, hold_id=hold, from_id=anna, **_PLACED)  # type: ignore[arg-type]
    assert posted.refusal == "insufficient_balance"
    with pytest.raises(NotFound):
        await release_hold(conn, hold_id=hold)


async def test_a_hold_that_cannot_go_back_now_goes_back_later(conn: Connection) -> None:
    issuer, (anna,) = await purses(conn, 60)
    hold = new_id()
    await place_hold(conn, hold_id=hold, from_id=anna, **_PLACED)  # type: ignore[arg-type]
    held = (await get_hold(conn, hold)).held_id
    await set_account_status(conn, held, "frozen")
    for _ in range(2):
        assert (await release_hold(conn, hold_id=hold)).refusal == "account_frozen"
    refused = await conn.fetchval(_REFUSALS)
    for _ in range(2):
        assert not await expire_hold(conn, hold_id=hold, at=now() + timedelta(hours=2))
    assert await conn.fetchval(_REFUSALS) == refused, "the books are not asked each minute"
    await set_account_status(conn, held, "open")
    await set_account_status(conn, anna, "frozen")
    assert (await release_hold(conn, hold_id=hold)).refusal is None
    assert await get_balance(conn, anna) == 60
    assert (await post_group(conn, move(issuer, anna, 1))).refusal is None


@pytest.mark.parametrize("how", ["expired", "released", "captured"])
async def test_what_goes_back_to_a_closed_account_is_kept_by_the_platform(conn: Connection, how: str) -> None:
    _, (anna, ben) = await purses(conn, 60, 0)
    hold = new_id()
    await place_hold(conn, hold_id=hold, from_id=anna, **_PLACED)  # type: ignore[arg-type]
    await set_account_status(conn, anna, "closed")
    kept = await unless_closed(conn, anna, "PTS")
    before, refused = await get_balance(conn, kept), await conn.fetchval(_REFUSALS)
    back = 60
    if how == "expired":
        assert await expire_hold(conn, hold_id=hold, at=now() + timedelta(hours=2))
    if how == "captured":
        await capture_hold(conn, hold_id=hold, to_id=ben, amount_minor=45)
        back = 15
    else:
        for _ in range(2):
            assert (await release_hold(conn, hold_id=hold)).refusal is None
    assert await get_balance(conn, kept) == before + back
    assert (await get_hold(conn, hold)).state == how
    assert await conn.fetchval(_REFUSALS) == refused


async def test_the_job_gives_back_what_is_over_and_nothing_else(pool: Pool) -> None:
    over, fresh = new_id(), new_id()
    async with writing(pool) as conn:
        _, (anna,) = await purses(conn, 120)
        for hold, hours in ((over, -1), (fresh, 1)):
            await place_hold(
                conn, hold_id=hold, from_id=anna, currency="PTS", amount_minor=60,
                expires_at=now() + timedelta(hours=hours),
            )  # fmt: skip
    await expire_holds(pool)
    await expire_holds(pool)
    async with reading(pool) as conn:
        assert [(await get_hold(conn, hold)).state for hold in (over, fresh)] == ["expired", "placed"]
        assert await get_balance(conn, anna) == 60
    async with writing(pool) as conn:
        assert not await expire_hold(conn, hold_id=fresh, at=now())
        other = await account(conn)
        with pytest.raises(HoldOver):
            await capture_hold(conn, hold_id=over, to_id=other)
        await release_hold(conn, hold_id=fresh)
