"""Say something in the room of one's child's age, where it stays for those who come after."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import must_use
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import derived_id
from tonghao.month_rooms.types import OLDEST_MONTHS, NewMonthNote
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_CHILD: Final = """
    SELECT c.nickname,
           (extract(year FROM t.today) - extract(year FROM c.born_on))::integer * 12
           + (extract(month FROM t.today) - extract(month FROM c.born_on))::integer AS months
      FROM children c
      JOIN circles k ON k.id = c.circle_id
     CROSS JOIN LATERAL (SELECT (COALESCE($4, now()) AT TIME ZONE k.zone)::date AS today) t
     WHERE c.circle_id = $1 AND c.id = $2 AND c.account_id = $3
"""


class NoRoomYet(Refusal):
    """There is a room for each month from birth to six years. This child has none now."""


def room_id_of(months: int) -> UUID:
    """What the remarks of a room stand under; the same in every circle."""
    return derived_id("month_room", str(months))


async def say_in_room(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    new: NewMonthNote,
    at: datetime | None = None,
) -> int:
    """Say something in the room of a child of one's own, and return the room's months.

    Args:
        at: When it was said, of what is told later; it counts for the child's age too.

    Raises:
        JoinFirst, BannedHere, CircleClosed: see `Access.must_write`.
        ToolNotUsed: see `must_use`.
        NotFound: one has no such child here, or no such photo of a child.
        NoRoomYet: the child is not born, or older than six years.
        InvalidRequest, PhotoRefused, TextRefused, CheckerAway: see `say`.

    Emits: tool.changed. Locks: the photos.
    """
    access.must_write()
    await must_use(conn, access.circle_id, "month_room")
    child = await conn.fetchrow(_CHILD, access.circle_id, new.child_id, access.account_id, at)
    if child is None:
        raise NotFound
    months: int = child["months"]
    if not 0 <= months <= OLDEST_MONTHS:
        raise NoRoomYet
    await say(
        conn,
        screener=screener,
        access=access,
        tool="month_room",
        subject_id=room_id_of(months),
        new=NewRemark(new.text, new.media_ids),
        label=child["nickname"],
        place_kind="child",
        members_only=True,
        at=at,
    )
    return months
