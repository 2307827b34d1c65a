"""Reset a forgotten password with a one-time code, or change a known one."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.revoke_session import revoke_other_sessions
from tonghao.accounts.types import Contact
from tonghao.accounts.use_code import CodeWrong, use_code
from tonghao.db import Connection
from tonghao.events import SecurityChanged

_OWNERS: Final = {
    "email": "SELECT account_id FROM email_claims WHERE email = $1",
    "phone": "SELECT account_id FROM phone_claims WHERE phone = $1",
}
_SET: Final = "UPDATE accounts SET password_hash = $2 WHERE id = $1 AND state IN ('active', 'leaving')"


async def reset_password(conn: Connection, *, contact: Contact, code: str, password_hash: str) -> None:
    """Give the account of *contact* a new password and sign it out everywhere.

    Raises:
        CodeWrong: see `use_code`.

    Emits: session.revoked. Locks: the code.
    """
    await use_code(conn, target=contact.value, purpose="reset", code=code)
    account_id = await conn.fetchval(_OWNERS[contact.kind], contact.value)
    if account_id is None:
        raise CodeWrong
    await set_password(conn, account_id=account_id, password_hash=password_hash, keep_id=None)


async def set_password(
    conn: Connection, *, account_id: UUID, password_hash: str, keep_id: UUID | None
) -> None:
    """Write the new password; whoever knew the old one is signed out, but for the session *keep_id*.

    Emits: session.revoked, security.changed.
    """
    await conn.execute(_SET, account_id, password_hash)
    await outbox.emit(conn, SecurityChanged(account_id, "password_changed"), audience="nobody")
    await revoke_other_sessions(conn, account_id=account_id, keep_id=keep_id)
