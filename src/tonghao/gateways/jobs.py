"""What gateways do without a request."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import ConnectionTrouble, Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.gateways.ask_gateway import ask_after, begin_waiting, list_waiting
from tonghao.gateways.forget import forget_orders
from tonghao.gateways.known import Gateways
from tonghao.gateways.reconcile import list_missed_days, reconcile_day
from tonghao.gateways.sandbox import SandboxGateway
from tonghao.gateways.types import Gateway, GatewayAway
from tonghao.log import log
from tonghao.money_events import GatewayAsked, SandboxDecided

# A notice comes within seconds; who still waits after two minutes is asked for.
_PATIENCE_SECONDS: Final = 120


class NotHeard(Exception):
    """The route did not take a notice; it is sent again, as a gateway does."""


async def tell_gateway(event: GatewayAsked, *, pool: Pool, gateways: Gateways) -> None:
    """Tell the gateway of a withdrawal whose money is set aside."""
    await begin_waiting(pool, gateways.by_name, event.order_id)


async def play_gateway(event: SandboxDecided, *, gateways: Gateways) -> None:
    """Send what the sandbox has to say of an order, as badly as it is told to."""
    sandbox = gateways.by_name.get("sandbox")
    if not isinstance(sandbox, SandboxGateway):
        return
    await asyncio.sleep(sandbox.pause_of(event.order_id))
    for notice in await sandbox.notices_of(event.order_id):
        status = await sandbox.send(notice)
        if status >= 300:
            raise NotHeard(status)


async def ask_after_waiting(pool: Pool, gateways: Gateways) -> None:
    """Ask the gateways what became of orders whose notices did not come."""
    async with reading(pool) as conn:
        waiting = await list_waiting(conn, seconds=_PATIENCE_SECONDS)
    for order_id in waiting:
        try:
            await ask_after(pool, gateways.by_name, order_id)
        except ConnectionTrouble:
            raise
        except Exception as fault:
            # An answer that cannot be read is that of one order; those behind it are asked for too.
            log.error("an order could not be asked for", order=str(order_id), exc_info=fault)


async def reconcile(pool: Pool, config: Config, gateways: Gateways, at: datetime | None = None) -> None:
    """Compare yesterday's file of each gateway with the books, and those of days that were missed.

    Where a file is late, the next hour does it. A day or a gateway that fails keeps no other one back.
    """
    for gateway in gateways.by_name.values():
        yesterday = (at or now()).astimezone(ZoneInfo(gateway.zone)).date() - timedelta(days=1)
        async with reading(pool) as conn:
            missed = await list_missed_days(conn, gateway, before=yesterday)
        for day in (yesterday, *missed):
            await _compare(pool, config, gateway, day)


async def _compare(pool: Pool, config: Config, gateway: Gateway, day: date) -> None:
    try:
        await reconcile_day(pool, gateway, day, currency=config.currency)
    except GatewayAway as away:
        log.warning("no file of the gateway yet", gateway=gateway.name, day=str(day), error=str(away))
    except ConnectionTrouble:
        raise
    except Exception as fault:
        log.error("a day could not be compared", gateway=gateway.name, day=str(day), exc_info=fault)


async def forget_gone(event: AccountDeleted, *, pool: Pool) -> None:
    """Where a deleted person's money went to is forgotten."""
    async with writing(pool) as conn:
        await forget_orders(conn, account_id=event.account_id)


HEARS: Final[dict[type, list[Callable[..., Any]]]] = {
    GatewayAsked: [tell_gateway],
    SandboxDecided: [play_gateway],
    AccountDeleted: [forget_gone],
}
EVERY: Final[dict[str, list[Callable[..., Any]]]] = {
    "*/2 * * * *": [ask_after_waiting],
    "47 * * * *": [reconcile],
}
