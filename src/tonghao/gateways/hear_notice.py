"""Hear a notice of a gateway: the one place where an order ends, whoever tells of it first."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import Refusal
from tonghao.gateways.accounts import clearing_of, in_flight_of
from tonghao.gateways.keep_difference import keep_difference
from tonghao.gateways.types import Notice, Outcome
from tonghao.ids import derived_id
from tonghao.ledger.accounts import unless_closed
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, Leg
from tonghao.money_events import MoneyTold
from tonghao.wallets.limits import give_back, use
from tonghao.wallets.open import wallet_of
from tonghao.wallets.tell import tell_wallet

_EARLY: Final = timedelta(minutes=5)
_KEEP: Final = """
    INSERT INTO gateway_notices (gateway, id, order_id, state, amount_minor, outcome, told_at)
    VALUES ($1, $2, $3, $4, $5, 'noted', $6)
    ON CONFLICT (gateway, id) DO NOTHING
    RETURNING id
"""
_OUTCOME: Final = "UPDATE gateway_notices SET outcome = $3 WHERE gateway = $1 AND id = $2"
_LOCK: Final = "SELECT id FROM gateway_orders WHERE id = $1 AND gateway = $2 AND kind = $3 FOR UPDATE"
_FACTS: Final = """
    SELECT account_id, kind, currency, amount_minor, state, reason, made_at, refund_of
      FROM gateway_orders WHERE id = $1
"""
_END: Final = """
    UPDATE gateway_orders
       SET state = $2, ended_at = $3, reason = $4, reference = CASE WHEN $5 = '' THEN reference ELSE $5 END
     WHERE id = $1
"""


_COUNT_NO_MORE: Final = "UPDATE gateway_orders SET refunded_minor = refunded_minor - $2 WHERE id = $1"


class WebhookForged(Refusal):
    """This notice does not bear the gateway's signature, or is too old. Nothing was changed."""

    status = 400


class WebhookEarly(Refusal):
    """This order is not in the books yet. Send the notice again in a minute."""

    status = 425


async def hear_notice(conn: Connection, gateway: str, notice: Notice) -> Outcome:
    """Let an order end as *notice* says, once; what does not fit the books is kept as a difference.

    Raises:
        WebhookEarly: the order is unknown and the notice younger than five minutes.

    Emits: wallet.moved; money.told of a refund that came back. Locks: the order, then the accounts by id.
    """
    kept = await conn.fetchval(
        _KEEP, gateway, notice.id, notice.order_id, notice.state, notice.amount_minor, notice.at
    )
    if kept is None:
        return "repeated"
    outcome = await _outcome_of(conn, gateway, notice)
    await conn.execute(_OUTCOME, gateway, notice.id, outcome)
    return outcome


async def _outcome_of(conn: Connection, gateway: str, notice: Notice) -> Outcome:
    if await conn.fetchval(_LOCK, notice.order_id, gateway, notice.kind) is None:
        if now() - notice.at < _EARLY:
            raise WebhookEarly
        if notice.state == "succeeded":
            await keep_difference(conn, gateway, "unknown_order", notice, ours_minor=None)
        return "unknown"
    order = await conn.fetchrow(_FACTS, notice.order_id)
    assert order is not None
    if notice.state == "pending":
        return "noted"
    if (order["amount_minor"], order["currency"]) != (notice.amount_minor, notice.currency):
        await keep_difference(conn, gateway, "amount_differs", notice, ours_minor=order["amount_minor"])
        return "amount_differs"
    if order["state"] == notice.state:
        return "repeated"
    # A payer whose first try failed may succeed with the second; money that went back is not paid out again.
    again = order["kind"] == "top_up" and (order["state"], notice.state) == ("failed", "succeeded")
    if order["state"] not in {"made", "open"} and not again:
        await keep_difference(conn, gateway, "contradicts", notice, ours_minor=order["amount_minor"])
        return "contradicts"
    return await _end(conn, gateway, notice, order)


async def _end(conn: Connection, gateway: str, notice: Notice, order: Row) -> Outcome:
    # What the limits count, before the accounts are locked, as who pays does it.
    counted = {"account_id": order["account_id"], "amount_minor": order["amount_minor"]}
    if order["kind"] == "refund":
        if notice.state == "failed":
            await _keep_after_all(conn, notice, order)
    elif notice.state == "failed":
        await give_back(conn, **counted, kind=order["kind"], used_at=order["made_at"])
    elif order["state"] == "failed":
        await use(conn, **counted, kinds=[order["kind"]])
    wallet = wallet_of(order["account_id"], notice.currency)
    group = _group_of(gateway, notice, wallet)
    if group is not None and group.legs[0].credit_id == wallet:
        home = await unless_closed(conn, wallet, notice.currency)
        if home != wallet:
            group = _group_of(gateway, notice, home, "unclaimed")
    if group is not None:
        posted = await post_group(conn, group)
        if posted.refusal is not None:
            await keep_difference(conn, gateway, "not_posted", notice, ours_minor=order["amount_minor"])
            return "not_posted"
    await conn.execute(
        _END, notice.order_id, notice.state, notice.at, notice.reason[:200], notice.reference[:100]
    )
    await tell_wallet(
        conn, account_id=order["account_id"], cause_kind="gateway_order", cause_id=notice.order_id
    )
    return "applied"


async def _keep_after_all(conn: Connection, notice: Notice, order: Row) -> None:
    """The gateway did not take a refund: the money is in the wallet again, and its owner hears that too."""
    amount = order["amount_minor"]
    await conn.execute(_COUNT_NO_MORE, order["refund_of"], amount)
    told = MoneyTold(
        order["account_id"], None, "refund_back", "refund", notice.order_id, amount, order["currency"]
    )
    await outbox.emit(conn, told, audience="nobody")


def _group_of(gateway: str, notice: Notice, wallet: UUID, *way: str) -> Group | None:
    """What the end of an order moves; a top-up that failed moves nothing."""
    clearing = clearing_of(gateway, notice.currency)
    flight = in_flight_of(notice.order_id, notice.currency)
    legs = {
        ("top_up", "succeeded"): Leg(clearing, wallet, notice.amount_minor, "top_up"),
        ("withdrawal", "succeeded"): Leg(flight, clearing, notice.amount_minor, "withdrawal_paid"),
        ("withdrawal", "failed"): Leg(flight, wallet, notice.amount_minor, "withdrawal_back"),
        ("refund", "succeeded"): Leg(flight, clearing, notice.amount_minor, "refund_paid"),
        ("refund", "failed"): Leg(flight, wallet, notice.amount_minor, "top_up_refund_back"),
    }
    leg = legs.get((notice.kind, notice.state))
    if leg is None:
        return None
    # A key of its own for another way: the refusal of the first one is for ever.
    group_id = derived_id(leg.code, str(notice.order_id), *way)
    return Group(group_id, notice.currency, (leg,), "gateway_order", notice.order_id)
