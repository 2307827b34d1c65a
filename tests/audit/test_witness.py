"""The daily head is published once, goes out until a witness has it, and convicts who rewrites the log."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest
from standardwebhooks import Webhook

from tests.audit.chain import write
from tests.world import MailBox
from tonghao.audit.kept_heads import heads_in
from tonghao.audit.publish_head import publish_head
from tonghao.audit.read import get_head, list_heads
from tonghao.audit.verify import verify
from tonghao.audit.witness import get_witness, queue_heads, send_heads, ways_of
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading, writing

_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@asynccontextmanager
async def _listener(answers: list[tuple[int, bytes]]) -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    """A witness at the other end of a real socket: what it heard, and what it answers next."""
    import asyncio

    heard: list[dict[str, Any]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        pairs = (line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        headers = {name.lower(): value for name, value in pairs}
        body = await reader.readexactly(int(headers["content-length"]))
        heard.append({"headers": headers, "body": body.decode()})
        status, said = answers.pop(0) if answers else (200, b"noted")
        writer.write(
            b"HTTP/1.1 %d x\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % (status, len(said))
        )
        writer.write(said)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield f"http://127.0.0.1:{port}/heads", heard


@pytest.fixture
async def published(pool: Pool) -> AsyncIterator[None]:
    """Something in the log, and its head of today; nothing else waits to be sent."""
    async with writing(pool) as conn:
        await write(conn, 2)
        await publish_head(conn, at=now())
        await conn.execute("DELETE FROM witness_sendings")
    yield
    async with writing(pool) as conn:
        await conn.execute("DELETE FROM witness_sendings")


async def _queue(pool: Pool, config: Config) -> None:
    async with writing(pool) as conn:
        await queue_heads(conn, ways=ways_of(config), at=now() - timedelta(seconds=1))


async def test_a_day_has_one_head_which_nobody_changes(conn: Connection) -> None:
    moment = datetime(2033, 3, 1, 16, 30, tzinfo=UTC)
    await write(conn, 1)
    head = await get_head(conn)
    assert await publish_head(conn, at=moment)
    await write(conn, 1)
    assert not await publish_head(conn, at=moment + timedelta(hours=1))
    newest = (await list_heads(conn)).entries[0]
    # Half past midnight in Shanghai.
    assert (newest.day.isoformat(), newest.number, newest.hash) == ("2033-03-02", head.number, head.hash)
    assert newest.received == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await conn.execute("UPDATE audit_days SET number = 1")


async def test_a_head_goes_to_the_webhook_signed_until_it_was_received(
    pool: Pool, config: Config, published: None
) -> None:
    async with _listener([(503, b"later"), (200, b'{"kept": true}')]) as (url, heard):
        own = config.model_copy(
            update={"witness_url": url, "witness_secret": _SECRET, "witness_private": True}
        )
        await _queue(pool, own)
        assert await send_heads(pool, own, MailBox()) == 0
        async with reading(pool) as conn:
            [failed] = (await get_witness(conn, own)).sendings
        assert (failed.tries, failed.received_at, failed.fault) == (1, None, "HTTP 503: later")
        assert failed.next_at is not None
        assert timedelta(minutes=4) < failed.next_at - now() <= timedelta(minutes=5)
        # Not before its time.
        assert await send_heads(pool, own, MailBox()) == 0
        assert len(heard) == 1
        async with writing(pool) as conn:
            await conn.execute("UPDATE witness_sendings SET next_at = now() - interval '1 second'")
        assert await send_heads(pool, own, MailBox()) == 1
        await _queue(pool, own)
        assert await send_heads(pool, own, MailBox()) == 0
    async with reading(pool) as conn:
        state = await get_witness(conn, own)
        newest = (await list_heads(conn)).entries[0]
    assert (state.webhook, state.mail) == ("127.0.0.1", None)
    assert state.sendings[0].receipt == 'HTTP 200: {"kept": true}'
    assert newest.received == ["webhook"]
    said = heard[1]
    assert Webhook(_SECRET).verify(said["body"], said["headers"])
    assert json.loads(said["body"])["hash"] == newest.hash
    assert heard[0]["headers"]["webhook-id"] == said["headers"]["webhook-id"]


async def test_a_private_address_is_no_witness_unless_it_may_be(
    pool: Pool, config: Config, published: None
) -> None:
    async with _listener([]) as (url, heard):
        own = config.model_copy(update={"witness_url": url})
        await _queue(pool, own)
        assert await send_heads(pool, own, MailBox()) == 0
        assert heard == []
    async with reading(pool) as conn:
        [failed] = (await get_witness(conn, own)).sendings
    assert "private network" in failed.fault


async def test_a_head_goes_by_mail_in_a_form_that_the_command_reads(
    pool: Pool, config: Config, published: None
) -> None:
    own, box = config.model_copy(update={"witness_mail": "witness@example.org"}), MailBox()
    await _queue(pool, own)
    assert await send_heads(pool, own, box) == 1
    async with reading(pool) as conn:
        newest = (await list_heads(conn)).entries[0]
        [kept] = heads_in(box.last_to("witness@example.org"))
        assert (kept.number, kept.hash) == (newest.number, newest.hash)
        assert (await verify(conn, [kept])).ok
    assert newest.received == ["mail"]


async def test_what_a_witness_kept_is_read_in_every_form(conn: Connection) -> None:
    await write(conn, 3)
    head = await get_head(conn)
    row = {"number": head.number, "hash": head.hash, "day": "2026-11-27"}
    for text in (
        f"{head.number}:{head.hash}",
        f"> {head.number}:{head.hash}\n> 谢谢",
        json.dumps(row),
        json.dumps([row, row]),
        json.dumps({"entries": [row], "next_cursor": None}),
        f"{json.dumps(row)}\n{json.dumps(row)}\n",
    ):
        assert {(one.number, one.hash) for one in heads_in(text)} == {(head.number, head.hash)}
    for nothing in ("", "[]", "{}", "12:34", '{"number": "x"}'):
        with pytest.raises(ValueError, match="no heads"):
            heads_in(nothing)
    assert (await verify(conn, heads_in(json.dumps([row])))).ok
    forged = heads_in(f"{head.number}:{'0' * 64}")
    assert (await verify(conn, [head, *forged])).first_broken == head.number
    beyond = heads_in(f"{head.number + 5}:{'0' * 64}")
    assert not (await verify(conn, beyond)).ok
