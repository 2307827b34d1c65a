"""Every query about team-ups that changes nothing."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.team_ups.types import TeamUp

# The coming ones first, then what was on the last days.
_TEAM_UPS: Final = """
    SELECT t.id, t.made_by, t.game, t.note, t.starts_at, t.seats, t.taken, t.closed_at,
           (SELECT jsonb_agg(jsonb_build_object('account_id', p.account_id, 'handle', p.handle,
                                                'name', p.name,
                                                'avatar', p.avatar_media_id, 'is_gone', p.is_gone)
                             ORDER BY s.at, s.account_id)
              FROM team_up_seats s
              JOIN profiles p ON p.account_id = s.account_id
             WHERE s.circle_id = t.circle_id AND s.team_up_id = t.id) AS people
      FROM team_ups t
     WHERE t.circle_id = $1 AND t.starts_at > now() - interval '7 days' AND t.closed_at IS NULL
       AND t.removed_at IS NULL
     ORDER BY t.starts_at < now(), t.starts_at, t.id LIMIT 50
"""
_TEAM_UP: Final = """
    SELECT t.id, t.made_by, t.game, t.note, t.starts_at, t.seats, t.taken, t.closed_at,
           (SELECT jsonb_agg(jsonb_build_object('account_id', p.account_id, 'handle', p.handle,
                                                'name', p.name,
                                                'avatar', p.avatar_media_id, 'is_gone', p.is_gone)
                             ORDER BY s.at, s.account_id)
              FROM team_up_seats s
              JOIN profiles p ON p.account_id = s.account_id
             WHERE s.circle_id = t.circle_id AND s.team_up_id = t.id) AS people
      FROM team_ups t
     WHERE t.circle_id = $1 AND t.id = $2
"""


def _team_up_of(row: Row, viewer_id: UUID | None) -> TeamUp:
    people = msgspec.convert(row["people"] or [], list[ProfileCard])
    mine = any(person.account_id == viewer_id for person in people)
    return TeamUp(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], people, mine)


async def list_team_ups(conn: Connection, *, circle_id: UUID, viewer_id: UUID | None) -> list[TeamUp]:
    """The coming tables of a circle, the next first, then those of the last week."""
    return [_team_up_of(row, viewer_id) for row in await conn.fetch(_TEAM_UPS, circle_id)]


async def get_team_up(
    conn: Connection, *, circle_id: UUID, team_up_id: UUID, viewer_id: UUID | None
) -> TeamUp:
    """One table.

    Raises:
        NotFound: there is no such.
    """
    row = await conn.fetchrow(_TEAM_UP, circle_id, team_up_id)
    if row is None:
        raise NotFound
    return _team_up_of(row, viewer_id)
