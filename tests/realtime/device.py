"""A device of somebody: a real WebSocket to a real server, and what it heard."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.patience import until
from tests.world import World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.events import ProfileEdited
from tonghao.ids import new_id
from tonghao.outbox import emit
from tonghao.realtime.relay import Relay

_PATIENCE_SECONDS = 60


class House:
    """A running server."""

    def __init__(self, app: Any, port: int) -> None:
        self.app = app
        self.port = port

    @property
    def relay(self) -> Relay:
        found: Relay = self.app.state.relay
        return found


@asynccontextmanager
async def open_house(config: Config, parts: dict[str, Any]) -> AsyncIterator[House]:
    """Serve the app on a free port, as the product does, until the block ends."""
    app = create_app(config, parts=parts)
    listener = socket.create_server(("127.0.0.1", 0))
    settings = uvicorn.Config(
        app,
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        log_level="warning",
        log_config=None,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(settings)
    serving = asyncio.create_task(server._serve(sockets=[listener]))
    await until(lambda: server.started or serving.done())
    try:
        yield House(app, listener.getsockname()[1])
    finally:
        server.should_exit = True
        await serving
        listener.close()


class Device:
    """One open socket. `heard` has every event so far, in order, with `cursor` and `kind`."""

    def __init__(self, line: ClientConnection, account_id: UUID | None) -> None:
        self._line = line
        self._account_id = account_id
        self.heard: list[dict[str, Any]] = []
        self.resyncs = 0
        self.hello: dict[str, Any] = {}
        self.cursor = ""

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        house: House,
        world: World,
        account_id: UUID | None,
        *,
        cursor: str | None = None,
        token: str | None = None,
        origin: str | None = None,
        greeted: bool = True,
    ) -> AsyncIterator["Device"]:
        """Connect as *account_id*, and read up to the greeting."""
        headers = {}
        if account_id is not None:
            headers["Cookie"] = f"session={token or await world.session(account_id)}"
        if origin is not None:
            headers["Origin"] = origin
        address = f"ws://127.0.0.1:{house.port}/ws" + (f"?cursor={cursor}" if cursor is not None else "")
        async with connect(address, additional_headers=headers, proxy=None, compression=None) as line:
            device = cls(line, account_id)
            if greeted:
                while not device.hello:
                    await device.next()
            if greeted and cursor is None:
                # What was written just before may still be on its way to the sockets.
                await device.all_so_far(world)
                device.heard.clear()
            yield device

    async def next(self) -> dict[str, Any]:
        """The next message."""
        message: dict[str, Any] = json.loads(await asyncio.wait_for(self._line.recv(), _PATIENCE_SECONDS))
        if "hello" in message:
            self.hello = message["hello"]
            self.cursor = self.hello["cursor"]
        elif "resync" in message:
            self.resyncs += 1
        elif "event" in message:
            self.cursor = message["cursor"]
            self.heard.append({"cursor": message["cursor"], **message["event"]})
        return message

    async def say(self, wish: Any) -> None:
        """Send *wish*, as JSON unless it is text or bytes."""
        await self._line.send(wish if isinstance(wish, str | bytes) else json.dumps(wish, default=str))

    async def watch(self, circle_id: UUID, post_id: UUID) -> int | None:
        """Ask for the floors of a post, and wait until the server has understood.

        Returns: How many ms ago something last happened there.
        """
        await self.say({"watch": {"circle_id": circle_id, "post_id": post_id}})
        while "watching" not in (message := await self.next()):
            pass
        ago: int | None = message["watching"]["changed_ms_ago"]
        return ago

    async def all_so_far(self, world: World) -> list[dict[str, Any]]:
        """Every event up to now, this device's own end mark left out.

        Events come in one order for all, so what did not come before the mark will not come.
        """
        assert self._account_id is not None
        mark = str(new_id())
        async with world.writing() as conn:
            await emit(conn, ProfileEdited(UUID(mark)), audience=f"account:{self._account_id}")
        while not (self.heard and self.heard[-1].get("account_id") == mark):
            await self.next()
        self.heard.pop()
        return self.heard

    async def kinds(self, world: World) -> list[str]:
        """The kinds of all events up to now, in order."""
        return [event["kind"] for event in await self.all_so_far(world)]

    async def closed(self) -> int:
        """The code with which the server closes the socket."""
        try:
            while True:
                await self.next()
        except ConnectionClosed as closing:
            return closing.rcvd.code if closing.rcvd else 0
