"""Recuse: somebody who is too close to a case steps back from it for good."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.case_events import CaseMoved
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.moderation.lock_case import CaseClosed, lock_case

_ADD: Final = "INSERT INTO case_recusals (case_id, account_id, reason, at) VALUES ($1, $2, $3, $4)"
_LET_GO: Final = """
    UPDATE cases SET claimed_by = CASE WHEN claimed_by = $2 THEN NULL ELSE claimed_by END,
                     claimed_at = CASE WHEN claimed_by = $2 THEN NULL ELSE claimed_at END,
                     assigned_to = CASE WHEN assigned_to = $2 THEN NULL ELSE assigned_to END,
                     assigned_by = CASE WHEN assigned_to = $2 THEN NULL ELSE assigned_by END,
                     assigned_at = CASE WHEN assigned_to = $2 THEN NULL ELSE assigned_at END
     WHERE id = $1
"""


async def recuse_from_case(conn: Connection, *, case_id: UUID, moderator_id: UUID, reason: str) -> None:
    """Take an open case away from *moderator_id*, who never sees it again; the others go on.

    Raises:
        NotFound: there is no such case.
        OwnContent, OwnCircle, Recused: the moderator must keep away from it already.
        CaseClosed: it is decided.
        ReasonNeeded: nothing of *reason* can be seen.

    Emits: case.moved. Locks: the case, the audit head.
    """
    reason = checked_reason(reason)
    case = await lock_case(conn, case_id=case_id, account_id=moderator_id)
    if case.state != "open":
        raise CaseClosed
    await conn.execute(_ADD, case_id, moderator_id, reason, now())
    await conn.execute(_LET_GO, case_id, moderator_id)
    await outbox.emit(conn, CaseMoved(case_id, "recused", moderator_id, None), audience="moderators")
    await append(
        conn,
        act="case.recused",
        actor_id=moderator_id,
        subject_kind="case",
        subject_id=case_id,
        circle_id=case.circle_id,
        payload={"case_id": case_id, "reason": reason},
    )
