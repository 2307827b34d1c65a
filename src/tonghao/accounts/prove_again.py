"""Prove again: before something grave one shows password or passkey; it counts for ten minutes."""

from typing import Final
from uuid import UUID

from tonghao.accounts.open_session import PROVED_MINUTES
from tonghao.db import Connection
from tonghao.errors import Refusal

_PROVED: Final = """
    UPDATE sessions SET proved_until = now() + make_interval(mins => $3) WHERE account_id = $1 AND id = $2
"""
_IS_PROVED: Final = """
    SELECT coalesce(proved_until > clock_timestamp(), false) FROM sessions WHERE account_id = $1 AND id = $2
"""


class ProofNeeded(Refusal):
    """This is a grave change. Show your password or a passkey once more, then it goes on."""

    status = 403


async def note_proof(conn: Connection, *, account_id: UUID, session_id: UUID) -> None:
    """Let the session change what is grave for ten minutes."""
    await conn.execute(_PROVED, account_id, session_id, PROVED_MINUTES)


async def must_be_proved(conn: Connection, *, account_id: UUID, session_id: UUID) -> None:
    """Let a session pass that showed password or passkey in the last ten minutes.

    Raises:
        ProofNeeded: it did not.
    """
    if not await conn.fetchval(_IS_PROVED, account_id, session_id):
        raise ProofNeeded
