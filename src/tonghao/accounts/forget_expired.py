"""Forget what has run out: sessions without a visit, old codes, old links."""

from typing import Final

from tonghao.db import Connection

_SESSIONS: Final = "DELETE FROM sessions WHERE expires_at < now()"
_CODES: Final = "DELETE FROM one_time_codes WHERE expires_at < now() - interval '1 day'"
_CLAIMS: Final = "DELETE FROM account_claims WHERE expires_at < now()"


async def forget_expired(conn: Connection) -> None:
    """Delete rows that nobody can use any more; they were refused already."""
    for sql in (_SESSIONS, _CODES, _CLAIMS):
        await conn.execute(sql)
