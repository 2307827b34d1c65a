"""HTTP for circles themselves and for joining them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post, put
from msgspec import Meta

from tonghao import idempotency
from tonghao.accounts.brake_feature import FeatureStopped
from tonghao.accounts.edit_profile import ZoneUnknown
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.access import BannedHere
from tonghao.circles.discover import discover_circles
from tonghao.circles.edit import CircleEdit, CoverNotReady, StaysByInvitation, edit_circle
from tonghao.circles.get_circle import get_circle
from tonghao.circles.join import InviteNeeded, RequestNeeded, join_circle
from tonghao.circles.leave import OwnerCannotLeave, leave_circle
from tonghao.circles.open import (
    NewCircle,
    PartnerNotApproved,
    SlugTaken,
    TopicNeedsLicence,
    UnknownTopic,
    open_circle,
)
from tonghao.circles.read import InviteOver, access_of, find_circle_id, list_my_circles
from tonghao.circles.restrictions import (
    CircleClosed,
    CircleReadOnly,
    EachTextWaits,
    OnlyByInvitation,
    PhotosStopped,
)
from tonghao.circles.routes.shared import ASKED, WRITTEN, Cursor, Words, id_of
from tonghao.circles.tidy import CircleNameRefused
from tonghao.circles.tiers import CircleFull
from tonghao.circles.tools import TooManyTools, choose_tools
from tonghao.circles.topics import TOPICS
from tonghao.circles.types import Circle, CircleCard, Tool, Topic
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.partners.apply import AdultsOnly
from tonghao.screening.text import TextScreener


class _Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`invite` is the token of an invitation; open circles need none."""

    invite: Annotated[str, Meta(max_length=200)] | None = None


@get("/topics", operation_id="listTopics")
async def topics() -> list[Topic]:
    """The topics that a circle can have."""
    return list(TOPICS)


@get("/circles", operation_id="discoverCircles", responses=refusals(InvalidRequest, BadCursor))
async def discover(
    viewer: Caller | None, pool: Pool, words: Words = None, topic: str | None = None, cursor: Cursor = None
) -> Page[CircleCard]:
    """Open circles, the largest first."""
    async with reading(pool) as conn:
        return await discover_circles(conn, account_id=id_of(viewer), topic=topic, words=words, cursor=cursor)


@get("/me/circles", operation_id="listMyCircles", responses=refusals(*ASKED))
async def mine(caller: Caller, pool: Pool) -> list[CircleCard]:
    """The circles that I joined."""
    async with reading(pool) as conn:
        return await list_my_circles(conn, caller.account_id)


@post(
    "/circles",
    operation_id="openCircle",
    responses=refusals(
        *WRITTEN, NotAllowed, TooMany, AdultsOnly, PartnerNotApproved, UnknownTopic, TopicNeedsLicence,
        SlugTaken,
        CircleNameRefused, TextRefused, CheckerAway,
    ),
)  # fmt: skip
async def open_one(
    *,
    data: NewCircle,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    limiter: Limiter,
    screener: TextScreener,
) -> Circle:
    """Open a circle for a partner that I work for."""
    await limiter.count("20 per day", "open_circle", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Circle:
            circle_id = await open_circle(conn, screener=screener, account_id=caller.account_id, circle=data)
            return await get_circle(conn, circle_id, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@get("/circles/{circle_id:uuid}", operation_id="getCircle", responses=refusals(InvalidRequest, NotFound))
async def one(circle_id: UUID, viewer: Caller | None, pool: Pool) -> Circle:
    """A circle's page: who runs it, the rules, who is on duty."""
    async with reading(pool) as conn:
        return await get_circle(
            conn,
            circle_id,
            id_of(viewer),
            is_moderator=viewer is not None and viewer.is_moderator,
        )


@get(
    "/circle-slugs/{slug:str}",
    operation_id="findCircleBySlug",
    responses=refusals(InvalidRequest, NotFound),
)
async def by_slug(slug: str, viewer: Caller | None, pool: Pool) -> Circle:
    """The circle whose address ends in this word."""
    async with reading(pool) as conn:
        return await get_circle(
            conn,
            await find_circle_id(conn, slug),
            id_of(viewer),
            is_moderator=viewer is not None and viewer.is_moderator,
        )


@patch(
    "/circles/{circle_id:uuid}",
    operation_id="editCircle",
    responses=refusals(
        *WRITTEN, NotFound, NotAllowed, UnknownTopic, TopicNeedsLicence, ZoneUnknown, CircleNameRefused,
        TextRefused, CheckerAway, StaysByInvitation, CoverNotReady, PhotoRefused, CircleClosed,
        CircleReadOnly, EachTextWaits, PhotosStopped,
    ),
)  # fmt: skip
async def edit(
    *,
    circle_id: UUID,
    data: CircleEdit,
    caller: Caller,
    pool: Pool,
    key: idempotency.Key,
    screener: TextScreener,
) -> Circle:
    """Change a circle that I host."""
    async with writing(pool) as conn:

        async def verb() -> Circle:
            access = await access_of(conn, circle_id, caller.account_id)
            await edit_circle(conn, screener=screener, access=access, edit=data)
            return await get_circle(conn, circle_id, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@post(
    "/circles/{circle_id:uuid}/memberships",
    operation_id="joinCircle",
    responses=refusals(
        *WRITTEN,
        NotFound,
        TooMany,
        BannedHere,
        CircleClosed,
        OnlyByInvitation,
        CircleFull,
        FeatureStopped,
        RequestNeeded,
        InviteNeeded,
        InviteOver,
    ),
)
async def join(
    *, circle_id: UUID, data: _Joining, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> Circle:
    """Join a circle."""
    await limiter.count("60 per hour", "join_circle", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Circle:
            await join_circle(conn, circle_id=circle_id, account_id=caller.account_id, invite=data.invite)
            return await get_circle(conn, circle_id, caller.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Circle, verb)


@delete(
    "/circles/{circle_id:uuid}/memberships/me",
    operation_id="leaveCircle",
    responses=refusals(*ASKED, NotFound, OwnerCannotLeave),
)
async def leave(circle_id: UUID, caller: Caller, pool: Pool) -> None:
    """Leave a circle."""
    async with writing(pool) as conn:
        await leave_circle(conn, circle_id=circle_id, account_id=caller.account_id)


class _Tools(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In the order of their tabs."""

    tools: Annotated[list[Tool], Meta(max_length=20)]


@put(
    "/circles/{circle_id:uuid}/tools",
    operation_id="chooseTools",
    responses=refusals(*ASKED, NotFound, NotAllowed, TooManyTools),
)
async def tools(circle_id: UUID, data: _Tools, caller: Caller, pool: Pool) -> Circle:
    """Choose which tools of its trade a circle uses that I host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await choose_tools(conn, access=access, tools=data.tools)
        return await get_circle(conn, circle_id, caller.account_id)
