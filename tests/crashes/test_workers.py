"""Several web processes on one port: one house to its visitors."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.crashes.house import House, open_house
from tests.patience import until

_WORKERS = 3


@pytest.fixture(scope="module")
async def house() -> AsyncIterator[House]:
    async with open_house(workers=_WORKERS, limits_scale="1") as opened:
        await until(lambda: len(opened.web_processes()) == _WORKERS, seconds=60)
        await _all_answer(opened)
        yield opened


async def _all_answer(house: House) -> None:
    """Wait until each process has a socket of the listening port and takes visitors."""

    async def reached() -> bool:
        async with house.world.writing() as conn:
            listening = await conn.fetchval(
                "SELECT count(*) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%outbox%'"
            )
        return bool(listening >= _WORKERS + 1)

    await until(reached, seconds=60)


async def _sockets(house: House, token: str, number: int) -> list[ClientConnection]:
    address = house.address.replace("http", "ws") + "/ws"
    headers = {"Cookie": f"session={token}", "Origin": house.address}
    opened = []
    for _ in range(number):
        socket = await connect(address, additional_headers=headers, proxy=None)
        assert "hello" in json.loads(await socket.recv())
        opened.append(socket)
    return opened


def _owners(house: House, sockets: list[ClientConnection]) -> set[int]:
    """Which process holds the other end of each."""
    ports = {socket.local_address[1] for socket in sockets}
    return {
        process.pid
        for process in house.web_processes()
        for one in process.net_connections("tcp")
        if one.raddr and one.raddr.port in ports
    }


async def test_an_event_reaches_the_sockets_of_every_process(house: House) -> None:
    made = await house.world.circle(members=1)
    token = await house.world.session(made.members[0])
    sockets: list[ClientConnection] = []

    async def in_all_processes() -> bool:
        sockets.extend(await _sockets(house, token, 2))
        return len(_owners(house, sockets)) == _WORKERS or len(sockets) >= 18

    await until(in_all_processes)
    owners = _owners(house, sockets)
    assert len(owners) == _WORKERS, "the kernel gave one process everything"
    post = await house.world.post(made.circle_id, made.owner_id, "今晚七点，南门见")
    for socket in sockets:
        async with asyncio.timeout(60):
            while True:
                told = json.loads(await socket.recv())
                if told.get("event", {}).get("post_id") == str(post.post_id):
                    break
        await socket.close()


async def test_a_limit_counts_over_all_processes(house: House) -> None:
    async def attempt() -> int:
        # A client of its own each time: another connection, and so perhaps another process.
        async with httpx.AsyncClient(base_url=house.address) as client:
            body = {"email": "nobody@example.org", "password": "不是这个密码"}
            return (await client.post("/api/v1/sessions", json=body)).status_code

    answers = await asyncio.gather(*(attempt() for _ in range(30)))
    assert 429 in answers
    allowed = sum(status != 429 for status in answers)
    async with house.world.writing() as conn:
        counted = await conn.fetchval("SELECT max(hits) FROM rate_limits")
    assert counted >= 30 or allowed < 30
    assert allowed <= 10, "each process counted for itself"


async def test_a_write_sent_to_several_processes_at_once_is_done_once(house: House) -> None:
    made = await house.world.circle()
    token = await house.world.session(made.owner_id)
    path = f"/api/v1/circles/{made.circle_id}/posts"
    key = str(uuid4())

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(base_url=house.address, cookies={"session": token}) as client:
            body = {"text": "谁的手套落在看台上", "photos": []}
            return await client.post(path, json=body, headers={"Idempotency-Key": key})

    answers = await asyncio.gather(*(send() for _ in range(9)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["post_id"] for answer in answers}) == 1
    assert await house.rows("SELECT count(*) FROM posts WHERE circle_id = $1", made.circle_id) == [(1,)]


async def test_the_numbers_are_summed_over_all_processes(house: House) -> None:
    async def count() -> float:
        async with httpx.AsyncClient() as client:
            told = (await client.get(f"{house.address}/metrics")).text
        wanted = 'tonghao_requests_total{operation="getLiveness",status="200"} '
        return sum(float(line.removeprefix(wanted)) for line in told.splitlines() if line.startswith(wanted))

    before = await count()
    for _ in range(40):
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{house.address}/api/v1/health/live")).status_code == 200
    assert {await count() for _ in range(6)} == {before + 40}


async def test_one_is_killed_the_others_answer_and_another_takes_its_place(house: House) -> None:
    victims = {process.pid for process in house.web_processes()}
    victim = house.web_processes()[0]
    victim.send_signal(signal.SIGKILL)
    for _ in range(30):
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{house.address}/api/v1/health", timeout=30)).status_code == 200

    def healed() -> bool:
        running = {process.pid for process in house.web_processes()}
        return len(running) == _WORKERS and victim.pid not in running

    await until(healed, seconds=60)
    assert len({process.pid for process in house.web_processes()} & victims) == _WORKERS - 1
