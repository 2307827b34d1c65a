"""Money in the scene of the permission matrix: what the author owes, is owed, and has sent."""

from typing import Any
from uuid import UUID

from tests.transfers.scene import caller_of, send
from tests.world import World
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.fund_books.money import give_to_fund, propose_payout
from tonghao.fund_books.types import NewGift, NewPayout
from tonghao.ids import new_id
from tonghao.transfers.ask import ask_for_money
from tonghao.transfers.collect_code import find_collect_code, renew_collect_code
from tonghao.transfers.move import Payer
from tonghao.transfers.pay_code import charge_pay_code, show_pay_code
from tonghao.transfers.split import begin_split
from tonghao.transfers.types import (
    NewCharge,
    NewCollectCode,
    NewPayCode,
    NewRequest,
    NewShare,
    NewSplit,
)

_KEEP = "UPDATE pay_codes SET expires_at = now() + interval '1 day' WHERE account_id = $1"


async def set_money(
    conn: Connection, world: World, author: UUID, target: UUID, *, made: Any, fund_id: UUID
) -> dict[str, str]:
    """A transfer to *author*, one of theirs that is delayed, a request to them, a bill of *target*."""
    for one in (author, target):
        await world.money(one, 50_000)
    given: dict[str, Any] = {"screener": world.screener, "currency": "CNY", "at": now()}
    coming = await send(conn, world, target, author, "1.00")
    delayed = await send(conn, world, author, target, "1.00", delay_hours=24)
    asked = NewRequest(new_id(), author, "2.00")
    await ask_for_money(conn, from_id=target, new=asked, **given)
    own = NewRequest(new_id(), target, "2.00")
    await ask_for_money(conn, from_id=author, new=own, **given)
    split = NewSplit(new_id(), "火锅", "equal", [NewShare(author)], "10.00")
    await begin_split(conn, made_by=target, new=split, **given)
    mine = NewSplit(new_id(), "早饭", "equal", [NewShare(target)], "10.00")
    await begin_split(conn, made_by=author, new=mine, **given)
    about: dict[str, Any] = {"account_id": target, "currency": "CNY", "at": now()}
    await renew_collect_code(conn, new=NewCollectCode("100.00"), **about)
    collect = await find_collect_code(conn, address="", **about)
    assert collect is not None
    tokens = []
    for payer in (author, target):
        shown = await show_pay_code(
            conn,
            caller=caller_of(payer),
            confirmation=None,
            new=NewPayCode("10.00"),
            currency="CNY",
            address="",
            at=now(),
        )
        tokens.append(shown.token)
    # The whole matrix takes longer than a code is good for.
    await conn.execute(_KEEP, target)
    charge = NewCharge(new_id(), tokens[0], "1.00")
    await charge_pay_code(conn, screener=world.screener, account_id=target, new=charge, at=now())
    fund: dict[str, Any] = {"screener": world.screener, "fund_id": fund_id, "at": now()}
    access = await access_of(conn, made.circle_id, author)
    payer = Payer(author, caller_of(author))
    await give_to_fund(conn, access=access, payer=payer, new=NewGift(new_id(), "30.00"), **fund)
    access = await access_of(conn, made.circle_id, made.owner_id)
    payout = await propose_payout(conn, access=access, new=NewPayout(target, "10.00", "灯泡"), **fund)
    return {
        "payout_id": str(payout),
        "coming_id": str(coming),
        "delayed_id": str(delayed),
        "asked_of_author_id": str(asked.id),
        "asked_by_author_id": str(own.id),
        "split_id": str(split.id),
        "own_split_id": str(mine.id),
        "collect_id": str(collect.code_id),
        "pay_token": tokens[1],
        "payment_id": str(charge.id),
        "fresh_id": str(new_id()),
    }
