"""HTTP for sign-in, experience and levels in a circle."""

from uuid import UUID

from litestar import Router, get, post, put

from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import WRITING
from tonghao.circles.read import access_of
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.growth.choose_levels import TitlesRefused, choose_levels
from tonghao.growth.read import get_levels, get_my_growth
from tonghao.growth.sign_in import LevelsOff, sign_in
from tonghao.growth.types import CircleLevels, LevelsChoice, MyGrowth, SignedIn
from tonghao.limits import Limiter
from tonghao.screening.text import TextScreener

_ASKED = (InvalidRequest, SignInNeeded, NotFound)
_CIRCLE = "/circles/{circle_id:uuid}"


@get(_CIRCLE + "/levels", operation_id="getLevels", responses=refusals(InvalidRequest, NotFound))
async def levels(circle_id: UUID, viewer: Caller | None, pool: Pool) -> CircleLevels:
    """The levels of a circle, and how points come."""
    async with reading(pool) as conn:
        account_id = None if viewer is None else viewer.account_id
        await access_of(conn, circle_id, account_id, is_moderator=viewer is not None and viewer.is_moderator)
        return await get_levels(conn, circle_id)


@put(
    _CIRCLE + "/levels",
    operation_id="chooseLevels",
    responses=refusals(*_ASKED, NotAllowed, TitlesRefused, TextRefused, CheckerAway, TooMany),
)
async def choose(
    *,
    circle_id: UUID,
    data: LevelsChoice,
    caller: Caller,
    pool: Pool,
    screener: TextScreener,
    limiter: Limiter,
) -> CircleLevels:
    """Switch levels on or off in a circle that I host, and name them."""
    await limiter.count("30 per hour", "choose_levels", str(caller.account_id))
    async with writing(pool) as conn:
        return await choose_levels(
            conn, screener=screener, circle_id=circle_id, account_id=caller.account_id, choice=data
        )


@get(_CIRCLE + "/growth/me", operation_id="getMyGrowth", responses=refusals(*_ASKED))
async def mine(circle_id: UUID, caller: Caller, pool: Pool) -> MyGrowth:
    """Where I stand in a circle, and what brought it."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await get_my_growth(conn, circle_id=circle_id, account_id=caller.account_id)


# Without an idempotency key: twice a day is once.
@post(
    _CIRCLE + "/sign-ins",
    operation_id="signInToCircle",
    responses=refusals(*_ASKED, *WRITING, LevelsOff, TooMany),
)
async def sign(circle_id: UUID, caller: Caller, pool: Pool, limiter: Limiter) -> SignedIn:
    """Sign in for today."""
    await limiter.count("60 per 10 minutes", "sign_in_to_circle", str(caller.account_id))
    async with writing(pool) as conn:
        return await sign_in(conn, circle_id=circle_id, account_id=caller.account_id)


router = Router("/", route_handlers=[levels, choose, mine, sign], tags=["growth"])
