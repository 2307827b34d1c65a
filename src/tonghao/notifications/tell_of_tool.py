"""Tell of a tool: what somebody else did with one's notice, question or broken thing."""

from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details
from tonghao.tool_events import ToolTold


async def tell_of_tool(event: ToolTold, *, pool: Pool) -> None:
    """The person hears of it once."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="tool",
            cause=f"tool:{event.subject_id}:{event.what}",
            details=Details(
                tool=event.tool, what=event.what, title=event.title or None, reason=event.reason or None
            ),
            actor_id=event.actor_id,
            circle_id=event.circle_id,
        )
