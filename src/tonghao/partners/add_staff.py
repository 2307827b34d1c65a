"""Add and remove staff: the owner says who works for the partner."""

from typing import Final
from uuid import UUID

from tonghao.accounts.read import resolve_handles
from tonghao.audit.append import append
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound, Refusal
from tonghao.partners.apply import AdultsOnly
from tonghao.partners.read import staff_role

_MOST: Final = 30

_LOCK: Final = "SELECT id FROM partners WHERE id = $1 FOR UPDATE"
_AGE_CLASS: Final = "SELECT age_class FROM accounts WHERE id = $1"
_COUNT: Final = "SELECT count(*) FROM partner_staff WHERE partner_id = $1"
_ADD: Final = """
    INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'staff')
    ON CONFLICT DO NOTHING
    RETURNING account_id
"""
_REMOVE: Final = """
    DELETE FROM partner_staff WHERE partner_id = $1 AND account_id = $2 AND role = 'staff'
    RETURNING account_id
"""


class StaffFull(Refusal):
    """Thirty people work for this partner already. Remove somebody first."""


class PartnerOwnerStays(Refusal):
    """The owner cannot be removed: somebody must be answerable."""


async def add_staff(conn: Connection, *, partner_id: UUID, owner_id: UUID, handle: str) -> None:
    """Let the person with *handle* work for the partner; doing it twice does it once.

    Raises:
        NotFound: no such partner for *owner_id* to see, or no such person.
        NotAllowed: *owner_id* is not the owner.
        StaffFull: there are 30 already.
        AdultsOnly: the person is a minor; staff open circles and answer for them.

    Locks: the partner, then the audit log.
    """
    account_id = await _staff_to_change(conn, partner_id=partner_id, by_id=owner_id, handle=handle)
    if await conn.fetchval(_AGE_CLASS, account_id) != "adult":
        raise AdultsOnly
    await conn.execute(_LOCK, partner_id)
    if await conn.fetchval(_COUNT, partner_id) >= _MOST:
        raise StaffFull
    if await conn.fetchval(_ADD, partner_id, account_id):
        await _record(conn, "staff.added", partner_id, owner_id, account_id, None, "staff")


async def remove_staff(conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str) -> None:
    """Let the person with *handle* no longer work for the partner; one may also go oneself.

    Raises:
        NotFound, NotAllowed: see `add_staff`.
        PartnerOwnerStays: it is the owner.

    Locks: the audit log.
    """
    account_id = await _staff_to_change(conn, partner_id=partner_id, by_id=by_id, handle=handle, oneself=True)
    _, role = await staff_role(conn, partner_id=partner_id, account_id=account_id)
    if role == "owner":
        raise PartnerOwnerStays
    if await conn.fetchval(_REMOVE, partner_id, account_id):
        await _record(conn, "staff.removed", partner_id, by_id, account_id, "staff", None)


async def _record(
    conn: Connection,
    act: str,
    partner_id: UUID,
    actor_id: UUID,
    account_id: UUID,
    before: str | None,
    after: str | None,
) -> None:
    await append(
        conn,
        act=act,
        actor_id=actor_id,
        subject_kind="account",
        subject_id=account_id,
        circle_id=None,
        payload={"partner_id": str(partner_id), "before": {"role": before}, "after": {"role": after}},
    )


async def _staff_to_change(
    conn: Connection, *, partner_id: UUID, by_id: UUID, handle: str, oneself: bool = False
) -> UUID:
    state, role = await staff_role(conn, partner_id=partner_id, account_id=by_id)
    if role is None and state != "approved":
        raise NotFound
    account_id = (await resolve_handles(conn, [handle])).get(handle)
    if role != "owner" and not (oneself and role == "staff" and account_id == by_id):
        raise NotAllowed
    if account_id is None:
        raise NotFound
    return account_id
