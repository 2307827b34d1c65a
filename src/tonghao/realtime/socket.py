"""The one WebSocket of a device: what was missed, hello, then what happens."""

import asyncio
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from tonghao.caller import Caller
from tonghao.db import ConnectionTrouble, Pool, reading
from tonghao.metrics import SOCKETS
from tonghao.origin import is_ours
from tonghao.outbox import Cursor, Entry, newest_cursor
from tonghao.realtime.audiences import Hearing, Place, post_audience
from tonghao.realtime.relay import Ear, Relay, changed_ms_ago, message_of, missed

_MOST_WATCHED: Final = 20
_MOST_CHARACTERS: Final = 2_000
_CLOSE_AGAIN: Final = 1012
_CLOSE_BAD: Final = 4400
_CLOSE_SIGN_IN: Final = 4401
_CLOSE_ORIGIN: Final = 4403
_CLOSE_MANY: Final = 4429

Socket = WebSocket[Any, Any, Any]


class Post(msgspec.Struct):
    """The address of a post whose floors are watched."""

    circle_id: UUID
    post_id: UUID


class Wish(msgspec.Struct):
    """What a client may say."""

    watch: Post | None = None
    unwatch: Post | None = None


def same_origin(socket: Socket) -> bool:
    """Whether the page that opened the socket is ours: a browser always sends the header."""
    return is_ours(socket.headers.get("origin"), socket.headers.get("host"))


async def serve(socket: Socket, *, caller: Caller | None, pool: Pool, relay: Relay) -> None:
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
    ear = relay.attach(Hearing(caller))
    if ear is None:
        await socket.close(code=_CLOSE_MANY, reason="too many windows")
        return
    SOCKETS.inc()
    talking: asyncio.Task[None] | None = None
    try:
        await relay.settle(ear)
        await _greet(socket, ear, relay, pool)
        talking = asyncio.create_task(_talk(socket, ear))
        await _hear(socket, ear, relay, pool)
    except WebSocketDisconnect:
        pass
    except ConnectionTrouble:
        await _close(socket, _CLOSE_AGAIN, "come again")
    finally:
        SOCKETS.dec()
        relay.detach(ear)
        if talking is not None:
            talking.cancel()
            with suppress(asyncio.CancelledError):
                await talking


async def _close(socket: Socket, code: int, reason: str) -> None:
    # It may be closed already, by the other side or by us.
    with suppress(WebSocketDisconnect, RuntimeError, OSError):
        await socket.close(code=code, reason=reason)


async def _greet(socket: Socket, ear: Ear, relay: Relay, pool: Pool) -> None:
    """Catch up from the cursor that the device brings, then say where it stands."""
    until = relay.cursor
    ear.begin_after(until)
    text = socket.query_params.get("cursor") or ""
    since = Cursor.parse(text)
    if text:
        entries = await _caught_up(ear, since, until, pool)
        if entries is None:
            await socket.send_json({"resync": True})
        for entry in entries or []:
            await socket.send_data(message_of(entry), mode="text")
    hello: dict[str, object] = {"cursor": str(ear.after), "account_id": str(ear.hearing.caller.account_id)}
    if not text:
        # A page fetches while its socket opens, so what it has may be older than where the socket begins.
        async with reading(pool) as conn:
            hello["changed_ms_ago"] = await changed_ms_ago(conn, ear.hearing.audiences)
    await socket.send_json({"hello": hello})


async def _caught_up(ear: Ear, since: Cursor | None, until: Cursor, pool: Pool) -> list[Entry] | None:
    """What the device missed; None when it must fetch anew."""
    if since is None:
        return None
    async with reading(pool) as conn:
        if since <= until:
            return await missed(conn, ear.hearing, since, until)
        # Another process was quicker and told the device more than we have read.
        if since > await newest_cursor(conn):
            return None
        ear.begin_after(since)
        return []


async def _talk(socket: Socket, ear: Ear) -> None:
    try:
        while True:
            await ear.has_news.wait()
            ear.has_news.clear()
            if ear.hearing.is_over:
                await socket.close(code=_CLOSE_SIGN_IN, reason="the session ended")
                return
            if ear.is_lost:
                await socket.close(code=_CLOSE_AGAIN, reason="come again")
                return
            if ear.is_behind:
                ear.is_behind = False
                await socket.send_json({"resync": True})
            while ear.waiting:
                _, message = ear.waiting.popleft()
                await socket.send_data(message, mode="text")
    except (WebSocketDisconnect, RuntimeError, OSError):
        return  # the other side went away; the half that hears notices it, too


async def _hear(socket: Socket, ear: Ear, relay: Relay, pool: Pool) -> None:
    watched = ear.hearing.watched
    while True:
        text = await socket.receive_text()
        try:
            wish = msgspec.json.decode(text[:_MOST_CHARACTERS], type=Wish)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeError, RecursionError):
            await _close(socket, _CLOSE_BAD, "not a wish")
            return
        if wish.unwatch is not None:
            relay.unwatch(ear, (wish.unwatch.circle_id, wish.unwatch.post_id))
        if wish.watch is not None and len(watched) < _MOST_WATCHED:
            await _watch(ear, (wish.watch.circle_id, wish.watch.post_id), relay, pool)


async def _watch(ear: Ear, place: Place, relay: Relay, pool: Pool) -> None:
    """Tell it what happens under a post, and when something last did: what was fetched before may lack it."""
    await relay.watch(ear, place)
    # Read once it hears: what is committed later than this is told.
    async with reading(pool) as conn:
        ago = await changed_ms_ago(conn, ear.hearing.audiences & {post_audience(place)})
    watching = {"circle_id": place[0], "post_id": place[1], "changed_ms_ago": ago}
    ear.say(msgspec.json.encode({"watching": watching}).decode())
