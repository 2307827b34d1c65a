"""Tell wallets: what the people of the lane have brought in and taken out, all of it play money."""

import tomllib
from datetime import datetime, timedelta
from typing import Final

from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection
from tonghao.demo.move_in import account_id_of
from tonghao.demo.story import HERE, Story
from tonghao.gateways.hear_notice import hear_notice
from tonghao.gateways.place_order import place_top_up, place_withdrawal
from tonghao.gateways.sandbox import decide
from tonghao.gateways.types import Asked, OrderKind
from tonghao.ids import derived_id, derived_time_id
from tonghao.money import minor_of
from tonghao.wallets.confirm import PayConfirmation

_CURRENCY: Final = "CNY"


async def tell_wallets(conn: Connection, story: Story, config: Config, *, at: datetime) -> None:
    """Let each of *story* have the small history that `wallets.toml` says, through the sandbox; once."""
    if config.gateway != "sandbox" or config.currency != _CURRENCY:
        return
    written = tomllib.loads((HERE / "content" / "wallets.toml").read_text("utf-8"))
    for person in story.people:
        account_id = account_id_of(person.handle)
        caller = Caller(
            account_id, derived_id("demo wallet", person.handle), person.role, person.locale,
            person.age_class, "active",
        )  # fmt: skip
        for number, amount in enumerate(written.get(person.handle, [])):
            await _move(conn, caller, at + timedelta(seconds=number), str(amount))


async def _move(conn: Connection, caller: Caller, at: datetime, amount: str) -> None:
    """One movement: an amount with a minus sign goes out."""
    order_id = derived_time_id(at.timestamp(), "demo order", str(caller.account_id))
    minor = minor_of(amount.lstrip("-"))
    kind: OrderKind = "withdrawal" if amount.startswith("-") else "top_up"
    if kind == "withdrawal":
        await place_withdrawal(
            conn,
            caller,
            gateway="sandbox",
            order_id=order_id,
            amount_minor=minor,
            currency=_CURRENCY,
            payee="",
            confirmation=PayConfirmation("password"),
            now=now(),
        )
    else:
        await place_top_up(
            conn, caller, gateway="sandbox", order_id=order_id, amount_minor=minor, currency=_CURRENCY
        )
    asked = Asked(order_id, caller.account_id, kind, minor, _CURRENCY, "", now())
    await hear_notice(conn, "sandbox", await decide(conn, asked, "succeeded"))
