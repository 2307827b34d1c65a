"""Sign off: somebody gives the seat back, and the next one who waits gets it."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.circles.read import access_of
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.meetups.read import get_meetup, organises
from tonghao.meetups.sign_up import LOCK, count
from tonghao.meetups.tell import tell_meetup
from tonghao.meetups.types import Meetup
from tonghao.tool_events import SeatGiven

_DROP: Final = """
    DELETE FROM sign_ups WHERE circle_id = $1 AND post_id = $2 AND account_id = $3
    RETURNING state, choice, checked_in_at
"""
_COUNT_CAME: Final = """
    UPDATE meetups SET came_count = came_count - 1 WHERE circle_id = $1 AND post_id = $2
"""
# The first who waits and for whom there is a seat, in all and among those with the same answer. Nobody
# moves up after sign-up is closed for good: they would not know in time.
_NEXT: Final = """
    SELECT s.account_id, s.choice
      FROM sign_ups s
      JOIN meetups m ON m.circle_id = s.circle_id AND m.post_id = s.post_id
      LEFT JOIN meetup_choices c ON c.circle_id = s.circle_id AND c.post_id = s.post_id
                                AND c.number = s.choice
     WHERE s.circle_id = $1 AND s.post_id = $2 AND s.state = 'waiting'
       AND m.cancelled_at IS NULL AND m.starts_at > now()
       AND (m.seats IS NULL OR m.going_count < m.seats)
       AND (c.seats IS NULL OR c.going_count < c.seats)
     ORDER BY s.signed_up_at, s.account_id LIMIT 1
"""
_MOVE_UP: Final = """
    UPDATE sign_ups SET state = 'going' WHERE circle_id = $1 AND post_id = $2 AND account_id = $3
"""


async def sign_off(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> Meetup:
    """Give one's seat or place in the queue back; nothing happens when there is none.

    Raises:
        NotFound: there is no such meetup to see.

    Emits: meetup.counted, seat.given. Locks: the meetup.
    """
    await access_of(conn, circle_id, account_id)
    await take_off(conn, circle_id=circle_id, post_id=post_id, account_id=account_id)
    return await get_meetup(conn, circle_id=circle_id, post_id=post_id, viewer_id=account_id)


async def sign_somebody_off(
    conn: Connection, *, circle_id: UUID, post_id: UUID, organiser_id: UUID, account_id: UUID
) -> None:
    """Take somebody off the list, as its organiser.

    Raises:
        NotFound: there is no such meetup to see, or the caller does not organise it.

    Emits: meetup.counted, seat.given. Locks: the meetup.
    """
    access = await access_of(conn, circle_id, organiser_id)
    if not await organises(conn, access=access, post_id=post_id):
        raise NotFound
    await take_off(conn, circle_id=circle_id, post_id=post_id, account_id=account_id)


async def take_off(conn: Connection, *, circle_id: UUID, post_id: UUID, account_id: UUID) -> None:
    """Drop a sign-up and let those who wait move up; who may ask is the caller's question.

    Emits: meetup.counted, seat.given. Locks: the meetup.
    """
    await conn.execute(LOCK, circle_id, post_id)
    dropped = await conn.fetchrow(_DROP, circle_id, post_id, account_id)
    if dropped is None:
        return
    if dropped["checked_in_at"] is not None:
        await conn.execute(_COUNT_CAME, circle_id, post_id)
    going = dropped["state"] == "going"
    await count(conn, circle_id, post_id, dropped["choice"], going=going, by=-1)
    if going:
        await move_up(conn, circle_id, post_id)
    await tell_meetup(conn, circle_id=circle_id, post_id=post_id)


async def move_up(conn: Connection, circle_id: UUID, post_id: UUID) -> None:
    """Give every free seat to the first who waits for it; the caller has locked the meetup.

    Emits: seat.given.
    """
    while (first := await conn.fetchrow(_NEXT, circle_id, post_id)) is not None:
        account_id: UUID = first["account_id"]
        await conn.execute(_MOVE_UP, circle_id, post_id, account_id)
        await count(conn, circle_id, post_id, None, going=False, by=-1)
        await count(conn, circle_id, post_id, first["choice"], going=True, by=1)
        given = SeatGiven(circle_id, post_id, account_id)
        await outbox.emit(conn, given, audience=f"account:{account_id}")
