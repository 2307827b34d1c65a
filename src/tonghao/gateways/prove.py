"""Prove a gateway: one small order against the provider's own sandbox, before anybody's money goes there."""

import asyncio
from collections.abc import Callable
from typing import Final
from uuid import UUID

from tonghao.clock import now
from tonghao.gateways.types import Asked, Gateway, GatewayAway, Notice
from tonghao.ids import new_id

_LOOK_SECONDS: Final = 5.0


async def prove_gateway(
    gateway: Gateway,
    *,
    amount_minor: int,
    currency: str,
    say: Callable[[str], None],
    patience_seconds: float = 900.0,
) -> Notice | None:
    """Order *amount_minor* at *gateway*, say where it is paid, and wait until the provider tells its end.

    It writes nothing into any books: what is proved is that keys, signatures and shapes fit.

    Returns:
        What the provider said last; None when it never knew the order.

    Raises:
        GatewayAway, GatewayRefused: the provider did not take the order.
    """
    order_id = new_id()
    asked = Asked(order_id, UUID(int=0), "top_up", amount_minor, currency, "", now())
    begun = await gateway.begin(asked)
    asked = Asked(order_id, UUID(int=0), "top_up", amount_minor, currency, "", now(), begun.reference)
    if begun.pay_url:
        say(f"请在这里付款 / pay here:\n  {begun.pay_url}")
    last: Notice | None = None
    waited = 0.0
    while waited < patience_seconds:
        try:
            last = await gateway.ask(asked) or last
        except GatewayAway as away:
            say(f"… {away}")
        if last is not None and last.state != "pending":
            break
        await asyncio.sleep(_LOOK_SECONDS)
        waited += _LOOK_SECONDS
    return last
