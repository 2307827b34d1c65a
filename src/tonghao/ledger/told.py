"""Told: a load lets the books bear moments that are past, in their order. Requests have no part in it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Final

from tonghao.clock import told_by
from tonghao.db import Connection, PostgresTrouble

# Of the transaction alone: it is over with the commit, also where nobody takes it back.
_TELL: Final = "SELECT set_config('tonghao.told_at', $1, true)"
_BEGUN: Final = "SELECT EXISTS (SELECT FROM ledger_transfers)"


@asynccontextmanager
async def booked_at(conn: Connection, moment: datetime) -> AsyncIterator[None]:
    """Let what runs inside the block happen, and be booked, at *moment*.

    The books themselves refuse a moment before anything that stands in them, one of a day that is sealed, and
    one that has not come: so entries stay in the order of time, seals hold, and a balance of a past moment is
    what it was. Nothing else of their rules is different.

    Args:
        conn: A transaction.

    Raises:
        PostgresTrouble: the books have gone on since; nothing of the transaction stands.

    Locks: the chain of seals, with the first group.
    """
    await conn.execute(_TELL, moment.isoformat())
    try:
        with told_by(lambda: moment):
            yield
    finally:
        # Where the transaction has failed the setting goes with it.
        with suppress(*PostgresTrouble):
            await conn.execute(_TELL, "")


async def have_begun(conn: Connection) -> bool:
    """Whether anything stands in the books: then nothing can be told that was before it."""
    return bool(await conn.fetchval(_BEGUN))
