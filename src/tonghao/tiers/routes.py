"""HTTP for tiers."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.sanction import AnotherPersonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.read import page_access_of
from tonghao.circles.tiers import TierCaps, list_caps
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.idempotency import IdempotencyMismatch
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener
from tonghao.tiers.partner_page import get_partner_page
from tonghao.tiers.promote import NotBelow, NotEarned, OwnStanding, demote_circle, promote_circle
from tonghao.tiers.read import get_recovery, list_standings, list_weeks
from tonghao.tiers.types import Demotion, PartnerPage, Promotion, Recovery, StandingRow, Week

Cursor = Annotated[str | None, QueryParameter(max_length=300)]
Which = Annotated[Literal["proposed", "falling"], QueryParameter()]
_DECIDED = (
    CheckerAway, IdempotencyMismatch, InvalidRequest, NotAllowed, NotFound, OwnStanding, ReasonNeeded,
    SignInNeeded, TextRefused,
)  # fmt: skip


@get(
    "/partners/{partner_id:uuid}/page",
    operation_id="getPartnerPage",
    responses=refusals(InvalidRequest, NotFound),
)
async def partner_page(partner_id: UUID, viewer: Caller | None, pool: Pool) -> PartnerPage:
    """The public page of a partner: who it is, its licence, how its circles stand."""
    async with reading(pool) as conn:
        return await get_partner_page(
            conn, partner_id=partner_id, account_id=viewer.account_id if viewer else None
        )


@get("/tiers", operation_id="listTiers")
async def tiers(pool: Pool) -> list[TierCaps]:
    """What each tier allows."""
    async with reading(pool) as conn:
        return list((await list_caps(conn)).values())


@get(
    "/circles/{circle_id:uuid}/weeks",
    operation_id="listWeeks",
    responses=refusals(BadCursor, InvalidRequest, NotFound),
)
async def weeks(circle_id: UUID, viewer: Caller | None, pool: Pool, cursor: Cursor = None) -> Page[Week]:
    """The weekly figures of a circle, the newest first; whoever may see its page may see them."""
    async with reading(pool) as conn:
        await _must_see(conn, circle_id, viewer)
        return await list_weeks(conn, circle_id=circle_id, cursor=cursor)


@get(
    "/circles/{circle_id:uuid}/recovery",
    operation_id="getRecovery",
    responses=refusals(InvalidRequest, NotFound),
)
async def recovery(circle_id: UUID, viewer: Caller | None, pool: Pool) -> Recovery:
    """Why a circle stands where it stands, what to do, and until when."""
    async with reading(pool) as conn:
        await _must_see(conn, circle_id, viewer)
        return await get_recovery(conn, circle_id=circle_id)


async def _must_see(conn: Connection, circle_id: UUID, viewer: Caller | None) -> None:
    account_id = None if viewer is None else viewer.account_id
    moderates = viewer is not None and viewer.is_moderator
    await page_access_of(conn, circle_id, account_id, is_moderator=moderates)


@get(
    "/standings",
    operation_id="listStandings",
    responses=refusals(BadCursor, InvalidRequest, NotAllowed, SignInNeeded),
)
async def standings(
    caller: Caller, pool: Pool, which: Which = "proposed", cursor: Cursor = None
) -> Page[StandingRow]:
    """Circles that have earned a higher tier, or that are on the way down; moderators only."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_standings(conn, which=which, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/promotions",
    operation_id="promoteCircle",
    responses=refusals(*_DECIDED, NotEarned),
)
async def promotion(
    data: Promotion, circle_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key, screener: TextScreener
) -> Recovery:
    """Take a circle one tier up after four clean weeks; moderators only."""
    caller.must_moderate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Recovery,
            lambda: promote_circle(
                conn, screener=screener, circle_id=circle_id, by_id=caller.account_id, reason=data.reason
            ),
        )


@post(
    "/circles/{circle_id:uuid}/demotions",
    operation_id="demoteCircle",
    responses=refusals(*_DECIDED, NotBelow, AnotherPersonNeeded),
)
async def demotion(
    data: Demotion, circle_id: UUID, caller: Caller, pool: Pool, key: idempotency.Key, screener: TextScreener
) -> Recovery:
    """Take a circle down by hand; operators only, and two of them to its end."""
    caller.must_operate()
    async with writing(pool) as conn:
        return await idempotency.answer(
            conn,
            caller.account_id,
            key,
            Recovery,
            lambda: demote_circle(
                conn, screener=screener, circle_id=circle_id, by_id=caller.account_id, demotion=data
            ),
        )


router = Router(
    "/",
    route_handlers=[partner_page, tiers, weeks, recovery, standings, promotion, demotion],
    tags=["tiers"],
)
