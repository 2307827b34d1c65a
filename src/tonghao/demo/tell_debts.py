"""Tell debts: what is open between the people of the lane."""

import tomllib
from datetime import datetime, timedelta
from typing import Any, Final

from tonghao.config import Config
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import HERE
from tonghao.ids import derived_time_id
from tonghao.screening.text import TextScreener
from tonghao.transfers.ask import ask_for_money
from tonghao.transfers.end import accept_transfer
from tonghao.transfers.move import Payer
from tonghao.transfers.send import send_transfer
from tonghao.transfers.share import pay_share
from tonghao.transfers.split import begin_split
from tonghao.transfers.types import NewRequest, NewShare, NewSplit, NewTransfer

_IS_TOLD: Final = "SELECT EXISTS (SELECT FROM transfers WHERE from_id = $1)"


async def tell_debts(conn: Connection, config: Config, *, screener: TextScreener, at: datetime) -> None:
    """Open what is open between people whose wallets `tell_wallets` filled; told again, nothing is added."""
    told = tomllib.loads((HERE / "content" / "debts.toml").read_text("utf-8"))
    if config.gateway != "sandbox" or await conn.fetchval(_IS_TOLD, account_id_of(told["transfer"][0]["by"])):
        return
    given: dict[str, Any] = {"screener": screener, "currency": config.currency}
    for transfer in told["transfer"]:
        await _tell_transfer(conn, transfer, at, **given)
    for request in told["request"]:
        asked_at = at - timedelta(hours=request["hours"])
        key = derived_time_id(asked_at.timestamp(), "wutong", "request", request["note"])
        new = NewRequest(key, account_id_of(request["to"]), request["amount"], request["note"])
        await ask_for_money(conn, from_id=account_id_of(request["by"]), new=new, at=asked_at, **given)
    for split in told["split"]:
        await _tell_split(conn, split, at, **given)


async def _tell_transfer(
    conn: Connection, told: dict[str, Any], at: datetime, *, screener: TextScreener, currency: str
) -> None:
    sent_at = at - timedelta(hours=told["hours"])
    key = derived_time_id(sent_at.timestamp(), "wutong", "transfer", told["note"])
    to = account_id_of(told["to"])
    new = NewTransfer(key, to, told["amount"], told["note"])
    payer = Payer(account_id_of(told["by"]))
    await send_transfer(conn, screener=screener, payer=payer, new=new, currency=currency, at=sent_at)
    if told.get("accepted"):
        await accept_transfer(conn, transfer_id=key, account_id=to, at=sent_at + timedelta(minutes=7))


async def _tell_split(
    conn: Connection, told: dict[str, Any], at: datetime, *, screener: TextScreener, currency: str
) -> None:
    made_at = at - timedelta(hours=told["hours"])
    key = derived_time_id(made_at.timestamp(), "wutong", "split", told["title"])
    shares = [NewShare(account_id_of(handle)) for handle in told["with"]]
    new = NewSplit(key, told["title"], "equal", shares, told["total"])
    maker = account_id_of(told["by"])
    await begin_split(conn, screener=screener, made_by=maker, new=new, currency=currency, at=made_at)
    for place, handle in enumerate(told["paid"], start=1):
        paid_at = made_at + timedelta(minutes=20 * place)
        payment = derived_time_id(paid_at.timestamp(), "wutong", "share", told["title"], handle)
        payer = Payer(account_id_of(handle))
        await pay_share(conn, split_id=key, payer=payer, payment_id=payment, at=paid_at)
