"""Reply to a question: a counsellor answers, whoever asked says more."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import must_use, tell_person
from tonghao.clinics.ask import UnnamedWithPhotos
from tonghao.clinics.notice import must_have_read_notice
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.remarks.say import say
from tonghao.remarks.types import NewRemark
from tonghao.screening.text import TextScreener

_LOCK: Final = "SELECT id FROM clinic_questions WHERE circle_id = $1 AND id = $2 FOR NO KEY UPDATE"
_FACTS: Final = """
    SELECT q.made_by, q.unnamed, q.title, q.state, q.removed_at, c.credential
      FROM clinic_questions q
      LEFT JOIN counsellors c ON c.circle_id = q.circle_id AND c.account_id = $3
     WHERE q.circle_id = $1 AND q.id = $2
"""
_STATE: Final = "UPDATE clinic_questions SET state = $3 WHERE circle_id = $1 AND id = $2"
# Counsellors alone have a label.
_ANSWERED: Final = """
    SELECT account_id FROM remarks
     WHERE circle_id = $1 AND subject_id = $2 AND label <> '' AND removed_at IS NULL
     ORDER BY id DESC LIMIT 1
"""


class CounsellorsAnswer(Refusal):
    """Here only the named counsellors answer, and whoever asked can say more. Ask a question of your own."""

    status = 403


class QuestionClosed(Refusal):
    """This question is closed. It stays here to be read; ask a new one."""


async def reply_to_question(
    conn: Connection,
    *,
    screener: TextScreener,
    access: Access,
    question_id: UUID,
    new: NewRemark,
    at: datetime | None = None,
) -> UUID:
    """Say something under a question and return the remark; an answer carries who gives it and as what.

    Args:
        at: When it was said, of what is told later; then nobody is notified.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly, EachTextWaits, PhotosStopped: see `Access`.
        ToolNotUsed: see `must_use`.
        NotFound, QuestionClosed: there is no such question or photo, or it is closed.
        CounsellorsAnswer: the person neither asked it nor answers here.
        ReadNoticeFirst: see `must_have_read_notice`.
        UnnamedWithPhotos: whoever asked unnamed wants to show a photo.
        InvalidRequest, PhotoRefused, TextRefused, CheckerAway: see `say`.

    Emits: tool.changed, tool.told. Locks: the question, then the photos.
    """
    access.must_write()
    await must_use(conn, access.circle_id, "clinic")
    facts = await must_be_unclosed(conn, access.circle_id, question_id, access.account_id)
    asked = facts["made_by"] == access.account_id
    if not asked and facts["credential"] is None:
        raise CounsellorsAnswer
    await must_have_read_notice(conn, access)
    unnamed = asked and facts["unnamed"]
    if unnamed and new.media_ids:
        raise UnnamedWithPhotos
    remark_id = await say(
        conn,
        screener=screener,
        access=access,
        tool="clinic",
        subject_id=question_id,
        new=new,
        label="" if asked else facts["credential"],
        unnamed=unnamed,
        at=at,
    )
    await conn.execute(_STATE, access.circle_id, question_id, "open" if asked else "answered")
    if at is None:
        await _tell_other(conn, access, question_id, remark_id, facts, asked=asked, unnamed=unnamed)
    return remark_id


async def _tell_other(
    conn: Connection,
    access: Access,
    question_id: UUID,
    remark_id: UUID,
    facts: Row,
    *,
    asked: bool,
    unnamed: bool,
) -> None:
    """Tell whoever asked of an answer, and whoever answered last of what was added."""
    other = facts["made_by"]
    if asked:
        other = await conn.fetchval(_ANSWERED, access.circle_id, question_id)
    if other is None or other == access.account_id:
        return
    await tell_person(
        conn,
        access=access,
        account_id=other,
        tool="clinic",
        subject_id=remark_id,
        what="asked_more" if asked else "answered",
        title=facts["title"],
        unnamed=unnamed,
    )


async def must_be_unclosed(
    conn: Connection, circle_id: UUID, question_id: UUID, account_id: UUID | None
) -> Row:
    """Lock a question and return what it says; raises NotFound or QuestionClosed unless it can go on."""
    await conn.execute(_LOCK, circle_id, question_id)
    facts = await conn.fetchrow(_FACTS, circle_id, question_id, account_id)
    if facts is None or facts["removed_at"] is not None:
        raise NotFound
    if facts["state"] == "closed":
        raise QuestionClosed
    return facts
