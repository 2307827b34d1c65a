"""Tell what happens in circles to those whom it concerns: requests to join, answers, acts taken back."""

from typing import Final
from uuid import UUID

from tonghao.case_events import BreakerTripped
from tonghao.circle_events import (
    ActUndone,
    CircleRestricted,
    DutyHanded,
    JoinAnswered,
    JoinRequested,
    StaffInvited,
)
from tonghao.circles.count_requests import who_answers
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details

_PLATFORM: Final = """
    SELECT id FROM accounts WHERE role IN ('moderator', 'operator') AND state = 'active' ORDER BY id
"""
_PARTNER: Final = "SELECT name FROM partners WHERE id = $1"


async def tell_of_join_request(event: JoinRequested, *, pool: Pool) -> None:
    """Whoever can answer a request hears that it came."""
    async with reading(pool) as conn:
        answerers = await who_answers(conn, event.circle_id)
    for account_id in answerers:
        await _tell_of_circle(
            pool,
            account_id,
            event.circle_id,
            cause=f"join:{event.request_id}",
            details=Details(act="join_requested"),
            actor_id=event.account_id,
        )


async def tell_of_join_answer(event: JoinAnswered, *, pool: Pool) -> None:
    """Who asked hears whether they are in, or why not, or that nobody answered."""
    await _tell_of_circle(
        pool,
        event.account_id,
        event.circle_id,
        cause=f"join:{event.request_id}:{event.outcome}",
        details=Details(act=f"join_{event.outcome}", reason=event.reason or None),
        actor_id=event.answered_by,
    )


async def tell_of_duty(event: DutyHanded, *, pool: Pool) -> None:
    """Who is asked to take a shift hears of it, and who asked hears the answer."""
    to_taker = event.state in {"offered", "withdrawn"}
    told, did = (event.to_id, event.from_id) if to_taker else (event.from_id, event.to_id)
    where = "platform_duty" if event.circle_id is None else "duty"
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=told,
            kind="circle",
            cause=f"duty:{event.offer_id}:{event.state}",
            details=Details(act=f"{where}_{event.state}"),
            actor_id=did,
            circle_id=event.circle_id,
        )


async def tell_of_undone_act(event: ActUndone, *, pool: Pool) -> None:
    """Whoever acted hears that the level above took it back, and why."""
    await _tell_of_circle(
        pool,
        event.actor_id,
        event.circle_id,
        cause=f"undone:{event.act_id}",
        details=Details(act="act_undone", reason=event.reason),
        actor_id=event.undone_by,
    )


async def tell_of_breaker(event: BreakerTripped, *, pool: Pool) -> None:
    """Whoever works for the platform hears that a breaker tripped: a brake is pulled by a person."""
    async with reading(pool) as conn:
        people = [row[0] for row in await conn.fetch(_PLATFORM)]
    for account_id in people:
        await _tell_of_circle(
            pool,
            account_id,
            event.circle_id,
            cause=f"breaker:{event.trip_id}",
            details=Details(act="breaker_tripped", what=event.restriction, count=event.views),
            actor_id=None,
        )


async def tell_of_restriction(event: CircleRestricted, *, pool: Pool) -> None:
    """Whoever answers for a circle hears what it may not do for now, and why, and that it is over."""
    async with reading(pool) as conn:
        answerers = await who_answers(conn, event.circle_id)
    for account_id in answerers:
        await _tell_of_circle(
            pool,
            account_id,
            event.circle_id,
            cause=f"restricted:{event.act_id}",
            details=Details(
                act="eased" if event.eased else "restricted",
                what=event.restriction,
                reason=event.reason or None,
            ),
            actor_id=None,
        )


async def _tell_of_circle(
    pool: Pool, account_id: UUID, circle_id: UUID, *, cause: str, details: Details, actor_id: UUID | None
) -> None:
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=account_id,
            kind="circle",
            cause=cause,
            details=details,
            actor_id=actor_id,
            circle_id=circle_id,
        )


async def tell_of_invitation(event: StaffInvited, *, pool: Pool) -> None:
    """Whoever is asked to work for a partner hears of it; asked again after a day, again."""
    async with writing(pool) as conn:
        await notify(
            conn,
            account_id=event.account_id,
            kind="partner",
            cause=f"invited:{event.partner_id}:{now():%Y-%m-%d}",
            details=Details(
                act="invited",
                partner_id=event.partner_id,
                partner_name=await conn.fetchval(_PARTNER, event.partner_id),
            ),
            actor_id=event.invited_by,
        )
