"""Invite staff: a partner asks somebody to work for it; nobody works anywhere without having said yes."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao import outbox
from tonghao.accounts.read import resolve_handles
from tonghao.accounts.types import ProfileCard
from tonghao.audit.append import append
from tonghao.circle_events import StaffInvited
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.partners.apply import AdultsOnly
from tonghao.partners.read import staff_role

_MOST: Final = 30

_LOCK: Final = "SELECT id FROM partners WHERE id = $1 FOR UPDATE"
_AGE_CLASS: Final = "SELECT age_class FROM accounts WHERE id = $1"
_TAKEN: Final = """
    SELECT (SELECT count(*) FROM partner_staff WHERE partner_id = $1)
         + (SELECT count(*) FROM partner_invitations
             WHERE partner_id = $1 AND account_id <> $2 AND at > now() - interval '30 days')
"""
_WORKS: Final = "SELECT role FROM partner_staff WHERE partner_id = $1 AND account_id = $2"
_INVITE: Final = """
    INSERT INTO partner_invitations (partner_id, account_id, role, invited_by) VALUES ($1, $2, $3, $4)
    ON CONFLICT (partner_id, account_id) DO UPDATE
       SET role = excluded.role, invited_by = excluded.invited_by, at = now()
"""
_REVOKE: Final = """
    DELETE FROM partner_invitations WHERE partner_id = $1 AND account_id = $2 RETURNING role
"""
_INVITED: Final = """
    SELECT role FROM partner_invitations
     WHERE partner_id = $1 AND account_id = $2 AND at > now() - interval '30 days'
"""
_STAFF_COUNT: Final = "SELECT count(*) FROM partner_staff WHERE partner_id = $1"
_ADD: Final = "INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, $3)"
_SET_ROLE: Final = "UPDATE partner_staff SET role = $3 WHERE partner_id = $1 AND account_id = $2"
_REMOVE: Final = "DELETE FROM partner_staff WHERE partner_id = $1 AND account_id = $2 AND role <> 'owner'"
_OF_PARTNER: Final = """
    SELECT i.partner_id, r.name, r.name_en, i.role, p.account_id, p.handle, p.name, p.avatar_media_id,
           p.is_gone, q.name, i.at
      FROM partner_invitations i
      JOIN partners r ON r.id = i.partner_id
      JOIN profiles p ON p.account_id = i.account_id
      JOIN profiles q ON q.account_id = i.invited_by
     WHERE i.partner_id = $1 AND i.at > now() - interval '30 days'
     ORDER BY i.at, i.account_id
"""
_OF_PERSON: Final = """
    SELECT i.partner_id, r.name, r.name_en, i.role, p.account_id, p.handle, p.name, p.avatar_media_id,
           p.is_gone, q.name, i.at
      FROM partner_invitations i
      JOIN partners r ON r.id = i.partner_id
      JOIN profiles p ON p.account_id = i.account_id
      JOIN profiles q ON q.account_id = i.invited_by
     WHERE i.account_id = $1 AND i.at > now() - interval '30 days'
     ORDER BY i.at, i.partner_id
