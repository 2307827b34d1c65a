"""What calls do without a request: they ring again, and leave by mail and webhook."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from tonghao.accounts.brake_feature import stands
from tonghao.call_events import CallRung, FeatureBraked
from tonghao.calls.call_duty import call_duty
from tonghao.calls.end import end_breakers, end_cause
from tonghao.calls.ring import ring
from tonghao.calls.send import list_unsent, send_call
from tonghao.calls.types import CALLS, Cause
from tonghao.circle_events import CircleRestricted
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, reading, writing
from tonghao.mail import Sender

_DUE: Final = "SELECT id FROM calls WHERE next_at <= $1 ORDER BY next_at LIMIT 200"


async def ring_on(pool: Pool, at: datetime | None = None) -> None:
    """Each minute: who did not answer is called again, or the next one is."""
    moment = at or now()
    async with reading(pool) as conn:
        due = [row[0] for row in await conn.fetch(_DUE, moment)]
    for call_id in due:
        async with writing(pool) as conn:
            await ring(conn, call_id=call_id, at=moment)


async def send_again(pool: Pool, config: Config, sender: Sender) -> None:
    """Each minute: what could not be sent is tried again."""
    async with reading(pool) as conn:
        unsent = await list_unsent(conn, at=now())
    for call_id, number, account_id in unsent:
        await send_call(pool, config, sender, call_id=call_id, number=number, account_id=account_id)


async def send_rung(event: CallRung, *, pool: Pool, config: Config, sender: Sender) -> None:
    """A call that rang leaves the house."""
    await send_call(
        pool, config, sender, call_id=event.call_id, number=event.round, account_id=event.account_id
    )


async def call_of_feature(event: FeatureBraked, *, pool: Pool) -> None:
    """Who is on duty for the platform hears that a feature was stopped everywhere."""
    async with writing(pool) as conn:
        if event.is_over:
            await end_cause(conn, kind="feature", cause_id=event.brake_id, at=now())
            return
        # Jobs have no order: who is called about what is over already would ring on for ever.
        if not await stands(conn, event.brake_id):
            return
        cause = Cause("feature", event.brake_id, event.feature, CALLS)
        await call_duty(conn, cause=cause, circle_id=None, at=now(), by=event.by_id)


async def end_with_restriction(event: CircleRestricted, *, pool: Pool) -> None:
    """A brake that was released, or a breaker that is closed again, calls nobody any more."""
    # That tips may be given again says nothing about the photos.
    if not event.eased or event.source not in {"brake", "breaker"} or event.restriction == "tips_off":
        return
    async with writing(pool) as conn:
        if event.source == "brake":
            await end_cause(conn, kind="brake", cause_id=event.circle_id, at=now())
        else:
            await end_breakers(conn, circle_id=event.circle_id, at=now())


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    CallRung: [send_rung],
    FeatureBraked: [call_of_feature],
    CircleRestricted: [end_with_restriction],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [ring_on, send_again],
}
