"""HTTP for the treasury."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, post
from litestar.params import QueryParameter
from litestar.status_codes import HTTP_200_OK

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.sanction import OwnAccount
from tonghao.accounts.screen_text import CheckerAway, TextRefused, must_pass
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.gateways.known import Gateways
from tonghao.gateways.refund import NothingToRefund, RefundTooMuch, WalletHoldsLess, refund_top_up
from tonghao.ledger.statement import StatementTooLong
from tonghao.ledger.types import KeyReused
from tonghao.limits import Limiter
from tonghao.money import AmountRefused, minor_of
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener
from tonghao.treasury.board import get_treasury
from tonghao.treasury.find import find_in_books
from tonghao.treasury.flow import get_flow
from tonghao.treasury.look import look_at_account, take_statement
from tonghao.treasury.order import find_order
from tonghao.treasury.refunds import list_refunds
from tonghao.treasury.types import (
    LedgerAccountPage,
    LedgerFound,
    LedgerLook,
    LedgerOrder,
    ListedRefund,
    MoneyFlow,
    NewRefund,
    Treasury,
)

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_OPERATES = (SignInNeeded, NotAllowed)
_LOOKS = (*_OPERATES, InvalidRequest, TooMany)
_GIVES_BACK = (
    *_LOOKS, NotFound, AmountRefused, KeyReused, OwnAccount, NothingToRefund, RefundTooMuch, WalletHoldsLess,
    ReasonNeeded, TextRefused, CheckerAway,
)  # fmt: skip


@get("/treasury", operation_id="getTreasury", responses=refusals(*_OPERATES))
async def board(caller: Caller, pool: Pool, config: Config, gateways: Gateways) -> Treasury:
    """For operators: the audit of the books, the gateways, what is under way, and the limits."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await get_treasury(conn, gateways, currency=config.currency)


@get("/treasury/flow", operation_id="getMoneyFlow", responses=refusals(*_OPERATES))
async def flow(caller: Caller, pool: Pool, config: Config) -> MoneyFlow:
    """For operators: what came in and went out in the last 30 days, day by day and by kind."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await get_flow(conn, config.currency)


@post(
    "/treasury/looks",
    operation_id="lookIntoBooks",
    status_code=HTTP_200_OK,
    responses=refusals(*_LOOKS),
)
async def look(data: LedgerLook, caller: Caller, pool: Pool, limiter: Limiter) -> LedgerFound:
    """For operators: find something in the books; each look stands in the audit log."""
    caller.must_operate()
    await limiter.count("600 per hour", "treasury", str(caller.account_id))
    async with writing(pool) as conn:
        return await find_in_books(conn, words=data.words, by=caller.account_id)


@get(
    "/treasury/accounts/{account_id:uuid}",
    operation_id="getLedgerAccount",
    responses=refusals(*_LOOKS, NotFound, BadCursor),
)
async def account(
    account_id: UUID, caller: Caller, pool: Pool, limiter: Limiter, cursor: _Cursor = None
) -> LedgerAccountPage:
    """For operators: an account of the books with its entries; each look stands in the audit log."""
    caller.must_operate()
    await limiter.count("600 per hour", "treasury", str(caller.account_id))
    async with writing(pool) as conn:
        return await look_at_account(conn, account_id=account_id, by=caller.account_id, cursor=cursor)


@get(
    "/treasury/accounts/{account_id:uuid}/statement",
    operation_id="getLedgerStatement",
    media_type="text/csv",
    responses=refusals(*_LOOKS, NotFound, StatementTooLong),
)
async def statement(
    *,
    account_id: UUID,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    since: date | None = None,
    until: date | None = None,
) -> Response[bytes]:
    """For operators: the statement of an account as a table; of 30 days when none are named."""
    caller.must_operate()
    await limiter.count("600 per hour", "treasury", str(caller.account_id))
    async with writing(pool) as conn:
        written = await take_statement(
            conn, account_id=account_id, by=caller.account_id, since=since, until=until
        )
    headers = {"content-disposition": 'attachment; filename="account.csv"'}
    return Response(written.encode(), media_type="text/csv", headers=headers)


@get(
    "/treasury/refunds", operation_id="listRefunds", responses=refusals(*_OPERATES, InvalidRequest, BadCursor)
)
async def refunds(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[ListedRefund]:
    """For operators: what was given back of top-ups, by whom and why, the newest first."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_refunds(conn, cursor=cursor)


@post(
    "/treasury/orders/{order_id:uuid}/refunds",
    operation_id="refundTopUp",
    responses=refusals(*_GIVES_BACK),
)
async def refund(
    *,
    order_id: UUID,
    data: NewRefund,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    screener: TextScreener,
) -> LedgerOrder:
    """For operators: give a top-up back, in part or whole. One `refund_id` is one refund."""
    caller.must_operate()
    await limiter.count("120 per hour", "refund", str(caller.account_id))
    amount_minor = minor_of(data.amount, config.currency)
    must_pass(screener, data.reason, kind="circle")
    async with writing(pool) as conn:
        await refund_top_up(
            conn,
            refund_id=data.refund_id,
            order_id=order_id,
            amount_minor=amount_minor,
            reason=data.reason,
            by=caller.account_id,
        )
        order = await find_order(conn, order_id)
    if order is None:
        raise NotFound
    return order


router = Router("/", route_handlers=[board, flow, look, account, statement, refunds, refund], tags=["wallet"])
