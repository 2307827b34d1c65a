"""What partners do without a request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from tonghao.clock import now
from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted
from tonghao.partners.drop_person import drop_person
from tonghao.partners.recheck import BATCH, lapse_partners, remind_partners


async def forget_person(event: AccountDeleted, *, pool: Pool) -> None:
    """Take somebody who is gone out of all staffs."""
    async with writing(pool) as conn:
        await drop_person(conn, account_id=event.account_id)


async def recheck(pool: Pool, at: datetime | None = None) -> None:
    """Remind and lapse what is due at *at*, now unless the clock is a simulated one."""
    at = at or now()
    for verb in (remind_partners, lapse_partners):
        done = BATCH
        while done == BATCH:
            async with writing(pool) as conn:
                done = await verb(conn, at=at)


HEARS: Final[dict[type, list[Callable[..., Any]]]] = {AccountDeleted: [forget_person]}
EVERY: Final[dict[str, list[Callable[..., Any]]]] = {"23 * * * *": [recheck]}
