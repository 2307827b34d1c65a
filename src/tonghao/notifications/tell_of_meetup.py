"""Tell of a meetup: a seat that came free, a new time or place, a cancellation, that it is near."""

from uuid import UUID

from tonghao.db import Pool, reading, writing
from tonghao.errors import NotFound
from tonghao.meetups.read import get_meetup, signed_up_ids
from tonghao.notifications.notify import notify
from tonghao.notifications.types import Details
from tonghao.tool_events import MeetupAltered, MeetupNear, SeatGiven


async def tell_of_seat(event: SeatGiven, *, pool: Pool) -> None:
    """Whoever waited and has a seat now hears of it."""
    async with writing(pool) as conn:
        try:
            meetup = await get_meetup(
                conn, circle_id=event.circle_id, post_id=event.post_id, viewer_id=event.account_id
            )
        except NotFound:
            return
        await notify(
            conn,
            account_id=event.account_id,
            kind="meetup",
            cause=f"seat:{event.post_id}:{meetup.starts_at.isoformat()}",
            details=Details(act="seat", title=meetup.title),
            circle_id=event.circle_id,
            post_id=event.post_id,
        )


async def tell_of_alteration(event: MeetupAltered, *, pool: Pool) -> None:
    """Everybody who signed up hears of a new time or place, or that it does not take place."""
    async with reading(pool) as conn:
        meetup = await get_meetup(conn, circle_id=event.circle_id, post_id=event.post_id, viewer_id=None)
    # A second move is told again; the same one, when the job runs twice, is not.
    cause = f"meetup:{event.post_id}:{event.what}:{meetup.starts_at.isoformat()}:{meetup.place}"
    details = Details(act=event.what, title=event.title, reason=event.reason or None)
    await _tell_all(pool, event.circle_id, event.post_id, cause, details)


async def tell_of_near(event: MeetupNear, *, pool: Pool) -> None:
    """Everybody who signed up hears that it starts in a day, or in an hour."""
    cause = f"meetup:{event.post_id}:near:{event.hours}"
    details = Details(act=f"near_{event.hours}", title=event.title)
    await _tell_all(pool, event.circle_id, event.post_id, cause, details)


async def _tell_all(pool: Pool, circle_id: UUID, post_id: UUID, cause: str, details: Details) -> None:
    async with reading(pool) as conn:
        people = await signed_up_ids(conn, circle_id=circle_id, post_id=post_id)
    for account_id in people:
        async with writing(pool) as conn:
            await notify(
                conn,
                account_id=account_id,
                kind="meetup",
                cause=cause,
                details=details,
                circle_id=circle_id,
                post_id=post_id,
            )
