"""Every query about polls that changes nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.polls.types import Poll, PollOption, Voter

Place = tuple[UUID, UUID]

_POLLS: Final = """
    SELECT p.circle_id, p.post_id, p.author_id, p.max_choices, p.results, p.is_named, p.may_change,
           p.closes_at, p.closed_at, p.voter_count,
           (SELECT jsonb_agg(jsonb_build_array(o.number, o.text, o.vote_count) ORDER BY o.number)
              FROM poll_options o
             WHERE o.circle_id = p.circle_id AND o.post_id = p.post_id AND o.removed_at IS NULL) AS options,
           (SELECT array_agg(v.number ORDER BY v.number)
              FROM poll_votes v
             WHERE v.circle_id = p.circle_id AND v.post_id = p.post_id AND v.account_id = $3) AS mine
      FROM unnest($1::uuid[], $2::uuid[]) AS u (circle_id, post_id)
      JOIN polls p ON p.circle_id = u.circle_id AND p.post_id = u.post_id
"""
_WORDS: Final = """
    SELECT text FROM poll_options
     WHERE circle_id = $1 AND post_id = $2 AND removed_at IS NULL ORDER BY number
"""
_IS_NAMED: Final = "SELECT is_named AND is_shown FROM polls WHERE circle_id = $1 AND post_id = $2"
_VOTERS: Final = """
    SELECT v.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, v.choices
      FROM (SELECT account_id, array_agg(number ORDER BY number) AS choices
              FROM poll_votes
             WHERE circle_id = $1 AND post_id = $2
               AND account_id > COALESCE($3, '00000000-0000-0000-0000-000000000000'::uuid)
             GROUP BY account_id ORDER BY account_id LIMIT $4) v
      JOIN profiles p ON p.account_id = v.account_id
     ORDER BY v.account_id
"""


def is_over(closes_at: datetime | None, closed_at: datetime | None, *, at: datetime | None = None) -> bool:
    """Whether nobody can vote any more."""
    return closed_at is not None or (closes_at is not None and closes_at <= (at or now()))


def poll_of(row: Row, viewer_id: UUID | None) -> Poll:
    """The Poll of a row with the columns of `_POLLS`."""
    mine: list[int] = row["mine"] or []
    shows = (
        row["results"] == "always"
        or bool(mine)
        or (viewer_id is not None and row["author_id"] == viewer_id)
        or is_over(row["closes_at"], row["closed_at"])
    )
    options = [PollOption(number, text, count if shows else None) for number, text, count in row["options"]]
    return Poll(
        row["max_choices"],
        row["results"],
        row["is_named"],
        row["may_change"],
        row["closes_at"],
        row["closed_at"],
        row["voter_count"],
        options,
        mine,
    )


async def list_polls(conn: Connection, places: Sequence[Place], viewer_id: UUID | None) -> dict[Place, Poll]:
    """The polls of those of *places* (circle, post) that have one, as *viewer_id* sees them."""
    if not places:
        return {}
    rows = await conn.fetch(
        _POLLS, [circle_id for circle_id, _ in places], [post_id for _, post_id in places], viewer_id
    )
    return {(row["circle_id"], row["post_id"]): poll_of(row, viewer_id) for row in rows}


async def get_poll(conn: Connection, *, circle_id: UUID, post_id: UUID, viewer_id: UUID | None) -> Poll:
    """One poll; whether the viewer may read its post is another question.

    Raises:
        NotFound: the post has none.
    """
    poll = (await list_polls(conn, [(circle_id, post_id)], viewer_id)).get((circle_id, post_id))
    if poll is None:
        raise NotFound
    return poll


async def words_of_asked_poll(conn: Connection, *, circle_id: UUID, post_id: UUID) -> list[str]:
    """What others read of the poll of a post; nothing when it has none."""
    return [row["text"] for row in await conn.fetch(_WORDS, circle_id, post_id)]


async def list_voters(
    conn: Connection,
    *,
    circle_id: UUID,
    post_id: UUID,
    viewer_id: UUID,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Voter]:
    """Who voted in a named poll, and for what; only for those who see its results.

    Raises:
        NotFound: there is no such poll, it is anonymous, or its results are hidden from the viewer.
    """
    (after,) = from_cursor(cursor, tuple[UUID]) or (None,)
    if not await conn.fetchval(_IS_NAMED, circle_id, post_id):
        raise NotFound
    poll = await get_poll(conn, circle_id=circle_id, post_id=post_id, viewer_id=viewer_id)
    if any(option.vote_count is None for option in poll.options):
        raise NotFound
    rows = await conn.fetch(_VOTERS, circle_id, post_id, after, limit + 1)
    by_person: dict[UUID, list[int]] = defaultdict(list)
    for row in rows[:limit]:
        by_person[row[0]] = list(row[5])
    voters = [Voter(ProfileCard(*row[:5]), by_person[row[0]], row[0]) for row in rows[:limit]]
    return Page(voters, to_cursor(voters[-1].account_id) if len(rows) > limit else None)
