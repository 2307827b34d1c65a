"""Remove a remark: one's own for good, or as staff with a line in the log and a way back."""

from typing import Final, Literal
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.circles.tools import tell_changed
from tonghao.circles.types import Tool
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.media.use import end_uses

_FIND: Final = """
    SELECT account_id, tool, subject_id, members_only
      FROM remarks WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL
       FOR UPDATE
"""
_DROP: Final = "DELETE FROM remarks WHERE circle_id = $1 AND id = $2"
_ALL_OF_LABEL: Final = """
    SELECT id, tool, subject_id FROM remarks
     WHERE circle_id = $1 AND account_id = $2 AND tool = $3 AND label = $4
"""
_DROP_UNDER: Final = "DELETE FROM remarks WHERE circle_id = $1 AND subject_id = $2 RETURNING id"
_HIDE: Final = "UPDATE remarks SET removed_at = now() WHERE circle_id = $1 AND id = $2"


async def remove_remark(
    conn: Connection, *, access: Access, remark_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Take a remark of one's own away, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such remark for the person.
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: the remark, then its photos or audit_head.
    """
    row = await conn.fetchrow(_FIND, access.circle_id, remark_id)
    if row is None or (row["members_only"] and access.role is None):
        raise NotFound
    await remove_thing(
        conn,
        access=access,
        thing=Thing(row["tool"], "remark", remark_id, row["account_id"], row["subject_id"]),
        drop=lambda: drop_remark(conn, circle_id=access.circle_id, remark_id=remark_id, row=row),
        hide=_HIDE,
        reason=reason,
    )


async def drop_remark(conn: Connection, *, circle_id: UUID, remark_id: UUID, row: Row) -> None:
    """Delete a remark for good, with what it showed."""
    await conn.execute(_DROP, circle_id, remark_id)
    await end_uses(conn, place_kind="remark", place_id=remark_id)
    await end_uses(conn, place_kind="child", place_id=remark_id)
    await tell_changed(conn, circle_id, row["tool"], row["subject_id"])


async def drop_under(
    conn: Connection, *, circle_id: UUID, tool: Literal["clinic", "gadget", "lost_pet"], subject_id: UUID
) -> None:
    """Let go of what hung on an entry of a tool that is deleted: its photos and all that was said under it.

    Emits: tool.changed.
    """
    await end_uses(conn, place_kind=tool, place_id=subject_id)
    for row in await conn.fetch(_DROP_UNDER, circle_id, subject_id):
        await end_uses(conn, place_kind="remark", place_id=row["id"])
        await end_uses(conn, place_kind="child", place_id=row["id"])
    await tell_changed(conn, circle_id, tool, subject_id)


async def drop_remarks_of(
    conn: Connection, *, circle_id: UUID, tool: Tool, account_id: UUID, label: str
) -> None:
    """Delete what somebody said in a tool under one label."""
    for row in await conn.fetch(_ALL_OF_LABEL, circle_id, account_id, tool, label):
        await drop_remark(conn, circle_id=circle_id, remark_id=row["id"], row=row)
