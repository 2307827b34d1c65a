"""A server and a database of their own for the fuzz: what it writes, no other test should meet."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import requests
import uvicorn
import uvloop

from tests.laws.scene import Scene, set_scene
from tests.world import MailBox, World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import writing
from tonghao.migrate import migrate
from tonghao.postgres import temporary_server

T = TypeVar("T")

# Among the nonsense may be a brake of the whole place.
_RELEASE = "UPDATE feature_brakes SET ended_at = now() WHERE ended_at IS NULL"


class FuzzServer:
    """The running app, its scene, and a way to ask it."""

    def __init__(self, app: Any, port: int, loop: asyncio.AbstractEventLoop) -> None:
        self.app = app
        self.url = f"http://127.0.0.1:{port}"
        self.schema: dict[str, Any] = app.openapi_schema.to_schema()
        self.session = requests.Session()
        self._loop = loop
        self.set_scene()

    def _there(self, doing: Coroutine[Any, Any, T]) -> T:
        """Do it in the loop of the server, which owns the connections."""
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(60)

    def set_scene(self) -> None:
        """A circle with everybody in their role, whatever nonsense did to the last one."""
        self.scene: Scene = self._there(self._make_scene())

    async def _make_scene(self) -> Scene:
        parts = self.app.state.parts
        async with writing(parts["pool"]) as conn:
            await conn.execute(_RELEASE)
            return await set_scene(conn, parts, kind="open")

    def cookie_of(self, role: str) -> dict[str, str]:
        """The session of somebody with *role*."""
        return {"session": self.scene.cookies[role]} if role in self.scene.cookies else {}

    def sign_in_again(self, role: str) -> None:
        """Open another session for *role*, whose last one a request has ended."""
        account_id = self.scene.people[role]
        if account_id is not None:
            world = World(self.app.state.parts["pool"], self.app.state.parts)
            self.scene.cookies[role] = self._there(world.session(account_id))


@contextmanager
def open_fuzz_server(folder: Path) -> Iterator[FuzzServer]:
    """Serve the app in a thread of its own until the block ends."""
    with temporary_server() as database:
        migrate(database.dsn())
        config = Config(database_url=database.dsn(), data=folder, limits_scale=1e6, demo=True)
        app = create_app(config)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, http="httptools", log_config=None, log_level="critical"))
        loop = uvloop.new_event_loop()  # as the product; asyncio's own would wait 40 ms for each answer
        started = threading.Event()

        async def serve() -> None:
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            while not (server.started or serving.done()):
                await asyncio.sleep(0.01)
            app.state.parts["sender"] = MailBox()
            started.set()
            await serving

        running = threading.Thread(target=loop.run_until_complete, args=(serve(),))
        running.start()
        try:
            assert started.wait(60)
            opened = FuzzServer(app, listener.getsockname()[1], loop)
            yield opened
            opened.session.close()
        finally:
            server.should_exit = True
            running.join(30)
            loop.close()
            listener.close()
