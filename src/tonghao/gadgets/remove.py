"""Remove something from the bench: one's own for good, or as staff with a line in the log and a way back."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.remarks.remove import drop_under

_FIND: Final = """
    SELECT made_by, device FROM gadgets WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL FOR UPDATE
"""
_DROP_GUESSES: Final = "DELETE FROM price_guesses WHERE circle_id = $1 AND gadget_id = $2"
_DROP: Final = "DELETE FROM gadgets WHERE circle_id = $1 AND id = $2"
_HIDE: Final = "UPDATE gadgets SET removed_at = now() WHERE circle_id = $1 AND id = $2"


async def remove_gadget(
    conn: Connection, *, access: Access, gadget_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Take a thing of one's own from the bench with all about it, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such thing.
        NotAllowed, ReasonNeeded: see `remove_thing`.

    Emits: tool.changed; content.removed to whose it was. Locks: the gadget, then photos or audit_head.
    """
    row = await conn.fetchrow(_FIND, access.circle_id, gadget_id)
    if row is None:
        raise NotFound
    thing = Thing("gadget", "gadget", gadget_id, row["made_by"], gadget_id, row["device"])
    await remove_thing(
        conn,
        access=access,
        thing=thing,
        drop=lambda: drop_gadget(conn, access.circle_id, gadget_id),
        hide=_HIDE,
        reason=reason,
    )


async def drop_gadget(conn: Connection, circle_id: UUID, gadget_id: UUID) -> None:
    """Delete it for good, with its photos, its guesses and what was said about it."""
    await conn.execute(_DROP_GUESSES, circle_id, gadget_id)
    await conn.execute(_DROP, circle_id, gadget_id)
    await drop_under(conn, circle_id=circle_id, tool="gadget", subject_id=gadget_id)
