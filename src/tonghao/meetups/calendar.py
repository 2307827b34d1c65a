"""Calendar: a meetup as a file that any calendar takes in."""

from datetime import timedelta
from uuid import UUID

from icalendar import Calendar, Event

from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.meetups.read import get_meetup

_REVISION = "SELECT revision FROM meetups WHERE circle_id = $1 AND post_id = $2 AND is_shown"


async def calendar_of(
    conn: Connection, *, circle_id: UUID, post_id: UUID, viewer_id: UUID | None, address: str
) -> bytes:
    """The meetup as iCalendar; whether the viewer may read its post is another question.

    A calendar that took an older revision in replaces it; of a cancelled one it strikes the entry out.

    Args:
        address: Of the post's page.

    Raises:
        NotFound: there is no such meetup to see.

    Source: RFC 5545.
    """
    revision: int | None = await conn.fetchval(_REVISION, circle_id, post_id)
    if revision is None:
        raise NotFound
    meetup = await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=viewer_id)
    event = Event()
    event.add("uid", f"{post_id}@tonghao")
    event.add("dtstamp", now())
    event.add("dtstart", meetup.starts_at)
    event.add("dtend", meetup.ends_at or meetup.starts_at + timedelta(hours=2))
    event.add("summary", meetup.title)
    if meetup.place:
        event.add("location", meetup.place)
    event.add("url", address)
    event.add("sequence", revision)
    event.add("status", "CANCELLED" if meetup.cancelled_at else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Tonghao//Meetups//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meetup.cancelled_at else "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
