"""HTTP for invitations into a circle."""

from uuid import UUID

from litestar import delete, get, post

from tonghao.answers import refusals
from tonghao.caller import Caller
from tonghao.circles.invite import NewInvite, make_invite, revoke_invite
from tonghao.circles.read import (
    InviteOver,
    access_of,
    list_invites,
    preview_invite,
)
from tonghao.circles.restrictions import CircleClosed, CircleReadOnly
from tonghao.circles.routes.shared import ASKED, id_of
from tonghao.circles.tiers import InvitationsUsed
from tonghao.circles.types import CircleCard, Invite
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.errors import InvalidRequest, NotAllowed, NotFound, TooMany
from tonghao.limits import Limiter


@get(
    "/circles/{circle_id:uuid}/invites",
    operation_id="listInvites",
    responses=refusals(*ASKED, NotFound, NotAllowed),
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
    responses=refusals(*ASKED, NotFound, NotAllowed, TooMany, CircleClosed, CircleReadOnly, InvitationsUsed),
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
    responses=refusals(*ASKED, NotFound, NotAllowed),
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
        return await preview_invite(conn, token=token, account_id=id_of(viewer))
