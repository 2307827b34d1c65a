"""Tell debts: what people of the lane sent one another, and what is open between them."""

import tomllib
from datetime import timedelta
from functools import partial
from typing import Any, Final

from tonghao.config import Config
from tonghao.demo.move_in import account_id_of
from tonghao.demo.past import Past, moment_in
from tonghao.demo.story import HERE
from tonghao.ids import derived_time_id
from tonghao.screening.text import TextScreener
from tonghao.transfers.ask import ask_for_money
from tonghao.transfers.end import accept_transfer, expire_transfer
from tonghao.transfers.move import Payer
from tonghao.transfers.send import send_transfer
from tonghao.transfers.share import pay_share
from tonghao.transfers.split import begin_split
from tonghao.transfers.types import NewRequest, NewShare, NewSplit, NewTransfer

_OVER: Final = timedelta(hours=24, minutes=1)


def tell_debts(past: Past, config: Config, *, screener: TextScreener) -> None:
    """What people whose wallets `tell_wallets` filled sent one another, and what is open between them."""
    told = tomllib.loads((HERE / "content" / "debts.toml").read_text("utf-8"))
    if config.gateway != "sandbox":
        return
    given: dict[str, Any] = {"screener": screener, "currency": config.currency}
    for transfer in told["transfer"]:
        _tell_transfer(past, transfer, **given)
    for request in told["request"]:
        asked_at = moment_in(request, past.at)
        key = derived_time_id(asked_at.timestamp(), "wutong", "request", request["note"])
        new = NewRequest(key, account_id_of(request["to"]), request["amount"], request["note"])
        by = account_id_of(request["by"])
        past.add(asked_at, partial(ask_for_money, past.conn, from_id=by, new=new, at=asked_at, **given))
    for split in told["split"]:
        _tell_split(past, split, **given)


def _tell_transfer(past: Past, told: dict[str, Any], **given: Any) -> None:
    sent_at = moment_in(told, past.at)
    key = derived_time_id(sent_at.timestamp(), "wutong", "transfer", told["note"])
    to, payer = account_id_of(told["to"]), Payer(account_id_of(told["by"]))
    new = NewTransfer(key, to, told["amount"], told["note"])
    past.add(sent_at, partial(send_transfer, past.conn, payer=payer, new=new, at=sent_at, **given))
    if told.get("accepted"):
        taken_at = sent_at + timedelta(minutes=7)
        end = partial(accept_transfer, past.conn, transfer_id=key, account_id=to, at=taken_at)
        past.add(taken_at, end)
    elif sent_at + _OVER < past.at:
        over_at = sent_at + _OVER
        past.add(over_at, partial(expire_transfer, past.conn, transfer_id=key, at=over_at))


def _tell_split(past: Past, told: dict[str, Any], **given: Any) -> None:
    made_at = moment_in(told, past.at)
    key = derived_time_id(made_at.timestamp(), "wutong", "split", told["title"])
    shares = [NewShare(account_id_of(handle)) for handle in told["with"]]
    new = NewSplit(key, told["title"], "equal", shares, told["total"])
    maker = account_id_of(told["by"])
    past.add(made_at, partial(begin_split, past.conn, made_by=maker, new=new, at=made_at, **given))
    for place, handle in enumerate(told["paid"], start=1):
        paid_at = made_at + timedelta(minutes=20 * place)
        payment = derived_time_id(paid_at.timestamp(), "wutong", "share", told["title"], handle)
        payer = Payer(account_id_of(handle))
        pay = partial(pay_share, past.conn, split_id=key, payer=payer, payment_id=payment, at=paid_at)
        past.add(paid_at, pay)
