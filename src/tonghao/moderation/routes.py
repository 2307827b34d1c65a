"""HTTP for moderation."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.sanction import AnotherPersonNeeded, OwnAccount, SanctionedAlready
from tonghao.accounts.types import ProfileCard
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.order_restriction import OwnCircle
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.moderation.assign import CannotTakeCase, assign_case, list_colleagues
from tonghao.moderation.categories import NotReportable, UnknownCategory, list_category_views
from tonghao.moderation.claim import claim_case
from tonghao.moderation.decide import NotCurbed, NothingRemoved, TooGrave, decide_case
from tonghao.moderation.list_queue import QueueFilter, list_queue
from tonghao.moderation.lock_case import (
    CaseClosed,
    ClaimedByAnother,
    NeedsOperator,
    OwnContent,
    Recused,
)
from tonghao.moderation.note import note_on_case
from tonghao.moderation.oversee import get_overview, list_people
from tonghao.moderation.read import get_case, list_closed_cases, list_own_reports, list_reports
from tonghao.moderation.recuse import recuse_from_case
from tonghao.moderation.report import OwnReport, report_content
from tonghao.moderation.types import (
    Case,
    CaseRow,
    CaseUndo,
    CategoryView,
    NewAssignment,
    NewCaseNote,
    NewDecision,
    NewRecusal,
    NewReport,
    Overview,
    Person,
    QueueInlet,
    QueueRow,
    Report,
    ReportRow,
    ReportState,
)
from tonghao.moderation.undo import CaseSuperseded, NothingToUndo, undo_decision
from tonghao.paging import BadCursor, Page
from tonghao.policies.standard import NotExcepted
from tonghao.posts.curb import NothingToBlur

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
# Litestar keeps the bare name `state` for itself.
_InReportState = Annotated[ReportState | None, QueryParameter(name="state")]
_Severity = Annotated[int | None, QueryParameter(ge=0, le=4)]
_InCircle = Annotated[UUID | None, QueryParameter(name="circle_id")]
_Words = Annotated[str, QueryParameter(name="q", max_length=60)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_BARRED = (*_STAFF, NotFound, OwnContent, OwnCircle, Recused)
_ACTING = (*_BARRED, IdempotencyMismatch)


@get("/categories", operation_id="listCategories")
async def categories() -> list[CategoryView]:
    """The public standard: what is not accepted, how grave it is, and by which rule."""
    return list_category_views()


@post(
    "/reports",
    operation_id="reportContent",
    responses=refusals(
        InvalidRequest, SignInNeeded, NotFound, NotReportable, OwnReport, TooMany, IdempotencyMismatch
    ),
)
async def report(
    *, data: NewReport, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> Report:
    """Report something. Whoever made it never learns who reported."""
    await limiter.count("30 per hour", "report", str(caller.account_id))
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Report,
            lambda: report_content(conn, reporter_id=caller.account_id, new=data),
        )


@get(
    "/reports/mine",
    operation_id="listMyReports",
    responses=refusals(BadCursor, InvalidRequest, SignInNeeded),
)
async def my_reports(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[Report]:
    """What you reported, and what came of it."""
    async with reading(pool) as conn:
        return await list_own_reports(conn, account_id=caller.account_id, cursor=cursor)


@get("/reports", operation_id="listReports", responses=refusals(BadCursor, *_STAFF))
async def all_reports(
    caller: Caller, pool: Pool, in_state: _InReportState = None, cursor: _Cursor = None
) -> Page[ReportRow]:
    """All reports, newest first, without their makers."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_reports(conn, state=in_state, cursor=cursor)


@get("/queue", operation_id="listQueue", responses=refusals(BadCursor, *_STAFF))
async def queue(
    caller: Caller,
    pool: Pool,
    inlet: QueueInlet | None = None,
    severity: _Severity = None,
    in_circle: _InCircle = None,
    mine: bool = False,
    cursor: _Cursor = None,
) -> Page[QueueRow]:
    """What waits, from machine, reports, patrol and appeals, by harm × reach × age."""
    caller.must_moderate()
    wanted = QueueFilter(inlet, severity, in_circle, mine)
    async with reading(pool) as conn:
        return await list_queue(conn, viewer_id=caller.account_id, wanted=wanted, cursor=cursor)


