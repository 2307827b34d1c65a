"""Note: what one found out about a case, for whoever takes it next."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import checked_reason
from tonghao.case_events import CaseMoved
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.moderation.lock_case import lock_case
from tonghao.moderation.read import get_case
from tonghao.moderation.types import Case

_ADD: Final = "INSERT INTO case_notes (case_id, id, author_id, text, at) VALUES ($1, $2, $3, $4, $5)"


async def note_on_case(conn: Connection, *, case_id: UUID, moderator_id: UUID, text: str) -> Case:
    """Add a note; notes are never changed, and neither author nor reporters read them.

    Raises:
        NotFound: there is no such case.
        OwnContent, OwnCircle, Recused: the moderator must keep away from it.
        ReasonNeeded: nothing of *text* can be seen.

    Emits: case.moved. Locks: the case.
    """
    text = checked_reason(text)
    await lock_case(conn, case_id=case_id, account_id=moderator_id)
    await conn.execute(_ADD, case_id, new_id(), moderator_id, text, now())
    await outbox.emit(conn, CaseMoved(case_id, "noted", moderator_id, None), audience="moderators")
    return await get_case(conn, case_id=case_id, viewer_id=moderator_id)
