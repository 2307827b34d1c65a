"""Codes that are scanned: one that pays once, one that collects all day."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.transfers.scene import balance, caller_of
from tests.world import World
from tonghao.accounts.block import block
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.ledger.types import KeyReused
from tonghao.money import AmountRefused
from tonghao.transfers.collect_code import (
    CodeFull,
    CodeRetired,
    find_collect_code,
    pay_collect_code,
    read_collect_code,
    renew_collect_code,
)
from tonghao.transfers.move import Payer
from tonghao.transfers.pay_code import (
    CodeExpired,
    CodeUnknown,
    CodeUsed,
    OverCode,
    PayerMustConfirm,
    charge_pay_code,
    show_pay_code,
)
from tonghao.transfers.reach import PayeeBlocked, PaysSelf
from tonghao.transfers.types import NewCharge, NewCodePayment, NewCollectCode, NewPayCode
from tonghao.wallets.confirm import PayConfirmation, PayPasswordWanted

SECOND = timedelta(seconds=1)


async def show(conn: Connection, payer: UUID, most: str = "50.00", *, at=None, confirmed=False) -> str:
    code = await show_pay_code(
        conn,
        caller=caller_of(payer),
        confirmation=PayConfirmation("password") if confirmed else None,
        new=NewPayCode(most),
        currency="CNY",
        address="http://localhost:8000/wallet/scan",
        at=at or now(),
    )
    assert code.address.endswith(f"#pay={code.token}")
    return code.token


async def charge(conn: Connection, world: World, payee: UUID, token: str, amount: str = "8.00", **more):
    new = NewCharge(more.pop("id", None) or new_id(), token, amount)
    at = more.pop("at", None) or now()
    return await charge_pay_code(conn, screener=world.screener, account_id=payee, new=new, at=at)


@pytest.fixture
async def two(conn: Connection, here: World) -> tuple[UUID, UUID]:
    """Strangers, each with 100.00."""
    people = (await here.account(), await here.account())
    for one in people:
        await here.money(one, 10_000)
    return people


async def test_a_pay_code_pays_once(conn: Connection, here: World, two):
    payer, payee = two
    token, key = await show(conn, payer), new_id()
    for _ in range(2):
        assert (await charge(conn, here, payee, token, id=key)).refusal is None
    assert [await balance(conn, one) for one in two] == [9_200, 10_800]
    with pytest.raises(CodeUsed):
        await charge(conn, here, payee, token)
    with pytest.raises(KeyReused):
        await charge(conn, here, payee, token, "9.00", id=key)
    other = await here.account()
    with pytest.raises(KeyReused):
        await charge(conn, here, other, token, id=key)
    for one in two:
        assert len(await here.events("code.paid", f"account:{one}")) == 1
    assert [one["what"] for one in await here.events("money.told")] == ["code_charged"]


async def test_a_key_of_one_code_is_good_for_no_other_code(conn: Connection, here: World, two):
    payer, payee = two
    key = new_id()
    await charge(conn, here, payee, await show(conn, payer), id=key)
    with pytest.raises(KeyReused):
        await charge(conn, here, payee, await show(conn, payer), id=key)
    assert await balance(conn, payee) == 10_800


async def test_the_most_of_a_collect_code_is_as_many_points_as_yuan(conn: Connection, here: World):
    owner, at = await here.account(), now()
    for currency, limit in (("CNY", "2000.00"), ("PTS", "2000")):
        await renew_collect_code(conn, account_id=owner, new=NewCollectCode(limit), currency=currency, at=at)
    for currency, limit, most in (("CNY", "2000.01", "2000.00"), ("PTS", "2001", "2000")):
        with pytest.raises(AmountRefused) as refused:
            await renew_collect_code(
                conn, account_id=owner, new=NewCollectCode(limit), currency=currency, at=at
            )
        assert refused.value.details == {"most": most}


async def test_a_pay_code_is_good_for_a_minute_and_until_the_next_is_shown(
    conn: Connection, here: World, two
):
    payer, payee = two
    at = now()
    token = await show(conn, payer, at=at)
    with pytest.raises(CodeExpired):
        await charge(conn, here, payee, token, at=at + 60 * SECOND)
    newer = await show(conn, payer, at=at + 10 * SECOND)
    with pytest.raises(CodeExpired):
        await charge(conn, here, payee, token, at=at + 11 * SECOND)
    await charge(conn, here, payee, newer, at=at + 69 * SECOND)
    with pytest.raises(CodeUnknown):
        await charge(conn, here, payee, "made-up-by-somebody-else")


async def test_no_more_is_taken_than_the_payer_agreed_to(conn: Connection, here: World, two):
    payer, payee = two
    token = await show(conn, payer, "10.00")
    with pytest.raises(OverCode) as refused:
        await charge(conn, here, payee, token, "10.01")
    assert refused.value.details == {"most": "10.00"}
    with pytest.raises(PayPasswordWanted):
        await show(conn, payer, "60.00")
    confirmed = await show(conn, payer, "60.00", confirmed=True)
    assert (await charge(conn, here, payee, confirmed, "60.00")).refusal is None


async def test_what_is_small_ends_too_when_it_was_often(conn: Connection, here: World, two):
    payer, payee = two
    await here.money(payer, 100_000)
    for _ in range(4):
        await charge(conn, here, payee, await show(conn, payer), "50.00")
    with pytest.raises(PayerMustConfirm):
        await charge(conn, here, payee, await show(conn, payer), "50.00")


async def test_a_blocked_person_and_oneself_cannot_charge(conn: Connection, here: World, two):
    payer, payee = two
    token = await show(conn, payer)
    with pytest.raises(PaysSelf):
        await charge(conn, here, payer, token)
    await block(conn, account_id=payer, blocked_id=payee)
    with pytest.raises(PayeeBlocked):
        await charge(conn, here, payee, token)
    assert await balance(conn, payer) == 10_000


async def test_only_a_hash_of_a_pay_code_is_kept(conn: Connection, two):
    token = await show(conn, two[0])
    row = await conn.fetchrow("SELECT p::text FROM pay_codes p WHERE account_id = $1", two[0])
    assert row is not None
    assert token not in row[0]
    assert token.encode().hex() not in row[0]


async def _collect(conn: Connection, payee: UUID, limit: str = "20.00", *, at: datetime) -> UUID:
    given = {"account_id": payee, "currency": "CNY", "at": at}
    await renew_collect_code(conn, new=NewCollectCode(limit), **given)
    code = await find_collect_code(conn, address="http://localhost:8000/wallet/scan", **given)
    assert code is not None
    return code.code_id


async def _pay(conn: Connection, world: World, code_id: UUID, payer: UUID, amount: str, *, at, key=None):
    return await pay_collect_code(
        conn,
        screener=world.screener,
        code_id=code_id,
        payer=Payer(payer, caller_of(payer)),
        new=NewCodePayment(key or new_id(), amount),
        currency="CNY",
        at=at,
    )


async def test_a_collect_code_takes_so_much_a_day(conn: Connection, here: World, two):
    payee, payer = two
    noon = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    code_id, key = await _collect(conn, payee, at=noon), new_id()
    for _ in range(2):
        await _pay(conn, here, code_id, payer, "12.00", at=noon, key=key)
    with pytest.raises(CodeFull) as refused:
        await _pay(conn, here, code_id, payer, "8.01", at=noon)
    assert refused.value.details == {"left": "8.00"}
    read = await read_collect_code(conn, code_id=code_id, account_id=payer, currency="CNY", at=noon)
    assert read.left_today == "8.00"
    await _pay(conn, here, code_id, payer, "8.00", at=noon)
    # Another day where its owner lives.
    midnight = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    with pytest.raises(CodeFull):
        await _pay(conn, here, code_id, payer, "0.01", at=midnight - SECOND)
    await _pay(conn, here, code_id, payer, "0.01", at=midnight)
    assert await balance(conn, payee) == 12_001


async def test_a_new_collect_code_is_no_second_day(conn: Connection, here: World, two):
    payee, payer = two
    noon = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    await _pay(conn, here, await _collect(conn, payee, at=noon), payer, "15.00", at=noon)
    code_id = await _collect(conn, payee, at=noon)
    with pytest.raises(CodeFull) as refused:
        await _pay(conn, here, code_id, payer, "5.01", at=noon)
    assert refused.value.details == {"left": "5.00"}
    # Less than came in already, and then more: it all counts.
    code_id = await _collect(conn, payee, "10.00", at=noon)
    with pytest.raises(CodeFull):
        await _pay(conn, here, code_id, payer, "0.01", at=noon)
    code_id = await _collect(conn, payee, "20.00", at=noon)
    await _pay(conn, here, code_id, payer, "5.00", at=noon)
    code_id = await _collect(conn, payee, "20.00", at=noon)
    with pytest.raises(CodeFull):
        await _pay(conn, here, code_id, payer, "0.01", at=noon)
    midnight = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    await _pay(conn, here, await _collect(conn, payee, at=midnight), payer, "20.00", at=midnight)


async def test_a_replaced_collect_code_takes_nothing(conn: Connection, here: World, two):
    payee, payer = two
    old = await _collect(conn, payee, at=now())
    new = await _collect(conn, payee, at=now())
    assert old != new
    with pytest.raises(CodeRetired):
        await _pay(conn, here, old, payer, "1.00", at=now())
    with pytest.raises(CodeUnknown):
        await _pay(conn, here, new_id(), payer, "1.00", at=now())
    with pytest.raises(PaysSelf):
        await _pay(conn, here, new, payee, "1.00", at=now())
    with pytest.raises(AmountRefused):
        await _collect(conn, payee, "2000.01", at=now())
