"""HTTP for hunts."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.hunts.read import get_hunt, list_hits, list_hunts
from tonghao.hunts.start import HuntOpen, start_hunt
from tonghao.hunts.steer import HuntElsewhere, Move, steer_hunt
from tonghao.hunts.types import Hunt, HuntHit, NewHunt
from tonghao.idempotency import IdempotencyMismatch
from tonghao.paging import BadCursor, Page

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_STEERING = refusals(NotFound, HuntElsewhere, *_STAFF)


@get("/hunts", operation_id="listHunts", responses=refusals(BadCursor, *_STAFF))
async def hunts(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[Hunt]:
    """Hunts, the newest first, with how far each has come."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_hunts(conn, cursor=cursor)


@get("/hunts/{hunt_id:uuid}", operation_id="getHunt", responses=refusals(NotFound, *_STAFF))
async def hunt(hunt_id: UUID, caller: Caller, pool: Pool) -> Hunt:
    """One hunt, with what would be held by category."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_hunt(conn, hunt_id)


@get(
    "/hunts/{hunt_id:uuid}/hits",
    operation_id="listHuntHits",
    responses=refusals(NotFound, BadCursor, *_STAFF),
)
async def hits(hunt_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[HuntHit]:
    """The photos that would be held, or were."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_hits(conn, hunt_id=hunt_id, cursor=cursor)


@post(
    "/hunts",
    operation_id="startHunt",
    responses=refusals(HuntOpen, ReasonNeeded, IdempotencyMismatch, *_STAFF),
)
async def start(*, data: NewHunt, caller: Caller, pool: Pool, key: idempotency.Key) -> Hunt:
    """Look at every photo that is shown; nothing is held before the hunt is applied. For the operator."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Hunt,
            lambda: start_hunt(conn, kind=data.kind, reason=data.reason, operator_id=caller.account_id),
        )


async def _steer(hunt_id: UUID, move: Move, caller: Caller, pool: Pool) -> Hunt:
    caller.must_operate()
    async with writing(pool) as conn:
        return await steer_hunt(conn, hunt_id=hunt_id, move=move, operator_id=caller.account_id)


@post("/hunts/{hunt_id:uuid}/pauses", operation_id="pauseHunt", responses=_STEERING)
async def pause(hunt_id: UUID, caller: Caller, pool: Pool) -> Hunt:
    """Let a hunt rest where it is."""
    return await _steer(hunt_id, "pause", caller, pool)


@post("/hunts/{hunt_id:uuid}/resumptions", operation_id="resumeHunt", responses=_STEERING)
async def resume(hunt_id: UUID, caller: Caller, pool: Pool) -> Hunt:
    """Let a hunt go on from where it is."""
    return await _steer(hunt_id, "resume", caller, pool)


@post("/hunts/{hunt_id:uuid}/applications", operation_id="applyHunt", responses=_STEERING)
async def apply(hunt_id: UUID, caller: Caller, pool: Pool) -> Hunt:
    """Hold what a hunt found; authors are told, moderators get the cases."""
    return await _steer(hunt_id, "apply", caller, pool)


@post("/hunts/{hunt_id:uuid}/cancellations", operation_id="cancelHunt", responses=_STEERING)
async def cancel(hunt_id: UUID, caller: Caller, pool: Pool) -> Hunt:
    """End a hunt without holding anything."""
    return await _steer(hunt_id, "cancel", caller, pool)


router = Router(
    "/", route_handlers=[hunts, hunt, hits, start, pause, resume, apply, cancel], tags=["moderation"]
)
