"""Load: the sign-ups of a meetup as an archive has them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.meetups.sign_up import LOCK

_LOAD: Final = """
    INSERT INTO sign_ups (circle_id, post_id, account_id, state, choice, signed_up_at, checked_in_at)
    SELECT $1, $2, u.account_id, 'going', u.choice, u.at, u.came_at
      FROM unnest($3::uuid[], $4::smallint[], $5::timestamptz[], $6::timestamptz[])
           AS u (account_id, choice, at, came_at)
    ON CONFLICT DO NOTHING
"""
_COUNT_CHOICES: Final = """
    UPDATE meetup_choices c
       SET going_count = (SELECT count(*) FROM sign_ups s
                           WHERE s.circle_id = $1 AND s.post_id = $2 AND s.state = 'going'
                             AND s.choice = c.number)
     WHERE c.circle_id = $1 AND c.post_id = $2
"""
_COUNT: Final = """
    UPDATE meetups m SET going_count = s.going, came_count = s.came
      FROM (SELECT count(*) AS going, count(checked_in_at) AS came FROM sign_ups
             WHERE circle_id = $1 AND post_id = $2 AND state = 'going') s
     WHERE m.circle_id = $1 AND m.post_id = $2
"""


class LoadedGuest(msgspec.Struct, frozen=True):
    """Somebody who is going, and when they came."""

    account_id: UUID
    choice: int | None
    at: datetime
    came_at: datetime | None = None


async def load_guests(
    conn: Connection, *, circle_id: UUID, post_id: UUID, guests: Sequence[LoadedGuest]
) -> None:
    """Add the sign-ups that are missing, and count; no more than there are seats.

    Locks: the meetup.
    """
    await conn.execute(LOCK, circle_id, post_id)
    await conn.execute(
        _LOAD,
        circle_id,
        post_id,
        [guest.account_id for guest in guests],
        [guest.choice for guest in guests],
        [guest.at for guest in guests],
        [guest.came_at for guest in guests],
    )
    await conn.execute(_COUNT_CHOICES, circle_id, post_id)
    await conn.execute(_COUNT, circle_id, post_id)
