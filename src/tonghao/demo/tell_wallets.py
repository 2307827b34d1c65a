"""Tell wallets: what the people of the lane have brought in, taken out and got back, all of it play money."""

import tomllib
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.past import Past, moment_in
from tonghao.demo.story import HERE, Person, Story
from tonghao.gateways.hear_notice import hear_notice
from tonghao.gateways.place_order import place_top_up, place_withdrawal
from tonghao.gateways.refund import refund_top_up
from tonghao.gateways.sandbox import decide
from tonghao.gateways.types import Asked, OrderKind
from tonghao.ids import derived_id, derived_time_id
from tonghao.money import minor_of
from tonghao.wallets.confirm import PayConfirmation

_CURRENCY: Final = "CNY"
_OPERATOR: Final = "su_min"
# As long as the sandbox takes on a slow day.
_PAID_AFTER: Final = timedelta(seconds=3)


def order_id_of(handle: str, moment: datetime) -> UUID:
    """The same order at every telling."""
    return derived_time_id(moment.timestamp(), "demo order", str(account_id_of(handle)))


def tell_wallets(past: Past, story: Story, config: Config) -> None:
    """Let each of *story* have the history that `wallets.toml` says, through the sandbox."""
    if config.gateway != "sandbox" or config.currency != _CURRENCY:
        return
    written = tomllib.loads((HERE / "content" / "wallets.toml").read_text("utf-8"))
    people = {person.handle: person for person in story.people}
    for told in written["move"]:
        moment = moment_in(told, past.at)
        past.add(moment, partial(_ask, past.conn, people[told["by"]], moment, told["amount"]))
        past.add(moment + _PAID_AFTER, partial(_end, past.conn, told["by"], moment, told["amount"]))
    for told in written["refund"]:
        moment = moment_in(told, past.at)
        past.add(moment, partial(_refund, past.conn, told, past.at, moment))


async def _ask(conn: Connection, person: Person, moment: datetime, amount: str) -> None:
    """One order: an amount with a minus sign goes out."""
    caller = Caller(
        account_id_of(person.handle), derived_id("demo wallet", person.handle), person.role, person.locale,
        person.age_class, "active",
    )  # fmt: skip
    given: dict[str, Any] = {
        "gateway": "sandbox",
        "order_id": order_id_of(person.handle, moment),
        "amount_minor": minor_of(amount.lstrip("-")),
        "currency": _CURRENCY,
    }
    if amount.startswith("-"):
        out: dict[str, Any] = {"payee": "", "confirmation": PayConfirmation("password"), "now": now()}
        refusal = await place_withdrawal(conn, caller, **given, **out)
        assert refusal is None, f"{person.handle} {amount}: {refusal}"
    else:
        await place_top_up(conn, caller, **given)


async def _end(conn: Connection, handle: str, moment: datetime, amount: str) -> None:
    kind: OrderKind = "withdrawal" if amount.startswith("-") else "top_up"
    minor = minor_of(amount.lstrip("-"))
    order_id = order_id_of(handle, moment)
    asked = Asked(order_id, account_id_of(handle), kind, minor, _CURRENCY, "", moment)
    await hear_notice(conn, "sandbox", await decide(conn, asked, "succeeded"))


async def _refund(conn: Connection, told: dict[str, str], at: datetime, moment: datetime) -> None:
    """The operator gives a top-up back, and the sandbox takes it."""
    owner, minor = account_id_of(told["of"]), minor_of(told["amount"])
    order_id = order_id_of(told["of"], moment_in({"when": told["paid"]}, at))
    refund_id = derived_time_id(moment.timestamp(), "demo refund", str(owner))
    by = account_id_of(_OPERATOR)
    await refund_top_up(
        conn, refund_id=refund_id, order_id=order_id, amount_minor=minor, reason=told["reason"], by=by
    )
    asked = Asked(refund_id, owner, "refund", minor, _CURRENCY, "", moment, of_id=order_id)
    await hear_notice(conn, "sandbox", await decide(conn, asked, "succeeded"))
