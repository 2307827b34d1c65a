"""Sweep: do what is due, one after the other; what fails keeps nothing behind it waiting."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final, NamedTuple
from uuid import UUID

from tonghao.db import Connection, ConnectionTrouble, Pool, reading, writing
from tonghao.log import log


class Due(NamedTuple):
    """What is to be done, and since when; the place of it in a list of such."""

    at: datetime
    id: UUID


FIRST: Final = Due(datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


async def sweep(
    pool: Pool,
    list_due: Callable[[Connection, Due], Awaitable[Sequence[Due]]],
    act: Callable[[Connection, UUID], Awaitable[object]],
    *,
    what: str,
) -> None:
    """Do *act* for all that is due, each in a transaction of its own, page by page.

    What cannot be done now stays due and is come by again in the next run; here it is passed over, so that
    two hundred of its kind in front do not starve the others.

    Args:
        list_due: Gives a page of what lies behind a place, in the order of `Due`; an empty one ends the run.
        what: Says in the log what failed.
    """
    after = FIRST
    while True:
        async with reading(pool) as conn:
            due = await list_due(conn, after)
        for one in due:
            try:
                async with writing(pool) as conn:
                    await act(conn, one.id)
            except ConnectionTrouble:
                raise
            except Exception as fault:
                log.error("could not be swept", what=what, id=str(one.id), exc_info=fault)
        if not due:
            return
        after = due[-1]