@get("/cases", operation_id="listCases", responses=refusals(BadCursor, *_STAFF))
async def cases(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[CaseRow]:
    """What is decided, newest first."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_closed_cases(conn, viewer_id=caller.account_id, cursor=cursor)


@get("/cases/{case_id:uuid}", operation_id="getCase", responses=refusals(NotFound, Recused, *_STAFF))
async def case(case_id: UUID, caller: Caller, pool: Pool) -> Case:
    """A case with snapshot, context, history and what was decided."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_case(conn, case_id=case_id, viewer_id=caller.account_id)


@post(
    "/cases/{case_id:uuid}/decisions",
    operation_id="decideCase",
    responses=refusals(
        *_ACTING, UnknownCategory, CaseClosed, ClaimedByAnother, NeedsOperator, ReasonNeeded,
        NothingRemoved, OwnAccount, SanctionedAlready, AnotherPersonNeeded, NotExcepted,
        NotCurbed, TooGrave, NothingToBlur,
    ),
)  # fmt: skip
async def decide(
    *, case_id: UUID, data: NewDecision, caller: Caller, pool: Pool, key: idempotency.Key
) -> Case:
    """Release, curb or remove what a case is about. The author is told the rule, colleagues the note."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Case,
            lambda: decide_case(
                conn,
                case_id=case_id,
                moderator_id=caller.account_id,
                is_operator=caller.is_operator,
                act=data.act,
                category=data.category,
                note=data.note,
                sanction=data.sanction,
                exception=data.exception,
            ),
        )


@post(
    "/cases/{case_id:uuid}/undos",
    operation_id="undoDecision",
    responses=refusals(*_ACTING, NothingToUndo, CaseSuperseded, NeedsOperator, ReasonNeeded),
)
async def undo(*, case_id: UUID, data: CaseUndo, caller: Caller, pool: Pool, key: idempotency.Key) -> Case:
    """Take a decision back: everything is as before it, and the case is open again."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Case,
            lambda: undo_decision(
                conn,
                case_id=case_id,
                moderator_id=caller.account_id,
                is_operator=caller.is_operator,
                note=data.note,
            ),
        )


@post(
    "/cases/{case_id:uuid}/claims",
    operation_id="claimCase",
    responses=refusals(*_ACTING, CaseClosed, ClaimedByAnother),
)
async def claim(*, case_id: UUID, caller: Caller, pool: Pool) -> Case:
    """Take a case for 15 minutes, so that two do not work on one."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await claim_case(conn, case_id=case_id, moderator_id=caller.account_id)


@post(
    "/cases/{case_id:uuid}/assignments",
    operation_id="assignCase",
    responses=refusals(*_BARRED, CaseClosed, ClaimedByAnother, CannotTakeCase),
)
async def assign(*, case_id: UUID, data: NewAssignment, caller: Caller, pool: Pool) -> Case:
    """Give a case to somebody who works the queue, or to nobody again."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await assign_case(
            conn, case_id=case_id, moderator_id=caller.account_id, assignee_id=data.assignee_id
        )


@post(
    "/cases/{case_id:uuid}/recusals",
    operation_id="recuseFromCase",
    status_code=204,
    responses=refusals(*_BARRED, CaseClosed, ReasonNeeded),
)
async def recuse(*, case_id: UUID, data: NewRecusal, caller: Caller, pool: Pool) -> None:
    """Step back from a case that is too close; you do not see it again."""
    caller.must_moderate()
    async with writing(pool) as conn:
        await recuse_from_case(conn, case_id=case_id, moderator_id=caller.account_id, reason=data.reason)


@post(
    "/cases/{case_id:uuid}/notes",
    operation_id="noteOnCase",
    responses=refusals(*_ACTING, ReasonNeeded),
)
async def note(*, case_id: UUID, data: NewCaseNote, caller: Caller, pool: Pool, key: idempotency.Key) -> Case:
    """Note something for colleagues."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Case,
            lambda: note_on_case(conn, case_id=case_id, moderator_id=caller.account_id, text=data.text),
        )


@get("/console/colleagues", operation_id="listColleagues", responses=refusals(*_STAFF))
async def colleagues(caller: Caller, pool: Pool) -> list[ProfileCard]:
    """Everybody who works the queue, to give cases to."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_colleagues(conn)


@get("/people", operation_id="listPeople", responses=refusals(BadCursor, *_STAFF))
async def people(caller: Caller, pool: Pool, words: _Words = "", cursor: _Cursor = None) -> Page[Person]:
    """The people of this place; for its operator."""
    caller.must_operate()
    async with reading(pool) as conn:
        return await list_people(conn, query=words.strip(), cursor=cursor)


@get("/console/overview", operation_id="getOverview", responses=refusals(*_STAFF))
async def overview(caller: Caller, pool: Pool) -> Overview:
    """How the queue stands."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_overview(conn, account_id=caller.account_id)


router = Router(
    "/",
    route_handlers=[
        categories,
        report,
        my_reports,
        all_reports,
        queue,
        cases,
        case,
        decide,
        undo,
        claim,
        assign,
        recuse,
        note,
        colleagues,
        people,
        overview,
    ],
    tags=["moderation"],
)
