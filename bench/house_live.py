"""A thousand open sockets: what one costs while it is idle, and how soon an event is there."""

import asyncio
import json
import statistics
import time
from uuid import UUID

import httpx
from websockets.asyncio.client import ClientConnection, connect

from bench.house_data import Community
from bench.house_server import Served

_SOCKETS = 1000
_EVENTS = 20


async def sockets(server: Served, there: Community) -> dict[str, float]:
    """Open a thousand sockets, publish, and see when each hears of it."""
    counts: dict[UUID, int] = {}
    for viewer in there.viewers:
        for circle in viewer.circles:
            counts[circle] = counts.get(circle, 0) + 1
    circle = max(counts, key=lambda one: counts[one])
    listeners = [viewer for viewer in there.viewers if circle in viewer.circles]
    await _publish(server, listeners[0].cookie, circle, "先说一句")
    before = server.mib()
    opened: list[ClientConnection] = []
    for start in range(0, _SOCKETS, 50):
        opened += await asyncio.gather(
            *(
                connect(
                    f"ws://127.0.0.1:{server.port}/ws",
                    additional_headers={"Cookie": listeners[number % len(listeners)].cookie},
                    compression=None,
                    max_queue=64,
                )
                for number in range(start, start + 50)
            )
        )
    for one in opened:
        await one.recv()  # hello
    await asyncio.sleep(1)
    idle = (server.mib() - before) * 1024 / _SOCKETS
    delays: list[float] = []
    for number in range(_EVENTS):
        text = f"听得到吗 {number}"
        waiting = [asyncio.create_task(_hears(one, text)) for one in opened]
        await asyncio.sleep(0.1)
        await _publish(server, listeners[number % len(listeners)].cookie, circle, text)
        published = time.perf_counter()
        delays += [max(0.0, at - published) * 1000 for at in await asyncio.gather(*waiting)]
    for one in opened:
        await one.close()
    cuts = statistics.quantiles(delays, n=100)
    return {"live_p50_ms": cuts[49], "live_p99_ms": cuts[98], "socket_kib": idle}


async def _hears(one: ClientConnection, text: str) -> float:
    async with asyncio.timeout(30):
        while True:
            frame = json.loads(await one.recv())
            event = frame.get("event", {})
            if event.get("kind") == "post.published" and event["post"]["text"] == text:
                return time.perf_counter()


async def _publish(server: Served, cookie: str, circle: UUID, text: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"http://127.0.0.1:{server.port}/api/v1/circles/{circle}/posts",
            json={"text": text},
            headers={"Cookie": cookie},
        )
        assert answer.status_code == 201, answer.text
