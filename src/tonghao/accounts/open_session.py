"""Open a session: a device gets a token, and only its hash is kept."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import OpenedSession
from tonghao.crypto import digest, new_token
from tonghao.db import Connection
from tonghao.ids import new_id

_MOST: Final = 50

_OPEN: Final = """
    INSERT INTO sessions (account_id, id, token_hash, user_agent, address, expires_at)
    VALUES ($1, $2, $3, $4, $5, now() + make_interval(days => $6))
"""
# Every request reads the sessions of its account, so there are never many.
_DROP_OLDEST: Final = """
    DELETE FROM sessions
     WHERE account_id = $1
       AND id IN (SELECT id FROM sessions WHERE account_id = $1 ORDER BY seen_at DESC, id DESC OFFSET $2)
"""


async def open_session(
    conn: Connection, *, account_id: UUID, user_agent: str, address: str, days: int
) -> OpenedSession:
    """Sign *account_id* in on one more device; beyond 50 devices the one not seen for longest goes.

    Args:
        days: Life without a visit; every visit begins it anew.
    """
    secret = new_token()
    session_id = new_id()
    await conn.execute(_OPEN, account_id, session_id, digest(secret), user_agent[:300], address[:64], days)
    await conn.execute(_DROP_OLDEST, account_id, _MOST)
    return OpenedSession(session_id, f"{account_id}.{secret}")
