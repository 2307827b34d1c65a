"""HTTP for circles."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, delete, get, patch, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from tonghao import idempotency
from tonghao.accounts.check_name import ReasonNeeded
from tonghao.accounts.edit_profile import ZoneUnknown
from tonghao.accounts.screen_text import CheckerAway, TextRefused
from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.appoint import CircleOwnerStays, TooManyHelpers, TooManyHosts, appoint_member
from tonghao.circles.ban import HelperBansOneDay, NewBan, StaffNotBanned, ban_member
from tonghao.circles.discover import discover_circles
from tonghao.circles.duty import NotOnStaff, ShiftsOverlap, set_duty_shifts
from tonghao.circles.edit import CircleEdit, CoverNotReady, StaysByInvitation, edit_circle
from tonghao.circles.invite import NewInvite, make_invite, revoke_invite
from tonghao.circles.join import InviteNeeded, join_circle
from tonghao.circles.leave import OwnerCannotLeave, leave_circle
from tonghao.circles.lift_ban import lift_ban
from tonghao.circles.open import NewCircle, PartnerNotApproved, SlugTaken, UnknownTopic, open_circle
from tonghao.circles.read import (
    InviteOver,
    access_of,
    find_circle_id,
    get_ban,
    get_circle,
    get_member,
    list_bans,
    list_invites,
    list_members,
    list_my_circles,
    preview_invite,
)
from tonghao.circles.tidy import CircleNameRefused
from tonghao.circles.topics import TOPICS
from tonghao.circles.types import (
    Ban,
    BannedHere,
    Circle,
    CircleCard,
    CircleClosed,
    DutyShift,
    Invite,
    Member,
    Topic,
)
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, SignInNeeded, TooMany
from tonghao.idempotency import IdempotencyMismatch
from tonghao.limits import Limiter
from tonghao.media.use import PhotoRefused
from tonghao.paging import BadCursor, Page
from tonghao.screening.text import TextScreener

_Words = Annotated[str | None, QueryParameter(name="q", max_length=60)]
_Cursor = Annotated[str | None, QueryParameter(max_length=300)]
_ASKED = (InvalidRequest, SignInNeeded)
_WRITTEN = (InvalidRequest, SignInNeeded, IdempotencyMismatch)


def _id_of(viewer: Caller | None) -> UUID | None:
    return None if viewer is None else viewer.account_id


class _Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`invite` is the token of an invitation; open circles need none."""

    invite: Annotated[str, Meta(max_length=200)] | None = None


class _Appointment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: Literal["host", "helper", "member"]


