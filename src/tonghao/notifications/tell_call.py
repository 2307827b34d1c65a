"""Tell who is on duty that they must look now."""

from tonghao.call_events import CallRung
from tonghao.db import Pool, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details


async def tell_of_call(event: CallRung, *, pool: Pool) -> None:
    """Who is called hears it each time that it rings, in quiet hours too."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="call",
            cause=f"call:{event.call_id}:{event.round}",
            details=Details(
                act=event.side,
                what=event.cause,
                category=event.category or None,
                severity=event.severity,
                count=event.round,
            ),
            circle_id=event.circle_id,
        )
