"""Block and unblock: two people no longer meet."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.events import AccountBlocked


class BlocksSelf(Refusal):
    """You cannot block yourself. Choose somebody else."""


_EXISTS: Final = "SELECT EXISTS (SELECT FROM profiles WHERE account_id = $1)"
_BLOCK: Final = """
    INSERT INTO blocks (account_id, blocked_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING
    RETURNING blocked_id
"""
_BLOCKED_BY: Final = """
    INSERT INTO blocked_by (account_id, blocker_id) VALUES ($1, $2)
    ON CONFLICT DO NOTHING
"""
_UNBLOCK: Final = "DELETE FROM blocks WHERE account_id = $1 AND blocked_id = $2 RETURNING blocked_id"
_UNBLOCKED_BY: Final = "DELETE FROM blocked_by WHERE account_id = $1 AND blocker_id = $2"


async def block(conn: Connection, *, account_id: UUID, blocked_id: UUID) -> None:
    """Let *account_id* and *blocked_id* no longer meet; doing it twice does it once.

    Raises:
        BlocksSelf: they are one and the same.
        NotFound: there is no such person.

    Emits: account.blocked, to the blocker only: the other one is not told.
    """
    if account_id == blocked_id:
        raise BlocksSelf
    if not await conn.fetchval(_EXISTS, blocked_id):
        raise NotFound
    if await conn.fetchval(_BLOCK, account_id, blocked_id) is None:
        return
    await conn.execute(_BLOCKED_BY, blocked_id, account_id)
    await outbox.emit(conn, AccountBlocked(account_id, blocked_id), audience=f"account:{account_id}")


async def unblock(conn: Connection, *, account_id: UUID, blocked_id: UUID) -> None:
    """End the block; where there is none, nothing happens.

    Emits: account.blocked.
    """
    if await conn.fetchval(_UNBLOCK, account_id, blocked_id) is None:
        return
    await conn.execute(_UNBLOCKED_BY, blocked_id, account_id)
    await outbox.emit(conn, AccountBlocked(account_id, blocked_id), audience=f"account:{account_id}")
