"""Mark a section as read, or take the mark back."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.readings.begin import tell_changed
from tonghao.readings.read import must_be_there

_LOCK: Final = """
    SELECT number FROM reading_sections
     WHERE circle_id = $1 AND reading_id = $2 AND number = $3 FOR NO KEY UPDATE
"""
_READ: Final = """
    INSERT INTO section_reads (circle_id, reading_id, number, account_id) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING RETURNING number
"""
_UNREAD: Final = """
    DELETE FROM section_reads
     WHERE circle_id = $1 AND reading_id = $2 AND number = $3 AND account_id = $4 RETURNING number
"""
_COUNT: Final = """
    UPDATE reading_sections SET read_count = read_count + $4
     WHERE circle_id = $1 AND reading_id = $2 AND number = $3
"""


async def mark_section(
    conn: Connection, *, access: Access, reading_id: UUID, number: int, is_read: bool
) -> None:
    """Say whether one has read a section; twice is once.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        NotFound: there is no such section.

    Emits: tool.changed. Locks: the section.
    """
    access.must_write()
    await must_be_there(conn, circle_id=access.circle_id, reading_id=reading_id)
    place = (access.circle_id, reading_id, number)
    if await conn.fetchval(_LOCK, *place) is None:
        raise NotFound
    changed = await conn.fetchval(_READ if is_read else _UNREAD, *place, access.account_id)
    if changed is not None:
        await conn.execute(_COUNT, *place, 1 if is_read else -1)
        await tell_changed(conn, access.circle_id, reading_id)
