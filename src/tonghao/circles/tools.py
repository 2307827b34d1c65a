"""Tools: which tool of its trade a circle uses, from a closed list."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.types import Tool
from tonghao.db import Connection
from tonghao.errors import Refusal

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
