"""Set the picture beside a name; whether the photo is one's own and visible, media has asked."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.read import get_me
from tonghao.accounts.types import Me
from tonghao.db import Connection
from tonghao.events import ProfileEdited

_SET: Final = "UPDATE profiles SET avatar_media_id = $2 WHERE account_id = $1 AND NOT is_gone"


async def set_avatar(conn: Connection, *, account_id: UUID, media_id: UUID | None) -> Me:
    """Show the photo *media_id* beside the name of *account_id*; None takes it away.

    Emits: profile.edited.
    """
    await conn.execute(_SET, account_id, media_id)
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)
