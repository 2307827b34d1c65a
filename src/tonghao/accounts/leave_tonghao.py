"""Leave: the account is deleted when the days of grace are over, unless its owner returns."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.read import get_me
from tonghao.accounts.revoke_session import revoke_other_sessions
from tonghao.accounts.types import Me
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.events import AccountLeaving, ProfileEdited

_LEAVE: Final = """
    UPDATE accounts SET state = 'leaving', leaves_at = now() + make_interval(days => $2)
     WHERE id = $1 AND state = 'active'
    RETURNING id
"""
_RETURN: Final = """
    UPDATE accounts SET state = 'active', leaves_at = NULL WHERE id = $1 AND state = 'leaving' RETURNING id
"""


class AlreadyLeaving(Refusal):
    """You have asked for this already; the date stands in your settings."""


class NotLeaving(Refusal):
    """You are not leaving, so there is nothing to take back."""


async def leave_tonghao(conn: Connection, *, account_id: UUID, session_id: UUID, grace_days: int) -> Me:
    """Begin the grace of *account_id*; only the session that asked stays.

    Args:
        grace_days: 0 deletes at the next run of the job.

    Raises:
        AlreadyLeaving: it began earlier.

    Emits: account.leaving, session.revoked.
    """
    if await conn.fetchval(_LEAVE, account_id, grace_days) is None:
        raise AlreadyLeaving
    await revoke_other_sessions(conn, account_id=account_id, keep_id=session_id)
    await outbox.emit(conn, AccountLeaving(account_id), audience="nobody")
    return await get_me(conn, account_id)


async def return_to_tonghao(conn: Connection, *, account_id: UUID) -> Me:
    """Take the leaving back, as long as the grace lasts.

    Raises:
        NotLeaving: there is nothing to take back.

    Emits: profile.edited.
    """
    if await conn.fetchval(_RETURN, account_id) is None:
        raise NotLeaving
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)
