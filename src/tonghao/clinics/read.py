"""Every query about clinics that changes nothing."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.accounts.types import ProfileCard
from tonghao.circles.access import Access
from tonghao.clinics.notice import has_read, shown_notice
from tonghao.clinics.types import Clinic, ClinicQuestion, Counsellor, QuestionState, Topic
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.media.read import shown_photos
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.remarks.read import is_named

PAGE: Final = 20
_FIRST: Final = UUID(int=2**128 - 1)

_COUNSELLORS: Final = """
    SELECT p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, c.credential
      FROM counsellors c
      JOIN profiles p ON p.account_id = c.account_id
     WHERE c.circle_id = $1
     ORDER BY c.at, c.account_id
"""
# What is unnamed stays for whoever blocks its author: that it were missing would name them.
_QUESTIONS: Final = """
    SELECT q.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, q.unnamed, q.topic, q.title,
           q.text, q.media_ids, q.house, q.version, q.state, q.created_at, q.closed_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = q.circle_id AND r.subject_id = q.id AND r.label <> ''
               AND r.removed_at IS NULL) AS answers
      FROM clinic_questions q
      JOIN profiles p ON p.account_id = q.made_by
     WHERE q.circle_id = $1 AND q.id < $2 AND q.removed_at IS NULL
       AND ($3::text IS NULL OR q.topic = $3) AND ($4::text IS NULL OR q.state = $4)
       AND (q.unnamed OR q.made_by NOT IN (
               SELECT blocked_id FROM blocks WHERE account_id = $5
                UNION ALL SELECT blocker_id FROM blocked_by WHERE account_id = $5))
     ORDER BY q.id DESC LIMIT $6
"""
_QUESTION: Final = """
    SELECT q.id, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone, q.unnamed, q.topic, q.title,
           q.text, q.media_ids, q.house, q.version, q.state, q.created_at, q.closed_at,
           (SELECT count(*) FROM remarks r
             WHERE r.circle_id = q.circle_id AND r.subject_id = q.id AND r.label <> ''
               AND r.removed_at IS NULL) AS answers
      FROM clinic_questions q
      JOIN profiles p ON p.account_id = q.made_by
     WHERE q.circle_id = $1 AND q.id = $2 AND q.removed_at IS NULL
"""


async def get_clinic(conn: Connection, *, access: Access) -> Clinic:
    """The desk as the person finds it."""
    counsellors = [
        Counsellor(ProfileCard(*row[:5]), row["credential"])
        for row in await conn.fetch(_COUNSELLORS, access.circle_id)
    ]
    is_read = await has_read(conn, circle_id=access.circle_id, account_id=access.account_id) is not None
    return Clinic(
        await shown_notice(conn, access.circle_id),
        is_read,
        counsellors,
        any(one.account.account_id == access.account_id for one in counsellors),
    )


async def _questions_of(conn: Connection, rows: Sequence[Row], access: Access) -> list[ClinicQuestion]:
    wanted = [(row["account_id"], media_id) for row in rows for media_id in row["media_ids"]]
    photos = await shown_photos(conn, wanted, access.account_id)
    return [
        ClinicQuestion(
            row["id"],
            ProfileCard(*row[1:6]) if is_named(access, row) else None,
            row["unnamed"],
            row["topic"],
            row["title"],
            row["text"],
            [photos[one] for one in row["media_ids"] if one in photos],
            f"{row['house']}.{row['version']}",
            row["state"],
            row["answers"],
            row["created_at"],
            row["closed_at"],
            row["account_id"] == access.account_id,
        )
        for row in rows
    ]


async def list_questions(
    conn: Connection,
    *,
    access: Access,
    topic: Topic | None = None,
    state: QuestionState | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page[ClinicQuestion]:
    """The questions, the newest first; who asked unnamed is named to the circle's staff only."""
    (before,) = from_cursor(cursor, tuple[UUID]) or (_FIRST,)
    rows = await conn.fetch(_QUESTIONS, access.circle_id, before, topic, state, access.account_id, limit + 1)
    questions = await _questions_of(conn, rows[:limit], access)
    return Page(questions, to_cursor(questions[-1].question_id) if len(rows) > limit else None)


async def get_question(conn: Connection, *, access: Access, question_id: UUID) -> ClinicQuestion:
    """One question.

    Raises:
        NotFound: there is no such.
    """
    rows = await conn.fetch(_QUESTION, access.circle_id, question_id)
    if not rows:
        raise NotFound
    return (await _questions_of(conn, rows, access))[0]
