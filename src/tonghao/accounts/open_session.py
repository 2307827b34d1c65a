"""Open a session: a device gets a token, and only its hash is kept."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import Method, OpenedSession
from tonghao.crypto import digest, new_token
from tonghao.db import Connection
from tonghao.ids import new_id

_MOST: Final = 50
PROVED_MINUTES: Final = 10

_OPEN: Final = """
    INSERT INTO sessions (account_id, id, token_hash, user_agent, address, expires_at, method, proved_until)
    VALUES ($1, $2, $3, $4, $5, now() + make_interval(days => $6), $7, now() + make_interval(mins => $8))
"""
# Every request reads the sessions of its account, so there are never many.
_DROP_OLDEST: Final = """
    DELETE FROM sessions
     WHERE account_id = $1
       AND id IN (SELECT id FROM sessions WHERE account_id = $1 ORDER BY seen_at DESC, id DESC OFFSET $2)
"""

# A code shows that somebody holds the mailbox or the phone, which is not yet the whole person.
_PROVES: Final = frozenset({"password", "passkey", "sign_up", "claim", "door"})


async def open_session(
    conn: Connection,
    *,
    account_id: UUID,
    user_agent: str,
    address: str,
    days: int,
    method: Method = "password",
) -> OpenedSession:
    """Sign *account_id* in on one more device; beyond 50 devices the one not seen for longest goes.

    Args:
        days: Life without a visit; every visit begins it anew.
        method: How the person came in; with a password or a passkey they count as proved for ten minutes.
    """
    secret = new_token()
    session_id = new_id()
    proved = PROVED_MINUTES if method in _PROVES else 0
    await conn.execute(
        _OPEN,
        account_id,
        session_id,
        digest(secret),
        user_agent[:300],
        address[:64],
        days,
        method,
        proved,
    )
    await conn.execute(_DROP_OLDEST, account_id, _MOST)
    return OpenedSession(session_id, f"{account_id}.{secret}")
