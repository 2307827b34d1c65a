"""Past: what was done with money in the last month, gathered first and then done in the order of time."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

from tonghao.clock import told_by
from tonghao.db import Connection
from tonghao.demo.story import moment_of
from tonghao.ledger.told import booked_at, have_begun

Act = Callable[[], Awaitable[object]]
_FIRST: Final = timedelta(days=45)


class Past:
    """Acts with their moments. The books take them in order alone, so that each sees what was there then."""

    def __init__(self, conn: Connection, at: datetime) -> None:
        self.conn = conn
        self.at = at
        self._acts: list[tuple[datetime, Act]] = []

    def add(self, moment: datetime, act: Act) -> None:
        """Let *act* happen at *moment*; of two at one moment the one that was added first comes first."""
        assert self.at - _FIRST < moment <= self.at, moment
        self._acts.append((moment, act))

    async def happen(self) -> None:
        """Do everything once.

        Where somebody has moved money here already, the books cannot be told what was before that: then
        people do all this today.
        """
        is_first = not await have_begun(self.conn)
        for moment, act in sorted(self._acts, key=lambda one: one[0]):
            if is_first:
                async with booked_at(self.conn, moment):
                    await act()
            else:
                with told_by(lambda moment=moment: moment):  # type: ignore[misc]
                    await act()


def moment_in(told: dict[str, Any], at: datetime) -> datetime:
    """When something of the content was done: `when` as in the story, or `hours` before it is told."""
    return moment_of(told["when"], at) if "when" in told else at - timedelta(hours=told["hours"])
