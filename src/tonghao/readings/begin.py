"""Begin: a host puts a book on the calendar."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circles.access import Access
from tonghao.circles.tools import must_use
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotAllowed, Refusal
from tonghao.ids import new_id
from tonghao.readings.types import NewReading
from tonghao.screening.text import TextScreener
from tonghao.tool_events import ToolChanged

_BEGIN: Final = """
    INSERT INTO readings (circle_id, id, made_by, title, author, about) VALUES ($1, $2, $3, $4, $5, $6)
"""
_SECTIONS: Final = """
    INSERT INTO reading_sections (circle_id, reading_id, number, title, due_on)
    SELECT $1, $2, u.number, u.title, u.due_on
      FROM unnest($3::smallint[], $4::text[], $5::date[]) AS u (number, title, due_on)
"""
_FURTHEST: Final = timedelta(days=731)


class SectionsRefused(Refusal):
    """Each section needs a title and a day, one after another and within two years. Correct them."""

    status = 400


async def begin_reading(conn: Connection, *, screener: TextScreener, access: Access, new: NewReading) -> UUID:
    """Put a book with its sections on the calendar of a circle, and return its identifier.

    Raises:
        NotAllowed: the person does not host.
        CircleClosed, CircleReadOnly, EachTextWaits: see `Access.must_take_words`.
        ToolNotUsed: see `must_use`.
        SectionsRefused: a title cannot be read, or days go backwards or too far.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: tool.changed.
    """
    access.must_host()
    access.must_take_words()
    if access.account_id is None:
        raise NotAllowed
    await must_use(conn, access.circle_id, "reading")
    title, author = visible(new.title)[:60], visible(new.author)[:60]
    about = visible(new.about, lines=True)[:500]
    titles = [visible(section.title)[:60] for section in new.sections]
    days = [section.due_on for section in new.sections]
    today = now().date()
    if not title or not all(titles) or days != sorted(days) or not _near(days, today):
        raise SectionsRefused
    must_pass(screener, "\n".join((title, author, about, *titles)), kind="post", house=access.house)
    reading_id = new_id()
    await conn.execute(_BEGIN, access.circle_id, reading_id, access.account_id, title, author, about)
    numbers = list(range(1, len(titles) + 1))
    await conn.execute(_SECTIONS, access.circle_id, reading_id, numbers, titles, days)
    await tell_changed(conn, access.circle_id, reading_id)
    return reading_id


def _near(days: list[date], today: date) -> bool:
    return all(abs(day - today) < _FURTHEST for day in days)


async def tell_changed(conn: Connection, circle_id: UUID, reading_id: UUID) -> None:
    """Emit tool.changed to the circle."""
    await outbox.emit(conn, ToolChanged(circle_id, "reading", reading_id), audience=f"circle:{circle_id}")
