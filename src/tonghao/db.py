"""The only door to the database: `reading(pool)` and `writing(pool)`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
import msgspec
from asyncpg.exceptions._base import DataError as BadArgument

from tonghao.traces import saw_statement, tracing

if TYPE_CHECKING:
    Connection: TypeAlias = (
        asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    )
    Row: TypeAlias = asyncpg.Record
else:
    Connection = asyncpg.Connection
    Row = asyncpg.Record

UniqueViolation = asyncpg.UniqueViolationError
# All that a lost, ending or starting database makes the driver raise, at whatever place of a request.
ConnectionTrouble = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,  # a connection or a pool that was closed meanwhile
    asyncpg.InternalClientError,  # broke between two words, for example of a commit
    OSError,  # nobody listens; no answer in time
    EOFError,
    asyncpg.OperatorInterventionError,  # ends, crashed, starts, was told to stop this statement
    asyncpg.InsufficientResourcesError,  # disk, memory or connections are used up
    asyncpg.PostgresSystemError,  # its disk fails
    asyncpg.ReadOnlySQLTransactionError,  # a standby took its place
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    asyncpg.InvalidAuthorizationSpecificationError,  # another server with other users stands there
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidCachedStatementError,  # a migration ran meanwhile
)
# Two writers wait for each other; PostgreSQL ends one of them.
Collision = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
PostgresTrouble = (asyncpg.PostgresError, asyncpg.InterfaceError)
# The last one is the driver's, which refuses a value before the server sees it; it is an InterfaceError.
BadValue = (asyncpg.DataError, asyncpg.CharacterNotInRepertoireError, BadArgument)

_WAKE = "SELECT pg_notify('outbox', '')"
_CHANNEL = "outbox"
_LAST_WORD_SECONDS = 2
_CONNECT_SECONDS = 10


class Pool:
    """Connections of one process, and the bell that wakes the readers of the outbox.

    `reset` is a no-op (it would cost a round trip a request), so nobody may SET, LISTEN or take a
    session lock on a pooled connection.
    """

    def __init__(self, connections: "asyncpg.Pool[Any]", dsn: str) -> None:
        self._connections = connections
        self.dsn = dsn
        self._rung = asyncio.Event()
        self._bell: asyncio.Task[None] | None = None

    def ring(self) -> None:
        """Tell the readers of the outbox that there is news; many rings in 10 ms are one NOTIFY.

        Not inside the writing transaction: there it takes a lock over all commits (measured:
        1,947 instead of 5,303 commits a second).
        """
        self._rung.set()
        if self._bell is None or self._bell.done():
            self._bell = asyncio.get_running_loop().create_task(self._ring_on())

    async def _ring_on(self) -> None:
        while self._rung.is_set():
            self._rung.clear()
            with suppress(*ConnectionTrouble):  # readers also look once a second by themselves
                async with self._connections.acquire() as conn:
                    await conn.execute(_WAKE)
            await asyncio.sleep(0.01)

    async def close(self) -> None:
        if self._bell is not None:
            self._bell.cancel()
            with suppress(asyncio.CancelledError):
                await self._bell
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._connections.close()
        self._connections.terminate()


def _saw(statement: "asyncpg.connection.LoggedQuery") -> None:
    saw_statement(statement.query, statement.elapsed)


async def _prepare(conn: "asyncpg.Connection[Any]") -> None:
    if tracing():
        conn.add_query_logger(_saw)
    await conn.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda raw: msgspec.json.decode(raw[1:]),
        format="binary",
    )


async def _no_reset(conn: "asyncpg.Connection[Any]") -> None:
    """Leave the connection as it is; nothing in the product changes its state."""


async def open_pool(dsn: str, *, size: int = 16) -> Pool:
    """Open *size* connections at most to the database at *dsn*; the caller closes the pool."""
    connections = await asyncpg.create_pool(
        dsn,
        min_size=min(2, size),
        max_size=size,
        init=_prepare,
        reset=_no_reset,
        statement_cache_size=1000,
        max_cached_statement_lifetime=0,
        command_timeout=30,
        timeout=_CONNECT_SECONDS,
        # Every statement names its rows by key, so one plan fits all values; planning a feed page anew
        # each time cost as much as running it.
        server_settings={
            "application_name": "tonghao",
            "jit": "off",
            "plan_cache_mode": "force_generic_plan",
        },
    )
    return Pool(connections, dsn)


async def connect(dsn: str) -> "asyncpg.Connection[Any]":
    """One connection outside a pool, for listening and for jobs; the caller closes it."""
    conn = await asyncpg.connect(
        dsn, timeout=_CONNECT_SECONDS, server_settings={"application_name": "tonghao", "jit": "off"}
    )
    await _prepare(conn)
    return conn


def reading(pool: Pool) -> AbstractAsyncContextManager[Connection]:
    """A connection for queries that change nothing; each sees what was committed before it.

    The pool's own context, handed on: one more generator around it costs a twentieth of a feed page.
    """
    context: AbstractAsyncContextManager[Connection] = pool._connections.acquire()
    return context


@asynccontextmanager
async def writing(pool: Pool) -> AsyncIterator[Connection]:
    """A transaction: committed when the block ends, rolled back when it raises."""
    async with pool._connections.acquire() as conn, conn.transaction():
        yield conn
    pool.ring()


@asynccontextmanager
async def reading_one_moment(pool: Pool) -> AsyncIterator[Connection]:
    """A connection all of whose queries see the same moment, whatever is committed meanwhile."""
    async with pool._connections.acquire() as conn:
        # Whoever was cancelled between the two halves of a statement left an implicit transaction behind,
        # in which none with a level of its own can begin. Any simple query ends it.
        await conn.execute("SELECT")
        async with conn.transaction(isolation="repeatable_read"):
            yield conn


async def listen(dsn: str, news: asyncio.Event) -> "asyncpg.Connection[Any]":
    """Set *news* whenever somebody rings; the caller closes the connection that is returned."""
    conn = await connect(dsn)
    await conn.add_listener(_CHANNEL, lambda *_: news.set())
    return conn


async def wait_for_news(news: asyncio.Event, *, most_seconds: float) -> None:
    """Wait until *news* is set, *most_seconds* at most, and clear it.

    Not `asyncio.wait_for`: that of Python 3.11 forgets that it was cancelled when *news* is set in the same
    moment, and a server that is told to end waits for ever.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(most_seconds):
            await news.wait()
    news.clear()


async def hang_up(conn: "asyncpg.Connection[Any]") -> None:
    """Close a connection that `listen` or `connect` opened, whether the server still answers or not."""
    try:
        await conn.close(timeout=_LAST_WORD_SECONDS)
    except (*ConnectionTrouble, TimeoutError):
        conn.terminate()
        await asyncio.sleep(0)
