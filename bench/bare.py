"""The baseline: a handler of the same framework that runs the same SQL and returns bytes."""

from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Litestar, Request, get
from litestar import post as takes

from tonghao.accounts.read import _FIND_CALLER
from tonghao.circles.read import _ACCESS
from tonghao.config import Config
from tonghao.crypto import digest
from tonghao.db import open_pool, reading, writing
from tonghao.feed.read import _SOURCES
from tonghao.posts.floors import _FLOORS
from tonghao.posts.read import _CIRCLE_POSTS, _FEED_POSTS

_BYTES = b"x" * 20_000
# What one does at first: no limits, no screening, no escrow, no history, nobody is told.
MAKE_BARE_MONEY: Final = """
    CREATE TABLE bare_balances (account_id uuid PRIMARY KEY, balance bigint NOT NULL CHECK (balance >= 0));
    CREATE TABLE bare_transfers (
        id uuid PRIMARY KEY, debit_id uuid NOT NULL, credit_id uuid NOT NULL, amount bigint NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
    );
    INSERT INTO bare_balances (account_id, balance) SELECT id, 1000000 FROM accounts;
"""
_MOVE: Final = "UPDATE bare_balances SET balance = balance + $2 WHERE account_id = $1"
_KEEP: Final = "INSERT INTO bare_transfers (id, debit_id, credit_id, amount) VALUES ($1, $2, $3, $4)"


async def _caller(conn: Any, request: Request[Any, Any, Any]) -> UUID:
    account, _, secret = request.cookies["session"].partition(".")
    account_id = UUID(account)
    await conn.fetchrow(_FIND_CALLER, account_id, digest(secret), True)
    return account_id


@get("/api/v1/feed")
async def feed(request: Request[Any, Any, Any]) -> bytes:
    """The home feed's statements."""
    async with reading(request.app.state.pool) as conn:
        account_id = await _caller(conn, request)
        sources = await conn.fetchrow(_SOURCES, account_id)
        assert sources is not None
        await conn.fetch(_FEED_POSTS, account_id, sources["circles"], None, None, sources["hidden"], 20)
    return _BYTES


@get("/api/v1/circles/{circle_id:uuid}/posts")
async def circle(circle_id: UUID, request: Request[Any, Any, Any]) -> bytes:
    """The circle page's statements."""
    async with reading(request.app.state.pool) as conn:
        account_id = await _caller(conn, request)
        await conn.fetchrow(_ACCESS, circle_id, account_id, False)
        await conn.fetch(_CIRCLE_POSTS, circle_id, account_id, None, None, 21)
    return _BYTES


@get("/api/v1/circles/{circle_id:uuid}/posts/{post_id:uuid}/comments")
async def post(circle_id: UUID, post_id: UUID, request: Request[Any, Any, Any]) -> bytes:
    """The post page's statements."""
    async with reading(request.app.state.pool) as conn:
        account_id = await _caller(conn, request)
        await conn.fetchrow(_ACCESS, circle_id, account_id, False)
        await conn.fetch(_FLOORS, circle_id, post_id, account_id, 1001, 21)
    return _BYTES


@takes("/api/v1/transfers")
async def transfer(request: Request[Any, Any, Any]) -> bytes:
    """Two balances and a row, in one transaction."""
    said = msgspec.json.decode(await request.body())
    key, to_id, amount = UUID(said["id"]), UUID(said["to_id"]), round(float(said["amount"]) * 100)
    async with reading(request.app.state.pool) as conn:
        account_id = await _caller(conn, request)
    async with writing(request.app.state.pool) as conn:
        for one, change in sorted([(account_id, -amount), (to_id, amount)]):
            await conn.execute(_MOVE, one, change)
        await conn.execute(_KEEP, key, account_id, to_id, amount)
    return _BYTES[:500]


def create_app() -> Litestar:
    """The bare application."""
    config = Config()

    async def open_(app: Litestar) -> None:
        app.state.pool = await open_pool(config.database_url, size=config.pool_size)

    return Litestar(
        [feed, circle, post, transfer], on_startup=[open_], openapi_config=None, logging_config=None
    )
