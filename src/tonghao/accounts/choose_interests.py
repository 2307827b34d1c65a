"""Choose interests: the first run, and any time later."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.read import get_me
from tonghao.accounts.types import Me
from tonghao.db import Connection
from tonghao.events import ProfileEdited

_CHOOSE: Final = """
    UPDATE accounts SET interests = $2, first_run_at = coalesce(first_run_at, now()) WHERE id = $1
"""


async def choose_interests(conn: Connection, *, account_id: UUID, topics: list[str]) -> Me:
    """Remember *topics*, in their order; none is also a choice, and ends the first run.

    Emits: profile.edited.
    """
    await conn.execute(_CHOOSE, account_id, list(dict.fromkeys(topics)))
    await outbox.emit(conn, ProfileEdited(account_id), audience=f"account:{account_id}")
    return await get_me(conn, account_id)
