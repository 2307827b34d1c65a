"""Note for a wallet's history with whom a movement was and what for; whoever moves the money knows it."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from tonghao.db import Connection

_NOTE: Final = """
    INSERT INTO wallet_notes (account_id, cause_kind, cause_id, other_id, title) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (account_id, cause_kind, cause_id)
    DO UPDATE SET other_id = coalesce(excluded.other_id, wallet_notes.other_id), title = excluded.title
"""

_NOTE_MANY: Final = """
    INSERT INTO wallet_notes (account_id, cause_kind, cause_id, other_id, title)
    SELECT u.id, $2, $3, $4, $5 FROM unnest($1::uuid[]) AS u (id)
    ON CONFLICT (account_id, cause_kind, cause_id) DO NOTHING
"""


async def note_cause(
    conn: Connection,
    *,
    account_id: UUID,
    cause_kind: str,
    cause_id: UUID,
    other_id: UUID | None = None,
    title: str = "",
) -> None:
    """Let the history of *account_id* say with whom the movements of one cause were, and for what.

    Args:
        cause_kind: As in the ledger's group, and *cause_id* alike.
        other_id: The person on the other side; None when there is none.
        title: The words that go with it, already screened, at most 200 characters.
    """
    await conn.execute(_NOTE, account_id, cause_kind, cause_id, other_id, title[:200])


async def note_causes(
    conn: Connection,
    *,
    account_ids: Sequence[UUID],
    cause_kind: str,
    cause_id: UUID,
    other_id: UUID,
    title: str = "",
) -> None:
    """The same for many people at once; who has a note of this cause keeps it."""
    await conn.execute(_NOTE_MANY, list(account_ids), cause_kind, cause_id, other_id, title[:200])
