"""Turn the second step on or off: after the password also a passkey."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.prove_again import must_be_proved
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import ProfileEdited, SecurityChanged

_LOCK: Final = "SELECT id FROM accounts WHERE id = $1 AND state IN ('active', 'leaving') FOR UPDATE"
_READY: Final = """
    SELECT EXISTS (SELECT FROM passkeys WHERE account_id = $1)
       AND EXISTS (SELECT FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL)
"""
_SET: Final = "UPDATE accounts SET second_step = $2 WHERE id = $1 AND second_step <> $2 RETURNING id"


class SecondStepUnready(Refusal):
    """Add a passkey and make recovery codes first, so that you do not lock yourself out."""


async def set_second_step(conn: Connection, *, account_id: UUID, session_id: UUID, on: bool) -> None:
    """Ask for a passkey after password or code, or no longer.

    Raises:
        ProofNeeded: see `must_be_proved`.
        SecondStepUnready: without a passkey, or without a way in when it is lost.

    Emits: profile.edited, security.changed. Locks: the account.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    await conn.execute(_LOCK, account_id)
    if on and not await conn.fetchval(_READY, account_id):
        raise SecondStepUnready
    if await conn.fetchval(_SET, account_id, on) is None:
        return
    what = "second_step_on" if on else "second_step_off"
    await outbox.emit(conn, SecurityChanged(account_id, what), audience="nobody")
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