"""

Invitable = Literal["manager", "staff"]


class StaffFull(Refusal):
    """Thirty people work for this partner or are invited already. Remove somebody first."""


class PartnerOwnerStays(Refusal):
    """The owner cannot be removed: somebody must be answerable."""


class WorksHere(Refusal):
    """This person works here already. Change the role in the list instead."""


class InvitationOver(Refusal):
    """This invitation is no longer there: it was withdrawn, answered, or is older than 30 days."""

    status = 410


class NewStaff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """As what somebody works for the partner."""

    role: Invitable = "staff"


class StaffInvitation(msgspec.Struct, frozen=True):
    """Somebody is asked to work for a partner, and has 30 days to answer."""

    partner_id: UUID
    partner_name: str
    partner_name_en: str
    role: Invitable
    account: ProfileCard
    invited_by: str
    at: datetime


async def invite_staff(
    conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str, role: Invitable
) -> None:
    """Ask the person with *handle*; asking again renews the invitation.

    The owner invites managers and staff, a manager staff alone.

    Raises:
        NotFound: no such partner for *by_id* to see, or no such person.
        NotAllowed: the role of *by_id* does not allow it.
        WorksHere: the person works here already.
        StaffFull: there are 30 already.
        AdultsOnly: the person is a minor; staff open circles and answer for them.

    Emits: staff.invited. Locks: the partner, then the audit log.
    """
    account_id = await _person_to_change(conn, partner_id=partner_id, by_id=by_id, handle=handle, role=role)
    if await conn.fetchval(_AGE_CLASS, account_id) != "adult":
        raise AdultsOnly
    await conn.execute(_LOCK, partner_id)
    if await conn.fetchval(_WORKS, partner_id, account_id) is not None:
        raise WorksHere
    if await conn.fetchval(_TAKEN, partner_id, account_id) >= _MOST:
        raise StaffFull
    await conn.execute(_INVITE, partner_id, account_id, role, by_id)
    await outbox.emit(conn, StaffInvited(partner_id, account_id, by_id, role), audience="nobody")
    await _write_down(conn, "staff.invited", partner_id, by_id, account_id, role)


async def revoke_invitation(conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str) -> None:
    """Take an invitation back.

    Raises:
        NotFound, NotAllowed: see `invite_staff`.
        InvitationOver: there is none.
    """
    account_id = await _person_to_change(
        conn, partner_id=partner_id, by_id=by_id, handle=handle, role="staff"
    )
    if await conn.fetchval(_REVOKE, partner_id, account_id) is None:
        raise InvitationOver


async def accept_invitation(conn: Connection, *, partner_id: UUID, account_id: UUID, age_class: str) -> None:
    """Work for the partner from now on.

    Raises:
        InvitationOver: it was withdrawn, answered, or is too old.
        AdultsOnly: the person is a minor.
        StaffFull: others were quicker.

    Locks: the partner, then the audit log.
    """
    if age_class != "adult":
        raise AdultsOnly
    await conn.execute(_LOCK, partner_id)
    role = await conn.fetchval(_INVITED, partner_id, account_id)
    if role is None or await conn.fetchval(_WORKS, partner_id, account_id) is not None:
        raise InvitationOver
    if await conn.fetchval(_STAFF_COUNT, partner_id) >= _MOST:
        raise StaffFull
    await conn.execute(_ADD, partner_id, account_id, role)
    await conn.execute(_REVOKE, partner_id, account_id)
    await _write_down(conn, "staff.joined", partner_id, account_id, account_id, role)


async def decline_invitation(conn: Connection, *, partner_id: UUID, account_id: UUID) -> None:
    """Say no; nobody is told, the invitation is just gone.

    Raises:
        InvitationOver: there is none.
    """
    if await conn.fetchval(_REVOKE, partner_id, account_id) is None:
        raise InvitationOver


async def set_staff_role(
    conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str, role: Invitable
) -> None:
    """Make somebody manager or staff; the owner may.

    Raises:
        NotFound: no such partner, or the person does not work there.
        NotAllowed: *by_id* is not the owner.
        PartnerOwnerStays: it is the owner.

    Locks: the partner, then the audit log.
    """
    account_id = await _person_to_change(
        conn, partner_id=partner_id, by_id=by_id, handle=handle, role="manager"
    )
    await conn.execute(_LOCK, partner_id)
    before = await conn.fetchval(_WORKS, partner_id, account_id)
    if before is None:
        raise NotFound
    if before == "owner":
        raise PartnerOwnerStays
    if before != role:
        await conn.execute(_SET_ROLE, partner_id, account_id, role)
        await _write_down(conn, "staff.role_set", partner_id, by_id, account_id, role)


async def remove_staff(conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str) -> None:
    """Let the person with *handle* no longer work for the partner; one may also go oneself.

    Raises:
        NotFound, NotAllowed: see `invite_staff`.
        PartnerOwnerStays: it is the owner.

    Locks: the partner, then the audit log.
    """
    state, own = await staff_role(conn, partner_id=partner_id, account_id=by_id)
    if own is None and state != "approved":
        raise NotFound
    account_id = (await resolve_handles(conn, [handle])).get(handle)
    await conn.execute(_LOCK, partner_id)
    role = None if account_id is None else await conn.fetchval(_WORKS, partner_id, account_id)
    oneself = account_id == by_id and role is not None
    if own != "owner" and not oneself and not (own == "manager" and role == "staff"):
        raise NotAllowed
    if account_id is None:
        raise NotFound
    if role == "owner":
        raise PartnerOwnerStays
    if role is not None:
        await conn.execute(_REMOVE, partner_id, account_id)
        await _write_down(
            conn, "staff.left" if oneself else "staff.removed", partner_id, by_id, account_id, role
        )


async def list_invitations(conn: Connection, *, partner_id: UUID, account_id: UUID) -> list[StaffInvitation]:
    """Who is invited to a partner; its staff may see.

    Raises:
        NotFound: there is no such partner.
        NotAllowed: the person does not work there.
    """
    _, role = await staff_role(conn, partner_id=partner_id, account_id=account_id)
    if role is None:
        raise NotAllowed
    return [_invitation_of(row) for row in await conn.fetch(_OF_PARTNER, partner_id)]


async def list_my_invitations(conn: Connection, account_id: UUID) -> list[StaffInvitation]:
    """Who asks *account_id* to work for them."""
    return [_invitation_of(row) for row in await conn.fetch(_OF_PERSON, account_id)]


def _invitation_of(row: Row) -> StaffInvitation:
    return StaffInvitation(row[0], row[1], row[2], row[3], ProfileCard(*row[4:9]), row[9], row[10])


async def _person_to_change(
    conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str, role: Invitable
) -> UUID:
    state, own = await staff_role(conn, partner_id=partner_id, account_id=by_id)
    if own is None and state != "approved":
        raise NotFound
    if own != "owner" and not (own == "manager" and role == "staff"):
        raise NotAllowed
    account_id = (await resolve_handles(conn, [handle])).get(handle)
    if account_id is None:
        raise NotFound
    return account_id


async def _write_down(
    conn: Connection, act: str, partner_id: UUID, actor_id: UUID, account_id: UUID, role: str
) -> None:
    await append(
        conn,
        act=act,
        actor_id=actor_id,
        subject_kind="partner",
        subject_id=partner_id,
        circle_id=None,
        payload={"account_id": str(account_id), "role": role},
        about_id=account_id,
    )
