"""HTTP for viewpoints."""

from uuid import UUID

from litestar import Router, post

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.limits import Limiter
from tonghao.moderation.lock_case import Recused
from tonghao.viewpoints.take import take_viewpoint
from tonghao.viewpoints.types import NewViewpoint, Viewpoint


@post(
    "/cases/{case_id:uuid}/viewpoints",
    operation_id="takeViewpoint",
    responses=refusals(InvalidRequest, NotAllowed, SignInNeeded, NotFound, Recused, TooMany),
)
async def take(case_id: UUID, data: NewViewpoint, caller: Caller, pool: Pool, limiter: Limiter) -> Viewpoint:
    """See the place of a case as somebody else sees it; each look stands in the audit log."""
    caller.must_moderate()
    await limiter.count("120 per hour", "viewpoint", str(caller.account_id))
    async with writing(pool) as conn:
        return await take_viewpoint(conn, case_id=case_id, moderator_id=caller.account_id, new=data)


router = Router("/", route_handlers=[take], tags=["moderation"])
