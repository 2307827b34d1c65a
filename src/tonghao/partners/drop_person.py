"""Drop a person whose account is gone from the partners for which they worked."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection

# An application of somebody who is gone has nobody to answer for it.
_DROP_APPLIED: Final = """
    DELETE FROM partners WHERE applied_by = $1 AND state <> 'approved' RETURNING id
"""
_DROP_APPLIED_STAFF: Final = "DELETE FROM partner_staff WHERE partner_id = ANY($1::uuid[])"
_DROP_CHECKS: Final = "DELETE FROM partner_checks WHERE partner_id = ANY($1::uuid[])"
_DROP_STAFF: Final = """
    DELETE FROM partner_staff WHERE account_id = $1 RETURNING partner_id, role
"""
_DROP_INVITATIONS: Final = "DELETE FROM partner_invitations WHERE account_id = $1 OR invited_by = $1"
_HAND_OVER: Final = """
    UPDATE partner_staff f SET role = 'owner'
     WHERE f.partner_id = $1
       AND f.account_id = (SELECT account_id FROM partner_staff WHERE partner_id = $1
                            ORDER BY array_position('{owner,manager,staff}', role), since, account_id LIMIT 1)
"""


async def drop_person(conn: Connection, *, account_id: UUID) -> None:
    """Forget that *account_id* worked anywhere; whoever has worked there longest becomes the owner."""
    applied = [row["id"] for row in await conn.fetch(_DROP_APPLIED, account_id)]
    await conn.execute(_DROP_APPLIED_STAFF, applied)
    await conn.execute(_DROP_CHECKS, applied)
    await conn.execute(_DROP_INVITATIONS, account_id)
    for row in await conn.fetch(_DROP_STAFF, account_id):
        if row["role"] == "owner":
            await conn.execute(_HAND_OVER, row["partner_id"])
