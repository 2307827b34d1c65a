"""Every query about readings that changes nothing."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.readings.types import MarginNote, ReadingMonth, Section

_READINGS: Final = """
    SELECT r.id, r.made_by, r.title, r.author, r.about, r.created_at,
           (SELECT jsonb_agg(jsonb_build_array(
                       s.number, s.title, s.due_on, s.read_count,
                       (SELECT count(*) FROM margins m
                         WHERE m.circle_id = s.circle_id AND m.reading_id = s.reading_id
                           AND m.number = s.number AND m.removed_at IS NULL),
                       EXISTS (SELECT FROM section_reads e
                                WHERE e.circle_id = s.circle_id AND e.reading_id = s.reading_id
                                  AND e.number = s.number AND e.account_id = $2)) ORDER BY s.number)
              FROM reading_sections s
             WHERE s.circle_id = r.circle_id AND s.reading_id = r.id) AS sections
      FROM readings r
     WHERE r.circle_id = $1 AND ($3::uuid IS NULL OR r.id = $3) AND r.removed_at IS NULL
     ORDER BY r.id DESC LIMIT 24
"""
_HAS_READ: Final = """
    SELECT FROM section_reads
     WHERE circle_id = $1 AND reading_id = $2 AND number = $3 AND account_id = $4
"""
_MARGINS: Final = """
    SELECT m.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, m.text, m.at
      FROM margins m
      JOIN profiles p ON p.account_id = m.account_id
     WHERE m.circle_id = $1 AND m.reading_id = $2 AND m.number = $3
       AND m.removed_at IS NULL
       AND m.id > COALESCE($5, '00000000-0000-0000-0000-000000000000'::uuid)
       AND m.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $4
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $4)
     ORDER BY m.id LIMIT $6
"""


_THERE: Final = "SELECT FROM readings WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL"


class ReadFirst(Refusal):
    """The notes on this section open when you have marked it as read, so that nothing is given away."""

    status = 403


def _reading_of(row: Row) -> ReadingMonth:
    sections = [
        Section(number, title, date.fromisoformat(due), reads, margins, mine)
        for number, title, due, reads, margins, mine in row["sections"] or []
    ]
    return ReadingMonth(row[0], row[1], row[2], row[3], row[4], row[5], sections)


async def list_readings(conn: Connection, *, circle_id: UUID, viewer_id: UUID | None) -> list[ReadingMonth]:
    """The books of a circle, the newest first."""
    return [_reading_of(row) for row in await conn.fetch(_READINGS, circle_id, viewer_id, None)]


async def get_reading(
    conn: Connection, *, circle_id: UUID, reading_id: UUID, viewer_id: UUID | None
) -> ReadingMonth:
    """One book.

    Raises:
        NotFound: there is no such.
    """
    row = await conn.fetchrow(_READINGS, circle_id, viewer_id, reading_id)
    if row is None:
        raise NotFound
    return _reading_of(row)


async def must_be_there(conn: Connection, *, circle_id: UUID, reading_id: UUID) -> None:
    """Raises NotFound unless the book is on the calendar."""
    if await conn.fetchrow(_THERE, circle_id, reading_id) is None:
        raise NotFound


async def must_have_read(
    conn: Connection, *, circle_id: UUID, reading_id: UUID, number: int, account_id: UUID
) -> None:
    """Raises ReadFirst unless the person has marked the section as read, NotFound without the book."""
    await must_be_there(conn, circle_id=circle_id, reading_id=reading_id)
    if await conn.fetchrow(_HAS_READ, circle_id, reading_id, number, account_id) is None:
        raise ReadFirst


async def list_margins(
    conn: Connection,
    *,
    circle_id: UUID,
    reading_id: UUID,
    number: int,
    viewer_id: UUID,
    cursor: str | None = None,
    limit: int = 30,
) -> Page[MarginNote]:
    """The notes on a section, the oldest first.

    Raises:
        ReadFirst: the viewer has not read it.
    """
    await must_have_read(
        conn, circle_id=circle_id, reading_id=reading_id, number=number, account_id=viewer_id
    )
    (after,) = from_cursor(cursor, tuple[UUID]) or (None,)
    rows = await conn.fetch(_MARGINS, circle_id, reading_id, number, viewer_id, after, limit + 1)
    notes = [
        MarginNote(row[0], ProfileCard(*row[1:6]), row[6], row[7], row[1] == viewer_id)
        for row in rows[:limit]
    ]
    return Page(notes, to_cursor(notes[-1].margin_id) if len(rows) > limit else None)
