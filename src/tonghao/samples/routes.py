"""HTTP for samples."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, post
from litestar.params import Parameter, QueryParameter

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.media.store import Store, rendition_key
from tonghao.media_serving.read import must_be_fetchable
from tonghao.moderation.categories import UnknownCategory
from tonghao.samples.add_item import (
    ItemsFull,
    NewTestItem,
    OwnTestItem,
    add_item,
    list_items,
    retire_item,
)
from tonghao.samples.answer import CategoryNeeded, NotYourSample, answer_sample
from tonghao.samples.items import drawing_of
from tonghao.samples.read import list_agreement
from tonghao.samples.take import get_shown, take_sample
from tonghao.samples.types import Agreement, Rendition, SampleAnswer, SampleDesk

_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_Code = Annotated[str, Parameter(max_length=40)]
_Number = Annotated[int, Parameter(ge=0, le=20)]
_Size = Annotated[Rendition, QueryParameter()]


@post("/samples/takings", operation_id="takeSample", status_code=200, responses=refusals(*_STAFF))
async def taking(caller: Caller, pool: Pool) -> SampleDesk:
    """The next sample for you, or the one that you have, for fifteen minutes; moderators only."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await take_sample(conn, moderator_id=caller.account_id)


@post(
    "/samples/{sample_id:uuid}/answers",
    operation_id="answerSample",
    responses=refusals(
        *_STAFF, NotFound, NotYourSample, CategoryNeeded, UnknownCategory, IdempotencyMismatch
    ),
)
async def answer(
    sample_id: UUID, data: SampleAnswer, caller: Caller, pool: Pool, key: idempotency.Key
) -> SampleDesk:
    """Say what a sample is; the next one comes back. What is violating becomes a case; moderators only."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            SampleDesk,
            lambda: answer_sample(conn, sample_id=sample_id, moderator_id=caller.account_id, answer=data),
        )


@get(
    "/samples/{sample_id:uuid}/photos/{number:int}",
    operation_id="fetchSamplePhoto",
    media_type="image/webp",
    responses=refusals(*_STAFF, NotFound),
)
async def photo(
    sample_id: UUID,
    number: _Number,
    caller: Caller,
    pool: Pool,
    store: Store,
    size: _Size = "medium",
) -> Response[bytes]:
    """A photo of the sample before you, under an address that does not tell whose it is; moderators only."""
    caller.must_moderate()
    headers = {"cache-control": "private, no-store", "content-security-policy": "default-src 'none'"}
    async with reading(pool) as conn:
        shown = await get_shown(conn, sample_id=sample_id, moderator_id=caller.account_id)
        if shown.item is not None and shown.item.drawing is not None and number == 0:
            return Response(drawing_of(shown.item), media_type="image/svg+xml", headers=headers)
        if number >= len(shown.photos):
            raise NotFound
        seen = shown.photos[number]
        await must_be_fetchable(conn, owner_id=seen.owner_id, media_id=seen.media_id, viewer=caller)
    content = await store.find(rendition_key(seen.owner_id, seen.media_id, size))
    if content is None:
        raise NotFound
    return Response(content, media_type="image/webp", headers=headers)


@get("/samples/agreement", operation_id="listAgreement", responses=refusals(*_STAFF))
async def agreement(caller: Caller, pool: Pool) -> list[Agreement]:
    """How often you agreed with the test items; operators see everybody's."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_agreement(conn, moderator_id=None if caller.is_operator else caller.account_id)


@get("/samples/items", operation_id="listTestItems", responses=refusals(*_STAFF))
async def own_items(caller: Caller, pool: Pool) -> list[OwnTestItem]:
    """The test items that this place added; for who runs it."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_items(conn)


@post(
    "/samples/items",
    operation_id="addTestItem",
    responses=refusals(*_STAFF, UnknownCategory, ItemsFull, IdempotencyMismatch),
)
async def add(data: NewTestItem, caller: Caller, pool: Pool, key: idempotency.Key) -> list[OwnTestItem]:
    """Add a test item with its answer; others get it between the samples. For who runs the place."""
    caller.must_operate()
    async with writing(pool) as conn:

        async def verb() -> list[OwnTestItem]:
            await add_item(conn, operator_id=caller.account_id, new=data)
            return await list_items(conn)

        return await idempotency.answer(conn, caller.account_id, key, list[OwnTestItem], verb)


@delete("/samples/items/{code:str}", operation_id="retireTestItem", responses=refusals(*_STAFF, NotFound))
async def retire(code: _Code, caller: Caller, pool: Pool) -> None:
    """Give a test item of this place to nobody any more; for who runs it."""
    caller.must_operate()
    async with writing(pool) as conn:
        await retire_item(conn, operator_id=caller.account_id, code=code)


router = Router(
    "/", route_handlers=[taking, answer, photo, agreement, own_items, add, retire], tags=["samples"]
)
