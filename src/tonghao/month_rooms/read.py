"""Every query about month-age rooms that changes nothing."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access, JoinFirst
from tonghao.db import Connection
from tonghao.month_rooms.say_in_room import room_id_of
from tonghao.month_rooms.types import OLDEST_MONTHS, Child, MonthRoom, MonthRooms

_MINE: Final = """
    SELECT c.id, c.nickname, c.born_on,
           (extract(year FROM t.today) - extract(year FROM c.born_on))::integer * 12
           + (extract(month FROM t.today) - extract(month FROM c.born_on))::integer AS months
      FROM children c
      JOIN circles k ON k.id = c.circle_id
     CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE k.zone)::date AS today) t
     WHERE c.circle_id = $1 AND c.account_id = $2
     ORDER BY c.born_on DESC, c.id LIMIT 10
"""
_AGES: Final = """
    SELECT (extract(year FROM t.today) - extract(year FROM c.born_on))::integer * 12
           + (extract(month FROM t.today) - extract(month FROM c.born_on))::integer AS months,
           count(*) AS children
      FROM children c
      JOIN circles k ON k.id = c.circle_id
     CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE k.zone)::date AS today) t
     WHERE c.circle_id = $1
     GROUP BY 1
"""
_SAID: Final = """
    SELECT subject_id, count(*) FROM remarks
     WHERE circle_id = $1 AND subject_id = ANY($2::uuid[]) AND removed_at IS NULL
     GROUP BY subject_id
"""


async def list_rooms(conn: Connection, *, access: Access) -> MonthRooms:
    """The rooms that are not empty, the youngest first, and the reader's children.

    Raises:
        JoinFirst: the reader is no member.
    """
    if access.role is None:
        raise JoinFirst
    mine = [Child(*row) for row in await conn.fetch(_MINE, access.circle_id, access.account_id)]
    ages = {row["months"]: row["children"] for row in await conn.fetch(_AGES, access.circle_id)}
    ids: dict[UUID, int] = {room_id_of(months): months for months in range(OLDEST_MONTHS + 1)}
    said = {ids[row[0]]: row[1] for row in await conn.fetch(_SAID, access.circle_id, list(ids))}
    rooms = [
        MonthRoom(months, room_id, ages.get(months, 0), said.get(months, 0))
        for room_id, months in ids.items()
        if months in ages or months in said
    ]
    return MonthRooms(rooms, mine)
