"""Remove a notice: one's own for good, or as staff with a line in the log and a way back."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.remarks.remove import drop_under

_FIND: Final = """
    SELECT made_by, name FROM lost_pets WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE
"""
_DROP: Final = "DELETE FROM lost_pets WHERE circle_id = $1 AND id = $2"
_HIDE: Final = "UPDATE lost_pets SET removed_at = now() WHERE circle_id = $1 AND id = $2"


async def remove_notice(
    conn: Connection, *, access: Access, lost_pet_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Take a notice of one's own down with all under it, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such notice.
        NotAllowed, ReasonNeeded: see `remove_thing`.

    Emits: tool.changed; content.removed to whose it was. Locks: the notice, then photos or audit_head.
    """
    row = await conn.fetchrow(_FIND, access.circle_id, lost_pet_id)
    if row is None:
        raise NotFound
    thing = Thing("lost_pet", "lost_pet", lost_pet_id, row["made_by"], lost_pet_id, row["name"])
    await remove_thing(
        conn,
        access=access,
        thing=thing,
        drop=lambda: drop_notice(conn, access.circle_id, lost_pet_id),
        hide=_HIDE,
        reason=reason,
    )


async def drop_notice(conn: Connection, circle_id: UUID, lost_pet_id: UUID) -> None:
    """Delete a notice for good, with its photos and what was said under it."""
    await conn.execute(_DROP, circle_id, lost_pet_id)
    await drop_under(conn, circle_id=circle_id, tool="lost_pet", subject_id=lost_pet_id)
