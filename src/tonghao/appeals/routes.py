"""HTTP for appeals."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.appeals.decide import decide_appeal
from tonghao.appeals.file import AlreadyAppealed, file_appeal
from tonghao.appeals.find_ground import AppealFinal, AppealTooLate, FollowsRule, NothingToAppeal
from tonghao.appeals.lock_appeal import AppealBarred, AppealEnded
from tonghao.appeals.read import count_appeals, get_appeal, get_chance, list_appeals, list_own_appeals
from tonghao.appeals.types import (
    Appeal,
    AppealAbout,
    AppealChance,
    AppealFigures,
    AppealFile,
    AppealRow,
    AppealTarget,
    NewAppeal,
    NewAppealDecision,
)
from tonghao.appeals.withdraw import withdraw_appeal
from tonghao.caller import Caller
from tonghao.circles.undo_act import Undoes
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.lock_case import CaseClosed, ClaimedByAnother, NeedsOperator, OwnContent
from tonghao.moderation.types import SubjectKind
from tonghao.moderation.undo import CaseSuperseded, NothingToUndo
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
# Litestar keeps the bare name `state` for itself.
_InState = Annotated[Literal["open", "ended"], QueryParameter(name="state")]
_Thing = Annotated[UUID, QueryParameter(name="id")]
_Days = Annotated[int, QueryParameter(ge=1, le=400)]
_MINE = (InvalidRequest, SignInNeeded)
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)


@get("/appeals/chance", operation_id="getAppealChance", responses=refusals(*_MINE, NotFound))
async def chance(
    caller: Caller,
    pool: Pool,
    about: AppealAbout,
    thing_id: _Thing,
    subject_kind: SubjectKind | None = None,
    circle_id: UUID | None = None,
) -> AppealChance:
    """Whether you can appeal something, until when, and the appeal that you made."""
    target = AppealTarget(about, thing_id, subject_kind, circle_id)
    async with reading(pool) as conn:
        return await get_chance(conn, account_id=caller.account_id, target=target)


@post(
    "/appeals",
    operation_id="fileAppeal",
    responses=refusals(
        *_MINE, NotFound, NothingToAppeal, FollowsRule, AppealFinal, AppealTooLate, AlreadyAppealed,
        TextRefused, CheckerAway, TooMany, IdempotencyMismatch,
    ),
)  # fmt: skip
async def file(
    *,
    data: NewAppeal,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Appeal:
    """Ask another person to look at a decision; once."""
    await limiter.count("20 per day", "file_appeal", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Appeal,
            lambda: file_appeal(conn, account_id=caller.account_id, screener=screener, new=data),
        )


@get("/appeals/mine", operation_id="listMyAppeals", responses=refusals(BadCursor, *_MINE))
async def mine(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[Appeal]:
    """What you appealed, and what came of it."""
    async with reading(pool) as conn:
        return await list_own_appeals(conn, account_id=caller.account_id, cursor=cursor)


@post(
    "/appeals/{appeal_id:uuid}/withdrawals",
    operation_id="withdrawAppeal",
    responses=refusals(*_MINE, NotFound, AppealEnded),
)
async def withdraw(appeal_id: UUID, caller: Caller, pool: Pool) -> Appeal:
    """Take your appeal back."""
    async with writing(pool) as conn:
        return await withdraw_appeal(conn, account_id=caller.account_id, appeal_id=appeal_id)


@get("/appeals", operation_id="listAppeals", responses=refusals(BadCursor, *_STAFF))
async def appeals(
    caller: Caller, pool: Pool, in_state: _InState = "open", cursor: _Cursor = None
) -> Page[AppealRow]:
    """Appeals that wait for another person, the most urgent first; or those that ended."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_appeals(conn, state=in_state, viewer_id=caller.account_id, cursor=cursor)


@get("/appeals/{appeal_id:uuid}", operation_id="getAppeal", responses=refusals(NotFound, *_STAFF))
async def appeal(appeal_id: UUID, caller: Caller, pool: Pool) -> AppealFile:
    """An appeal with the first decision, its note, and the case with its snapshot."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_appeal(conn, appeal_id=appeal_id, viewer_id=caller.account_id)


@post(
    "/appeals/{appeal_id:uuid}/decisions",
    operation_id="decideAppeal",
    responses=refusals(
        *_STAFF, NotFound, AppealEnded, AppealBarred, ReasonNeeded, TextRefused, CheckerAway, UnknownCategory,
        CaseClosed, ClaimedByAnother, NeedsOperator, OwnContent, NothingToUndo, CaseSuperseded,
        IdempotencyMismatch,
    ),
)  # fmt: skip
async def decide(
    *,
    appeal_id: UUID,
    data: NewAppealDecision,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    screener: TextScreener,
    undoes: Undoes,
) -> AppealFile:
    """Let the first decision stand, or put everything back. Whoever appealed is told why."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            AppealFile,
            lambda: decide_appeal(
                conn,
                appeal_id=appeal_id,
                decider_id=caller.account_id,
                is_operator=caller.is_operator,
                screener=screener,
                undoes=undoes,
                new=data,
            ),
        )


@get("/appeals/figures", operation_id="countAppeals", responses=refusals(InvalidRequest))
async def figures(pool: Pool, days: _Days = 91) -> AppealFigures:
    """How many appeals were filed and how many were right, with denominators; for everybody."""
    async with reading(pool) as conn:
        return await count_appeals(conn, days=days)


router = Router(
    "/",
    route_handlers=[chance, file, mine, withdraw, appeals, appeal, decide, figures],
    tags=["appeals"],
)
