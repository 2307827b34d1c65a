"""Retire: an entry counts no more, since its decision was taken back or somebody found it wrong."""

from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import checked_reason
from tonghao.audit.append import append
from tonghao.bank.enter import NEXT_VERSION
from tonghao.bank.read import get_entry
from tonghao.bank.types import BankEntry
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK: Final = "SELECT id FROM bank_entries WHERE id = $1 FOR UPDATE"
_IS_RETIRED: Final = "SELECT retired_at IS NOT NULL FROM bank_entries WHERE id = $1"
_RETIRE: Final = """
    UPDATE bank_entries SET retired_at = now(), retired_by = $2, retire_reason = $3, version = $4
     WHERE id = $1
"""
_TAKE_OUT: Final = """
    UPDATE bank_entries SET retired_at = now(), retired_by = $2, retire_reason = $3, version = $4
     WHERE decision_id = $1 AND retired_at IS NULL
"""
_HAS_ANY: Final = "SELECT FROM bank_entries WHERE decision_id = $1 AND retired_at IS NULL LIMIT 1"


class EntryRetired(Refusal):
    """This entry counts no more. Load the list again to see who retired it and why."""


async def retire_entry(conn: Connection, *, entry_id: UUID, operator_id: UUID, reason: str) -> BankEntry:
    """Let an entry count no more; what it has kept back stays before the moderators.

    Raises:
        NotFound: there is no such entry.
        ReasonNeeded: nothing of *reason* can be seen.
        EntryRetired: somebody was first.

    Locks: the entry, the bank's number, the audit head.
    """
    reason = checked_reason(reason)
    if await conn.fetchval(_LOCK, entry_id) is None:
        raise NotFound
    if await conn.fetchval(_IS_RETIRED, entry_id):
        raise EntryRetired
    await conn.execute(_RETIRE, entry_id, operator_id, reason, await conn.fetchval(NEXT_VERSION))
    entry = await get_entry(conn, entry_id)
    await append(
        conn,
        act="bank.retired",
        actor_id=operator_id,
        subject_kind="bank_entry",
        subject_id=entry_id,
        circle_id=None,
        payload={"reason": reason, "category": entry.category, "case_id": entry.case_id},
    )
    return entry


async def take_out(conn: Connection, *, decision_id: UUID, by: UUID, reason: str) -> None:
    """Retire what a decision entered, as it is taken back. The undo stands in the audit log already.

    Locks: the bank's number, the entries.
    """
    if await conn.fetchrow(_HAS_ANY, decision_id) is not None:
        await conn.execute(_TAKE_OUT, decision_id, by, reason, await conn.fetchval(NEXT_VERSION))
