"""Stripe's own package against recorded messages and a stand-in of its interface, all on this machine."""

import hashlib
import hmac
import json
import time
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.gateways.provider import Provider, running, said
from tonghao.config import Config
from tonghao.gateways.hear_notice import WebhookForged
from tonghao.gateways.stripe_gateway import StripeGateway
from tonghao.gateways.types import Asked, GatewayAway, GatewayRefused

pytest.importorskip("stripe")
ORDER = UUID("019a0000-0000-7000-8000-0000000000aa")
BACK = UUID("019a0000-0000-7000-8000-0000000000ab")
SECRET = "whsec_recorded"
DAY = date(2026, 3, 1)
AT = int(datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp())


def _asked(kind: Any = "top_up", **more: Any) -> Asked:
    told = {"order_id": ORDER, "account_id": UUID(int=1), "kind": kind, "amount_minor": 50_00}
    return Asked(**(told | {"currency": "CNY", "payee": "", "made_at": datetime.now(UTC)} | more))


def _page(**more: Any) -> dict[str, Any]:
    """A page as Stripe describes it."""
    return {
        "id": "cs_test_1", "object": "checkout.session", "url": "https://checkout.example/c/pay/cs_test_1",
        "amount_total": 50_00, "currency": "cny", "payment_status": "unpaid", "status": "open",
        "metadata": {"order_id": str(ORDER)}, "created": AT,
    } | more  # fmt: skip


def _transfer(**more: Any) -> dict[str, Any]:
    return {
        "id": "tr_1", "object": "transfer", "amount": 20_00, "currency": "cny", "created": AT,
        "reversed": False, "metadata": {"order_id": str(ORDER)},
    } | more  # fmt: skip


def _gateway(url: str = "http://127.0.0.1:9") -> StripeGateway:
    config = Config(
        gateway="stripe", stripe_key="sk_test_x", stripe_webhook_secret=SECRET, provider_url=url, demo=False
    )
    return StripeGateway(config)


def _signed(
    event: dict[str, Any], *, at: int | None = None, secret: str = SECRET
) -> tuple[dict[str, str], bytes]:
    body = json.dumps(event).encode()
    moment = at or int(time.time())
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={moment},v1={mac}"}, body


def _event(kind: str, about: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "evt_1", "object": "event", "type": kind, "created": AT, "api_version": "2026-02-25",
        "data": {"object": about}, "livemode": False, "pending_webhooks": 1, "request": None,
    }  # fmt: skip


async def test_a_top_up_opens_a_page_under_the_orders_own_key() -> None:
    asked = _asked()
    with running(lambda *_: said(_page())) as provider:
        begun = await _gateway(provider.url).begin(asked)
    assert (begun.reference, begun.pay_url) == ("cs_test_1", "https://checkout.example/c/pay/cs_test_1")
    method, path, fields, headers = provider.asked[0]
    assert (method, path) == ("POST", "/v1/checkout/sessions")
    assert headers["idempotency-key"] == str(ORDER)
    assert headers["authorization"] == "Bearer sk_test_x"
    assert fields["line_items[0][price_data][unit_amount]"] == "5000"
    assert fields["line_items[0][price_data][currency]"] == "cny"
    assert fields["expires_at"] == str(int(asked.made_at.timestamp()) + 3600)
    assert fields["metadata[order_id]"] == str(ORDER)


async def test_a_withdrawal_is_a_transfer_to_the_account_that_is_named() -> None:
    with running(lambda *_: said(_transfer())) as provider:
        begun = await _gateway(provider.url).begin(_asked("withdrawal", payee="acct_1", amount_minor=20_00))
    assert begun.reference == "tr_1"
    _, path, fields, headers = provider.asked[0]
    assert path == "/v1/transfers"
    assert (fields["destination"], fields["amount"]) == ("acct_1", "2000")
    assert headers["idempotency-key"] == str(ORDER)


