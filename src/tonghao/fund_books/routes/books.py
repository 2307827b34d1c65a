"""HTTP for fund books; everybody who may read the circle reads them."""

from typing import Annotated
from uuid import UUID

from litestar import Response, get, post
from litestar.params import Parameter

from tonghao import idempotency
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.circles.restrictions import STOPPED, PhotosLater, PhotosStopped
from tonghao.circles.tools import ToolNotUsed
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.fund_books.enter import (
    EntryReversed,
    FundShort,
    LineMovedMoney,
    SecondPersonNeeded,
    confirm_entry,
    enter,
    open_fund,
    reverse_entry,
)
from tonghao.fund_books.read import csv_of, get_fund, list_entries, list_funds
from tonghao.fund_books.types import Fund, FundEntry, NewEntry, NewFund
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.money import AmountRefused
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_ALL = "/circles/{circle_id:uuid}/funds"
_ONE = _ALL + "/{fund_id:uuid}"
_ENTRY = _ONE + "/entries/{entry:int}"
_READ = (InvalidRequest, NotFound)
_KEPT = (InvalidRequest, SignInNeeded, NotFound, NotAllowed)
_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Number = Annotated[int, Parameter(ge=1, le=2**31 - 1)]


def _id_of(viewer: Caller | None) -> UUID | None:
    return None if viewer is None else viewer.account_id


@get(_ALL, operation_id="listFunds", responses=refusals(*_READ))
async def every(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[Fund]:
    """The funds of a circle."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, _id_of(viewer))
        return await list_funds(conn, circle_id)


@post(
    _ALL,
    operation_id="openFund",
    responses=refusals(*STOPPED, *_KEPT, TooMany, ToolNotUsed, TextRefused, CheckerAway),
)
async def open_one(
    *, circle_id: UUID, data: NewFund, caller: Caller, pool: Pool, limiter: Limiter, screener: TextScreener
) -> Fund:
    """Begin a fund's book in a circle that I host."""
    await limiter.count("20 per day", "open_fund", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        fund_id = await open_fund(conn, screener=screener, access=access, new=data)
        return await get_fund(conn, circle_id=circle_id, fund_id=fund_id)


@get(_ONE + "/entries", operation_id="listFundEntries", responses=refusals(*_READ, BadCursor))
async def entries(
    circle_id: UUID, fund_id: UUID, viewer: Caller | None, pool: Pool, cursor: _Cursor = None
) -> Page[FundEntry]:
    """The lines of a book, the newest first, each with the balance after it."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, _id_of(viewer))
        return await list_entries(
            conn, circle_id=circle_id, fund_id=fund_id, viewer_id=_id_of(viewer), cursor=cursor
        )


@post(
    _ONE + "/entries",
    operation_id="enterInFund",
    responses=refusals(
        *_KEPT, *STOPPED, PhotosStopped, PhotosLater, TooMany, ToolNotUsed, IdempotencyMismatch,
        AmountRefused, FundShort, PhotoRefused, TextRefused, CheckerAway,
    ),
)  # fmt: skip
async def enter_one(
    *,
    circle_id: UUID,
    fund_id: UUID,
    data: NewEntry,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Page[FundEntry]:
    """Write the next line; the newest lines come back."""
    await limiter.count("60 per 10 minutes", "enter_in_fund", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> Page[FundEntry]:
            access = await access_of(conn, circle_id, caller.account_id)
            await enter(conn, screener=screener, access=access, fund_id=fund_id, new=data)
            return await list_entries(conn, circle_id=circle_id, fund_id=fund_id, viewer_id=caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Page[FundEntry], verb)


@post(
    _ENTRY + "/reversal",
    operation_id="reverseFundEntry",
    responses=refusals(*_KEPT, EntryReversed, LineMovedMoney, FundShort),
)
async def reverse(
    circle_id: UUID, fund_id: UUID, entry: _Number, caller: Caller, pool: Pool
) -> Page[FundEntry]:
    """Correct a line by one that takes it back; the newest lines come back."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await reverse_entry(conn, access=access, fund_id=fund_id, number=entry)
        return await list_entries(conn, circle_id=circle_id, fund_id=fund_id, viewer_id=caller.account_id)


@post(
    _ENTRY + "/confirmation",
    operation_id="confirmFundEntry",
    status_code=204,
    responses=refusals(*_KEPT, SecondPersonNeeded),
)
async def confirm(circle_id: UUID, fund_id: UUID, entry: _Number, caller: Caller, pool: Pool) -> None:
    """Say that I have seen the receipt of a line that somebody else entered."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await confirm_entry(conn, access=access, fund_id=fund_id, number=entry)


@get(
    _ONE + "/csv",
    operation_id="getFundCsv",
    media_type="text/csv",
    responses=refusals(*_READ),
)
async def as_csv(circle_id: UUID, fund_id: UUID, viewer: Caller | None, pool: Pool) -> Response[str]:
    """The whole book for a spreadsheet."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, _id_of(viewer))
        fund = await get_fund(conn, circle_id=circle_id, fund_id=fund_id)
        text = await csv_of(conn, circle_id=circle_id, fund_id=fund.fund_id)
    headers = {"content-disposition": f'attachment; filename="fund-{fund_id}.csv"'}
    return Response(text, media_type="text/csv; charset=utf-8", headers=headers)


HANDLERS = (every, open_one, entries, enter_one, reverse, confirm, as_csv)
