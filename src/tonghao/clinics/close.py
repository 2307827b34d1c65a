"""Close a question: it has been understood, or it goes no further here."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao.circles.access import Access
from tonghao.circles.tools import tell_changed
from tonghao.clinics.reply import must_be_unclosed
from tonghao.db import Connection

_CLOSE: Final = """
    UPDATE clinic_questions SET state = 'closed', closed_at = COALESCE($3, now())
     WHERE circle_id = $1 AND id = $2
"""


async def close_question(
    conn: Connection, *, access: Access, question_id: UUID, at: datetime | None = None
) -> None:
    """Let nobody add to a question: one's own, or as helper any.

    Raises:
        JoinFirst, BannedHere, CircleClosed, CircleReadOnly: see `Access.must_write`.
        NotFound, QuestionClosed: there is no such question, or it is closed.
        NotAllowed: somebody else asked it, and the person is no staff.

    Emits: tool.changed. Locks: the question.
    """
    access.must_write()
    facts = await must_be_unclosed(conn, access.circle_id, question_id, access.account_id)
    if facts["made_by"] != access.account_id:
        access.must_help()
    await conn.execute(_CLOSE, access.circle_id, question_id, at)
    await tell_changed(conn, access.circle_id, "clinic", question_id)
