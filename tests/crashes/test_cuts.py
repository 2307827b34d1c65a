"""The connection to the database breaks at every place of a request: the answer is 503, never 500.

And whatever the moment: asked again with the same key, the write is there once.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID

import httpx
import pytest
import uvloop

from tests.crashes.wire import How, Wire, wired
from tests.world import World
from tonghao.app import create_app
from tonghao.config import Config
from tonghao.db import Pool, open_pool, reading
from tonghao.ids import new_id
from tonghao.parts import Parts

_TEXTS = "SELECT text FROM comments WHERE circle_id = $1 AND post_id = $2 AND state = 'visible'"
_MOST = 400


class Client:
    """Somebody who comments through an app whose only way to the database is the wire."""

    def __init__(self, app: Any, path: str, token: str) -> None:
        self._http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost", cookies={"session": token}
        )
        self._path = path

    async def write(self, text: str, key: str) -> httpx.Response:
        return await self._http.post(self._path, json={"text": text}, headers={"Idempotency-Key": key})

    async def read(self) -> httpx.Response:
        return await self._http.get(self._path)


def _app(config: Config, parts: Parts, pool: Pool) -> Any:
    from tonghao.limits import Limiter

    app = create_app(config, parts=parts)
    # No lifespan: its relay would speak on the wire, too.
    app.state.config = config
    app.state.parts = {**parts, "pool": pool, "limiter": Limiter(pool, scale=1e6)}
    return app


async def _cut_everywhere(
    how: How, wire: Wire, ask: Callable[[int], Coroutine[Any, Any, httpx.Response]]
) -> list[tuple[int, int, str]]:
    """Ask once for each place of the cut, until it lies behind the answer: place, status, code."""
    found = []
    for place in range(_MOST):
        wire.arm(how, place)
        answer = await ask(place)
        said = wire.said["client" if how is How.unsent else "server"]
        wire.disarm()
        code = json.loads(answer.content).get("code", "") if answer.status_code >= 400 else ""
        found.append((place, answer.status_code, code))
        if said <= place:
            return found
    raise AssertionError("a request that never ends")


async def _write_over_a_breaking_wire(
    dsn: str, config: Config, parts: Parts, path: str, token: str, how: How
) -> list[str]:
    async with wired(dsn) as (address, wire):
        pool = await open_pool(address, size=2)
        client = Client(_app(config, parts, pool), path, token)
        try:
            # The first one prepares the statements, which the others then find.
            assert (await client.write("准备好了", str(new_id()))).status_code == 201
            keys = [str(new_id()) for _ in range(_MOST)]
            found = await _cut_everywhere(how, wire, lambda place: client.write(f"第{place}刀", keys[place]))
            odd = [one for one in found if one[1:] not in {(201, ""), (503, "unavailable")}]
            assert odd == []
            assert sum(status == 503 for _, status, _ in found) > 20, "the wire was hardly ever cut"
            for place, _, _ in found:
                assert (await client.write(f"第{place}刀", keys[place])).status_code == 201
            return [f"第{place}刀" for place, _, _ in found]
        finally:
            await pool.close()


async def _read_over_a_breaking_wire(dsn: str, config: Config, parts: Parts, path: str, token: str) -> None:
    async with wired(dsn) as (address, wire):
        pool = await open_pool(address, size=2)
        client = Client(_app(config, parts, pool), path, token)
        try:
            for how in How:
                found = await _cut_everywhere(how, wire, lambda _: client.read())
                assert [one for one in found if one[1:] not in {(200, ""), (503, "unavailable")}] == []
        finally:
            await pool.close()


async def _place(world: World) -> tuple[UUID, UUID, str, str]:
    made = await world.circle(members=1)
    post = await world.post(made.circle_id, made.owner_id)
    path = f"/api/v1/circles/{made.circle_id}/posts/{post.post_id}/comments"
    return made.circle_id, post.post_id, path, await world.session(made.members[0])


_LOOPS = pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])


@_LOOPS
@pytest.mark.parametrize("how", How, ids=[how.name for how in How])
async def test_a_write_survives_a_cut_at_every_place(
    how: How, run: Any, world: World, pool: Pool, dsn: str, config: Config
):
    circle_id, post_id, path, token = await _place(world)
    asked = await asyncio.to_thread(
        run, _write_over_a_breaking_wire(dsn, config, world.parts, path, token, how)
    )
    async with reading(pool) as conn:
        there = Counter(row["text"] for row in await conn.fetch(_TEXTS, circle_id, post_id))
    assert there == Counter(["准备好了", *asked])


@_LOOPS
async def test_a_page_that_cannot_be_read_says_so(run: Any, world: World, dsn: str, config: Config):
    _, _, path, token = await _place(world)
    await asyncio.to_thread(run, _read_over_a_breaking_wire(dsn, config, world.parts, path, token))
