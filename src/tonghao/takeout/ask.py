"""Ask for everything about me; a job makes it."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.account_events import TakeoutAsked
from tonghao.accounts.prove_again import must_be_proved
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.takeout.read import get_takeout
from tonghao.takeout.types import Takeout

_ASK: Final = """
    INSERT INTO takeouts (account_id, id) VALUES ($1, $2)
    ON CONFLICT (account_id) WHERE state IN ('waiting', 'running') DO NOTHING
    RETURNING id
"""


class TakeoutRunning(Refusal):
    """One is being made already. You will be told when it is ready."""


async def ask_takeout(conn: Connection, *, account_id: UUID, session_id: UUID) -> Takeout:
    """Have everything about *account_id* put together.

    Raises:
        ProofNeeded: see `must_be_proved`.
        TakeoutRunning: an earlier one is not ready yet.

    Emits: takeout.asked.
    """
    await must_be_proved(conn, account_id=account_id, session_id=session_id)
    takeout_id = await conn.fetchval(_ASK, account_id, new_id())
    if takeout_id is None:
        raise TakeoutRunning
    await outbox.emit(conn, TakeoutAsked(account_id, takeout_id), audience="nobody")
    return await get_takeout(conn, account_id=account_id, takeout_id=takeout_id)
