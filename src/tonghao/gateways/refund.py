"""Refund: who runs the place gives a top-up back through its gateway, in part or whole."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import checked_reason
from tonghao.accounts.sanction import OwnAccount
from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.gateways.accounts import open_in_flight
from tonghao.ids import derived_id
from tonghao.ledger.permit import permit_group
from tonghao.ledger.post import post_group
from tonghao.ledger.read import find_account
from tonghao.ledger.types import Group, KeyReused, Leg
from tonghao.money import decimal_of
from tonghao.money_events import GatewayAsked, MoneyTold
from tonghao.wallets.note import note_cause
from tonghao.wallets.open import wallet_of
from tonghao.wallets.tell import tell_wallet

_LOCK: Final = "SELECT id FROM gateway_orders WHERE id = $1 AND kind = 'top_up' FOR UPDATE"
_FACTS: Final = """
    SELECT account_id, gateway, currency, amount_minor, refunded_minor, state
      FROM gateway_orders WHERE id = $1
"""
_SAME: Final = "SELECT refund_of, amount_minor, said FROM gateway_orders WHERE id = $1"
_MAKE: Final = """
    INSERT INTO gateway_orders (id, account_id, gateway, kind, currency, amount_minor, refund_of, asked_by,
                                said)
    VALUES ($1, $2, $3, 'refund', $4, $5, $6, $7, $8)
"""
_COUNT: Final = "UPDATE gateway_orders SET refunded_minor = refunded_minor + $2 WHERE id = $1"


class NothingToRefund(Refusal):
    """This top-up has not arrived, so there is nothing to give back."""


class RefundTooMuch(Refusal):
    """That is more than is left of this top-up. How much is left stands beside it."""


class WalletHoldsLess(Refusal):
    """There is not as much in the wallet any more. How much there is stands beside it."""


async def refund_top_up(
    conn: Connection, *, refund_id: UUID, order_id: UUID, amount_minor: int, reason: str, by: UUID
) -> None:
    """Take *amount_minor* out of the wallet and have the gateway give it back to where it came from.

    A frozen wallet gives it too, signed by *by*, and stays frozen: it is its owner whom a freeze keeps from
    the money.

    Args:
        refund_id: A fresh UUIDv7 of the operator's device: the same one sent again is the same refund.
        order_id: The top-up.
        reason: 1 to 500 characters, screened; the owner reads it.
        by: Who runs the place.

    Raises:
        NotFound: there is no such top-up.
        OwnAccount: it is *by*'s own.
        KeyReused: the identifier stands for another order.
        NothingToRefund: it has not arrived.
        RefundTooMuch: with what was given back before it is more than came; `details` have `left`.
        WalletHoldsLess: it was spent; `details` have `left`.
        ReasonNeeded: nothing of the reason can be seen.

    Emits: gateway.asked, money.told, wallet.moved. Locks: the top-up, the balances, the audit head.
    """
    said = checked_reason(reason)
    if await conn.fetchval(_LOCK, order_id) is None:
        raise NotFound
    same = await conn.fetchrow(_SAME, refund_id)
    if same is not None:
        if tuple(same) != (order_id, amount_minor, said):
            raise KeyReused
        return
    order = await conn.fetchrow(_FACTS, order_id)
    assert order is not None
    account_id, currency = order["account_id"], order["currency"]
    if account_id == by:
        raise OwnAccount
    if order["state"] != "succeeded":
        raise NothingToRefund
    left = order["amount_minor"] - order["refunded_minor"]
    if amount_minor > left:
        raise RefundTooMuch(left=decimal_of(left, currency))
    await conn.execute(
        _MAKE, refund_id, account_id, order["gateway"], currency, amount_minor, order_id, by, said
    )
    await conn.execute(_COUNT, order_id, amount_minor)
    await _set_aside(conn, account_id, refund_id, amount_minor, currency, by=by, reason=said)
    await outbox.emit(conn, GatewayAsked(refund_id), audience="nobody")
    await note_cause(conn, account_id=account_id, cause_kind="gateway_order", cause_id=refund_id, title=said)
    await tell_wallet(conn, account_id=account_id, cause_kind="gateway_order", cause_id=refund_id)
    told = MoneyTold(
        account_id, None, "refund", "refund", refund_id, amount_minor, currency, title=said[:200]
    )
    await outbox.emit(conn, told, audience="nobody")
    await append(
        conn,
        act="ledger.refunded",
        actor_id=by,
        subject_kind="ledger",
        subject_id=order_id,
        circle_id=None,
        payload={
            "refund_id": str(refund_id),
            "amount": decimal_of(amount_minor, currency),
            "currency": currency,
            "reason": said,
        },
        about_id=account_id,
    )


async def _set_aside(
    conn: Connection,
    account_id: UUID,
    refund_id: UUID,
    amount_minor: int,
    currency: str,
    *,
    by: UUID,
    reason: str,
) -> None:
    """Move the money from the wallet to where it waits for the gateway's word."""
    wallet_id = wallet_of(account_id, currency)
    wallet = await find_account(conn, wallet_id)
    if wallet is None or wallet.status == "closed":
        raise WalletHoldsLess(left=decimal_of(0, currency))
    flight_id = await open_in_flight(conn, refund_id, currency)
    leg = Leg(wallet_id, flight_id, amount_minor, "top_up_refund")
    group = Group(derived_id("refund", str(refund_id)), currency, (leg,), "gateway_order", refund_id)
    if wallet.status == "frozen":
        await permit_group(conn, group_id=group.id, by=by, reason=reason)
    posted = await post_group(conn, group)
    if posted.refusal is not None:
        # Raised inside the transaction: nothing of it is remembered, and the same key may be tried again.
        now_there = await find_account(conn, wallet_id)
        raise WalletHoldsLess(left=decimal_of(now_there.balance_minor if now_there else 0, currency))
