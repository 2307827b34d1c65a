"""HTTP for batches."""

from uuid import UUID

import msgspec
from litestar import Router, get, post

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.answers import refusals
from tonghao.batches.alike import list_alike
from tonghao.batches.decide_many import decide_batch, make_batch
from tonghao.batches.read import get_batch
from tonghao.batches.types import AlikeCases, Alikeness, Batch, BatchUndo, NewBatch
from tonghao.batches.undo_many import BatchUndone, begin_undo, undo_batch
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.decide import NothingRemoved
from tonghao.moderation.lock_case import Recused

_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


class _Made(msgspec.Struct, frozen=True):
    """What the key of a batch stands for; what became of its cases is read anew."""

    batch_id: UUID


@get(
    "/cases/{case_id:uuid}/alike",
    operation_id="listAlikeCases",
    responses=refusals(*_STAFF, NotFound, Recused),
)
async def alike(case_id: UUID, caller: Caller, pool: Pool, by: Alikeness | None = None) -> AlikeCases:
    """The open cases like one, by words, person, rule or photo."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_alike(conn, case_id=case_id, viewer_id=caller.account_id, by=by)


@post(
    "/batches",
    operation_id="decideBatch",
    responses=refusals(*_STAFF, ReasonNeeded, NothingRemoved, UnknownCategory, IdempotencyMismatch),
)
async def decide(*, data: NewBatch, caller: Caller, pool: Pool, key: idempotency.Key) -> Batch:
    """Decide many cases alike with one reason; the answer lists what became of each."""
    caller.must_moderate()
    async with writing(pool) as conn:

        async def verb() -> _Made:
            return _Made(
                await make_batch(conn, by=caller.account_id, is_operator=caller.is_operator, new=data)
            )

        made = await idempotency.answer(conn, caller.account_id, key, _Made, verb)
    await decide_batch(pool, batch_id=made.batch_id)
    async with reading(pool) as conn:
        return await get_batch(conn, batch_id=made.batch_id, viewer_id=caller.account_id)


@get("/batches/{batch_id:uuid}", operation_id="getBatch", responses=refusals(*_STAFF, NotFound))
async def one(batch_id: UUID, caller: Caller, pool: Pool) -> Batch:
    """A batch with the result of each case."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_batch(conn, batch_id=batch_id, viewer_id=caller.account_id)


@post(
    "/batches/{batch_id:uuid}/undos",
    operation_id="undoBatch",
    responses=refusals(*_STAFF, NotFound, BatchUndone, ReasonNeeded),
)
async def undo(batch_id: UUID, data: BatchUndo, caller: Caller, pool: Pool) -> Batch:
    """Take back what a batch decided; what somebody decided since stays, and says so."""
    caller.must_moderate()
    async with writing(pool) as conn:
        await begin_undo(conn, batch_id=batch_id, by=caller.account_id, note=data.note)
    await undo_batch(
        pool, batch_id=batch_id, by=caller.account_id, is_operator=caller.is_operator, note=data.note
    )
    async with reading(pool) as conn:
        return await get_batch(conn, batch_id=batch_id, viewer_id=caller.account_id)


router = Router("/", route_handlers=[alike, decide, one, undo], tags=["batches"])
