"""Revoke sessions: sign out here, or everywhere else."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.events import SessionRevoked

_REVOKE: Final = "DELETE FROM sessions WHERE account_id = $1 AND id = $2 RETURNING id"
_REVOKE_OTHERS: Final = """
    DELETE FROM sessions WHERE account_id = $1 AND id IS DISTINCT FROM $2 RETURNING id
"""


async def revoke_session(conn: Connection, *, account_id: UUID, session_id: UUID) -> None:
    """End one session of *account_id*; its next request is nobody's.

    Raises:
        NotFound: it is not a session of this account, or has ended.

    Emits: session.revoked.
    """
    if await conn.fetchval(_REVOKE, account_id, session_id) is None:
        raise NotFound
    await outbox.emit(conn, SessionRevoked(account_id, session_id), audience=f"account:{account_id}")


async def revoke_other_sessions(conn: Connection, *, account_id: UUID, keep_id: UUID | None) -> None:
    """End all sessions of *account_id* but *keep_id*; with None, all of them.

    Emits: session.revoked, once for each.
    """
    for row in await conn.fetch(_REVOKE_OTHERS, account_id, keep_id):
        await outbox.emit(conn, SessionRevoked(account_id, row["id"]), audience=f"account:{account_id}")
