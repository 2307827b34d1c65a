"""HTTP for remarks; each tool has its own route to say something."""

from typing import Annotated
from uuid import UUID

from litestar import Router, delete, get
from litestar.params import Parameter

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import access_of
from tonghao.circles.record_act import optional_reason
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.paging import BadCursor, Page
from tonghao.remarks.read import list_remarks
from tonghao.remarks.remove import remove_remark
from tonghao.remarks.types import Remark
from tonghao.screening.text import TextScreener

_Cursor = Annotated[str | None, Parameter(max_length=300)]
_Why = Annotated[str | None, Parameter(max_length=500)]


@get(
    "/circles/{circle_id:uuid}/things/{subject_id:uuid}/remarks",
    operation_id="listRemarks",
    responses=refusals(InvalidRequest, NotFound, BadCursor),
)
async def every(
    *,
    circle_id: UUID,
    subject_id: UUID,
    viewer: Caller | None,
    pool: Pool,
    newest_first: bool = False,
    cursor: _Cursor = None,
) -> Page[Remark]:
    """What was said under something in a tool; what is for members only is left out for others."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, None if viewer is None else viewer.account_id)
        return await list_remarks(
            conn, access=access, subject_id=subject_id, newest_first=newest_first, cursor=cursor
        )


@delete(
    "/circles/{circle_id:uuid}/remarks/{remark_id:uuid}",
    operation_id="removeRemark",
    responses=refusals(
        InvalidRequest, SignInNeeded, NotFound, NotAllowed, ReasonNeeded, TextRefused, CheckerAway
    ),
)
async def remove(
    *,
    circle_id: UUID,
    remark_id: UUID,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    reason: _Why = None,
) -> None:
    """Take away what I said, or remove it from a circle that I look after."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await remove_remark(
            conn, access=access, remark_id=remark_id, reason=optional_reason(screener, reason)
        )


router = Router("/", route_handlers=[every, remove], tags=["remarks"])
