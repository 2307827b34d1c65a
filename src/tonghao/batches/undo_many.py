"""Undo many: what a batch decided is taken back, case by case."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.clock import now
from tonghao.db import Connection, Pool, reading, writing
from tonghao.errors import NotFound, Refusal, body_of
from tonghao.moderation.undo import undo_decision

_LOCK: Final = "SELECT undone_at FROM batches WHERE id = $1 FOR UPDATE"
_UNDO: Final = "UPDATE batches SET undone_by = $2, undone_at = $3, undo_note = $4 WHERE id = $1"
_DECIDED: Final = """
    SELECT case_id FROM batch_results
     WHERE batch_id = $1 AND outcome IN ('released', 'curbed', 'removed') ORDER BY place
"""
_TAKE: Final = """
    SELECT r.decision_id = d.id AS stands
      FROM batch_results r
      LEFT JOIN case_decisions d ON d.case_id = r.case_id AND d.undone_at IS NULL
     WHERE r.batch_id = $1 AND r.case_id = $2 AND r.outcome IN ('released', 'curbed', 'removed')
       FOR UPDATE OF r
"""
_SETTLE: Final = """
    UPDATE batch_results SET outcome = $3, code = $4, said_zh = $5, said_en = $6, at = $7
     WHERE batch_id = $1 AND case_id = $2 AND outcome IN ('released', 'curbed', 'removed')
"""


class BatchUndone(Refusal):
    """This batch is taken back already. Its list says what became of each case."""


class DecidedSince(Refusal):
    """Somebody decided on this again since. Take that back in the case itself."""


async def begin_undo(conn: Connection, *, batch_id: UUID, by: UUID, note: str) -> None:
    """Say that a batch is taken back, and why; `undo_batch` does it.

    Raises:
        NotFound: there is no such batch.
        BatchUndone: somebody did before.
        ReasonNeeded: nothing of *note* can be seen.

    Locks: the batch, then the audit head.
    """
    note = checked_reason(note)
    row = await conn.fetchrow(_LOCK, batch_id)
    if row is None:
        raise NotFound
    if row["undone_at"] is not None:
        raise BatchUndone
    await conn.execute(_UNDO, batch_id, by, now(), note)
    await append(
        conn,
        act="batch.undone",
        actor_id=by,
        subject_kind="batch",
        subject_id=batch_id,
        circle_id=None,
        payload={"note": note},
    )


async def undo_batch(pool: Pool, *, batch_id: UUID, by: UUID, is_operator: bool, note: str) -> None:
    """Take back each decision of the batch that still stands; the others say why they do not."""
    async with reading(pool) as conn:
        decided = [row[0] for row in await conn.fetch(_DECIDED, batch_id)]
    for case_id in decided:
        try:
            async with writing(pool) as conn:
                row = await conn.fetchrow(_TAKE, batch_id, case_id)
                if row is None:
                    continue
                if not row["stands"]:
                    raise DecidedSince
                await undo_decision(
                    conn, case_id=case_id, moderator_id=by, is_operator=is_operator, note=note
                )
                await conn.execute(_SETTLE, batch_id, case_id, "undone", "", "", "", now())
        except Refusal as refusal:
            said = body_of(refusal)
            async with writing(pool) as conn:
                await conn.execute(
                    _SETTLE, batch_id, case_id, "kept", said.code, said.message_zh, said.message_en, now()
                )
