"""End an appeal: keep the answer, tell whoever appealed, write it into the log."""

from typing import Final, Literal
from uuid import UUID

from tonghao import outbox
from tonghao.appeals.lock_appeal import LockedAppeal
from tonghao.audit.append import append
from tonghao.case_events import AppealDecided
from tonghao.clock import now
from tonghao.db import Connection

_END: Final = """
    UPDATE appeals SET state = $2, ended_at = $3, decided_by = $4, answer = $5, result_id = $6 WHERE id = $1
"""


async def end_appeal(
    conn: Connection,
    appeal: LockedAppeal,
    *,
    state: Literal["upheld", "overturned", "settled"],
    decided_by: UUID | None,
    answer: str,
    result_id: UUID | None = None,
) -> None:
    """Write the outcome of a locked, open appeal.

    Args:
        decided_by: None where the first decision was taken back before anybody decided.
        result_id: The decision of the case that was made on it, which is final.

    Emits: appeal.decided. Locks: the audit head.
    """
    await conn.execute(_END, appeal.appeal_id, state, now(), decided_by, answer, result_id)
    event = AppealDecided(
        appeal.appeal_id,
        appeal.number,
        appeal.appellant_id,
        appeal.party,
        appeal.act,
        state,
        appeal.category,
        answer,
        appeal.case_id,
        appeal.subject_kind,
        appeal.subject_id,
        appeal.circle_id,
        appeal.post_id,
    )
    await outbox.emit(conn, event, audience="nobody")
    await append(
        conn,
        act=f"appeal.{state}",
        actor_id=decided_by,
        subject_kind="appeal",
        subject_id=appeal.appeal_id,
        circle_id=appeal.circle_id,
        payload={
            "number": appeal.number,
            "against": appeal.against,
            "against_id": str(appeal.against_id),
            "case_id": str(appeal.case_id) if appeal.case_id else None,
            "party": appeal.party,
            "result_id": str(result_id) if result_id else None,
            "answer": answer,
        },
        about_id=appeal.appellant_id,
    )
