"""HTTP for brakes."""

from typing import Annotated
from uuid import UUID

from litestar import Router, get, post
from litestar.params import QueryParameter

from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.brakes.pull import CircleBrakedAlready, CircleNotBraked, pull_circle_brake, release_circle_brake
from tonghao.brakes.rates import Rates, rates
from tonghao.brakes.read import list_brakes, list_overseen, list_past_brakes, list_trips
from tonghao.brakes.types import Brake, BreakerTrip, NewCircleBrake, OverseenCircle
from tonghao.caller import Caller
from tonghao.circles.get_circle import get_circle
from tonghao.circles.order_restriction import OwnCircle
from tonghao.circles.read import page_access_of
from tonghao.circles.types import Circle
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_Words = Annotated[str, QueryParameter(name="q", max_length=60)]
_STAFF = (InvalidRequest, NotAllowed, SignInNeeded)
_ORDERED = (*_STAFF, NotFound, OwnCircle, ReasonNeeded, TextRefused, CheckerAway)


@get("/brakes", operation_id="listBrakes")
async def standing(pool: Pool) -> list[Brake]:
    """What is stopped now, in circles and in the whole place, for everybody to read."""
    async with reading(pool) as conn:
        return await list_brakes(conn)


@get("/brakes/past", operation_id="listPastBrakes", responses=refusals(InvalidRequest, BadCursor))
async def past(pool: Pool, cursor: _Cursor = None) -> Page[Brake]:
    """What was stopped, the last released first."""
    async with reading(pool) as conn:
        return await list_past_brakes(conn, cursor=cursor)


@get("/brakes/trips", operation_id="listTrips", responses=refusals(InvalidRequest, BadCursor))
async def trips(pool: Pool, cursor: _Cursor = None) -> Page[BreakerTrip]:
    """When a breaker tripped by itself, and by which figures; the newest first."""
    async with reading(pool) as conn:
        return await list_trips(conn, cursor=cursor)


@get("/brakes/rates", operation_id="getBreakerRates")
async def at_rates() -> Rates:
    """The rates beyond which a breaker trips."""
    return rates()


@get("/console/circles", operation_id="listOverseenCircles", responses=refusals(BadCursor, *_STAFF))
async def circles(
    caller: Caller, pool: Pool, words: _Words = "", restricted: bool = False, cursor: _Cursor = None
) -> Page[OverseenCircle]:
    """Every circle with what it may not do; for people of the platform."""
    caller.must_moderate()
    async with reading(pool) as conn:
        return await list_overseen(conn, words=words, restricted=restricted, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/brakes",
    operation_id="pullCircleBrake",
    responses=refusals(*_ORDERED, CircleBrakedAlready),
)
async def pull(
    circle_id: UUID, data: NewCircleBrake, caller: Caller, pool: Pool, screener: TextScreener
) -> Circle:
    """Stop a circle at once; a second try is told that it is stopped."""
    caller.must_moderate()
    async with writing(pool) as conn:
        access = await page_access_of(conn, circle_id, caller.account_id, is_moderator=True)
        await pull_circle_brake(conn, screener=screener, access=access, reason=data.reason)
        return await get_circle(conn, circle_id, caller.account_id, is_moderator=True)


@post(
    "/circles/{circle_id:uuid}/brakes/releases",
    operation_id="releaseCircleBrake",
    responses=refusals(*_ORDERED, CircleNotBraked),
)
async def release(
    circle_id: UUID, data: NewCircleBrake, caller: Caller, pool: Pool, screener: TextScreener
) -> Circle:
    """Let a circle go on; a second try is told that it runs."""
    caller.must_moderate()
    async with writing(pool) as conn:
        access = await page_access_of(conn, circle_id, caller.account_id, is_moderator=True)
        await release_circle_brake(conn, screener=screener, access=access, reason=data.reason)
        return await get_circle(conn, circle_id, caller.account_id, is_moderator=True)


router = Router(
    "/", route_handlers=[standing, past, trips, at_rates, circles, pull, release], tags=["brakes"]
)
