"""Stripe by its own package: Checkout brings money in, a transfer to a connected account takes it out.

Not yet proven against the provider: tested with recorded messages and a stand-in of its HTTP interface.
`./tonghao gateway prove` is for whoever has keys of Stripe's own test mode.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from tonghao.config import Config
from tonghao.gateways.hear_notice import WebhookForged
from tonghao.gateways.types import (
    PAYABLE,
    Asked,
    Begun,
    FileLine,
    GatewayAway,
    GatewayRefused,
    Notice,
    NoticeState,
    OrderKind,
)

T = TypeVar("T")
# What happened, as our books call it. A payer may close the page and try again until it expires.
_TOLD: Final[dict[str, tuple[OrderKind, NoticeState]]] = {
    "checkout.session.async_payment_succeeded": ("top_up", "succeeded"),
    "checkout.session.async_payment_failed": ("top_up", "failed"),
    "checkout.session.expired": ("top_up", "failed"),
    "transfer.created": ("withdrawal", "succeeded"),
    "transfer.reversed": ("withdrawal", "failed"),
}
_COMPLETED: Final = "checkout.session.completed"
_REFUNDED: Final = frozenset({"refund.created", "refund.updated", "refund.failed"})
_REFUND_STATES: Final[dict[str, NoticeState]] = {
    "succeeded": "succeeded",
    "failed": "failed",
    "canceled": "failed",
}


class StripeGateway:
    """Asks Stripe; see the module."""

    name = "stripe"
    zone = "UTC"

    def __init__(self, config: Config) -> None:
        import stripe

        self._stripe = stripe
        addresses: Any = {"api": config.provider_url} if config.provider_url else {}
        self._client = stripe.StripeClient(config.stripe_key, base_addresses=addresses, max_network_retries=1)
        self._secret = config.stripe_webhook_secret
        self._back = f"{config.address}/wallet"
        self._site = config.site_name

    async def _call(self, act: Callable[[], T]) -> T:
        """Do *act* in a thread; what Stripe will never take is told apart from what may pass."""
        try:
            return await asyncio.to_thread(act)
        except (self._stripe.InvalidRequestError, self._stripe.CardError) as refused:
            raise GatewayRefused(str(refused.user_message or refused.code or "refused")) from refused
        except self._stripe.StripeError as away:
            raise GatewayAway(type(away).__name__) from away

    async def begin(self, asked: Asked) -> Begun:
        """Open a page on which one pays, send money to the account that `payee` names, or give some back."""
        again: Any = {"idempotency_key": str(asked.order_id)}
        if asked.kind == "refund":
            return await self._refund(asked, again)
        if asked.kind == "withdrawal":
            sent = await self._call(lambda: self._client.v1.transfers.create(self._transfer(asked), again))
            return Begun(reference=sent.id)
        page = await self._call(lambda: self._client.v1.checkout.sessions.create(self._page(asked), again))
        return Begun(reference=page.id, pay_url=page.url or "")

    async def _refund(self, asked: Asked, again: Any) -> Begun:
        # A key is forgotten after a day there, so what was made under it is looked for first.
        payment, made = await self._find_refund(asked)
        if made is None:
            if payment is None:
                raise GatewayRefused("nothing was paid there")
            wanted: Any = {
                "payment_intent": payment,
                "amount": asked.amount_minor,
                "metadata": {"order_id": str(asked.order_id)},
            }
            made = await self._call(lambda: self._client.v1.refunds.create(wanted, again))
        return Begun(reference=made.id)

    async def _find_refund(self, asked: Asked) -> tuple[str | None, Any]:
        """The payment behind the page of the top-up, and our refund of it if it is there."""
        if not asked.of_reference:
            return None, None
        page = await self._call(lambda: self._client.v1.checkout.sessions.retrieve(asked.of_reference))
        payment: Any = page.payment_intent
        if payment is None:
            return None, None
        wanted: Any = {"payment_intent": payment, "limit": 100}
        found = await self._call(lambda: self._client.v1.refunds.list(wanted))
        return payment, next((one for one in found.data if _is_of(one, asked.order_id)), None)

    def _page(self, asked: Asked) -> Any:
        named = {"order_id": str(asked.order_id)}
        return {
            "mode": "payment",
            "client_reference_id": str(asked.order_id),
            "metadata": named,
            "payment_intent_data": {"metadata": named},
            "expires_at": int((asked.made_at + PAYABLE).timestamp()),
            "success_url": self._back,
            "cancel_url": self._back,
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": asked.currency.lower(),
                        "unit_amount": asked.amount_minor,
                        "product_data": {"name": self._site},
                    },
                }
            ],
        }

    def _transfer(self, asked: Asked) -> Any:
        return {
            "amount": asked.amount_minor,
            "currency": asked.currency.lower(),
            "destination": asked.payee,
            "transfer_group": str(asked.order_id),
            "metadata": {"order_id": str(asked.order_id)},
        }

    async def ask(self, asked: Asked) -> Notice | None:
        """What became of an order, by Stripe's number for the page, or by the group of the transfer."""
        if asked.kind == "refund":
            _, made = await self._find_refund(asked)
            return None if made is None else _of_refund(made, "asked", _moment(made.created))
        if asked.kind == "withdrawal":
            group: Any = {"transfer_group": str(asked.order_id), "limit": 1}
            found = await self._call(lambda: self._client.v1.transfers.list(group))
            return _of_transfer(found.data[0], "asked") if found.data else None
        if not asked.reference:
            return None
        page = await self._call(lambda: self._client.v1.checkout.sessions.retrieve(asked.reference))
        state: NoticeState = "pending"
        if page.payment_status == "paid":
            state = "succeeded"
        elif page.status == "expired":
            state = "failed"
        return _of_page(page, state, f"asked_{page.id}_{state}", _moment(page.created))

    def read(self, headers: Mapping[str, str], body: bytes) -> Notice | None:
        """The notice in a webhook, whose signature the package checks."""
        try:
            event = self._client.construct_event(body, headers.get("stripe-signature"), self._secret)
        except (self._stripe.SignatureVerificationError, ValueError, TypeError, KeyError):
            raise WebhookForged from None
        about: Any = event.data.object
        try:
            if event.type == _COMPLETED:
                state: NoticeState = "succeeded" if about.payment_status == "paid" else "pending"
                return _of_page(about, state, event.id, _moment(event.created))
            if event.type in _REFUNDED:
                return _of_refund(about, event.id, _moment(event.created))
            known = _TOLD.get(event.type)
            if known is None:
                return None
            if known[0] == "top_up":
                return _of_page(about, known[1], event.id, _moment(event.created))
            return _of_transfer(about, event.id, state=known[1], at=_moment(event.created))
        except (ValueError, KeyError, TypeError, AttributeError):
            # Signed, but about something that is none of ours.
            return None

    async def file_of(self, day: date) -> list[FileLine]:
        """What moved on the balance at Stripe on *day*."""
        start = datetime(day.year, day.month, day.day, tzinfo=UTC)
        asked: Any = {
            "created": {"gte": int(start.timestamp()), "lt": int((start + timedelta(days=1)).timestamp())},
            "limit": 100,
            "expand": ["data.source"],
        }

        def read() -> list[Any]:
            return list(self._client.v1.balance_transactions.list(asked).auto_paging_iter())

        return [_line_of(one) for one in await self._call(read) if one.type in _LINES]


