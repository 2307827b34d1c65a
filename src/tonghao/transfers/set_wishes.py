"""Set how long money for somebody new waits, during which it can be cancelled."""

from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.transfers.types import Hours
from tonghao.wallets.confirm import PayConfirmation, must_confirm

_BEFORE: Final = "SELECT delay_hours FROM transfer_wishes WHERE account_id = $1 FOR NO KEY UPDATE"
_SET: Final = """
    INSERT INTO transfer_wishes (account_id, delay_hours) VALUES ($1, $2)
    ON CONFLICT (account_id) DO UPDATE SET delay_hours = excluded.delay_hours
"""


async def set_wishes(
    conn: Connection, *, account_id: UUID, delay_hours: Hours, confirmation: PayConfirmation | None
) -> None:
    """From now on this holds for transfers to people to whom nothing was sent before.

    A longer wait needs no word. A shorter one does: the wait is there for the day on which somebody else
    has the phone, and they would take it away first.

    Args:
        confirmation: What `shown_confirmation` gave.

    Raises:
        PayPasswordWanted: it is to be shorter, and nothing was shown.

    Locks: the person's wishes.
    """
    if delay_hours < (await conn.fetchval(_BEFORE, account_id) or 0):
        await must_confirm(conn, account_id=account_id, confirmation=confirmation)
    await conn.execute(_SET, account_id, delay_hours)
