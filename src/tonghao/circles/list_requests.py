"""List requests: who waits before a circle, and what became of one's own."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.circles.types import Answer, JoinAsk, JoinQuestion, MyJoinRequest, RequestState
from tonghao.db import Connection
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

PAGE: Final = 30
_FIRST: Final = UUID(int=0)
_FEWEST: Final = 5

# The oldest first: who has waited longest is answered first.
_PENDING: Final = """
    SELECT r.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, p.bio, p.created_at,
           r.state, r.introduction, r.note, r.answers, r.reason, r.asked_at, r.expires_at, r.decided_at,
           NULL AS decided_by
      FROM join_requests r
      JOIN profiles p ON p.account_id = r.account_id
     WHERE r.circle_id = $1 AND r.state = 'pending' AND r.expires_at > now() AND r.id > $2
     ORDER BY r.id LIMIT $3
"""
_DECIDED: Final = """
    SELECT r.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, p.bio, p.created_at,
           r.state, r.introduction, r.note, r.answers, r.reason, r.asked_at, r.expires_at, r.decided_at,
           d.name AS decided_by
      FROM join_requests r
      JOIN profiles p ON p.account_id = r.account_id
      LEFT JOIN profiles d ON d.account_id = r.decided_by
     WHERE r.circle_id = $1 AND r.state IN ('accepted', 'declined') AND r.id < $2
     ORDER BY r.id DESC LIMIT $3
"""
_HISTORY: Final = """
    SELECT u.account_id,
           (SELECT count(*) FROM join_requests r
             WHERE r.circle_id = $1 AND r.account_id = u.account_id AND r.state = 'declined') AS declined,
           (SELECT count(*) FROM join_requests r
             WHERE r.circle_id = $1 AND r.account_id = u.account_id AND r.state = 'accepted') AS accepted,
           (SELECT count(*) FROM circle_acts a
             WHERE a.circle_id = $1 AND a.subject_id = u.account_id AND a.act = 'member.banned'
               AND a.undone_by IS NULL) AS bans
      FROM unnest($2::uuid[]) AS u (account_id)
"""

# Of the last hundred that a person answered.
_SPEED: Final = """
    SELECT count(*) AS answered,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY r.seconds) AS median
      FROM (SELECT extract(epoch FROM decided_at - asked_at) AS seconds FROM join_requests
             WHERE circle_id = $1 AND state IN ('accepted', 'declined') AND decided_by IS NOT NULL
             ORDER BY id DESC LIMIT 100) r
"""
_QUESTIONS: Final = "SELECT join_questions FROM circles WHERE id = $1"
_MINE: Final = """
    SELECT id, state, introduction, note, answers, reason, asked_at, expires_at, decided_at
      FROM join_requests
     WHERE circle_id = $1 AND account_id = $2
     ORDER BY id DESC LIMIT 1
"""


class Before(msgspec.Struct, frozen=True):
    """What the person has behind them in this circle: earlier requests, and bans that still count."""

    declined: int
    accepted: int
    bans: int


class JoinRequest(msgspec.Struct, frozen=True):
    """A request as the staff of the circle see it."""

    request_id: UUID
    account: ProfileCard
    bio: str
    account_since: datetime
    state: RequestState
    introduction: str
    note: str
    answers: list[Answer]
    reason: str
    asked_at: datetime
    expires_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    before: Before


async def list_requests(
    conn: Connection,
    *,
    circle_id: UUID,
    which: Literal["pending", "decided"] = "pending",
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[JoinRequest]:
    """Requests that wait, the oldest first; or those that were answered, the newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    if which == "pending":
        (after,) = from_cursor(cursor, tuple[UUID]) or (_FIRST,)
        rows = await conn.fetch(_PENDING, circle_id, after, limit + 1)
    else:
        (after,) = from_cursor(cursor, tuple[UUID]) or (LAST_ID,)
        rows = await conn.fetch(_DECIDED, circle_id, after, limit + 1)
    people = [row["account_id"] for row in rows[:limit]]
    history = {
        row[0]: Before(row[1], row[2], row[3]) for row in await conn.fetch(_HISTORY, circle_id, people)
    }
    requests = [
        JoinRequest(
            row[0], ProfileCard(*row[1:6]), row[6], row[7], row[8], row[9], row[10],
            msgspec.convert(row[11], list[Answer]), row[12], row[13], row[14], row[15], row[16],
            history[row["account_id"]],
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return Page(requests, to_cursor(requests[-1].request_id) if len(rows) > limit else None)


async def ask_of(conn: Connection, circle_id: UUID, account_id: UUID | None) -> JoinAsk:
    """What a circle by request asks, how soon it answers, and how far one's own request is."""
    questions = await conn.fetchval(_QUESTIONS, circle_id)
    speed = await conn.fetchrow(_SPEED, circle_id)
    assert speed is not None
    mine = None
    if account_id is not None:
        row = await conn.fetchrow(_MINE, circle_id, account_id)
        mine = None if row is None else msgspec.convert(dict(row.items()), MyJoinRequest)
    known = speed["answered"] >= _FEWEST
    return JoinAsk(
        msgspec.convert(questions, list[JoinQuestion]), round(speed["median"]) if known else None, mine
    )
