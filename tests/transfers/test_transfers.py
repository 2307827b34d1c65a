"""Money from one person to another: into escrow, out of it once, and never to the wrong place."""

from datetime import timedelta
from uuid import UUID, uuid5

import pytest

from tests.transfers.scene import balance, caller_of, escrow, friends, send
from tests.world import World
from tonghao.accounts.block import block
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import InvalidRequest, NotFound
from tonghao.ids import new_id
from tonghao.ledger.accounts import account_id_of, set_account_status, unless_closed
from tonghao.ledger.read import get_balance
from tonghao.ledger.types import KeyReused
from tonghao.money import AmountRefused
from tonghao.sweep import FIRST
from tonghao.transfers.end import (
    TransferDelivered,
    TransferEnded,
    TransferTooLate,
    accept_transfer,
    cancel_transfer,
    decline_transfer,
    deliver_transfer,
    expire_transfer,
    list_arriving,
    list_due,
)
from tonghao.transfers.move import Payer
from tonghao.transfers.reach import NotAcquainted, PayeeBlocked, PayeeStopped, PaysSelf
from tonghao.transfers.read import get_money_desk, get_transfer, get_wishes, list_payees, list_transfers
from tonghao.transfers.send import send_transfer
from tonghao.transfers.set_wishes import set_wishes
from tonghao.transfers.types import Hours, NewTransfer
from tonghao.wallets.confirm import PayConfirmation, PayPasswordWanted
from tonghao.wallets.open import wallet_of

DAY = timedelta(hours=24)


async def test_the_money_waits_in_escrow_until_it_is_accepted(conn: Connection, here: World):
    man, che = await friends(here)
    transfer_id = await send(conn, here, man, che, note="上周的咖啡")
    assert [await balance(conn, one) for one in (man, che)] == [8_750, 10_000]
    assert await escrow(conn, transfer_id) == 1_250
    seen = await get_transfer(conn, transfer_id=transfer_id, viewer_id=che, at=now())
    assert (seen.state, seen.amount, seen.note, seen.mine) == ("waiting", "12.50", "上周的咖啡", False)
    await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    assert [await balance(conn, one) for one in (man, che)] == [8_750, 11_250]
    assert await escrow(conn, transfer_id) == 0
    for viewer in (man, che):
        shown = (await list_transfers(conn, viewer_id=viewer, at=now())).entries
        assert [one.state for one in shown] == ["accepted"]


async def test_both_sides_hear_it_live_and_the_right_one_is_told(conn: Connection, here: World):
    man, che = await friends(here)
    transfer_id = await send(conn, here, man, che)
    await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    for one in (man, che):
        # Of the wallet too, each once: when the money left it, and when it came.
        assert len(await here.events("wallet.moved", f"account:{one}")) == 1
        heard = await here.events("transfer.changed", f"account:{one}")
        assert [event["state"] for event in heard] == ["waiting", "accepted"]
    told = await here.events("money.told")
    assert [(one["what"], one["account_id"]) for one in told] == [
        ("transfer_came", str(che)),
        ("transfer_accepted", str(man)),
    ]


async def test_declined_it_is_back_at_once_and_cannot_be_accepted(conn: Connection, here: World):
    man, che = await friends(here)
    transfer_id = await send(conn, here, man, che)
    await decline_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    await decline_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    assert await balance(conn, man) == 10_000
    with pytest.raises(TransferEnded):
        await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())


