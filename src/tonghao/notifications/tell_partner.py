"""Tell partners how they stand: approved or not, due for their yearly check, or lapsed."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circle_events import PartnerDecided, PartnerDue, PartnerLapsed
from tonghao.db import Pool, reading, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details

_PARTNER: Final = "SELECT name FROM partners WHERE id = $1"
_ANSWERABLE: Final = """
    SELECT account_id FROM partner_staff WHERE partner_id = $1 AND role IN ('owner', 'manager')
     ORDER BY account_id
"""


async def tell_of_partner(event: PartnerDecided, *, pool: Pool) -> None:
    """Whoever handed it in hears whether the partner was approved, or why not."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.applied_by,
            kind="partner",
            cause=f"partner:{event.check_id or event.partner_id}:{event.approved}",
            details=Details(
                act="renewed" if event.is_renewal else None,
                approved=event.approved,
                reason=event.reason,
                partner_id=event.partner_id,
                partner_name=await conn.fetchval(_PARTNER, event.partner_id),
            ),
        )


async def tell_of_due_partner(event: PartnerDue, *, pool: Pool) -> None:
    """Owner and managers hear a month before that the yearly check is over soon."""
    await _tell(pool, event.partner_id, "due", event.due_at)


async def tell_of_lapsed_partner(event: PartnerLapsed, *, pool: Pool) -> None:
    """Owner and managers hear that the yearly check is over, and what follows."""
    await _tell(pool, event.partner_id, "lapsed", event.due_at)


async def _tell(pool: Pool, partner_id: UUID, act: str, due_at: datetime) -> None:
    async with reading(pool) as conn:
        name = await conn.fetchval(_PARTNER, partner_id)
        people = [row[0] for row in await conn.fetch(_ANSWERABLE, partner_id)]
    for account_id in people:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=account_id,
                kind="partner",
                cause=f"partner:{partner_id}:{act}:{due_at:%Y-%m-%d}",
                details=Details(act=act, until=due_at, partner_id=partner_id, partner_name=name),
            )
