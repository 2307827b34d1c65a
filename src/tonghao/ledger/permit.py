"""Permit: somebody of the platform signs a group that may leave a frozen account."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.ledger.types import Permit

_SIGN: Final = """
    INSERT INTO ledger_permits (group_id, signed_by, reason) VALUES ($1, $2, $3)
    ON CONFLICT (group_id) DO NOTHING
"""
_SIGNED: Final = "SELECT group_id, signed_by, reason, at FROM ledger_permits WHERE group_id = $1"


async def permit_group(conn: Connection, *, group_id: UUID, by: UUID, reason: str) -> None:
    """Let the group with this key leave a frozen account when it is posted; of all else the rules stand.

    The account stays frozen: nobody else's leg passes beside this one. A closed account gives nothing, and no
    floor is lower. The first signature stays.

    Args:
        by: Who answers for it; whether they may is the caller's question.
        reason: 1 to 500 characters.
    """
    await conn.execute(_SIGN, group_id, by, reason)


async def find_permit(conn: Connection, group_id: UUID) -> Permit | None:
    """Who signed a group and why, or None."""
    row = await conn.fetchrow(_SIGNED, group_id)
    return None if row is None else Permit(*row)
