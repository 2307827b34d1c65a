"""Fixtures: one throw-away PostgreSQL a run, a transaction a test, the whole app without a network."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.world import Browser, World
from tonghao.config import Config
from tonghao.db import Connection, Pool, open_pool, reading, reading_one_moment
from tonghao.ledger.audit import audit_books
from tonghao.migrate import migrate
from tonghao.postgres import temporary_server

pytest_plugins = ["tests.beside"]


@pytest.fixture(scope="session")
def dsn() -> Iterator[str]:
    """The address of a migrated, empty database."""
    with temporary_server() as server:
        migrate(server.dsn())
        yield server.dsn()


@pytest.fixture(scope="session")
def config(dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    folder: Path = tmp_path_factory.mktemp("tonghao")
    return Config(database_url=dsn, data=folder, limits_scale=1000.0, demo=True)


@pytest.fixture(scope="session")
async def pool(dsn: str) -> AsyncIterator[Pool]:
    """For routes and races: what is written here is committed."""
    pool = await open_pool(dsn, size=24)
    yield pool
    # A law: whatever all tests did, no money came from nowhere.
    async with reading_one_moment(pool) as conn:
        faults = (await audit_books(conn, is_full=True)).faults
    await pool.close()
    assert faults == [], "the books do not balance after the whole suite"


@pytest.fixture
async def conn(pool: Pool) -> AsyncIterator[Connection]:
    """For verbs: a transaction that is rolled back when the test ends."""
    async with reading(pool) as connection:
        transaction = connection.transaction()
        await transaction.start()
        try:
            yield connection
        finally:
            await transaction.rollback()


@pytest.fixture(scope="session")
async def parts(config: Config, pool: Pool) -> dict[str, object]:
    """What routes and jobs are given by name; mail goes to a list."""
    from tests.world import MailBox, TextBox
    from tonghao.parts import parts_of

    return parts_of(config, pool, sender=MailBox(), texter=TextBox())


@pytest.fixture
async def world(pool: Pool, parts: dict[str, object]) -> World:
    """Makers: `await world.account()`, `await world.circle(members=3)`; committed, never shared."""
    made = World(pool, parts)
    await made.begin()
    return made


@pytest.fixture
async def here(conn: Connection, parts: dict[str, object]) -> World:
    """The same makers inside the transaction of `conn`."""
    return World(conn, parts)


@pytest.fixture(scope="session")
async def app(config: Config, pool: Pool, parts: dict[str, object]) -> AsyncIterator[object]:
    from tonghao.app import create_app

    application = create_app(config, parts=parts)
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    closing = asyncio.Event()

    async def live() -> None:
        """A lifespan must end in the task in which it began; a fixture's two halves are two tasks."""
        async with application.lifespan():
            opened.set_result(None)
            await closing.wait()

    living = asyncio.create_task(live())
    await asyncio.wait({living, opened}, return_when=asyncio.FIRST_COMPLETED)
    if not living.done():
        yield application
    closing.set()
    await living


@pytest.fixture
async def browser(app: object, world: World) -> AsyncIterator[Browser]:
    """HTTP without a network: `browser.as_(account)` signs in, `browser.get("/api/v1/feed")`."""
    async with Browser(app, world) as client:
        yield client
        await asyncio.sleep(0)
