"""A load from a second process: a plain HTTP/1.1 client on asyncio, cheap enough not to be the limit."""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Request(NamedTuple):
    """One request, ready to be written."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    def encoded(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if self.body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


class Measured(NamedTuple):
    """What a load showed.

    Attributes:
        rate: Answers a second.
        p50_ms, p99_ms: Latency seen by the client, in milliseconds.
        failed: Answers whose status was not 2xx.
    """

    rate: float
    p50_ms: float
    p99_ms: float
    failed: int
    count: int


async def _connection(
    port: int, requests: Iterator[Request], until: float, latencies: list[float], failures: list[bytes]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    host = f"127.0.0.1:{port}"
    try:
        for request in requests:
            if time.perf_counter() >= until:
                return
            begun = time.perf_counter()
            writer.write(request.encoded(host))
            head = await reader.readuntil(b"\r\n\r\n")
            length = 0
            for line in head.split(b"\r\n")[1:]:
                if line.lower().startswith(b"content-length:"):
                    length = int(line[15:])
            body = await reader.readexactly(length) if length else b""
            latencies.append(time.perf_counter() - begun)
            if not head.startswith(b"HTTP/1.1 2"):
                failures.append(head.split(b"\r\n")[0] + b" " + body[:200])
    finally:
        writer.close()


async def _load(
    port: int, make: Callable[[int], Iterator[Request]], connections: int, seconds: float
) -> Measured:
    latencies: list[float] = []
    failures: list[bytes] = []
    begun = time.perf_counter()
    until = begun + seconds
    await asyncio.gather(
        *(_connection(port, make(number), until, latencies, failures) for number in range(connections))
    )
    elapsed = time.perf_counter() - begun
    if failures:
        print("  first failure:", failures[0].decode(errors="replace"))
    cuts = (
        statistics.quantiles(latencies, n=100) if len(latencies) > 100 else [max(latencies, default=0.0)] * 99
    )
    return Measured(len(latencies) / elapsed, cuts[49] * 1000, cuts[98] * 1000, len(failures), len(latencies))


def load(
    port: int, make: Callable[[int], Iterator[Request]], *, connections: int = 16, seconds: float = 8.0
) -> Measured:
    """Send what *make(connection number)* yields over *connections* for *seconds*, one at a time each."""
    import uvloop

    return uvloop.run(_load(port, make, connections, seconds))