async def test_what_stripe_never_takes_is_told_from_what_may_pass() -> None:
    def refuses(*_: Any) -> tuple[int, bytes]:
        return said({"error": {"type": "invalid_request_error", "message": "No such destination"}}, 400)

    def fails(*_: Any) -> tuple[int, bytes]:
        return said({"error": {"type": "api_error", "message": "down"}}, 500)

    with running(refuses) as provider, pytest.raises(GatewayRefused):
        await _gateway(provider.url).begin(_asked())
    with running(fails) as provider, pytest.raises(GatewayAway):
        await _gateway(provider.url).begin(_asked())
    with pytest.raises(GatewayAway):
        await _gateway().begin(_asked())


@pytest.mark.parametrize(
    ("kind", "about", "told"),
    [
        ("checkout.session.completed", _page(payment_status="paid"), ("top_up", "succeeded", 50_00)),
        ("checkout.session.completed", _page(), ("top_up", "pending", 50_00)),
        ("checkout.session.async_payment_succeeded", _page(), ("top_up", "succeeded", 50_00)),
        ("checkout.session.async_payment_failed", _page(), ("top_up", "failed", 50_00)),
        ("checkout.session.expired", _page(), ("top_up", "failed", 50_00)),
        ("transfer.created", _transfer(), ("withdrawal", "succeeded", 20_00)),
        ("transfer.reversed", _transfer(reversed=True), ("withdrawal", "failed", 20_00)),
    ],
)
def test_recorded_webhooks_are_read(kind: str, about: dict[str, Any], told: tuple[str, str, int]) -> None:
    notice = _gateway().read(*_signed(_event(kind, about)))
    assert notice is not None
    assert (notice.kind, notice.state, notice.amount_minor) == told
    assert (notice.order_id, notice.currency, notice.id) == (ORDER, "CNY", "evt_1")


def test_what_is_signed_but_none_of_ours_says_nothing() -> None:
    assert (
        _gateway().read(*_signed(_event("customer.created", {"id": "cus_1", "object": "customer"}))) is None
    )
    for unnamed in ({}, None):
        foreign = _page(payment_status="paid", metadata=unnamed)
        assert _gateway().read(*_signed(_event("checkout.session.completed", foreign))) is None


def test_what_is_not_signed_by_stripe_is_forged() -> None:
    event = _event("checkout.session.completed", _page(payment_status="paid"))
    headers, body = _signed(event)
    old = _signed(event, at=int(time.time()) - 600)
    forged = [
        ({}, body),
        (headers, body.replace(b"5000", b"9000")),
        old,
        _signed(event, secret="whsec_other"),
        ({"stripe-signature": "t=x,v1=y"}, body),
        (headers, b"\xff"),
    ]
    for sent in forged:
        with pytest.raises(WebhookForged):
            _gateway().read(*sent)


async def test_an_order_whose_notice_was_lost_is_asked_for() -> None:
    def answers(_: str, path: str, *__: Any) -> tuple[int, bytes]:
        if path.startswith("/v1/checkout/sessions/"):
            return said(_page(payment_status="paid", status="complete"))
        return said({"object": "list", "data": [_transfer()], "has_more": False, "url": path})

    with running(answers) as provider:
        gateway = _gateway(provider.url)
        paid = await gateway.ask(_asked(reference="cs_test_1"))
        sent = await gateway.ask(_asked("withdrawal"))
        nothing = await gateway.ask(_asked())
    assert paid is not None
    assert sent is not None
    assert (paid.state, paid.amount_minor, sent.state, sent.kind) == (
        "succeeded",
        50_00,
        "succeeded",
        "withdrawal",
    )
    assert nothing is None


async def test_the_daily_file_is_the_balance_of_that_day() -> None:
    lines = [
        {"id": "txn_1", "object": "balance_transaction", "type": "charge", "amount": 50_00, "currency": "cny",
         "created": AT, "source": {"id": "ch_1", "object": "charge", "metadata": {"order_id": str(ORDER)}}},
        {"id": "txn_2", "object": "balance_transaction", "type": "transfer", "amount": -20_00,
         "currency": "cny", "created": AT, "source": _transfer()},
        {"id": "txn_3", "object": "balance_transaction", "type": "stripe_fee", "amount": -1_00,
         "currency": "cny", "created": AT, "source": None},
        {"id": "txn_4", "object": "balance_transaction", "type": "charge", "amount": 7_00, "currency": "cny",
         "created": AT, "source": {"id": "ch_2", "object": "charge", "metadata": {}}},
    ]  # fmt: skip

    def answers(_: str, path: str, *__: Any) -> tuple[int, bytes]:
        return said({"object": "list", "data": lines, "has_more": False, "url": path})

    with running(answers) as provider:
        read = await _gateway(provider.url).file_of(DAY)
    assert [(one.order_id, one.kind, one.amount_minor) for one in read] == [
        (ORDER, "top_up", 50_00),
        (ORDER, "withdrawal", 20_00),
        (None, "top_up", 7_00),
    ]
    fields = provider.asked[0][2]
    assert int(fields["created[lt]"]) - int(fields["created[gte]"]) == 86_400
    assert isinstance(provider, Provider)


