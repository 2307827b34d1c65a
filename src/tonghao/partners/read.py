"""Every query about partners that changes nothing."""

from typing import Final
from uuid import UUID

from tonghao.caller import Caller
from tonghao.db import Connection
from tonghao.errors import NotAllowed, NotFound
from tonghao.partners.types import Partner, StaffMember

_GET: Final = """
    SELECT p.id, p.name, p.name_en, p.category, p.about, p.responsible_name, p.state,
           CASE WHEN $3 OR f.account_id IS NOT NULL THEN p.reason ELSE '' END,
           p.created_at, p.decided_at, p.due_at, p.lapsed_at
      FROM partners p
      LEFT JOIN partner_staff f ON f.partner_id = p.id AND f.account_id = $2
     WHERE p.id = $1 AND (p.state = 'approved' OR $3 OR f.account_id IS NOT NULL)
"""
_MINE: Final = """
    SELECT p.id, p.name, p.name_en, p.category, p.about, p.responsible_name, p.state, p.reason,
           p.created_at, p.decided_at, p.due_at, p.lapsed_at
      FROM partner_staff f
      JOIN partners p ON p.id = f.partner_id
     WHERE f.account_id = $1
     ORDER BY p.created_at DESC, p.id DESC
"""
_STAFF: Final = """
    SELECT f.account_id, p.handle, p.name, p.avatar_media_id, f.role, f.since
      FROM partner_staff f
      JOIN profiles p ON p.account_id = f.account_id
     WHERE f.partner_id = $1
     ORDER BY array_position('{owner,manager,staff}', f.role), f.since, f.account_id
"""
_ROLE: Final = """
    SELECT p.state, f.role
      FROM partners p
      LEFT JOIN partner_staff f ON f.partner_id = p.id AND f.account_id = $2
     WHERE p.id = $1
"""


async def get_partner(conn: Connection, *, partner_id: UUID, viewer: Caller | None) -> Partner:
    """The partner, as *viewer* may see it.

    Raises:
        NotFound: there is none, or it is not approved and *viewer* is neither its staff nor operator.
    """
    row = await conn.fetchrow(
        _GET,
        partner_id,
        viewer.account_id if viewer else None,
        viewer is not None and viewer.is_operator,
    )
    if row is None:
        raise NotFound
    return Partner(*row)


async def list_my_partners(conn: Connection, account_id: UUID) -> list[Partner]:
    """The partners for which *account_id* works or has applied, the newest first."""
    return [Partner(*row) for row in await conn.fetch(_MINE, account_id)]


async def staff_role(conn: Connection, *, partner_id: UUID, account_id: UUID) -> tuple[str, str | None]:
    """The partner's state, and the role of *account_id* in it: owner, manager, staff or None.

    Raises:
        NotFound: there is no such partner.
    """
    row = await conn.fetchrow(_ROLE, partner_id, account_id)
    if row is None:
        raise NotFound
    return row["state"], row["role"]


async def list_staff(conn: Connection, *, partner_id: UUID, caller: Caller) -> list[StaffMember]:
    """Who works for the partner, the owner first.

    Raises:
        NotFound: *caller* may not see the partner.
        NotAllowed: *caller* neither works there nor runs the platform.
    """
    state, role = await staff_role(conn, partner_id=partner_id, account_id=caller.account_id)
    if role is None and not caller.is_operator:
        raise NotAllowed if state == "approved" else NotFound
    return [StaffMember(*row) for row in await conn.fetch(_STAFF, partner_id)]
