"""HTTP for a circle's log of acts."""

from typing import Annotated
from uuid import UUID

from litestar import get, post
from litestar.params import QueryParameter

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.appoint import TooManyHelpers, TooManyHosts
from tonghao.circles.list_acts import CircleAct, Group, list_acts
from tonghao.circles.routes.shared import WRITTEN, Cursor, page_seen_by
from tonghao.circles.undo_act import CannotBeUndone, NewUndo, Undoes, UndoneAlready, UndoTooHigh, undo_act
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Group = Annotated[Group | None, QueryParameter(name="group")]


@get(
    "/circles/{circle_id:uuid}/acts",
    operation_id="listCircleActs",
    responses=refusals(InvalidRequest, NotFound, BadCursor),
)
async def acts(
    circle_id: UUID, viewer: Caller | None, pool: Pool, group: _Group = None, cursor: Cursor = None
) -> Page[CircleAct]:
    """What the staff of a circle did, for everybody who may read the circle; the newest first."""
    async with reading(pool) as conn:
        access = await page_seen_by(conn, circle_id, viewer)
        return await list_acts(
            conn, circle_id=circle_id, undo_level=access.undo_level, group=group, cursor=cursor
        )


@post(
    "/circles/{circle_id:uuid}/acts/{act_id:uuid}/undos",
    operation_id="undoCircleAct",
    status_code=204,
    responses=refusals(
        *WRITTEN, NotFound, NotAllowed, TooMany, UndoTooHigh, UndoneAlready, CannotBeUndone,
        ReasonNeeded, TextRefused, CheckerAway, TooManyHosts, TooManyHelpers,
    ),
)  # fmt: skip
async def undo(
    *,
    circle_id: UUID,
    act_id: UUID,
    data: NewUndo,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
    undoes: Undoes,
) -> None:
    """Take back an act of somebody below me. A second try is told that it is undone, so it needs no key."""
    await limiter.count("100 per hour", "undo_act", str(caller.account_id))
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        await undo_act(
            conn, screener=screener, undoes=undoes, access=access, act_id=act_id, reason=data.reason
        )
