"""Every query about meetups that changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.meetups.types import Choice, Guest, Meetup
from tonghao.paging import Page, from_cursor, to_cursor

Place = tuple[UUID, UUID]

_MEETUPS: Final = """
    SELECT m.circle_id, m.post_id, m.title, m.starts_at, m.ends_at, m.place, m.seats, m.opens_at,
           m.closes_at, m.question, m.cancelled_at, m.cancel_reason, m.going_count, m.waiting_count,
           m.came_count, s.state AS my_state, s.choice AS my_choice, s.checked_in_at AS my_check_in_at,
           CASE WHEN s.state = 'waiting' THEN
               (SELECT count(*) FROM sign_ups w
                 WHERE w.circle_id = m.circle_id AND w.post_id = m.post_id AND w.state = 'waiting'
                   AND (w.signed_up_at, w.account_id) <= (s.signed_up_at, s.account_id)) END AS my_place,
           (SELECT jsonb_agg(jsonb_build_array(c.number, c.text, c.seats, c.going_count) ORDER BY c.number)
              FROM meetup_choices c
             WHERE c.circle_id = m.circle_id AND c.post_id = m.post_id) AS choices
      FROM unnest($1::uuid[], $2::uuid[]) AS u (circle_id, post_id)
      JOIN meetups m ON m.circle_id = u.circle_id AND m.post_id = u.post_id
      LEFT JOIN sign_ups s ON s.circle_id = m.circle_id AND s.post_id = m.post_id AND s.account_id = $3
"""
_WORDS: Final = """
    SELECT m.title, m.place, m.question,
           ARRAY(SELECT c.text FROM meetup_choices c
                  WHERE c.circle_id = m.circle_id AND c.post_id = m.post_id ORDER BY c.number) AS choices
      FROM meetups m
     WHERE m.circle_id = $1 AND m.post_id = $2
"""
_AUTHOR: Final = "SELECT author_id FROM meetups WHERE circle_id = $1 AND post_id = $2 AND is_shown"
_SIGN_UPS: Final = """
    SELECT s.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, s.state, s.choice, s.signed_up_at,
           s.checked_in_at
      FROM sign_ups s
      JOIN profiles p ON p.account_id = s.account_id
     WHERE s.circle_id = $1 AND s.post_id = $2
       AND (s.state, s.signed_up_at, s.account_id)
           > (COALESCE($3, ''), COALESCE($4, '-infinity'::timestamptz),
              COALESCE($5, '00000000-0000-0000-0000-000000000000'::uuid))
       AND s.account_id NOT IN (SELECT blocked_id FROM blocks WHERE account_id = $7
                                 UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $7)
     ORDER BY s.state, s.signed_up_at, s.account_id LIMIT $6
"""
_SIGNED_UP: Final = (
    "SELECT account_id FROM sign_ups WHERE circle_id = $1 AND post_id = $2 ORDER BY account_id"
)


def meetup_of(row: Row) -> Meetup:
    """The Meetup of a row with the columns of `_MEETUPS`."""
    return Meetup(
        row["title"], row["starts_at"], row["ends_at"], row["place"], row["seats"], row["opens_at"],
        row["closes_at"], row["question"], [Choice(*choice) for choice in row["choices"] or []],
        row["cancelled_at"], row["cancel_reason"], row["going_count"], row["waiting_count"],
        row["came_count"], row["my_state"], row["my_choice"], row["my_place"], row["my_check_in_at"],
    )  # fmt: skip


async def list_meetups(
    conn: Connection, places: Sequence[Place], viewer_id: UUID | None
) -> dict[Place, Meetup]:
    """The meetups of those of *places* (circle, post) that have one, as *viewer_id* sees them."""
    if not places:
        return {}
    rows = await conn.fetch(
        _MEETUPS, [circle_id for circle_id, _ in places], [post_id for _, post_id in places], viewer_id
    )
    return {(row["circle_id"], row["post_id"]): meetup_of(row) for row in rows}


async def get_meetup(conn: Connection, *, circle_id: UUID, post_id: UUID, viewer_id: UUID | None) -> Meetup:
    """One meetup; whether the viewer may read its post is another question.

    Raises:
        NotFound: the post has none.
    """
    meetup = (await list_meetups(conn, [(circle_id, post_id)], viewer_id)).get((circle_id, post_id))
    if meetup is None:
        raise NotFound
    return meetup


async def words_of_invited_meetup(conn: Connection, *, circle_id: UUID, post_id: UUID) -> list[str]:
    """What others read of the meetup of a post; nothing when it has none."""
    row = await conn.fetchrow(_WORDS, circle_id, post_id)
    if row is None:
        return []
    return [one for one in (row["title"], row["place"], row["question"], *row["choices"]) if one]


async def organises(conn: Connection, *, access: Access, post_id: UUID) -> bool:
    """Whether the person of *access* looks after a meetup: who invites, and who helps in the circle.

    Raises:
        NotFound: there is no such meetup to see.
    """
    author_id: UUID | None = await conn.fetchval(_AUTHOR, access.circle_id, post_id)
    if author_id is None:
        raise NotFound
    return author_id == access.account_id or access.may_help


async def list_sign_ups(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    viewer_id: UUID,
    is_organiser: bool,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Guest]:
    """Who is going, then who waits, each in the order of sign-up; who came is for organisers.

    Whoever the viewer blocks or is blocked by is left out, except for organisers.
    """
    state, at, account_id = from_cursor(cursor, tuple[str, datetime, UUID]) or (None, None, None)
    hides_from = None if is_organiser else viewer_id
    rows = await conn.fetch(_SIGN_UPS, circle_id, post_id, state, at, account_id, limit + 1, hides_from)
    found = [
        Guest(ProfileCard(*row[:5]), row[0], row[5], row[6], row[7], row[8] if is_organiser else None)
        for row in rows[:limit]
    ]
    last = found[-1] if len(rows) > limit else None
    return Page(found, None if last is None else to_cursor(last.state, last.signed_up_at, last.account_id))


async def signed_up_ids(conn: Connection, *, circle_id: UUID, post_id: UUID) -> list[UUID]:
    """Everybody who is going or waits."""
    return [row[0] for row in await conn.fetch(_SIGNED_UP, circle_id, post_id)]
