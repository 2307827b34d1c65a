"""HTTP for a person's own wallet; nobody sees another's."""

import asyncio
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import Parameter, QueryParameter
from litestar.status_codes import HTTP_204_NO_CONTENT

from tonghao.accounts.prove_again import ProofNeeded
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.clock import now
from tonghao.config import Config
from tonghao.crypto import hash_password
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotFound, SignInNeeded, TooMany
from tonghao.ledger.statement import StatementTooLong, csv_of
from tonghao.ledger.statement_pdf import pdf_of
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.wallets.read import get_limits, get_receipt, get_wallet, list_history, list_months
from tonghao.wallets.set_pay_password import PayPasswordRefused, check_pay_password, set_pay_password
from tonghao.wallets.statement import WORDS, wallet_statement
from tonghao.wallets.types import (
    Asked,
    Direction,
    NewPayPassword,
    Sort,
    Wallet,
    WalletEntry,
    WalletLimits,
    WalletMonth,
    WalletReceipt,
)

_MINE = (SignInNeeded, NotFound)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Sorts = Annotated[list[Sort] | None, QueryParameter(name="sort", max_items=7, description="Only these.")]
_Words = Annotated[str, QueryParameter(name="q", max_length=60, description="In names and titles.")]


@get("/wallet", operation_id="getWallet", responses=refusals(*_MINE))
async def mine(caller: Caller, pool: Pool, config: Config) -> Wallet:
    """My wallet: what is in it, and what may open it."""
    gateway = None if config.gateway == "none" else config.gateway
    async with reading(pool) as conn:
        return await get_wallet(
            conn,
            caller,
            now=now(),
            gateway=gateway,
            play=gateway in {None, "sandbox"},
            currency=config.currency,
        )


@get(
    "/wallet/entries", operation_id="listWalletEntries", responses=refusals(*_MINE, InvalidRequest, BadCursor)
)
async def entries(
    *,
    caller: Caller,
    pool: Pool,
    config: Config,
    sorts: _Sorts = None,
    direction: Direction | None = None,
    since: date | None = None,
    until: date | None = None,
    words: _Words = "",
    cursor: _Cursor = None,
) -> Page[WalletEntry]:
    """The movements of my wallet, the newest first, all or those that are asked for."""
    asked = Asked(tuple(sorts or ()), direction, since, until, words)
    async with reading(pool) as conn:
        return await list_history(conn, caller.account_id, asked, cursor=cursor, currency=config.currency)


@get(
    "/wallet/entries/{transfer_id:uuid}",
    operation_id="getWalletReceipt",
    responses=refusals(*_MINE, InvalidRequest),
)
async def receipt(transfer_id: UUID, caller: Caller, pool: Pool, config: Config) -> WalletReceipt:
    """Everything about one movement of my wallet."""
    async with reading(pool) as conn:
        return await get_receipt(conn, caller.account_id, transfer_id, config.currency)


@get("/wallet/months", operation_id="listWalletMonths", responses=refusals(*_MINE))
async def months(caller: Caller, pool: Pool, config: Config) -> list[WalletMonth]:
    """What came in and went out month by month, a year back."""
    async with reading(pool) as conn:
        return await list_months(conn, caller.account_id, config.currency)


@get("/wallet/limits", operation_id="getWalletLimits", responses=refusals(*_MINE))
async def limits(caller: Caller, pool: Pool, config: Config) -> WalletLimits:
    """How much I may move, what is left of it, and what would raise it."""
    async with reading(pool) as conn:
        return await get_limits(conn, caller.account_id, config.currency)


@get(
    "/wallet/statement",
    operation_id="getWalletStatement",
    media_type="*/*",  # text/csv or application/pdf, as `format` asks
    responses=refusals(*_MINE, InvalidRequest, StatementTooLong, TooMany),
)
async def statement(
    *,
    caller: Caller,
    pool: Pool,
    config: Config,
    limiter: Limiter,
    form: Annotated[Literal["csv", "pdf"], QueryParameter(name="format")] = "csv",
    since: date | None = None,
    until: date | None = None,
) -> Response[bytes]:
    """The statement of my wallet, as a table or on paper; of a year when no days are named."""
    await limiter.count("60 per hour", "wallet_statement", str(caller.account_id))
    async with reading(pool) as conn:
        found = await wallet_statement(
            conn, caller.account_id, since=since, until=until, currency=config.currency
        )
    if form == "pdf":
        made = await asyncio.to_thread(
            pdf_of,
            found.statement,
            title=config.site_name,
            holder=found.holder,
            zone=found.zone,
            words=WORDS,
            names=found.names,
        )
    else:
        made = csv_of(found.statement, zone=found.zone, words=WORDS, names=found.names).encode()
    kind = "application/pdf" if form == "pdf" else "text/csv"
    headers = {"content-disposition": f'attachment; filename="wallet.{form}"'}
    return Response(made, media_type=kind, headers=headers)


@put(
    "/wallet/pay-password",
    operation_id="setPayPassword",
    status_code=HTTP_204_NO_CONTENT,
    responses=refusals(InvalidRequest, SignInNeeded, PayPasswordRefused, ProofNeeded, TooMany),
)
async def set_one(data: NewPayPassword, caller: Caller, pool: Pool, limiter: Limiter) -> None:
    """Set my pay password, or a new one in its place, after I showed password or passkey again."""
    await limiter.count("20 per 1 day", "pay_password", str(caller.account_id))
    check_pay_password(data.pay_password)
    hashed = await hash_password(data.pay_password)
    async with writing(pool) as conn:
        await set_pay_password(
            conn, account_id=caller.account_id, session_id=caller.session_id, password_hash=hashed
        )


router = Router(
    "/", route_handlers=[mine, entries, receipt, months, limits, statement, set_one], tags=["wallet"]
)
