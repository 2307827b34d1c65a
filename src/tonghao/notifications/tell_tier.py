"""Tell those who answer for a circle that its tier changed, and why."""

from typing import Final

from tonghao.circle_events import TierChanged
from tonghao.db import Pool, reading, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details, Sentences

_ANSWERABLE: Final = """
    SELECT m.account_id FROM memberships m
     WHERE m.circle_id = $1 AND m.role IN ('owner', 'host')
     UNION
    SELECT s.account_id FROM circles c
      JOIN partner_staff s ON s.partner_id = c.partner_id AND s.role IN ('owner', 'manager')
     WHERE c.id = $1
     ORDER BY 1
"""


async def tell_of_tier(event: TierChanged, *, pool: Pool) -> None:
    """Owner, hosts, and the partner's owner and managers hear where their circle stands now."""
    async with reading(pool) as conn:
        people = [row[0] for row in await conn.fetch(_ANSWERABLE, event.circle_id)]
    for account_id in people:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=account_id,
                kind="circle",
                cause=f"tier:{event.act_id}",
                details=Details(
                    act="tier",
                    what=event.tier,
                    message=Sentences(event.reason, event.reason_en or event.reason),
                ),
                circle_id=event.circle_id,
                actor_id=event.by,
            )
