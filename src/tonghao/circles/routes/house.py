"""HTTP for the rules of a circle beyond the platform's policy."""

from uuid import UUID

from litestar import get, post, put

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.house_rules import HouseVersion, HouseView, get_house, list_house_versions
from tonghao.circles.restrictions import STOPPED
from tonghao.circles.routes.shared import ASKED, Cursor, page_seen_by
from tonghao.circles.set_house_rules import (
    HouseCategoryUnknown,
    HouseMilder,
    HouseRulesChanged,
    HouseRulesSame,
    HouseWordRefused,
    NewHouseRules,
    set_house_rules,
)
from tonghao.circles.try_house_rules import HouseTrial, NewHouseTrial, try_house_rules
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener


@get(
    "/circles/{circle_id:uuid}/house-rules",
    operation_id="getHouseRules",
    responses=refusals(InvalidRequest, NotFound),
)
async def house(circle_id: UUID, viewer: Caller | None, pool: Pool) -> HouseView:
    """What a circle asks beyond the platform's policy; its words only for those who may edit the circle."""
    async with reading(pool) as conn:
        return await get_house(conn, access=await page_seen_by(conn, circle_id, viewer))


@get(
    "/circles/{circle_id:uuid}/house-rules/versions",
    operation_id="listHouseRules",
    responses=refusals(InvalidRequest, NotFound, BadCursor),
)
async def versions(
    circle_id: UUID, viewer: Caller | None, pool: Pool, cursor: Cursor = None
) -> Page[HouseVersion]:
    """What a circle asked before, the newest version first."""
    async with reading(pool) as conn:
        access = await page_seen_by(conn, circle_id, viewer)
        return await list_house_versions(conn, access=access, cursor=cursor)


@put(
    "/circles/{circle_id:uuid}/house-rules",
    operation_id="setHouseRules",
    responses=refusals(
        *ASKED, *STOPPED, NotFound, NotAllowed, TooMany, ReasonNeeded, TextRefused, CheckerAway,
        HouseMilder, HouseCategoryUnknown, HouseWordRefused, HouseRulesChanged, HouseRulesSame,
    ),
)  # fmt: skip
async def set_rules(
    *,
    circle_id: UUID,
    data: NewHouseRules,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> HouseView:
    """Set what my circle asks beyond the policy; the number seen keeps a repetition from doing it twice."""
    await limiter.count("60 per hour", "set_house_rules", str(caller.account_id))
    async with writing(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
        await set_house_rules(conn, screener=screener, access=access, new=data)
        return await get_house(conn, access=access)


@post(
    "/circles/{circle_id:uuid}/house-rules/trials",
    operation_id="tryHouseRules",
    status_code=200,
    responses=refusals(
        *ASKED, NotFound, NotAllowed, TooMany, CheckerAway, HouseMilder, HouseCategoryUnknown,
        HouseWordRefused,
    ),
)  # fmt: skip
async def trial(
    *,
    circle_id: UUID,
    data: NewHouseTrial,
    caller: Caller,
    pool: Pool,
    limiter: Limiter,
    screener: TextScreener,
) -> HouseTrial:
    """What a text would meet under rules that are not set yet; for those who may edit the circle."""
    await limiter.count("300 per hour", "try_house_rules", str(caller.account_id))
    async with reading(pool) as conn:
        access = await page_seen_by(conn, circle_id, caller)
    return await try_house_rules(screener, access=access, trial=data)
