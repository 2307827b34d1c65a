"""Every query about challenges that changes nothing."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.challenges.standing import standing_of
from tonghao.challenges.types import Challenge, Mark, MarkPhoto, MyChallenge, MyDay
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

# In is who missed at most one day in each seven since they began, today left out; the same rule as in
# standing.py, counted where the marks lie.
_CHALLENGES: Final = """
    SELECT h.id, h.made_by, h.title, h.about, h.days, h.minutes, h.created_at, h.ended_at, h.joined_count,
           (SELECT count(*)
              FROM challengers c
             WHERE c.circle_id = h.circle_id AND c.challenge_id = h.id
               AND NOT EXISTS (
                   SELECT FROM generate_series(0, (LEAST(t.today - c.starts_on, h.days) - 1) / 7) AS w (week)
                    WHERE LEAST(LEAST(t.today - c.starts_on, h.days) - w.week * 7, 7)
                          - (SELECT count(*) FROM challenge_marks m
                              WHERE m.circle_id = c.circle_id AND m.challenge_id = c.challenge_id
                                AND m.account_id = c.account_id
                                AND m.day >= c.starts_on + w.week * 7
                                AND m.day < LEAST(c.starts_on + w.week * 7 + 7, t.today,
                                                  c.starts_on + h.days)) > 1)) AS in_count,
           (SELECT count(*) FROM challenge_marks m
             WHERE m.circle_id = h.circle_id AND m.challenge_id = h.id AND m.day = t.today) AS today_count,
           t.today, i.starts_on,
           (SELECT jsonb_agg(jsonb_build_array(m.day, CASE WHEN m.removed_at IS NULL THEN m.line ELSE '' END)
                              ORDER BY m.day)
              FROM challenge_marks m
             WHERE m.circle_id = h.circle_id AND m.challenge_id = h.id AND m.account_id = $2
               AND m.day >= i.starts_on) AS mine
      FROM challenges h
      JOIN circles k ON k.id = h.circle_id
     CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE k.zone)::date AS today) t
      LEFT JOIN challengers i ON i.circle_id = h.circle_id AND i.challenge_id = h.id AND i.account_id = $2
     WHERE h.circle_id = $1 AND ($3::uuid IS NULL OR h.id = $3) AND h.removed_at IS NULL
     ORDER BY h.id DESC LIMIT 20
"""
_MARKS: Final = """
    SELECT m.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, m.day, m.line, m.at,
           f.owner_id, f.id AS media_id, f.width, f.height, f.blur, f.alt, f.state
      FROM challenge_marks m
      JOIN profiles p ON p.account_id = m.account_id
      LEFT JOIN media f ON f.owner_id = m.account_id AND f.id = m.media_id
                       AND (f.state = 'visible' OR (m.account_id = $3 AND f.state IN ('pending', 'held')))
     WHERE m.circle_id = $1 AND m.challenge_id = $2 AND m.id < $4 AND m.removed_at IS NULL
       AND NOT EXISTS (SELECT FROM challenges h
                        WHERE h.circle_id = $1 AND h.id = $2 AND h.removed_at IS NOT NULL)
       AND m.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $3
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $3)
     ORDER BY m.id DESC LIMIT $5
"""


def _challenge_of(row: Row) -> Challenge:
    mine = None
    if row["starts_on"] is not None:
        marks = [MyDay(date.fromisoformat(day), line) for day, line in row["mine"] or []]
        standing = standing_of(
            starts_on=row["starts_on"],
            days=row["days"],
            marked={mark.day for mark in marks},
            today=row["today"],
        )
        mine = MyChallenge(
            row["starts_on"], row["today"], standing.is_in, standing.is_finished, marks, standing.missed
        )
    return Challenge(
        row["id"], row["made_by"], row["title"], row["about"], row["days"], row["minutes"],
        row["created_at"], row["ended_at"], row["joined_count"], row["in_count"], row["today_count"], mine,
    )  # fmt: skip


async def list_challenges(conn: Connection, *, circle_id: UUID, viewer_id: UUID | None) -> list[Challenge]:
    """The newest twenty challenges of a circle."""
    return [_challenge_of(row) for row in await conn.fetch(_CHALLENGES, circle_id, viewer_id, None)]


async def get_challenge(
    conn: Connection, *, circle_id: UUID, challenge_id: UUID, viewer_id: UUID | None
) -> Challenge:
    """One challenge.

    Raises:
        NotFound: there is no such.
    """
    row = await conn.fetchrow(_CHALLENGES, circle_id, viewer_id, challenge_id)
    if row is None:
        raise NotFound
    return _challenge_of(row)


async def list_marks(
    conn: Connection,
    *,
    circle_id: UUID,
    challenge_id: UUID,
    viewer_id: UUID | None,
    cursor: str | None = None,
    limit: int = 20,
) -> Page[Mark]:
    """What people did, the newest first, without those whom the viewer blocks or who block the viewer."""
    (before,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
    rows = await conn.fetch(_MARKS, circle_id, challenge_id, viewer_id, before, limit + 1)
    marks = [
        Mark(
            row["id"],
            ProfileCard(*row[1:6]),
            row["day"],
            row["line"],
            None if row["media_id"] is None else MarkPhoto(*row[9:16]),
            row["at"],
            row["account_id"] == viewer_id,
        )
        for row in rows[:limit]
    ]
    return Page(marks, to_cursor(marks[-1].mark_id) if len(rows) > limit else None)
