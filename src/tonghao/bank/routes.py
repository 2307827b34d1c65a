"""HTTP for the bank of removed photos."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.answers import refusals
from tonghao.bank.read import get_counts, list_entries
from tonghao.bank.retire import EntryRetired, retire_entry
from tonghao.bank.types import BankCounts, BankEntry, Retirement
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.paging import BadCursor, Page

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


@get("/bank", operation_id="getBank", responses=refusals(*_STAFF))
async def counts(caller: Caller, pool: Pool) -> BankCounts:
    """How many removed photos are known, and how many photos are not hashed yet."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_counts(conn)


@get("/bank/entries", operation_id="listBankEntries", responses=refusals(BadCursor, *_STAFF))
async def entries(
    caller: Caller, pool: Pool, retired: bool = False, cursor: _Cursor = None
) -> Page[BankEntry]:
    """The photos that are kept away, the newest first; or those that were once."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_entries(conn, is_retired=retired, cursor=cursor)


@post(
    "/bank/entries/{entry_id:uuid}/retirements",
    operation_id="retireBankEntry",
    responses=refusals(NotFound, EntryRetired, ReasonNeeded, IdempotencyMismatch, *_STAFF),
)
async def retire(
    *, entry_id: UUID, data: Retirement, caller: Caller, pool: Pool, key: idempotency.Key
) -> BankEntry:
    """Let an entry count no more, with a reason; for the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            BankEntry,
            lambda: retire_entry(conn, entry_id=entry_id, operator_id=caller.account_id, reason=data.reason),
        )


router = Router("/", route_handlers=[counts, entries, retire], tags=["moderation"])
