"""Claim: a moderator takes a case, so that two do not work on one."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.calls.answer import answer_by_work
from tonghao.case_events import CaseClaimed
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.moderation.lock_case import lock_case
from tonghao.moderation.read import get_case
from tonghao.moderation.types import Case

_CLAIM: Final = """
    UPDATE cases SET claimed_by = $2, claimed_at = now(), looked_at = coalesce(looked_at, now())
     WHERE id = $1
"""


async def claim_case(conn: Connection, *, case_id: UUID, moderator_id: UUID) -> Case:
    """Keep a case for *moderator_id* for 15 minutes; claiming again starts them anew.

    Whoever takes it has answered the call about it.

    Raises:
        NotFound: there is no such case.
        OwnContent: it is about the moderator's own content.
        CaseClosed: it is decided.
        ClaimedByAnother: somebody else claimed it less than 15 minutes ago.

    Emits: case.claimed, call.moved. Locks: the case, the calls.
    """
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id)
    case.must_be_open_to(moderator_id)
    await conn.execute(_CLAIM, case_id, moderator_id)
    await outbox.emit(conn, CaseClaimed(case_id, moderator_id), audience="moderators")
    await answer_by_work(conn, case_id=case_id, account_id=moderator_id, at=now())
    return await get_case(conn, case_id=case_id, viewer_id=moderator_id)
