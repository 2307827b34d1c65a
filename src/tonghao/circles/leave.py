"""Leave: a member goes."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circle_events import CircleLeft
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK_CIRCLE: Final = "SELECT id FROM circles WHERE id = $1 FOR NO KEY UPDATE"
_ROLE: Final = "SELECT role FROM memberships WHERE circle_id = $1 AND account_id = $2"
_LEAVE: Final = "DELETE FROM memberships WHERE circle_id = $1 AND account_id = $2 RETURNING role"
_LEAVE_TOO: Final = "DELETE FROM joined_circles WHERE account_id = $2 AND circle_id = $1"
_COUNT: Final = "UPDATE circles SET member_count = member_count - 1 WHERE id = $1"
_CLEAR_DUTY: Final = "DELETE FROM duty_shifts WHERE circle_id = $1 AND account_id = $2"
_CLEAR_EXCEPTIONS: Final = """
    DELETE FROM duty_exceptions WHERE circle_id = $1 AND (absent_id = $2 OR cover_id = $2)
"""


class OwnerCannotLeave(Refusal):
    """The owner answers for the circle and cannot leave it. Ask the platform if somebody is to take over."""


async def leave_circle(conn: Connection, *, circle_id: UUID, account_id: UUID) -> None:
    """End the membership of *account_id*; nothing happens when there is none.

    Raises:
        NotFound: no such circle.
        OwnerCannotLeave: somebody must answer for the circle.

    Emits: circle.left. Locks: the circle.
    """
    if await conn.fetchval(_LOCK_CIRCLE, circle_id) is None:
        raise NotFound
    if await conn.fetchval(_ROLE, circle_id, account_id) == "owner":
        raise OwnerCannotLeave
    await end_membership(conn, circle_id=circle_id, account_id=account_id)


async def end_membership(conn: Connection, *, circle_id: UUID, account_id: UUID) -> bool:
    """Take *account_id* out of a circle whose row the caller has locked; whether they were in it.

    Emits: circle.left.
    """
    if await conn.fetchval(_LEAVE, circle_id, account_id) is None:
        return False
    await conn.execute(_LEAVE_TOO, circle_id, account_id)
    await conn.execute(_COUNT, circle_id)
    await conn.execute(_CLEAR_DUTY, circle_id, account_id)
    await conn.execute(_CLEAR_EXCEPTIONS, circle_id, account_id)
    await outbox.emit(conn, CircleLeft(circle_id, account_id), audience=f"account:{account_id}")
    return True
