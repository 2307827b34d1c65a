"""Reading what waits in a circle."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.circles.count_requests import count_waiting
from tonghao.circles.hand_over import list_offers
from tonghao.circles.read_duty import duty_of_circles, who_is_next
from tonghao.db import Connection, Row
from tonghao.duty.read import get_platform_duty
from tonghao.errors import NotAllowed
from tonghao.moderation.types import Snapshot
from tonghao.posts.screen import ONLY_WAITS, named
from tonghao.today.types import GRAVE, Missed, Today, Waiting

_MOST: Final = 30
_SPAN: Final = timedelta(days=28)

_CIRCLE: Final = "SELECT slug, name, name_en, zone FROM circles WHERE id = $1"
# Of the gravest kind the circle sees that there is something, and not what.
_CASES: Final = """
    SELECT c.id, c.subject_kind, c.subject_id, c.post_id, c.category, c.severity, c.reports, c.snapshot,
           c.opened_at, c.due_at, c.author_id, a.handle, a.name, a.avatar_media_id, a.is_gone,
           h.account_id AS holder_id, h.handle AS holder_handle, h.name AS holder_name,
           h.avatar_media_id AS holder_avatar, h.is_gone AS holder_is_gone,
           coalesce(p.state, k.state) IN ('held', 'pending') AS is_hold
      FROM cases c
      JOIN profiles a ON a.account_id = c.author_id
      LEFT JOIN profiles h ON h.account_id = c.partner_holder_id
      LEFT JOIN posts p ON c.subject_kind = 'post' AND p.circle_id = c.circle_id AND p.id = c.subject_id
      LEFT JOIN comments k ON c.subject_kind = 'comment' AND k.circle_id = c.circle_id
                          AND k.post_id = c.post_id AND k.id = c.subject_id
     WHERE c.circle_id = $1 AND c.state = 'open' AND c.subject_kind IN ('post', 'comment')
       AND c.severity < 4
     ORDER BY c.due_at, c.id LIMIT $2
"""
_COUNTS: Final = """
    SELECT count(*) FILTER (WHERE subject_kind IN ('post', 'comment') AND severity < 4),
           count(*) FILTER (WHERE subject_kind NOT IN ('post', 'comment') OR severity = 4),
           (SELECT count(*) FROM reports r JOIN cases k ON k.id = r.case_id
             WHERE k.circle_id = $1 AND k.state = 'open' AND r.state = 'open')
      FROM cases WHERE circle_id = $1 AND state = 'open'
"""
_MISSED: Final = """
    SELECT m.case_id, m.due_at, m.category, m.severity, h.account_id, h.handle, h.name,
           h.avatar_media_id, h.is_gone, count(*) OVER ()
      FROM case_misses m LEFT JOIN profiles h ON h.account_id = m.holder_id
     WHERE m.circle_id = $1 AND m.side = 'partner' AND m.due_at > $2
     ORDER BY m.due_at DESC, m.case_id LIMIT 20
"""


async def get_today(conn: Connection, *, access: Access, at: datetime) -> Today:
    """What waits in a circle at *at*, the most urgent first.

    Raises:
        NotAllowed: the person does not answer for the circle.
    """
    if not (access.may_help or access.is_partner_staff or access.is_moderator):
        raise NotAllowed
    circle_id = access.circle_id
    slug, name, name_en, zone = await conn.fetchrow(_CIRCLE, circle_id)  # type: ignore[misc]
    duty = (await duty_of_circles(conn, [circle_id], at=at))[circle_id]
    platform = await get_platform_duty(conn, at=at)
    rows = await conn.fetch(_CASES, circle_id, _MOST)
    counts = await conn.fetchrow(_COUNTS, circle_id)
    assert counts is not None
    missed = await conn.fetch(_MISSED, circle_id, at - _SPAN)
    answers = platform.on_duty[0] if platform.on_duty else None
    card = (
        ProfileCard(answers.account_id, answers.handle, answers.name, answers.avatar, False)
        if answers
        else platform.stands_in
    )
    return Today(
        circle_id,
        slug,
        name,
        name_en,
        zone,
        duty.on_duty,
        duty.next_at,
        await who_is_next(conn, circle_id, at=duty.next_at) if duty.next_at else [],
        card,
        await list_offers(conn, circle_id, at=at),
        [_waiting(row, access) for row in rows],
        counts[0] - len(rows),
        counts[1],
        await count_waiting(conn, circle_id) if access.may("see_requests") else 0,
        counts[2],
        [_missed(row) for row in missed],
        missed[0][9] if missed else 0,
    )


def _waiting(row: Row, access: Access) -> Waiting:
    seen = msgspec.convert(row["snapshot"], Snapshot)
    holder = None
    if row["holder_id"] is not None:
        holder = ProfileCard(
            row["holder_id"], row["holder_handle"], row["holder_name"], row["holder_avatar"],
            row["holder_is_gone"],
        )  # fmt: skip
    author = ProfileCard(row["author_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"])
    may = access.may_help and access.account_id != row["author_id"]
    return Waiting(
        row["id"],
        row["subject_kind"],
        row["subject_id"] if row["subject_kind"] == "post" else row["post_id"],
        row["category"],
        *_named(row["category"]),
        row["severity"],
        row["reports"],
        author,
        seen.text[:400],
        # A picture of the graver kinds is for the platform's eyes.
        seen.photos if row["severity"] < GRAVE else [],
        row["opened_at"],
        row["due_at"],
        bool(row["is_hold"]),
        row["category"] in ONLY_WAITS,
        holder,
        may and row["severity"] < GRAVE,
        may,
    )


def _missed(row: Row) -> Missed:
    holder = None if row["account_id"] is None else ProfileCard(*row[4:9])
    return Missed(row["case_id"], row["due_at"], *_named(row["category"]), row["severity"], holder)


def _named(code: str) -> tuple[str, str]:
    name = named(code)
    return name.zh, name.en
