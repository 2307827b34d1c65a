"""HTTP for the shelves."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get
from litestar.params import Parameter

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading
from tonghao.errors import InvalidRequest, NotFound
from tonghao.paging import BadCursor, Page
from tonghao.shelves.measure import RULE
from tonghao.shelves.read import list_related, list_small_circles, list_solved
from tonghao.shelves.types import SmallCircle, Useful, UsefulnessRule


@get("/shelves/solved", operation_id="listSolved", responses=refusals(InvalidRequest, BadCursor))
async def solved(
    viewer: Caller | None,
    pool: Pool,
    topic: Annotated[str | None, Parameter(max_length=40)] = None,
    cursor: Annotated[str | None, Parameter(max_length=300)] = None,
    limit: Annotated[int, Parameter(ge=1, le=30)] = 10,
) -> Page[Useful]:
    """Solved questions of open circles, the most useful first."""
    async with reading(pool) as conn:
        viewer_id = None if viewer is None else viewer.account_id
        return await list_solved(conn, viewer_id=viewer_id, topic=topic, cursor=cursor, limit=limit)


@get("/shelves/small-circles", operation_id="listSmallCircles")
async def small(viewer: Caller | None, pool: Pool) -> list[SmallCircle]:
    """Small open circles that I have not joined: useful ones first, then new ones."""
    async with reading(pool) as conn:
        return await list_small_circles(conn, viewer_id=None if viewer is None else viewer.account_id)


@get("/shelves/rule", operation_id="getUsefulnessRule", sync_to_thread=False)
def rule() -> UsefulnessRule:
    """The measure by which the shelves are ordered."""
    return RULE


@get(
    "/circles/{circle_id:uuid}/posts/{post_id:uuid}/related",
    operation_id="listRelated",
    responses=refusals(InvalidRequest, NotFound),
)
async def related(circle_id: UUID, post_id: UUID, viewer: Caller | None, pool: Pool) -> list[Useful]:
    """Up to five questions beside one."""
    async with reading(pool) as conn:
        viewer_id = None if viewer is None else viewer.account_id
        moderates = viewer is not None and viewer.is_moderator
        await access_of(conn, circle_id, viewer_id, is_moderator=moderates)
        return await list_related(conn, circle_id=circle_id, post_id=post_id, viewer_id=viewer_id)


router = Router("/", route_handlers=[solved, small, rule, related], tags=["shelves"])
