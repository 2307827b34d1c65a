"""A wallet is frozen by two people of the platform: what is in it stays, what comes still comes."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.transfers.scene import balance, caller_of, friends, send
from tests.world import Browser, World
from tonghao.accounts.freeze_wallet import NoWalletYet
from tonghao.accounts.jobs import end_sanctions
from tonghao.accounts.lift_sanction import lift_sanction
from tonghao.accounts.read import get_me
from tonghao.accounts.sanction import (
    AnotherPersonNeeded,
    FreezeNeedsOperator,
    OwnAccount,
    SanctionedAlready,
    confirm_sanction,
    sanction_person,
)
from tonghao.accounts.sanctions import NewSanction
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import file_appeal
from tonghao.appeals.lock_appeal import AppealBarred
from tonghao.appeals.types import NewAppeal, NewAppealDecision
from tonghao.audit.read import list_entries
from tonghao.circles.undo_act import Undoes
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.ids import new_id
from tonghao.ledger.read import find_account
from tonghao.transfers.move import Payer
from tonghao.transfers.send import send_transfer
from tonghao.transfers.types import NewTransfer
from tonghao.wallets.open import wallet_of

API = "/api/v1"
WHY = "三个人都说这个钱包收了他们的押金。"


async def _propose(conn: Connection, who: UUID, by: UUID, hours: int | None = None) -> UUID:
    new = NewSanction("freeze", "fraud", WHY, hours)
    done = await sanction_person(conn, account_id=who, new=new, by=by, is_operator=False)
    assert done.is_proposed
    return done.sanction_id


async def _confirm(conn: Connection, who: UUID, sanction_id: UUID, by: UUID, operator: bool = False) -> None:
    await confirm_sanction(conn, account_id=who, sanction_id=sanction_id, by=by, is_operator=operator)


async def _status(conn: Connection, who: UUID) -> str:
    account = await find_account(conn, wallet_of(who))
    assert account is not None
    return account.status


async def _frozen(here: World, conn: Connection, who: UUID, hours: int | None = None) -> UUID:
    first, second = await here.account(role="moderator"), await here.account(role="operator")
    sanction_id = await _propose(conn, who, first, hours)
    await _confirm(conn, who, sanction_id, second, operator=True)
    return sanction_id


async def test_it_takes_two_of_whom_one_runs_the_place(here: World, conn: Connection):
    who = await here.account()
    await here.money(who, 50_00)
    first, colleague = await here.account(role="moderator"), await here.account(role="moderator")
    operator = await here.account(role="operator")
    sanction_id = await _propose(conn, who, first)
    assert await _status(conn, who) == "open"
    with pytest.raises(AnotherPersonNeeded):
        await _confirm(conn, who, sanction_id, first)
    with pytest.raises(FreezeNeedsOperator):
        await _confirm(conn, who, sanction_id, colleague)
    with pytest.raises(SanctionedAlready):
        await _propose(conn, who, colleague)
    await _confirm(conn, who, sanction_id, operator, operator=True)
    assert await _status(conn, who) == "frozen"
    assert (await get_me(conn, who)).sanctions == ["freeze"]

    # The other way round the moderator is the second.
    other = await here.account()
    await here.money(other, 1_00)
    sanction_id = await _propose(conn, other, operator)
    await _confirm(conn, other, sanction_id, first)
    assert await _status(conn, other) == "frozen"


async def test_nobody_freezes_their_own_and_there_must_be_one(here: World, conn: Connection):
    by, operator = await here.account(role="moderator"), await here.account(role="operator")
    await here.money(by, 50_00)
    with pytest.raises(OwnAccount):
        await _propose(conn, by, by)
    new = NewSanction("freeze", "fraud", WHY)
    done = await sanction_person(conn, account_id=by, new=new, by=operator, is_operator=True)
    with pytest.raises(OwnAccount):
        await _confirm(conn, by, done.sanction_id, by)
    with pytest.raises(NoWalletYet):
        await _propose(conn, await here.account(), by)


async def test_nothing_goes_out_and_what_comes_still_comes(here: World, conn: Connection):
    man, che = await friends(here)
    sanction_id = await _frozen(here, conn, man)
    new = NewTransfer(new_id(), che, "12.50")
    payer = Payer(man, caller_of(man))
    moved = await send_transfer(conn, screener=here.screener, payer=payer, new=new, currency="CNY", at=now())
    assert moved.refusal == "account_frozen"
    before = await balance(conn, man)
    await here.money(man, 5_00)
    assert await balance(conn, man) == before + 5_00
    by = await here.account(role="moderator")
    await lift_sanction(conn, account_id=man, sanction_id=sanction_id, by=by, reason="钱都退回去了")
    assert await _status(conn, man) == "open"
    await send(conn, here, man, che)


async def test_a_proposal_is_taken_back_by_either(here: World, conn: Connection):
    who, first = await here.account(), await here.account(role="moderator")
    await here.money(who, 50_00)
    for by in (first, await here.account(role="operator")):
        sanction_id = await _propose(conn, who, first)
        await lift_sanction(conn, account_id=who, sanction_id=sanction_id, by=by, reason="弄错了人")
        assert await _status(conn, who) == "open"
    assert await here.events("account.eased", f"account:{who}") == []


async def test_each_step_stands_in_the_audit_log(here: World, conn: Connection):
    who = await here.account()
    await here.money(who, 50_00)
    sanction_id = await _frozen(here, conn, who)
    by = await here.account(role="moderator")
    await lift_sanction(conn, account_id=who, sanction_id=sanction_id, by=by, reason="查清楚了")
    entries = (await list_entries(conn, subject_id=who)).entries
    assert [one.act for one in entries if one.act.startswith("sanction.")] == [
        "sanction.lifted",
        "sanction.confirmed",
        "sanction.proposed",
    ]


async def test_an_appeal_is_decided_by_a_third_and_thaws(here: World, conn: Connection):
    who = await here.account()
    await here.money(who, 50_00)
    first, second = await here.account(role="moderator"), await here.account(role="operator")
    sanction_id = await _propose(conn, who, first)
    await _confirm(conn, who, sanction_id, second, operator=True)
    said = NewAppeal("sanction", sanction_id, text="押金第二天就退了，有记录。")
    appeal = await file_appeal(conn, account_id=who, screener=here.screener, new=said)
    screener = here.screener
    third = await here.account(role="moderator")
    new = NewAppealDecision("overturned", "退款记录对得上，解冻。")

    async def decide(by: UUID) -> None:
        await decide_appeal(
            conn,
            appeal_id=appeal.appeal_id,
            decider_id=by,
            is_operator=False,
            screener=screener,
            undoes=Undoes(),
            new=new,
        )

    for by in (first, second):
        with pytest.raises(AppealBarred):
            await decide(by)
    await decide(third)
    assert await _status(conn, who) == "open"


async def test_it_ends_by_itself_when_an_end_was_set(world: World, pool: Pool):
    who = await world.account()
    await world.money(who, 50_00)
    async with writing(pool) as conn:
        await _frozen(world, conn, who, hours=1)
        await conn.execute(
            "UPDATE account_sanctions SET at = at - interval '2 hours', until = $2,"
            " in_force_at = in_force_at - interval '2 hours' WHERE account_id = $1",
            who,
            now() - timedelta(minutes=1),
        )
    await end_sanctions(pool)
    async with reading(pool) as conn:
        assert await _status(conn, who) == "open"


async def test_the_owner_reads_in_the_wallet_why_and_since_when(browser: Browser, world: World, pool: Pool):
    who = await world.account()
    await world.money(who, 50_00)
    await browser.as_(who)
    assert (await browser.get(f"{API}/wallet")).json()["frozen"] is None
    async with writing(pool) as conn:
        sanction_id = await _frozen(world, conn, who)
    found = (await browser.get(f"{API}/wallet")).json()
    assert found["balance"] == "50.00"
    assert (found["frozen"]["sanction_id"], found["frozen"]["reason"]) == (str(sanction_id), WHY)
    assert found["frozen"]["until"] is None
    assert (await browser.get(f"{API}/me/decisions")).json()["entries"][0]["kind"] == "freeze"
