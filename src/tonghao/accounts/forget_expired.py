"""Forget what has run out: sessions without a visit, old codes, old links, old devices."""

from typing import Final

from tonghao.db import Connection

_SESSIONS: Final = "DELETE FROM sessions WHERE expires_at < now()"
_CODES: Final = "DELETE FROM one_time_codes WHERE expires_at < now() - interval '1 day'"
_TICKETS: Final = "DELETE FROM sign_in_tickets WHERE expires_at < now()"
_CHALLENGES: Final = "DELETE FROM passkey_challenges WHERE expires_at < now()"
_ALERTS: Final = "DELETE FROM device_alerts WHERE expires_at < now()"
_DEVICES: Final = "DELETE FROM known_devices WHERE seen_at < now() - interval '400 days'"
_CLAIMS: Final = "DELETE FROM account_claims WHERE expires_at < now()"


async def forget_expired(conn: Connection) -> None:
    """Delete rows that nobody can use any more; they were refused already."""
    for sql in (_SESSIONS, _CODES, _TICKETS, _CHALLENGES, _ALERTS, _DEVICES, _CLAIMS):
        await conn.execute(sql)
