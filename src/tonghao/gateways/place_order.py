"""Place an order: a person wants to top up, or to take out what they have."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.brake_feature import must_run
from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.gateways.accounts import open_clearing, open_in_flight
from tonghao.gateways.types import Asked, OrderKind
from tonghao.ids import derived_id
from tonghao.ledger.post import post_group
from tonghao.ledger.types import Group, KeyReused, Leg
from tonghao.money_events import GatewayAsked
from tonghao.wallets.confirm import PayConfirmation, confirm_payment
from tonghao.wallets.limits import check_limits, take_back
from tonghao.wallets.open import open_wallet
from tonghao.wallets.tell import tell_wallet

_MAKE: Final = """
    INSERT INTO gateway_orders (id, account_id, gateway, kind, currency, amount_minor, payee)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO NOTHING
    RETURNING made_at
"""
_SAME: Final = """
    SELECT state, reason, made_at FROM gateway_orders
     WHERE id = $1 AND account_id = $2 AND kind = $3 AND currency = $4 AND amount_minor = $5 AND payee = $6
"""
_REFUSE: Final = "UPDATE gateway_orders SET state = 'refused', reason = $2 WHERE id = $1"


class NoGateway(Refusal):
    """This place has no way to bring money in or out. What is in the wallet counts inside it."""

    status = 403


class GatewayRests(Refusal):
    """The payment service does not answer at the moment. Nothing was lost; try again in some minutes."""

    status = 503


async def place_top_up(
    conn: Connection, caller: Caller, *, gateway: str, order_id: UUID, amount_minor: int, currency: str
) -> Asked | None:
    """Write down that *caller* wants to top up; None when the order stands, and its gateway knows it.

    No money moves until the gateway says that it has it. An order that stands already goes on while new
    ones are stopped, and what was paid is booked in any case.

    Raises:
        KeyReused: the identifier stands for another order.
        FeatureStopped: the whole place takes no new top-ups for now.
        LimitReached, MinorsDoNot: see `check_limits`.

    Locks: see `check_limits`.
    """
    asked, state, _ = await _make(conn, caller, "top_up", gateway, order_id, amount_minor, currency, "")
    if state != "new":
        return asked if state == "made" else None
    await must_run(conn, "top_ups")
    await check_limits(
        conn, account_id=caller.account_id, kind="top_up", amount_minor=amount_minor, currency=currency
    )
    await open_wallet(conn, caller.account_id, currency)
    await open_clearing(conn, gateway, currency)
    return asked


async def place_withdrawal(
    conn: Connection,
    caller: Caller,
    *,
    gateway: str,
    order_id: UUID,
    amount_minor: int,
    currency: str,
    payee: str,
    confirmation: PayConfirmation | None,
    now: datetime,
) -> str | None:
    """Take *amount_minor* out of the wallet and hold it until the gateway has paid it out.

    Returns:
        None, or what the ledger refused it for; the caller commits either way, so that the same order is
        refused alike for ever.

    Raises:
        KeyReused: the identifier stands for another order.
        FeatureStopped: the whole place takes no new withdrawals for now; those under way go on.
        NewDeviceBraked, PayPasswordWanted, LimitReached, MinorsDoNot: see `confirm_payment`.

    Emits: gateway.asked, wallet.moved. Locks: the limits, then the accounts by id.
    """
    _, state, reason = await _make(
        conn, caller, "withdrawal", gateway, order_id, amount_minor, currency, payee
    )
    if state != "new":
        return reason if state == "refused" else None
    await must_run(conn, "withdrawals")
    counted = await confirm_payment(
        conn,
        caller,
        kind="withdrawal",
        amount_minor=amount_minor,
        confirmation=confirmation,
        now=now,
        currency=currency,
    )
    wallet_id = await open_wallet(conn, caller.account_id, currency)
    flight_id = await open_in_flight(conn, order_id, currency)
    await open_clearing(conn, gateway, currency)
    leg = Leg(wallet_id, flight_id, amount_minor, "withdrawal")
    posted = await post_group(
        conn, Group(derived_id("withdrawal", str(order_id)), currency, (leg,), "gateway_order", order_id)
    )
    if posted.refusal is not None:
        await take_back(conn, account_id=caller.account_id, counted=counted, amount_minor=amount_minor)
        await conn.execute(_REFUSE, order_id, posted.refusal)
        return posted.refusal
    await outbox.emit(conn, GatewayAsked(order_id), audience="nobody")
    await tell_wallet(conn, account_id=caller.account_id, cause_kind="gateway_order", cause_id=order_id)
    return None


async def _make(
    conn: Connection,
    caller: Caller,
    kind: OrderKind,
    gateway: str,
    order_id: UUID,
    amount_minor: int,
    currency: str,
    payee: str,
) -> tuple[Asked, str, str]:
    """The order, its state (`new` when it was made just now), and what it was refused for."""
    mine = (order_id, caller.account_id)
    made_at = await conn.fetchval(_MAKE, *mine, gateway, kind, currency, amount_minor, payee)
    state, reason = "new", ""
    if made_at is None:
        same = await conn.fetchrow(_SAME, *mine, kind, currency, amount_minor, payee)
        if same is None:
            raise KeyReused
        state, reason, made_at = same
    return Asked(order_id, caller.account_id, kind, amount_minor, currency, payee, made_at), state, reason