def _refund(**more: Any) -> dict[str, Any]:
    return {
        "id": "re_1", "object": "refund", "amount": 20_00, "currency": "cny", "created": AT,
        "status": "succeeded", "payment_intent": "pi_1", "metadata": {"order_id": str(BACK)},
    } | more  # fmt: skip


def _stripe_of(refunds: list[dict[str, Any]]) -> Any:
    """Answers of a page that was paid, and of what was given back of it."""

    def answers(method: str, path: str, *_: Any) -> tuple[int, bytes]:
        if path.startswith("/v1/checkout/sessions/"):
            return said(_page(payment_status="paid", status="complete", payment_intent="pi_1"))
        if method == "POST":
            return said(_refund())
        return said({"object": "list", "data": refunds, "has_more": False, "url": path})

    return answers


async def test_a_refund_is_made_of_the_payment_behind_the_page_and_once() -> None:
    asked = _asked("refund", order_id=BACK, amount_minor=20_00, of_id=ORDER, of_reference="cs_test_1")
    with running(_stripe_of([])) as provider:
        gateway = _gateway(provider.url)
        assert await gateway.ask(asked) is None
        begun = await gateway.begin(asked)
        method, path, fields, headers = provider.asked[-1]
    assert (begun.reference, method, path) == ("re_1", "POST", "/v1/refunds")
    assert (fields["payment_intent"], fields["amount"]) == ("pi_1", "2000")
    assert (fields["metadata[order_id]"], headers["idempotency-key"]) == (str(BACK), str(BACK))
    foreign = _refund(id="re_0", metadata={})
    with running(_stripe_of([foreign, _refund()])) as provider:
        gateway = _gateway(provider.url)
        assert (await gateway.begin(asked)).reference == "re_1"
        assert all(method == "GET" for method, *_ in provider.asked)
        told = await gateway.ask(asked)
    assert told is not None
    assert (told.order_id, told.kind, told.state, told.amount_minor) == (BACK, "refund", "succeeded", 20_00)
    with pytest.raises(GatewayRefused):
        await _gateway().begin(_asked("refund", order_id=BACK, of_id=ORDER))


@pytest.mark.parametrize(
    ("kind", "status", "state"),
    [
        ("refund.created", "pending", "pending"),
        ("refund.updated", "succeeded", "succeeded"),
        ("refund.failed", "failed", "failed"),
        ("refund.updated", "canceled", "failed"),
    ],
)
def test_recorded_refunds_are_read(kind: str, status: str, state: str) -> None:
    notice = _gateway().read(*_signed(_event(kind, _refund(status=status))))
    assert notice is not None
    assert (notice.order_id, notice.kind, notice.state) == (BACK, "refund", state)
    # One that somebody made on Stripe's own pages is none of ours.
    assert _gateway().read(*_signed(_event(kind, _refund(metadata={})))) is None


async def test_the_daily_file_names_refunds() -> None:
    line = {"id": "txn_5", "object": "balance_transaction", "type": "refund", "amount": -20_00,
            "currency": "cny", "created": AT, "source": _refund()}  # fmt: skip

    def answers(_: str, path: str, *__: Any) -> tuple[int, bytes]:
        return said({"object": "list", "data": [line], "has_more": False, "url": path})

    with running(answers) as provider:
        [read] = await _gateway(provider.url).file_of(DAY)
    assert (read.order_id, read.kind, read.amount_minor) == (BACK, "refund", 20_00)
