"""Ask for a one-time code. The code itself is made by `send_code`, after the commit."""

from datetime import datetime, timedelta
from typing import Final

from tonghao import outbox
from tonghao.accounts.types import CodeSent
from tonghao.clock import now
from tonghao.db import Connection
from tonghao.events import CodeRequested

_LIFE: Final = timedelta(minutes=10)

_ASK: Final = """
    INSERT INTO one_time_codes (target, purpose, locale, expires_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (target, purpose) DO UPDATE
       SET code_hash = NULL, attempts = 0, locale = excluded.locale, expires_at = excluded.expires_at,
           sent_at = NULL
"""


async def request_code(conn: Connection, *, target: str, purpose: str, locale: str) -> CodeSent:
    """Have a code made for *target*, an address or a number; an older one of the same purpose ends.

    Nothing here looks at whether the target is known, so neither answer nor time gives it away.

    Emits: code.requested.
    """
    expires_at: datetime = now() + _LIFE
    await conn.execute(_ASK, target, purpose, locale, expires_at)
    await outbox.emit(conn, CodeRequested(target, purpose, locale), audience="nobody")
    return CodeSent(expires_at)
