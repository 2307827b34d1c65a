"""Remove a question: one's own for good, or as staff with a line in the log and a way back."""

from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.record_act import NO_REASON, ActReason
from tonghao.circles.remove_thing import Thing, remove_thing
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.remarks.remove import drop_under

_FIND: Final = """
    SELECT made_by, title FROM clinic_questions
     WHERE circle_id = $1 AND id = $2 AND removed_at IS NULL
       FOR UPDATE
"""
_DROP: Final = "DELETE FROM clinic_questions WHERE circle_id = $1 AND id = $2"
_HIDE: Final = "UPDATE clinic_questions SET removed_at = now() WHERE circle_id = $1 AND id = $2"


async def remove_question(
    conn: Connection, *, access: Access, question_id: UUID, reason: ActReason = NO_REASON
) -> None:
    """Take a question of one's own down with all under it, or as helper one that does not belong here.

    Raises:
        NotFound: there is no such question.
        NotAllowed, ReasonNeeded: see `remove_thing`.

    Emits: tool.changed; content.removed to whose it was. Locks: the question, then photos or audit_head.
    """
    row = await conn.fetchrow(_FIND, access.circle_id, question_id)
    if row is None:
        raise NotFound
    thing = Thing("clinic", "clinic_question", question_id, row["made_by"], question_id, row["title"])
    await remove_thing(
        conn,
        access=access,
        thing=thing,
        drop=lambda: drop_question(conn, access.circle_id, question_id),
        hide=_HIDE,
        reason=reason,
    )


async def drop_question(conn: Connection, circle_id: UUID, question_id: UUID) -> None:
    """Delete a question for good, with its photos and what was said under it."""
    await conn.execute(_DROP, circle_id, question_id)
    await drop_under(conn, circle_id=circle_id, tool="clinic", subject_id=question_id)
