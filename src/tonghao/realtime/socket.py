"""The one WebSocket of a device: hello, what was missed, then what happens."""

import asyncio
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from tonghao.caller import Caller
from tonghao.db import Pool, reading
from tonghao.outbox import Cursor
from tonghao.realtime.audiences import hearing_of, may_watch, post_audience
from tonghao.realtime.relay import Ear, Relay, message_of, missed

_MOST_WATCHED: Final = 20
_MOST_BYTES: Final = 2_000
_CLOSE_SIGN_IN: Final = 4401
_CLOSE_ORIGIN: Final = 4403
_CLOSE_BAD: Final = 4400


class Post(msgspec.Struct):
    """The address of a post whose floors are watched."""

    circle_id: UUID
    post_id: UUID


class Wish(msgspec.Struct):
    """What a client may say: exactly one of the two."""

    watch: Post | None = None
    unwatch: Post | None = None


def same_origin(socket: WebSocket[Any, Any, Any]) -> bool:
    """Whether the page that opened the socket is ours: a browser always sends the header."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == socket.headers.get("host")


async def serve(socket: WebSocket[Any, Any, Any], *, caller: Caller | None, pool: Pool, relay: Relay) -> None:
    """Run one socket until it closes.

    Args:
        socket: Not yet accepted.
        caller: Who it is, or None, which is refused with code 4401.
    """
    await socket.accept()
    if not same_origin(socket):
        await socket.close(code=_CLOSE_ORIGIN, reason="foreign origin")
        return
    if caller is None:
        await socket.close(code=_CLOSE_SIGN_IN, reason="sign in first")
        return
    hearing = await hearing_of(pool, caller)
    ear = relay.attach(hearing)
    talking: asyncio.Task[None] | None = None
    try:
        await _greet(socket, ear, relay, pool)
        talking = asyncio.create_task(_talk(socket, ear))
        await _hear(socket, ear, relay, pool)
    except WebSocketDisconnect:
        pass
    finally:
        relay.detach(ear)
        if talking is not None:
            talking.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await talking


async def _greet(socket: WebSocket[Any, Any, Any], ear: Ear, relay: Relay, pool: Pool) -> None:
    """Say where the device stands, and catch up from the cursor that it brings."""
    until = relay.cursor
    text = socket.query_params.get("cursor")
    since = Cursor.parse(text) if isinstance(text, str) and text else None
    entries = []
    if since is not None:
        async with reading(pool) as conn:
            found = await missed(conn, ear.hearing, since, until)
        if found is None:
            await socket.send_json({"resync": True})
        else:
            entries = found
    elif text:
        await socket.send_json({"resync": True})
    hello = {"cursor": str(until), "account_id": str(ear.hearing.caller.account_id)}
    for entry in entries:
        await socket.send_data(message_of(entry).decode(), mode="text")
    await socket.send_json({"hello": hello})
    # What the relay told while we caught up may be older than where we are now.
    for _ in range(len(ear.waiting)):
        cursor, message = ear.waiting.popleft()
        if cursor > until:
            ear.waiting.append((cursor, message))


async def _talk(socket: WebSocket[Any, Any, Any], ear: Ear) -> None:
    while True:
        await ear.has_news.wait()
        ear.has_news.clear()
        if ear.is_behind:
            ear.is_behind = False
            await socket.send_json({"resync": True})
        while ear.waiting:
            _, message = ear.waiting.popleft()
            await socket.send_data(message.decode(), mode="text")
        if ear.hearing.is_over:
            await socket.close(code=_CLOSE_SIGN_IN, reason="the session ended")
            return


async def _hear(socket: WebSocket[Any, Any, Any], ear: Ear, relay: Relay, pool: Pool) -> None:
    watched: set[str] = set()
    while True:
        text = await socket.receive_text()
        try:
            wish = msgspec.json.decode(text[:_MOST_BYTES], type=Wish)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError):
            await socket.close(code=_CLOSE_BAD, reason="not a wish")
            return
        if wish.unwatch is not None:
            audience = post_audience(wish.unwatch.circle_id, wish.unwatch.post_id)
            watched.discard(audience)
            relay.unwatch(ear, audience)
        if wish.watch is not None and len(watched) < _MOST_WATCHED:
            audience = post_audience(wish.watch.circle_id, wish.watch.post_id)
            if await may_watch(pool, ear.hearing.caller, wish.watch.circle_id):
                watched.add(audience)
                relay.watch(ear, audience)