class _Roster(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    shifts: Annotated[list[DutyShift], Meta(max_length=200)]


@get("/topics", operation_id="listTopics")
async def topics() -> list[Topic]:
    """The topics that a circle can have."""
    return list(TOPICS)


@get("/circles", operation_id="discoverCircles", responses=refusals(InvalidRequest, BadCursor))
async def discover(
    viewer: Caller | None, pool: Pool, words: _Words = None, topic: str | None = None, cursor: _Cursor = None
) -> Page[CircleCard]:
    """Open circles, the largest first."""
    async with reading(pool) as conn:
        return await discover_circles(
            conn, account_id=_id_of(viewer), topic=topic, words=words, cursor=cursor
        )


@get("/me/circles", operation_id="listMyCircles", responses=refusals(*_ASKED))
async def mine(caller: Caller, pool: Pool) -> list[CircleCard]:
    """The circles that I joined."""
    async with reading(pool) as conn:
        return await list_my_circles(conn, caller.account_id)


@post(
    "/circles",
    operation_id="openCircle",
    responses=refusals(
        *_WRITTEN, NotAllowed, TooMany, PartnerNotApproved, UnknownTopic, SlugTaken,
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
            _id_of(viewer),
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
            _id_of(viewer),
            is_moderator=viewer is not None and viewer.is_moderator,
        )


@patch(
    "/circles/{circle_id:uuid}",
    operation_id="editCircle",
    responses=refusals(
        *_WRITTEN, NotFound, NotAllowed, UnknownTopic, ZoneUnknown, CircleNameRefused,
        TextRefused, CheckerAway, StaysByInvitation, CoverNotReady, PhotoRefused,
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
    responses=refusals(*_WRITTEN, NotFound, TooMany, BannedHere, CircleClosed, InviteNeeded, InviteOver),
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
    responses=refusals(*_ASKED, NotFound, OwnerCannotLeave),
)
async def leave(circle_id: UUID, caller: Caller, pool: Pool) -> None:
    """Leave a circle."""
    async with writing(pool) as conn:
        await leave_circle(conn, circle_id=circle_id, account_id=caller.account_id)


@get(
    "/circles/{circle_id:uuid}/members",
    operation_id="listMembers",
    responses=refusals(*_ASKED, NotFound, BadCursor),
)
async def members(
    circle_id: UUID, caller: Caller, pool: Pool, words: _Words = None, cursor: _Cursor = None
) -> Page[Member]:
    """Who joined a circle, the newest first."""
    async with reading(pool) as conn:
        await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        return await list_members(
            conn, circle_id=circle_id, viewer_id=caller.account_id, words=words, cursor=cursor
        )


@put(
    "/circles/{circle_id:uuid}/members/{account_id:uuid}/role",
    operation_id="appointMember",
    responses=refusals(*_ASKED, NotFound, NotAllowed, CircleOwnerStays, TooManyHosts, TooManyHelpers),
)
async def appoint(
    circle_id: UUID, account_id: UUID, data: _Appointment, caller: Caller, pool: Pool
) -> Member:
    """Give a member of my circle a role, or take it back."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await appoint_member(conn, access=access, account_id=account_id, role=data.role)
        return await get_member(conn, circle_id=circle_id, account_id=account_id)


@get(
    "/circles/{circle_id:uuid}/bans",
    operation_id="listBans",
    responses=refusals(*_ASKED, NotFound, NotAllowed, BadCursor),
)
async def bans(circle_id: UUID, caller: Caller, pool: Pool, cursor: _Cursor = None) -> Page[Ban]:
    """Who is banned from a circle that I look after."""
    async with reading(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id, is_moderator=caller.is_moderator)
        if not caller.is_moderator:
            access.must_help()
        return await list_bans(conn, circle_id=circle_id, cursor=cursor)


@post(
    "/circles/{circle_id:uuid}/bans",
    operation_id="banMember",
    responses=refusals(
        *_WRITTEN, NotFound, NotAllowed, TooMany, ReasonNeeded, HelperBansOneDay, StaffNotBanned
    ),
)
async def ban(
    *, circle_id: UUID, data: NewBan, caller: Caller, pool: Pool, key: idempotency.Key, limiter: Limiter
) -> Ban:
    """Keep somebody from writing in a circle that I look after."""
    await limiter.count("200 per day", "ban_member", str(caller.account_id))

    async with writing(pool) as conn:

        async def verb() -> Ban:
            access = await access_of(conn, circle_id, caller.account_id)
            await ban_member(conn, access=access, ban=data)
            return await get_ban(conn, circle_id=circle_id, account_id=data.account_id)

        return await idempotency.answer(conn, caller.account_id, key, Ban, verb)


@delete(
    "/circles/{circle_id:uuid}/bans/{account_id:uuid}",
    operation_id="liftBan",
    responses=refusals(*_ASKED, NotFound, NotAllowed),
)
async def lift(circle_id: UUID, account_id: UUID, caller: Caller, pool: Pool) -> None:
    """End a ban before its time."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await lift_ban(conn, access=access, account_id=account_id)


@get(
    "/circles/{circle_id:uuid}/invites",
    operation_id="listInvites",
    responses=refusals(*_ASKED, NotFound, NotAllowed),
)
async def invites(circle_id: UUID, caller: Caller, pool: Pool) -> list[Invite]:
    """The invitations of my circle that still work, without their links."""
    async with reading(pool) as conn:
        (await access_of(conn, circle_id, caller.account_id)).must_host()
        return await list_invites(conn, circle_id)


# Without an idempotency key: the answer that is kept for a repetition would keep the link's secret.
@post(
    "/circles/{circle_id:uuid}/invites",
    operation_id="makeInvite",
    responses=refusals(*_ASKED, NotFound, NotAllowed, TooMany, CircleClosed),
)
async def invite(
    *, circle_id: UUID, data: NewInvite, caller: Caller, pool: Pool, limiter: Limiter, config: Config
) -> Invite:
    """Make a link that lets people into my circle; it is shown only now."""
    await limiter.count("50 per day", "make_invite", str(caller.account_id))
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        return await make_invite(conn, access=access, invite=data, public_url=config.address)


@delete(
    "/circles/{circle_id:uuid}/invites/{invite_id:uuid}",
    operation_id="revokeInvite",
    responses=refusals(*_ASKED, NotFound, NotAllowed),
)
async def revoke(circle_id: UUID, invite_id: UUID, caller: Caller, pool: Pool) -> None:
    """Withdraw a link."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await revoke_invite(conn, access=access, invite_id=invite_id)


@get(
    "/invites/{token:str}",
    operation_id="previewInvite",
    responses=refusals(InvalidRequest, InviteOver),
)
async def preview(token: str, viewer: Caller | None, pool: Pool) -> CircleCard:
    """The circle to which an invitation leads."""
    async with reading(pool) as conn:
        return await preview_invite(conn, token=token, account_id=_id_of(viewer))


@put(
    "/circles/{circle_id:uuid}/duty-shifts",
    operation_id="setDutyShifts",
    responses=refusals(*_ASKED, NotFound, NotAllowed, NotOnStaff, ShiftsOverlap),
)
async def duty(circle_id: UUID, data: _Roster, caller: Caller, pool: Pool) -> Circle:
    """Replace the weekly roster of a circle that I host."""
    async with writing(pool) as conn:
        access = await access_of(conn, circle_id, caller.account_id)
        await set_duty_shifts(conn, access=access, shifts=data.shifts)
        return await get_circle(conn, circle_id, caller.account_id)


router = Router(
    "/",
    route_handlers=[
        topics, discover, mine, open_one, one, by_slug, edit, join, leave, members, appoint, bans, ban, lift,
        invites, invite, revoke, preview, duty,
    ],
    tags=["circles"],
)  # fmt: skip
