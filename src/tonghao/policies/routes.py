"""HTTP for the public standard and its exceptions."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import QueryParameter

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotFound
from tonghao.policies.circle_exceptions import list_exceptions
from tonghao.policies.standard import get_standard
from tonghao.policies.types import Exempt, PublishedStandard

_Version = Annotated[str | None, QueryParameter(name="version", max_length=40)]


@get("/standard", operation_id="getStandard", responses=refusals(InvalidRequest, NotFound))
async def standard(wanted: _Version = None) -> PublishedStandard:
    """The public standard: rules, what follows, exceptions, examples, and what changed in this version."""
    return get_standard(wanted)


@get(
    "/circles/{circle_id:uuid}/exceptions",
    operation_id="listExceptions",
    responses=refusals(InvalidRequest, NotFound),
)
async def exceptions(circle_id: UUID, viewer: Caller | None, pool: Pool) -> list[Exempt]:
    """What a person may release in this circle by its topic, although a category names it."""
    async with reading(pool) as conn:
        return await list_exceptions(conn, circle_id=circle_id, viewer=viewer)


router = Router("/", route_handlers=[standard, exceptions], tags=["standard"])
