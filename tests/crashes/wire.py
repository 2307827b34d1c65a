"""A wire to the database that can be cut between, or inside, any two messages of the protocol."""

import asyncio
import re
import struct
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote, unquote

_SOCKET = ".s.PGSQL.5432"
# What a server says that is told to end: severity, code and words of an ErrorResponse.
_LAST_WORDS = b"SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"
_FATAL = b"E" + struct.pack("!I", len(_LAST_WORDS) + 4) + _LAST_WORDS


class How(StrEnum):
    """What happens to the wire when its time has come."""

    silently = "before the message arrives"
    midway = "in the middle of the message"
    with_last_words = "after a fatal error instead of the message"
    afterwards = "after the message and a fatal error behind it"
    unsent = "before the server hears the question"


class Wire:
    """Passes on what client and server say, and ends each connection after a number of messages.

    Attributes:
        said: Messages that the server said, or parts that the client said, since `arm` or `disarm`.
    """

    def __init__(self, server: Path) -> None:
        self._server = server
        self._how: How | None = None
        self._left = 0
        self.said: dict[str, int] = {"server": 0, "client": 0}

    def arm(self, how: How, after: int) -> None:
        """Cut after *after* more messages of the server, or of the client when it shall stay unsent."""
        self._how, self._left = how, after
        self.said = {"server": 0, "client": 0}

    def disarm(self) -> None:
        """Pass everything on."""
        self._how = None
        self.said = {"server": 0, "client": 0}

    def _is_due(self, side: str) -> bool:
        self.said[side] += 1
        if self._how is None or (self._how is How.unsent) != (side == "client"):
            return False
        self._left -= 1
        return self._left < 0

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One client; called by the listener."""
        there, here = await asyncio.open_unix_connection(str(self._server))
        halves = [
            asyncio.create_task(self._client(reader, here)),
            asyncio.create_task(self._answers(there, writer)),
        ]
        try:
            await asyncio.wait(halves, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for half in halves:
                half.cancel()
            await asyncio.gather(*halves, return_exceptions=True)
            for end in (here, writer):
                end.close()
                with suppress(OSError):
                    await end.wait_closed()

    async def _client(self, reader: asyncio.StreamReader, here: asyncio.StreamWriter) -> None:
        while part := await reader.read(65536):
            if self._is_due("client"):
                return
            here.write(part)
            await here.drain()

    async def _answers(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = await there.readexactly(5)
                message = head + await there.readexactly(struct.unpack("!I", head[1:])[0] - 4)
            except asyncio.IncompleteReadError:
                return
            if self._is_due("server"):
                if self._how is How.midway:
                    writer.write(message[: len(message) // 2])
                elif self._how is How.with_last_words:
                    writer.write(_FATAL)
                elif self._how is How.afterwards:
                    writer.write(message + _FATAL)
                await writer.drain()
                return
            writer.write(message)


@asynccontextmanager
async def wired(dsn: str) -> AsyncIterator[tuple[str, Wire]]:
    """The address of a wire to the database at *dsn* behind a Unix socket, and the wire."""
    found = re.search(r"host=([^&]+)", dsn)
    assert found is not None, "only the embedded server is wired"
    wire = Wire(Path(unquote(found.group(1))) / _SOCKET)
    with tempfile.TemporaryDirectory(prefix="wire-") as folder:
        listener = await asyncio.start_unix_server(wire.connect, str(Path(folder) / _SOCKET))
        try:
            yield dsn.replace(found.group(1), quote(folder)), wire
        finally:
            listener.close()