async def test_after_24_hours_it_goes_back_even_when_the_clock_jumps(conn: Connection, here: World):
    man, che = await friends(here)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at)
    last = sent_at + DAY
    assert not await expire_transfer(conn, transfer_id=transfer_id, at=last - timedelta(seconds=1))
    # Before the job has come by, nobody can accept what is too old, and everybody reads that it is.
    with pytest.raises(TransferTooLate):
        await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=last)
    seen = await get_transfer(conn, transfer_id=transfer_id, viewer_id=che, at=last)
    assert seen.state == "expired"
    due = await list_due(conn, FIRST, at=last + timedelta(days=400))
    (mine,) = [one for one in due if one.id == transfer_id]
    assert mine not in await list_due(conn, mine, at=last + timedelta(days=400))
    assert await expire_transfer(conn, transfer_id=transfer_id, at=last + timedelta(days=400))
    assert not await expire_transfer(conn, transfer_id=transfer_id, at=last + timedelta(days=401))
    assert await balance(conn, man) == 10_000
    assert await escrow(conn, transfer_id) == 0
    # A clock that jumps back finds it ended.
    with pytest.raises(TransferEnded):
        await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=sent_at)


async def wish(
    conn: Connection, account_id: UUID, hours: Hours, shown: PayConfirmation | None = None
) -> None:
    await set_wishes(conn, account_id=account_id, delay_hours=hours, confirmation=shown)


async def test_a_shorter_wait_for_new_people_is_confirmed_like_a_payment(conn: Connection, here: World):
    who = await here.account()
    for hours in (0, 2, 24, 24):
        await wish(conn, who, hours)
    for hours in (2, 0):
        with pytest.raises(PayPasswordWanted) as told:
            await wish(conn, who, hours)
        assert told.value.details == {"has_password": False, "has_passkey": False}
    assert (await get_wishes(conn, who)).delay_hours == 24
    await wish(conn, who, 0, PayConfirmation("password"))
    assert (await get_wishes(conn, who)).delay_hours == 0


async def test_a_delayed_one_is_not_seen_and_can_be_cancelled(conn: Connection, here: World):
    man, che = await friends(here)
    await wish(conn, man, 2)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at)
    at = sent_at + timedelta(hours=1)
    with pytest.raises(NotFound):
        await get_transfer(conn, transfer_id=transfer_id, viewer_id=che, at=at)
    with pytest.raises(NotFound):
        await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=at)
    assert await here.events("money.told") == []
    assert await here.events("transfer.changed", f"account:{che}") == []
    await cancel_transfer(conn, transfer_id=transfer_id, account_id=man, at=at)
    assert await balance(conn, man) == 10_000
    with pytest.raises(NotFound):
        await get_transfer(conn, transfer_id=transfer_id, viewer_id=che, at=sent_at + DAY)


async def test_when_the_delay_is_over_it_comes_and_cannot_be_cancelled(conn: Connection, here: World):
    man, che = await friends(here)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at, delay_hours=2)
    over = sent_at + timedelta(hours=2)
    with pytest.raises(TransferDelivered):
        await cancel_transfer(conn, transfer_id=transfer_id, account_id=man, at=over)
    assert transfer_id in [one.id for one in await list_arriving(conn, FIRST, at=over)]
    assert await deliver_transfer(conn, transfer_id=transfer_id, at=over)
    assert not await deliver_transfer(conn, transfer_id=transfer_id, at=over)
    assert [one["what"] for one in await here.events("money.told")] == ["transfer_came"]
    # The 24 hours begin when it can be seen.
    await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=sent_at + timedelta(hours=25))
    assert await balance(conn, che) == 11_250


async def test_who_has_accepted_once_is_no_longer_new(conn: Connection, here: World):
    man, che = await friends(here)
    await accept_transfer(conn, transfer_id=await send(conn, here, man, che), account_id=che, at=now())
    await wish(conn, man, 24)
    transfer_id = await send(conn, here, man, che)
    seen = await get_transfer(conn, transfer_id=transfer_id, viewer_id=che, at=now())
    assert seen.state == "waiting"
    assert [one.is_new for one in await list_payees(conn, account_id=man)] == [False]


async def test_the_same_key_sends_once_and_another_payload_is_refused(conn: Connection, here: World):
    man, che = await friends(here)
    key = new_id()
    for _ in range(3):
        assert await send(conn, here, man, che, id=key) == key
    assert await balance(conn, man) == 8_750
    with pytest.raises(KeyReused):
        await send(conn, here, man, che, "12.51", id=key)
    with pytest.raises(KeyReused):
        await send(conn, here, che, man, id=key)
    # A key of another version could be one that the books derive later.
    with pytest.raises(InvalidRequest):
        await send(conn, here, man, che, id=uuid5(key, "transfer_back"))


