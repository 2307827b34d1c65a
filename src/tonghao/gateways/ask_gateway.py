"""Ask a gateway: to take an order, or what became of one. Never inside a transaction."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection, Pool, reading, writing
from tonghao.gateways.hear_notice import WebhookEarly, hear_notice
from tonghao.gateways.lapse import is_over, lapse_top_up
from tonghao.gateways.note_begun import note_begun
from tonghao.gateways.types import Asked, Begun, Gateway, GatewayAway, GatewayRefused, failed
from tonghao.log import log

_ASKED: Final = """
    SELECT o.id, o.account_id, o.kind, o.amount_minor, o.currency, o.payee, o.made_at, o.reference,
           o.refund_of, coalesce(f.reference, '') AS of_reference, o.gateway
      FROM gateway_orders o
      LEFT JOIN gateway_orders f ON f.id = o.refund_of
     WHERE o.id = $1 AND o.state IN ('made', 'open')
"""
# What waits for an answer, first who was asked for longest ago: pages that nobody ever opened wait for ever,
# and must not stand before a withdrawal.
_WAITING: Final = """
    SELECT id FROM gateway_orders
     WHERE state IN ('made', 'open') AND made_at < now() - make_interval(secs => $1)
     ORDER BY coalesce(asked_at, made_at) LIMIT 200
"""
_MARK: Final = "UPDATE gateway_orders SET asked_at = now() WHERE id = $1"


async def _find(pool: Pool, order_id: UUID) -> tuple[Asked, str] | None:
    async with reading(pool) as conn:
        row = await conn.fetchrow(_ASKED, order_id)
    return None if row is None else (Asked(*row[:10]), row["gateway"])


async def begin_order(pool: Pool, gateway: Gateway, asked: Asked) -> Begun | None:
    """Tell *gateway* of an order that is in the books; None when it will not have it.

    Raises:
        GatewayAway: see `Gateway.begin`.
    """
    try:
        begun = await gateway.begin(asked)
    except GatewayRefused as refused:
        async with writing(pool) as conn:
            notice = failed(asked, notice_id=f"refused_{asked.order_id.hex}", reason=refused.reason)
            await hear_notice(conn, gateway.name, notice)
        return None
    async with writing(pool) as conn:
        await note_begun(conn, order_id=asked.order_id, begun=begun)
    return begun


async def begin_waiting(pool: Pool, by_name: dict[str, Gateway], order_id: UUID) -> None:
    """Tell its gateway of an order that still waits; told twice it is once.

    Raises:
        GatewayAway: it is tried again.
    """
    found = await _find(pool, order_id)
    if found is None or found[1] not in by_name:
        return
    await begin_order(pool, by_name[found[1]], found[0])


async def list_waiting(conn: Connection, *, seconds: int) -> list[UUID]:
    """Orders that have waited for longer than *seconds*."""
    return [row[0] for row in await conn.fetch(_WAITING, seconds)]


async def ask_after(pool: Pool, by_name: dict[str, Gateway], order_id: UUID) -> None:
    """Ask what became of an order whose notices did not come.

    Money on its way out that the gateway does not know of is told again; a top-up that it does not know
    although its time to be paid is over lapses.
    """
    found = await _find(pool, order_id)
    if found is None or found[1] not in by_name:
        return
    asked, name = found
    gateway = by_name[name]
    # Before it is asked: one of which the answer cannot be read does not hold up those behind it for ever.
    async with writing(pool) as conn:
        await conn.execute(_MARK, order_id)
    try:
        notice = await gateway.ask(asked)
        if notice is None:
            if asked.kind != "top_up":
                await begin_order(pool, gateway, asked)
            elif is_over(asked):
                async with writing(pool) as conn:
                    await lapse_top_up(conn, gateway=name, asked=asked)
            return
        async with writing(pool) as conn:
            await hear_notice(conn, name, notice)
    except (GatewayAway, GatewayRefused, WebhookEarly) as away:
        log.warning("gateway asked in vain", gateway=name, error=type(away).__name__)
