"""Choose finding: whether others who search find a person."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.read import get_me
from tonghao.accounts.types import FoundBy, Me
from tonghao.db import Connection
from tonghao.events import ProfileEdited

_CHOOSE: Final = "UPDATE profiles SET found_by = $2 WHERE account_id = $1"


async def choose_finding(conn: Connection, *, account_id: UUID, found_by: FoundBy) -> Me:
    """Let *account_id* be found by nobody, by the whole handle, or by name; it holds from the commit on.

    Emits: profile.edited.
    """
    await conn.execute(_CHOOSE, account_id, found_by)
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)