async def test_a_refusal_of_the_books_is_remembered_and_costs_nothing(conn: Connection, here: World):
    man, che = await friends(here, minor=500)
    new = NewTransfer(new_id(), che, "12.50")
    given = {"screener": here.screener, "payer": Payer(man, caller_of(man)), "currency": "CNY"}
    moved = await send_transfer(conn, new=new, at=now(), **given)
    assert moved.refusal == "insufficient_balance"
    await here.money(man, 10_000)
    moved = await send_transfer(conn, new=new, at=now(), **given)
    assert moved.refusal == "insufficient_balance"
    assert await balance(conn, man) == 10_500
    assert (await list_transfers(conn, viewer_id=man, at=now())).entries == []
    await send(conn, here, man, che)
    assert await balance(conn, man) == 9_250


@pytest.mark.parametrize(
    "amount", ["0", "0.00", "-1", "1.234", "1e3", "", "NaN", "1000000000", "１２", "1,5"]
)
async def test_amounts_that_are_none_are_refused(conn: Connection, here: World, amount: str):
    man, che = await friends(here)
    with pytest.raises(AmountRefused):
        await send(conn, here, man, che, amount)


async def test_money_goes_only_to_whom_one_knows(conn: Connection, here: World):
    man, che = await friends(here)
    stranger = await here.account()
    with pytest.raises(NotAcquainted):
        await send(conn, here, man, stranger)
    with pytest.raises(PaysSelf):
        await send(conn, here, man, man)
    with pytest.raises(NotFound):
        await send(conn, here, man, new_id())
    circle = await here.circle(members=2)
    one, other = circle.members
    await here.money(one, 10_000)
    assert await send(conn, here, one, other)
    await block(conn, account_id=che, blocked_id=man)
    with pytest.raises(PayeeBlocked):
        await send(conn, here, man, che)
    assert [payee.person.account_id for payee in await list_payees(conn, account_id=man)] == []


@pytest.mark.parametrize("how", ["suspend", "close", "leaving"])
async def test_a_stopped_account_takes_no_money(conn: Connection, here: World, how: str):
    man, che = await friends(here)
    if how == "leaving":
        await conn.execute(
            "UPDATE accounts SET state = 'leaving', leaves_at = now() + interval '1 day' WHERE id = $1", che
        )
    else:
        await conn.execute("UPDATE accounts SET sanctions = ARRAY[$2] WHERE id = $1", che, how)
    with pytest.raises(PayeeStopped):
        await send(conn, here, man, che)
    assert await balance(conn, man) == 10_000


async def test_whoever_is_blocked_meanwhile_gets_nothing_and_it_goes_back(conn: Connection, here: World):
    man, che = await friends(here)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at)
    await block(conn, account_id=man, blocked_id=che)
    with pytest.raises(PayeeBlocked):
        await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=sent_at)
    assert await expire_transfer(conn, transfer_id=transfer_id, at=sent_at + DAY)
    assert await balance(conn, man) == 10_000


async def test_another_ones_transfer_is_not_there(conn: Connection, here: World):
    man, che, third = await friends(here, 3)
    transfer_id = await send(conn, here, man, che)
    for verb, who in (
        (accept_transfer, third),
        (accept_transfer, man),
        (decline_transfer, third),
        (cancel_transfer, che),
    ):
        with pytest.raises(NotFound):
            await verb(conn, transfer_id=transfer_id, account_id=who, at=now())
    with pytest.raises(NotFound):
        await get_transfer(conn, transfer_id=transfer_id, viewer_id=third, at=now())


