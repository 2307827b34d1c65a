"""Open a door of the demo: sign in as one of its people without a password, on this machine only."""

from typing import Final
from uuid import UUID

from tonghao.accounts.types import Door
from tonghao.db import Connection
from tonghao.errors import NotFound

# 小满, 林教练, 老郑 and 苏敏 by their handles.
DOORS: Final[dict[Door, str]] = {
    "member": "xiaoman",
    "host": "coach_lin",
    "duty": "lao_zheng",
    "platform": "su_min",
}

_BEHIND: Final = """
    SELECT a.id
      FROM profiles p
      JOIN accounts a ON a.id = p.account_id
     WHERE p.handle = $1 AND a.is_demo AND a.state IN ('active', 'leaving')
"""


async def open_door(conn: Connection, *, door: Door, at_home: bool, demo: bool) -> UUID:
    """Who stands behind *door*.

    Args:
        at_home: Whether the request comes from this machine to this machine.
        demo: Whether the demo is on.

    Raises:
        NotFound: no demo here, or the request comes from elsewhere.
    """
    if not (at_home and demo):
        raise NotFound
    account_id: UUID | None = await conn.fetchval(_BEHIND, DOORS[door])
    if account_id is None:
        raise NotFound
    return account_id
