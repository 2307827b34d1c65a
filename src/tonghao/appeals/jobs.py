"""What appeals do without a request: a case decided in the queue answers the appeals about it."""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tonghao.appeals.end import end_appeal
from tonghao.appeals.lock_appeal import lock_appeal
from tonghao.case_events import CaseDecided
from tonghao.circle_events import ActUndone
from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted

_OF_HOLD: Final = """
    SELECT id FROM appeals WHERE case_id = $1 AND against = 'hold' AND state = 'open' ORDER BY id
"""
_OF_DECISION: Final = """
    SELECT id FROM appeals WHERE case_id = $1 AND against_id = $2 AND state = 'open' ORDER BY id
"""
_OF_ACT: Final = """
    SELECT id FROM appeals WHERE against_id = $1 AND against = 'removal' AND state = 'open' ORDER BY id
"""
_BY: Final = "SELECT decided_by FROM case_decisions WHERE id = $1"
_FORGET: Final = """
    UPDATE appeals SET text = '', answer = '',
           ended_at = coalesce(ended_at, now()),
           state = CASE WHEN state = 'open' THEN 'withdrawn' ELSE state END
     WHERE appellant_id = $1
"""


async def answer_appeals(event: CaseDecided, *, pool: Pool) -> None:
    """A hold that a person released or confirmed is answered; a decision taken back needs no answer."""
    async with writing(pool) as conn:
        if event.act == "undo":
            for row in await conn.fetch(_OF_DECISION, event.case_id, event.decision_id):
                appeal = await lock_appeal(conn, row["id"])
                if appeal.state == "open":
                    await end_appeal(conn, appeal, state="settled", decided_by=None, answer="")
            return
        decided_by: UUID | None = await conn.fetchval(_BY, event.decision_id)
        for row in await conn.fetch(_OF_HOLD, event.case_id):
            appeal = await lock_appeal(conn, row["id"])
            if appeal.state != "open":
                continue
            if decided_by is None or decided_by == appeal.appellant_id:
                await end_appeal(conn, appeal, state="settled", decided_by=None, answer="")
                continue
            await end_appeal(
                conn,
                appeal,
                state="upheld" if event.act == "remove" else "overturned",
                decided_by=decided_by,
                answer="",
                result_id=event.decision_id,
            )


async def settle_undone(event: ActUndone, *, pool: Pool) -> None:
    """What the circle itself took back needs no answer any more."""
    async with writing(pool) as conn:
        for row in await conn.fetch(_OF_ACT, event.act_id):
            appeal = await lock_appeal(conn, row["id"])
            if appeal.state == "open":
                await end_appeal(conn, appeal, state="settled", decided_by=None, answer="")


async def forget_appellant(event: AccountDeleted, *, pool: Pool) -> None:
    """What a person wrote leaves their appeals; open ones are withdrawn."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    CaseDecided: [answer_appeals],
    ActUndone: [settle_undone],
    AccountDeleted: [forget_appellant],
}
