"""HTTP for topping up and taking out, for the gateways' own notices, and for who keeps the books."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar import MediaType, Request, Response, Router, get, post
from litestar.params import Parameter
from litestar.status_codes import HTTP_200_OK, HTTP_204_NO_CONTENT

from tonghao.accounts.ask_passkey import PasskeyRefused
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.gateways.ask_gateway import begin_order
from tonghao.gateways.count_refused import count_refused
from tonghao.gateways.hear_notice import WebhookEarly, WebhookForged, hear_notice
from tonghao.gateways.keep_difference import settle_difference
from tonghao.gateways.known import Gateways
from tonghao.gateways.place_order import GatewayRests, NoGateway, place_top_up, place_withdrawal
from tonghao.gateways.read import get_order, list_days, list_differences, list_health, list_orders
from tonghao.gateways.reconcile import reconcile_day
from tonghao.gateways.types import (
    Difference,
    GatewayAway,
    GatewayDay,
    GatewayHealth,
    Heard,
    NewTopUp,
    NewWithdrawal,
    Settlement,
    WalletOrder,
)
from tonghao.ledger.types import KeyReused
from tonghao.limits import Limiter
from tonghao.money import AmountRefused, minor_of
from tonghao.paging import BadCursor, Page
from tonghao.wallets.confirm import (
    NewDeviceBraked,
    PayPasswordLocked,
    PayPasswordWanted,
    PayPasswordWrong,
    shown_confirmation,
)
from tonghao.wallets.limits import LimitReached, MinorsDoNot
from tonghao.wallets.refused import LEDGER_REFUSALS, refusal_of

_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Name = Annotated[str, Parameter(max_length=20)]
_ASKS = (
    InvalidRequest, SignInNeeded, NotFound, TooMany, AmountRefused, KeyReused, LimitReached, MinorsDoNot,
    NoGateway, GatewayRests, FeatureStopped,
)  # fmt: skip
_CONFIRMED = (PayPasswordWanted, PayPasswordWrong, PayPasswordLocked, PasskeyRefused, NewDeviceBraked)
_OPERATES = (SignInNeeded, NotAllowed)


@post("/wallet/top-ups", operation_id="topUp", responses=refusals(*_ASKS))
async def top_up(
    *, data: NewTopUp, caller: Caller, pool: Pool, config: Config, limiter: Limiter, gateways: Gateways
) -> WalletOrder:
    """Top up my wallet; the money is there when the gateway says so. One `order_id` is one order."""
    await limiter.count("60 per hour", "top_up", str(caller.account_id))
    gateway = gateways.in_use()
    amount_minor = minor_of(data.amount, config.currency)
    async with writing(pool) as conn:
        asked = await place_top_up(
            conn,
            caller,
            gateway=gateway.name,
            order_id=data.order_id,
            amount_minor=amount_minor,
            currency=config.currency,
        )
    if asked is not None:
        try:
            await begin_order(pool, gateway, asked)
        except GatewayAway:
            raise GatewayRests from None
    async with reading(pool) as conn:
        return await get_order(conn, order_id=data.order_id, account_id=caller.account_id)


@post(
    "/wallet/withdrawals",
    operation_id="withdraw",
    responses=refusals(*_ASKS, *_CONFIRMED, *set(LEDGER_REFUSALS.values())),
)
async def withdraw(
    *, data: NewWithdrawal, caller: Caller, pool: Pool, config: Config, limiter: Limiter, gateways: Gateways
) -> WalletOrder:
    """Take money out of my wallet; it is on its way until it is paid, and comes back if that fails."""
    await limiter.count("60 per hour", "withdraw", str(caller.account_id))
    gateway = gateways.in_use()
    amount_minor = minor_of(data.amount, config.currency)
    confirmation = await shown_confirmation(
        pool, config, caller, pay_password=data.pay_password, passkey=data.passkey
    )
    async with writing(pool) as conn:
        refused = await place_withdrawal(
            conn,
            caller,
            gateway=gateway.name,
            order_id=data.order_id,
            amount_minor=amount_minor,
            currency=config.currency,
            payee=data.payee,
            confirmation=confirmation,
            now=now(),
        )
    if refused is not None:
        raise refusal_of(refused)
    async with reading(pool) as conn:
        return await get_order(conn, order_id=data.order_id, account_id=caller.account_id)


@get(
    "/wallet/orders",
    operation_id="listWalletOrders",
    responses=refusals(SignInNeeded, InvalidRequest, BadCursor),
)
async def orders(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[WalletOrder]:
    """What I topped up and took out, and what is still on its way, the newest first."""
    async with reading(pool) as conn:
        return await list_orders(conn, caller.account_id, cursor=cursor)


@get(
    "/wallet/orders/{order_id:uuid}",
    operation_id="getWalletOrder",
    responses=refusals(SignInNeeded, InvalidRequest, NotFound),
)
async def order(order_id: UUID, caller: Caller, pool: Pool) -> WalletOrder:
    """One of my orders."""
    async with reading(pool) as conn:
        return await get_order(conn, order_id=order_id, account_id=caller.account_id)


@post(
    "/gateways/{gateway:str}/webhooks",
    operation_id="hearGateway",
    status_code=HTTP_200_OK,
    responses=refusals(InvalidRequest, NotFound, TooMany, WebhookForged, WebhookEarly),
)
async def webhook(
    gateway: _Name, request: Request[Any, Any, Any], pool: Pool, limiter: Limiter, gateways: Gateways
) -> Response[Heard]:
    """For gateways alone: a signed notice about an order. Sent twice it changes nothing twice."""
    address = request.client.host if request.client else ""
    await limiter.count("3000 per minute", "hear_gateway", address)
    known = gateways.one(gateway)
    try:
        notice = known.read(request.headers, await request.body())
        if notice is None:
            return Response(Heard("noted"))
        async with writing(pool) as conn:
            outcome = await hear_notice(conn, known.name, notice)
    except (WebhookForged, WebhookEarly) as refused:
        async with writing(pool) as conn:
            await count_refused(conn, known.name, "forged" if isinstance(refused, WebhookForged) else "early")
        raise
    if gateway == "alipay":
        # The one word that it waits for; anything else it would send again for a day.
        return Response("success", media_type=MediaType.TEXT)  # type: ignore[arg-type]
    return Response(Heard(outcome))


@get("/gateways", operation_id="listGateways", responses=refusals(*_OPERATES))
async def health(caller: Caller, pool: Pool, gateways: Gateways) -> list[GatewayHealth]:
    """For operators: how each gateway does."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_health(conn, gateways)


