"""Blank a profile whose name or bio was removed by a moderator, or put back what stood there."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.db import Connection
from tonghao.events import ProfileEdited

_BLANK_NAME: Final = "邻居"

_SHOW: Final = """
    UPDATE profiles SET name = $2, bio = $3 WHERE account_id = $1 AND NOT is_gone RETURNING account_id
"""


async def blank_profile(conn: Connection, *, account_id: UUID) -> None:
    """Let nothing of the person's own words stand beside the handle.

    Emits: profile.edited.
    """
    await put_back_profile(conn, account_id=account_id, name=_BLANK_NAME, bio="")


async def put_back_profile(conn: Connection, *, account_id: UUID, name: str, bio: str) -> None:
    """Let *name* and *bio*, from the snapshot of a case, stand again.

    Emits: profile.edited.
    """
    if await conn.fetchval(_SHOW, account_id, name, bio) is not None:
        await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