async def test_a_frozen_sender_sends_nothing(conn: Connection, here: World):
    man, che = await friends(here, minor=1_250)
    await set_account_status(conn, wallet_of(man), "frozen")
    new = NewTransfer(new_id(), che, "1.00")
    given = {"screener": here.screener, "payer": Payer(man, caller_of(man)), "currency": "CNY"}
    assert (await send_transfer(conn, new=new, at=now(), **given)).refusal == "account_frozen"


async def test_what_is_held_goes_back_once_it_is_free(conn: Connection, here: World):
    man, che = await friends(here)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at)
    held = account_id_of("transfer", transfer_id, "escrow", "CNY")
    await set_account_status(conn, held, "frozen")
    late = sent_at + DAY
    assert not await expire_transfer(conn, transfer_id=transfer_id, at=late)
    assert await escrow(conn, transfer_id) == 1_250
    assert transfer_id not in [one.id for one in await list_due(conn, FIRST, at=late)]
    await set_account_status(conn, held, "open")
    later = late + timedelta(hours=1)
    assert transfer_id in [one.id for one in await list_due(conn, FIRST, at=later)]
    assert await expire_transfer(conn, transfer_id=transfer_id, at=later)
    assert await balance(conn, man) == 10_000


@pytest.mark.parametrize("state", ["expired", "declined"])
async def test_what_goes_back_to_somebody_who_left_is_kept_by_the_platform(
    conn: Connection, here: World, state: str
):
    man, che = await friends(here, minor=1_250)
    sent_at = now()
    transfer_id = await send(conn, here, man, che, at=sent_at)
    await set_account_status(conn, wallet_of(man), "closed")
    kept = await unless_closed(conn, wallet_of(man), "CNY")
    before = await get_balance(conn, kept)
    refused = await conn.fetchval("SELECT count(*) FROM ledger_refusals")
    if state == "expired":
        assert await expire_transfer(conn, transfer_id=transfer_id, at=sent_at + DAY)
    else:
        given = {"transfer_id": transfer_id, "account_id": che, "at": sent_at}
        assert (await decline_transfer(conn, **given)).refusal is None
    assert await get_balance(conn, kept) == before + 1_250
    assert await escrow(conn, transfer_id) == 0
    assert await conn.fetchval("SELECT state FROM transfers WHERE id = $1", transfer_id) == state
    assert await conn.fetchval("SELECT count(*) FROM ledger_refusals") == refused


async def test_what_the_books_refuse_uses_nothing_of_what_needs_no_word(conn: Connection, here: World):
    man, che = await friends(here, minor=10)
    token = await here.session(man)
    assert token
    session_id = await conn.fetchval("SELECT id FROM sessions WHERE account_id = $1", man)
    await conn.execute(
        "INSERT INTO device_alerts (account_id, session_id, device_hash, expires_at)"
        " VALUES ($1, $2, 'x', now() + interval '7 days')",
        man,
        session_id,
    )
    caller = Caller(man, session_id, "member", "zh-CN", "adult", "active")
    given = {"screener": here.screener, "payer": Payer(man, caller), "currency": "CNY", "at": now()}
    for _ in range(2):
        new = NewTransfer(new_id(), che, "50.00")
        assert (await send_transfer(conn, new=new, **given)).refusal == "insufficient_balance"
    used = await conn.fetch("SELECT kind, amount_minor FROM wallet_uses WHERE account_id = $1", man)
    assert {tuple(row) for row in used} == {("new_device", 0), ("unconfirmed", 0), ("transfer", 0)}


async def test_the_desk_shows_what_is_open(conn: Connection, here: World):
    man, che = await friends(here)
    transfer_id = await send(conn, here, man, che)
    for viewer in (man, che):
        desk = await get_money_desk(conn, viewer_id=viewer, at=now())
        assert [one.transfer_id for one in desk.transfers] == [transfer_id]
    await accept_transfer(conn, transfer_id=transfer_id, account_id=che, at=now())
    assert (await get_money_desk(conn, viewer_id=man, at=now())).transfers == []