@get("/gateways/days", operation_id="listGatewayDays", responses=refusals(*_OPERATES))
async def days(caller: Caller, pool: Pool, config: Config) -> list[GatewayDay]:
    """For operators: how the gateways' daily files compared with the books."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_days(conn, config.currency)


@post(
    "/gateways/{gateway:str}/days/{day:date}/reconciliations",
    operation_id="reconcileGatewayDay",
    responses=refusals(*_OPERATES, InvalidRequest, NotFound, TooMany, GatewayRests),
)
async def reconcile_one(
    *,
    gateway: _Name,
    day: date,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    gateways: Gateways,
) -> list[GatewayDay]:
    """For operators: compare the file of a day now, or once more."""
    caller.must_operate()
    await limiter.count("30 per hour", "reconcile", str(caller.account_id))
    known = gateways.one(gateway)
    if not date(2016, 1, 1) <= day <= now().date():
        raise InvalidRequest(reason="a day that has come")
    try:
        await reconcile_day(pool, known, day, currency=config.currency)
    except GatewayAway:
        raise GatewayRests from None
    async with reading(pool) as conn:
        return await list_days(conn, config.currency)


@get(
    "/gateways/differences",
    operation_id="listGatewayDifferences",
    responses=refusals(*_OPERATES, InvalidRequest, BadCursor),
)
async def differences(
    caller: Caller, pool: Pool, config: Config, settled: bool = False, cursor: _Cursor = None
) -> Page[Difference]:
    """For operators: where gateways and the books do not agree; settled ones too when asked for."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_differences(conn, currency=config.currency, settled_too=settled, cursor=cursor)


@post(
    "/gateways/differences/{difference_id:uuid}/settlement",
    operation_id="settleGatewayDifference",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(*_OPERATES, InvalidRequest, NotFound),
)
async def settle(difference_id: UUID, data: Settlement, caller: Caller, pool: Pool) -> None:
    """For operators: say what a difference was. The books are mended by a movement of their own."""
    caller.must_operate()
    async with writing(pool) as conn:
        await settle_difference(
            conn, difference_id=difference_id, account_id=caller.account_id, note=data.note
        )


router = Router(
    "/",
    route_handlers=[
        top_up, withdraw, orders, order, webhook, health, days, reconcile_one, differences, settle,
    ],
    tags=["wallet"],
)  # fmt: skip
