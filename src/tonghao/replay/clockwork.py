"""Clockwork: a clock that is stepped by hand, told to Python and to the database alike."""

from datetime import datetime, timedelta
from typing import Final

from tonghao.db import Connection, connect

_STEP: Final = timedelta(milliseconds=1)

# The functions stand before those of PostgreSQL in the search path, and before the first migration: so
# each default and each statement of the product asks them, and none of its code knows of it.
_SET_UP: Final = (
    "CREATE SCHEMA sim",
    "CREATE TABLE sim.clock (at timestamptz NOT NULL)",
    "CREATE FUNCTION public.now() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql"
    " AS 'SELECT at FROM sim.clock'",
    "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql"
    " AS 'SELECT at FROM sim.clock'",
    "CREATE FUNCTION public.statement_timestamp() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql"
    " AS 'SELECT at FROM sim.clock'",
    "CREATE FUNCTION public.transaction_timestamp() RETURNS timestamptz STABLE PARALLEL SAFE LANGUAGE sql"
    " AS 'SELECT at FROM sim.clock'",
    "INSERT INTO sim.clock VALUES ('-infinity')",
    "CREATE PROCEDURE sim.step(timestamptz) LANGUAGE sql AS 'UPDATE sim.clock SET at = $1'",
    "ALTER DATABASE tonghao SET search_path = public, pg_catalog",
)
_STEP_TO: Final = "CALL sim.step($1)"


async def set_up_clock(dsn: str, *, at: datetime) -> None:
    """Let an empty database ask a clock that stands at *at*; before it is migrated."""
    conn = await connect(dsn)
    try:
        for statement in _SET_UP:
            await conn.execute(statement)
        await conn.execute(_STEP_TO, at)
    finally:
        await conn.close()


class Clockwork:
    """The clock of one replay. It never stands still between two acts, so that all have an order."""

    def __init__(self, conn: Connection, at: datetime) -> None:
        self._conn = conn
        self.began_at = at
        self.at = at

    def now(self) -> datetime:
        """What `clock.now` is told."""
        return self.at

    @property
    def minute(self) -> float:
        """Minutes since the beginning."""
        return (self.at - self.began_at).total_seconds() / 60

    async def step_to(self, minute: float) -> None:
        """Let it be *minute* minutes after the beginning, or a moment later than it is."""
        wanted = self.began_at + timedelta(minutes=minute)
        self.at = max(wanted, self.at + _STEP)
        await self._conn.execute(_STEP_TO, self.at)
