"""Disavow a session: whoever holds the link of an alert ends it and may set a new password."""

from contextlib import suppress
from typing import Final
from uuid import UUID

from tonghao.accounts.reset_password import set_password
from tonghao.accounts.revoke_session import revoke_session
from tonghao.accounts.types import Disavowed
from tonghao.crypto import digest, same
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal

_LOCK: Final = "SELECT session_id FROM device_alerts WHERE account_id = $1 AND token_hash = $2 FOR UPDATE"
_FACTS: Final = """
    SELECT d.session_id, d.device_hash, d.token_hash, d.user_agent, d.at, p.handle
      FROM device_alerts d
      JOIN accounts a ON a.id = d.account_id
      JOIN profiles p ON p.account_id = d.account_id
     WHERE d.account_id = $1 AND d.token_hash = $2 AND d.expires_at > clock_timestamp()
       AND a.state IN ('active', 'leaving')
"""
_DISAVOWED: Final = """
    UPDATE device_alerts SET disavowed_at = coalesce(disavowed_at, now())
     WHERE account_id = $1 AND session_id = $2
"""
_FORGET_DEVICE: Final = "DELETE FROM known_devices WHERE account_id = $1 AND token_hash = $2"
_USED: Final = "DELETE FROM device_alerts WHERE account_id = $1 AND session_id = $2"


class AlertLinkWrong(Refusal):
    """This link is not valid, or older than seven days. Sign in and look at your devices."""

    status = 400


async def disavow_session(conn: Connection, *, token: str, password_hash: str | None) -> Disavowed:
    """End the session of the alert with *token*, forget its device, and set a password if one is given.

    Without a password the link stays good, so that a mail program that follows links has not used it up.

    Args:
        token: `<account_id>.<secret>`, from the mail.
        password_hash: Of the new password; it also signs every other device out.

    Raises:
        AlertLinkWrong: nobody's, too old, or used for a new password.

    Emits: session.revoked. Locks: the alert.
    """
    account, _, secret = token.strip().partition(".")
    try:
        account_id = UUID(account)
    except ValueError:
        raise AlertLinkWrong from None
    await conn.execute(_LOCK, account_id, digest(secret))
    row = await conn.fetchrow(_FACTS, account_id, digest(secret))
    if row is None or not same(row["token_hash"], digest(secret)):
        raise AlertLinkWrong
    with suppress(NotFound):  # it may have ended before, by whatever way
        await revoke_session(conn, account_id=account_id, session_id=row["session_id"])
    await conn.execute(_FORGET_DEVICE, account_id, row["device_hash"])
    await conn.execute(_DISAVOWED, account_id, row["session_id"])
    if password_hash is not None:
        await set_password(conn, account_id=account_id, password_hash=password_hash, keep_id=None)
        await conn.execute(_USED, account_id, row["session_id"])
    return Disavowed(row["handle"], row["user_agent"], row["at"], password_hash is not None)