_LINES: Final[dict[str, OrderKind]] = {
    "charge": "top_up",
    "payment": "top_up",
    "transfer": "withdrawal",
    "refund": "refund",
    "payment_refund": "refund",
}


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _order_of(about: Any) -> UUID:
    return UUID(about.metadata["order_id"])


def _is_of(about: Any, order_id: UUID) -> bool:
    try:
        return _order_of(about) == order_id
    except (ValueError, KeyError, TypeError, AttributeError):
        return False


def _of_refund(made: Any, notice_id: str, at: datetime) -> Notice:
    state = _REFUND_STATES.get(str(made.status), "pending")
    return Notice(
        id=f"asked_{made.id}_{state}" if notice_id == "asked" else notice_id,
        order_id=_order_of(made),
        kind="refund",
        state=state,
        amount_minor=made.amount,
        currency=made.currency.upper(),
        at=at,
        reference=made.id,
        reason="" if state != "failed" else "not given back",
    )


def _of_page(page: Any, state: NoticeState, notice_id: str, at: datetime) -> Notice:
    return Notice(
        id=notice_id,
        order_id=_order_of(page),
        kind="top_up",
        state=state,
        amount_minor=page.amount_total,
        currency=page.currency.upper(),
        at=at,
        reference=page.id,
        reason="" if state != "failed" else "not paid",
    )


def _of_transfer(
    sent: Any, notice_id: str, *, state: NoticeState | None = None, at: datetime | None = None
) -> Notice:
    told: NoticeState = state or ("failed" if sent.reversed else "succeeded")
    return Notice(
        id=f"asked_{sent.id}_{told}" if notice_id == "asked" else notice_id,
        order_id=_order_of(sent),
        kind="withdrawal",
        state=told,
        amount_minor=sent.amount,
        currency=sent.currency.upper(),
        at=at or _moment(sent.created),
        reference=sent.id,
        reason="" if told == "succeeded" else "sent back",
    )


def _line_of(one: Any) -> FileLine:
    try:
        order_id: UUID | None = _order_of(one.source)
    except (ValueError, KeyError, TypeError, AttributeError):
        order_id = None
    return FileLine(
        order_id=order_id,
        kind=_LINES[one.type],
        amount_minor=abs(one.amount),
        currency=one.currency.upper(),
        at=_moment(one.created),
        reference=one.id,
    )
