"""Erase: the words about a subject or a person go, the chain stays."""

from typing import Final
from uuid import UUID

from tonghao.audit.append import append
from tonghao.audit.types import ERASED
from tonghao.db import Connection

# An erasure's own payload stays: it holds nothing but numbers, and explains the gaps.
_ERASE: Final = """
    DELETE FROM audit_payloads p
     USING audit_entries e
     WHERE e.number = p.number
       AND e.act <> 'audit.erased'
       AND p.number IN (SELECT number FROM audit_entries WHERE subject_id = $1
                        UNION
                        SELECT number FROM audit_payloads WHERE about_id = $1)
    RETURNING p.number
"""


async def erase(conn: Connection, subject_id: UUID, *, actor_id: UUID | None = None) -> int:
    """Remove the payloads about *subject_id* and return how many there were.

    What is left of an entry says when, what kind of act, by whom and about which identifier, and its
    salted digest gives nothing away; `verify` still passes. Doing it twice does it once.

    Args:
        subject_id: A post, comment, photo, circle, or an account with everything written about it.
        actor_id: Who asked for it; None for the job that deletes accounts.

    Locks: audit_head.
    """
    numbers = sorted(row["number"] for row in await conn.fetch(_ERASE, subject_id))
    if numbers:
        await append(
            conn,
            act=ERASED,
            actor_id=actor_id,
            subject_kind="audit",
            subject_id=subject_id,
            circle_id=None,
            payload={"numbers": numbers},
        )
    return len(numbers)
