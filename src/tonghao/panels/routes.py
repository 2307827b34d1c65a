"""HTTP for panels."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post, put
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.order_restriction import OwnCircle
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.moderation.categories import UnknownCategory
from tonghao.moderation.lock_case import CaseClosed, ClaimedByAnother, OwnContent, Recused
from tonghao.paging import BadCursor, Page
from tonghao.panels.ask import NotForPanels, TooFewMembers, ask_panel
from tonghao.panels.consent import NotFitForPanels, set_consent
from tonghao.panels.read import get_my_panels
from tonghao.panels.standing import get_case_panel, list_panel_months, list_panels
from tonghao.panels.types import (
    CasePanel,
    MyPanels,
    NewConsent,
    NewPanel,
    NewVote,
    PanelConsent,
    PanelMonth,
    PanelRow,
)
from tonghao.panels.vote import AnsweredAlready, PanelOver, SeatGone, decline_panel, vote_on_panel

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_MEMBER = (InvalidRequest, SignInNeeded)
_STAFF = (*_MEMBER, NotAllowed)
_SEATED = (*_MEMBER, NotFound, AnsweredAlready, SeatGone, PanelOver, TooMany)


@get("/panels/mine", operation_id="getMyPanels", responses=refusals(*_MEMBER))
async def mine(caller: Caller, pool: Pool) -> MyPanels:
    """The questions that wait for your answer, and the panels that you sat on."""
    async with reading(pool) as conn:
        return await get_my_panels(conn, account_id=caller.account_id)


@put(
    "/panels/consent",
    operation_id="setPanelConsent",
    responses=refusals(*_MEMBER, NotFitForPanels, TooMany),
)
async def consent(data: NewConsent, caller: Caller, pool: Pool, limiter: Limiter) -> PanelConsent:
    """Agree to be drawn for panels, or leave; off until you say so."""
    await limiter.count("20 per hour", "panel_consent", str(caller.account_id))
    async with writing(pool) as conn:
        return await set_consent(conn, account_id=caller.account_id, consented=data.consented)


@post(
    "/panels/{panel_id:uuid}/votes",
    operation_id="voteOnPanel",
    responses=refusals(*_SEATED, IdempotencyMismatch),
)
async def vote(
    *, panel_id: UUID, data: NewVote, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> MyPanels:
    """Say whether the words break the rule; once, and secret until all have answered."""
    await limiter.count("30 per hour", "panel_vote", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> MyPanels:
            await vote_on_panel(conn, panel_id=panel_id, account_id=caller.account_id, new=data)
            return await get_my_panels(conn, account_id=caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, MyPanels, verb)


@post("/panels/{panel_id:uuid}/declines", operation_id="declinePanel", responses=refusals(*_SEATED))
async def decline(panel_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> MyPanels:
    """Leave a question to another member, without a reason."""
    await limiter.count("30 per hour", "panel_vote", str(caller.account_id))
    async with writing(pool) as conn:
        await decline_panel(conn, panel_id=panel_id, account_id=caller.account_id)
        return await get_my_panels(conn, account_id=caller.account_id)


@get(
    "/cases/{case_id:uuid}/panel",
    operation_id="getCasePanel",
    responses=refusals(*_STAFF, NotFound, Recused),
)
async def of_case(case_id: UUID, caller: Caller, pool: Pool) -> CasePanel:
    """The panel on a case, or whether there may be one; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await get_case_panel(conn, case_id=case_id, viewer_id=caller.account_id)


@post(
    "/cases/{case_id:uuid}/panels",
    operation_id="askPanel",
    responses=refusals(
        *_STAFF, NotFound, OwnContent, OwnCircle, Recused, CaseClosed, ClaimedByAnother, UnknownCategory,
        NotForPanels, TooFewMembers, TooMany, IdempotencyMismatch,
    ),
)  # fmt: skip
async def ask(
    *, case_id: UUID, data: NewPanel, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> CasePanel:
    """Put a border case to a panel of members drawn by lot; moderators only."""
    caller.must_moderate()
    await limiter.count("20 per hour", "panel_ask", str(caller.account_id))
    async with writing(pool) as conn:

        async def verb() -> CasePanel:
            await ask_panel(conn, case_id=case_id, moderator_id=caller.account_id, new=data)
            return await get_case_panel(conn, case_id=case_id, viewer_id=caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, CasePanel, verb)


@get("/panels", operation_id="listPanels", responses=refusals(*_STAFF, BadCursor))
async def panels(caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[PanelRow]:
    """All panels, the newest first; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_panels(conn, viewer_id=caller.account_id, cursor=cursor)


@get("/panels/months", operation_id="listPanelMonths", responses=refusals(*_STAFF))
async def months(caller: Caller, pool: Pool) -> list[PanelMonth]:
    """How often panels and moderators agreed, month by month; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_panel_months(conn)


router = Router(
    "/", route_handlers=[mine, consent, vote, decline, of_case, ask, panels, months], tags=["panels"]
)
