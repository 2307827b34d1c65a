"""HTTP for today."""

from uuid import UUID

from litestar import Router, get, post

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import Access
from tonghao.circles.read import access_of
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.lock_case import CaseClosed, ClaimedByAnother, OwnContent, Recused
from tonghao.posts.curb import NothingToBlur
from tonghao.today.decide_here import NeedsPlatform, decide_here
from tonghao.today.read import get_today
from tonghao.today.types import DecisionHere, Today

_ASKED = (InvalidRequest, SignInNeeded, NotFound, NotAllowed)


async def _access(conn: Connection, circle_id: UUID, caller: Caller) -> Access:
    return await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)


@get("/circles/{circle_id:uuid}/today", operation_id="getToday", responses=refusals(*_ASKED))
async def today(circle_id: UUID, caller: Caller, pool: Pool) -> Today:
    """What waits in a circle now, for those who answer for it."""
    async with reading(pool) as conn:
        return await get_today(conn, access=await _access(conn, circle_id, caller), at=now())


@post(
    "/circles/{circle_id:uuid}/cases/{case_id:uuid}/decisions",
    operation_id="decideHere",
    responses=refusals(
        *_ASKED, NeedsPlatform, OwnContent, Recused, CaseClosed, ClaimedByAnother, UnknownCategory,
        ReasonNeeded, NothingToBlur, IdempotencyMismatch,
    ),
)  # fmt: skip
async def decide(
    *, circle_id: UUID, case_id: UUID, data: DecisionHere, caller: Caller, pool: Pool, key: idempotency.Key
) -> Today:
    """Show what waited in my circle, or remove it by a rule; its author is told, and may appeal."""
    async with writing(pool) as conn:

        async def verb() -> Today:
            access = await _access(conn, circle_id, caller)
            await decide_here(conn, access=access, case_id=case_id, decision=data)
            return await get_today(conn, access=access, at=now())

        return await idempotency.answer(conn, caller.account_id, key, Today, verb)


router = Router("/", route_handlers=[today, decide], tags=["today"])
