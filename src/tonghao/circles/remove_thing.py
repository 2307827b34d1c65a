"""Remove a thing from a tool: one's own for good, or as staff with a reason and a way back. One for all."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec

from tonghao.circles.access import Access
from tonghao.circles.record_act import ActReason
from tonghao.circles.record_removal import record_removal
from tonghao.circles.tools import tell_changed
from tonghao.circles.types import Tool
from tonghao.circles.undo_act import CannotBeUndone, RecordedAct, Undo
from tonghao.db import Connection


class Thing(msgspec.Struct, frozen=True):
    """What somebody put into a tool.

    Attributes:
        kind: The first word of its acts, e.g. lost_pet.
        shown_in: What its readers look at, where that is another thing.
        title: What it is called, for the notice to its author.
    """

    tool: Tool
    kind: str
    thing_id: UUID
    author_id: UUID
    shown_in: UUID
    title: str = ""


async def remove_thing(
    conn: Connection,
    *,
    access: Access,
    thing: Thing,
    drop: Callable[[], Awaitable[object]],
    hide: str,
    reason: ActReason,
) -> None:
    """Let *drop* delete what is one's own, or *hide* somebody's as helper.

    Args:
        thing: Locked by the caller.
        hide: A statement that takes the circle and the thing out of sight.

    Raises:
        NotAllowed: it is somebody else's and the person is no staff.
        ReasonNeeded: it is somebody else's and nothing says why.

    Emits: tool.changed; content.removed to whose it was. Locks: audit_head, when it is somebody else's.
    """
    if thing.author_id == access.account_id:
        await drop()
        return
    access.must_help()
    await conn.execute(hide, access.circle_id, thing.thing_id)
    await tell_changed(conn, access.circle_id, thing.tool, thing.shown_in)
    await record_removal(
        conn,
        access=access,
        subject_kind=thing.kind,
        subject_id=thing.thing_id,
        author_id=thing.author_id,
        reason=reason,
        shown={"tool": thing.tool},
        title=thing.title,
    )


def brings_back(tool: Tool, statement: str) -> Undo:
    """The way back for the level above.

    Args:
        statement: Shows the thing $2 of the circle $1 that was hidden, and returns what its readers look at.
    """

    async def undo(conn: Connection, act: RecordedAct) -> None:
        shown_in = await conn.fetchval(statement, act.circle_id, act.subject_id)
        if shown_in is None:
            raise CannotBeUndone
        await tell_changed(conn, act.circle_id, tool, shown_in)

    return undo
