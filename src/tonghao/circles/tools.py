"""Tools: which tool of its trade a circle uses, from a closed list."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.access import Access
from tonghao.circles.types import Tool
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.tool_events import ToolChanged, ToolTold

MOST: Final = 3

_CHOOSE: Final = "UPDATE circles SET tools = $2 WHERE id = $1"
_HAS: Final = "SELECT $2 = ANY(tools) FROM circles WHERE id = $1"


class ToolNotUsed(Refusal):
    """This circle does not use this tool. A host can switch it on under Manage."""


class TooManyTools(Refusal):
    """A circle uses at most three tools, each once, so that its page stays easy to read. Leave some out."""

    status = 400


async def choose_tools(conn: Connection, *, access: Access, tools: Sequence[Tool]) -> None:
    """Set the tools of a circle, in the order of its tabs; what a tool keeps stays when it is put away.

    Args:
        access: Of the person who asks; they must host.

    Raises:
        NotAllowed: the person does not host.
        TooManyTools: more than three, or one twice.
    """
    access.must_host()
    if len(tools) > MOST or len(set(tools)) < len(tools):
        raise TooManyTools
    await conn.execute(_CHOOSE, access.circle_id, list(tools))


async def must_use(conn: Connection, circle_id: UUID, tool: Tool) -> None:
    """Raises ToolNotUsed unless the circle uses *tool*."""
    if not await conn.fetchval(_HAS, circle_id, tool):
        raise ToolNotUsed


async def tell_changed(conn: Connection, circle_id: UUID, tool: Tool, subject_id: UUID) -> None:
    """Let whoever looks at a tool read it again.

    Emits: tool.changed to the circle.
    """
    await outbox.emit(conn, ToolChanged(circle_id, tool, subject_id), audience=f"circle:{circle_id}")


async def tell_person(
    conn: Connection,
    *,
    access: Access,
    account_id: UUID,
    tool: Tool,
    subject_id: UUID,
    what: str,
    title: str = "",
    reason: str = "",
    unnamed: bool = False,
) -> None:
    """Tell one person what somebody else did in a tool; the same of the same subject is told once.

    Args:
        access: Of who did it.
        what: One word for the sentence, e.g. sighted.
        unnamed: Whether they must not hear who did it.

    Emits: tool.told.
    """
    actor_id = None if unnamed else access.account_id
    told = ToolTold(
        access.circle_id, account_id, actor_id, tool, subject_id, what, title=title, reason=reason
    )
    await outbox.emit(conn, told, audience="nobody")
