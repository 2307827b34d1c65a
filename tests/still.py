"""A pool over one connection that the test rolls back: for whole requests that leave nothing behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tonghao.db import Connection, Pool


class _OneConnection:
    """Lends the one connection of the test to whoever asks, one after the other."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        async with self._lock:
            yield self._conn


class StillPool(Pool):
    """A pool whose writes are savepoints, and whose bell is silent."""

    def __init__(self, conn: Connection) -> None:
        super().__init__(_OneConnection(conn), "")  # type: ignore[arg-type]

    def ring(self) -> None:
        """Nobody listens to what is rolled back."""
