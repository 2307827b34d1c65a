"""Take a seat at a table, or stand up again."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.team_ups.open_table import tell_changed

_LOCK: Final = "SELECT id FROM team_ups WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT t.made_by, t.starts_at, t.seats, t.taken, t.closed_at,
           EXISTS (SELECT FROM team_up_seats s
                    WHERE s.circle_id = $1 AND s.team_up_id = $2 AND s.account_id = $3) AS i_am_in,
           EXISTS (SELECT FROM blocked_by b
                    WHERE b.account_id = $3 AND b.blocker_id = t.made_by) AS is_blocked
      FROM team_ups t
     WHERE t.circle_id = $1 AND t.id = $2 AND t.removed_at IS NULL
"""
_SIT: Final = "INSERT INTO team_up_seats (circle_id, team_up_id, account_id) VALUES ($1, $2, $3)"
_STAND: Final = """
    DELETE FROM team_up_seats WHERE circle_id = $1 AND team_up_id = $2 AND account_id = $3
    RETURNING account_id
"""
_COUNT: Final = "UPDATE team_ups SET taken = taken + $3 WHERE circle_id = $1 AND id = $2"
_CLOSE: Final = "UPDATE team_ups SET closed_at = now() WHERE circle_id = $1 AND id = $2 AND closed_at IS NULL"


class TableFull(Refusal):
    """This table is full. Ask below in the circle, or open another one."""


class TableOver(Refusal):
    """This table is closed, or its time has come. Look for another one."""


class SeatUnwelcome(Refusal):
    """The person who opened this table does not want to hear from you. Open a table of your own."""

    status = 403


async def take_seat(conn: Connection, *, access: Access, team_up_id: UUID) -> None:
    """Sit down; twice is once.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        NotFound, TableOver, TableFull: there is no such table, no time, no seat.
        SeatUnwelcome: who opened it blocks the person.

    Emits: tool.changed. Locks: the table.
    """
    access.must_write()
    place = (access.circle_id, team_up_id)
    await conn.execute(_LOCK, *place)
    facts = await conn.fetchrow(_FACTS, *place, access.account_id)
    if facts is None:
        raise NotFound
    if facts["i_am_in"]:
        return
    if facts["is_blocked"]:
        raise SeatUnwelcome
    if facts["closed_at"] is not None or facts["starts_at"] <= now():
        raise TableOver
    if facts["taken"] >= facts["seats"]:
        raise TableFull
    await conn.execute(_SIT, *place, access.account_id)
    await conn.execute(_COUNT, *place, 1)
    await tell_changed(conn, *place)


async def leave_seat(conn: Connection, *, circle_id: UUID, team_up_id: UUID, account_id: UUID) -> None:
    """Stand up; when whoever opened the table does, it is taken away. Nothing happens when one does not sit.

    Raises:
        NotFound: there is no such table.

    Emits: tool.changed. Locks: the table.
    """
    await conn.execute(_LOCK, circle_id, team_up_id)
    facts = await conn.fetchrow(_FACTS, circle_id, team_up_id, account_id)
    if facts is None:
        raise NotFound
    if await conn.fetchval(_STAND, circle_id, team_up_id, account_id) is None:
        return
    await conn.execute(_COUNT, circle_id, team_up_id, -1)
    if facts["made_by"] == account_id:
        await conn.execute(_CLOSE, circle_id, team_up_id)
    await tell_changed(conn, circle_id, team_up_id)
