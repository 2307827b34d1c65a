"""Invite: a link that lets people into a circle, and its withdrawal."""

from datetime import timedelta
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.audit.append import append
from tonghao.circles.access import Access
from tonghao.circles.tiers import must_have_invitation_left
from tonghao.circles.types import Invite
from tonghao.clock import now
from tonghao.crypto import digest, new_token
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.ids import new_id

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_MAKE: Final = """
    INSERT INTO circle_invites (circle_id, id, token_hash, made_by, max_uses, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING created_at
"""
_REVOKE: Final = """
    UPDATE circle_invites SET revoked_at = now()
     WHERE circle_id = $1 AND id = $2 AND revoked_at IS NULL
    RETURNING made_by, uses, max_uses, expires_at
"""


class NewInvite(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far an invitation reaches."""

    max_uses: Annotated[int, Meta(ge=1, le=500)] = 50
    days: Annotated[int, Meta(ge=1, le=90)] = 7


async def make_invite(conn: Connection, *, access: Access, invite: NewInvite, public_url: str) -> Invite:
    """Make a link; only the hash of its secret is kept, so it cannot be shown a second time.

    Args:
        access: Of the person who asks; they must host.
        public_url: What people type to reach this server, without a slash at the end.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly: see `Access.must_take_new`.
        InvitationsUsed: its tier allows no more this week.

    Locks: the circle, then the audit log.
    """
    access.must_host()
    if access.account_id is None:
        raise NotAllowed
    access.must_take_new()
    await conn.execute(_LOCK_CIRCLE, access.circle_id)
    await must_have_invitation_left(conn, access.circle_id)
    secret, invite_id = new_token(), new_id()
    expires_at = now() + timedelta(days=invite.days)
    created_at = await conn.fetchval(
        _MAKE, access.circle_id, invite_id, digest(secret), access.account_id, invite.max_uses, expires_at
    )
    await append(
        conn,
        act="invite.made",
        actor_id=access.account_id,
        subject_kind="invite",
        subject_id=invite_id,
        circle_id=access.circle_id,
        payload={
            "before": None,
            "after": {"max_uses": invite.max_uses, "expires_at": expires_at.isoformat()},
        },
    )
    link = f"{public_url}/i/{access.circle_id}.{secret}"
    return Invite(invite_id, link, access.account_id, 0, invite.max_uses, expires_at, created_at)


async def revoke_invite(conn: Connection, *, access: Access, invite_id: UUID) -> None:
    """Withdraw a link; who came through it stays.

    Args:
        access: Of the person who asks; they must host.

    Raises:
        NotAllowed: the person does not host.
        NotFound: there is no such link, or it was withdrawn before.

    Locks: the link, then the audit log.
    """
    access.must_host()
    revoked = await conn.fetchrow(_REVOKE, access.circle_id, invite_id)
    if revoked is None:
        raise NotFound
    await append(
        conn,
        act="invite.revoked",
        actor_id=access.account_id,
        subject_kind="invite",
        subject_id=invite_id,
        circle_id=access.circle_id,
        payload={
            "before": {
                "made_by": str(revoked["made_by"]),
                "uses": revoked["uses"],
                "max_uses": revoked["max_uses"],
                "expires_at": revoked["expires_at"].isoformat(),
            },
            "after": None,
        },
    )
