"""Enter: a photo that a person removed is known from now on, or one that they released is known as fine."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.bank.types import Kind
from tonghao.case_events import BankEntered
from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.screening.pdq import HASH_BYTES

NEXT_VERSION: Final = "UPDATE bank_state SET version = version + 1 WHERE sole RETURNING version"
_ENTER: Final = """
    INSERT INTO bank_entries (id, kind, category, case_id, decision_id, media_owner, media_id, hashes,
                              hashed_at, reason, entered_by, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $2 = 'released' THEN now() END, $9, $10, $11)
"""
_ADD_VARIANTS: Final = """
    UPDATE bank_entries SET hashes = $2, hashed_at = now(), version = $3
     WHERE id = $1 AND hashed_at IS NULL AND retired_at IS NULL
"""


async def enter_photo(
    conn: Connection,
    *,
    kind: Kind,
    owner_id: UUID,
    media_id: UUID,
    look: bytes | None,
    category: str,
    case_id: UUID,
    decision_id: UUID,
    reason: str,
    entered_by: UUID,
) -> UUID | None:
    """Keep a photo away from now on (`removed`), or know it as fine (`released`).

    Its own hash counts at once, its variants as soon as the photo process has made them.

    Args:
        look: 64 bytes as stored with the photo; empty for one that is too plain, which is not entered;
            None for one that was never hashed.

    Returns: The entry, or None when there was nothing to enter.

    Emits: bank.entered. Locks: the bank's number.
    """
    if look == b"" or (look is None and kind == "released"):
        return None
    entry_id = new_id()
    plain = b"" if look is None else look[:HASH_BYTES]
    version = await conn.fetchval(NEXT_VERSION)
    await conn.execute(
        _ENTER,
        entry_id,
        kind,
        category,
        case_id,
        decision_id,
        owner_id,
        media_id,
        plain,
        reason,
        entered_by,
        version,
    )
    if kind == "removed":
        await outbox.emit(conn, BankEntered(entry_id, owner_id, media_id), audience="nobody")
    return entry_id


async def add_variants(conn: Connection, *, entry_id: UUID, hashes: bytes) -> None:
    """Know an entry by all *hashes*, 32 bytes each; once, and not when it was retired meanwhile.

    Locks: the bank's number.
    """
    await conn.execute(_ADD_VARIANTS, entry_id, hashes, await conn.fetchval(NEXT_VERSION))
