"""The whole product in a folder of its own, whose processes can be killed, and people who keep writing."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import psutil

from tests.laws.source import ROOT
from tests.patience import until
from tests.world import MailBox, World
from tonghao.config import Config
from tonghao.db import ConnectionTrouble, Pool, open_pool, reading
from tonghao.ids import new_id
from tonghao.parts import parts_of
from tonghao.postgres import PostgresServer

_PATIENCE_SECONDS = 90
# People think between two texts; without it forty kills leave more behind than is worth counting.
_PAUSE_SECONDS = 0.02


class House:
    """What runs, where it answers, and a way into its database."""

    def __init__(
        self, running: "subprocess.Popen[bytes]", log: Path, address: str, pool: Pool, world: World
    ) -> None:
        self._running = running
        self.folder = log.parent
        self._log = log
        self.address = address
        self.pool = pool
        self.world = world

    def unexpected(self) -> str:
        """What the processes could not explain themselves."""
        said = self._log.read_text("utf-8", "replace")
        return "".join(f"…{part[:3000]}" for part in said.split("unexpected")[1:])

    def _find(self, what: Callable[[list[str]], bool]) -> psutil.Process | None:
        try:
            family = psutil.Process(self._running.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return None
        for child in family:
            try:
                if what(child.cmdline()):
                    return child
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
        return None

    def web_processes(self) -> list[psutil.Process]:
        """Every web process that runs now."""
        found = []
        for child in psutil.Process(self._running.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
                if "tonghao.serve" in child.cmdline():
                    found.append(child)
        return found

    def find(self, name: str) -> psutil.Process | None:
        """The process `web`, `worker` or `postgres` as it runs now."""
        if name == "postgres":
            return self._find(lambda words: bool(words) and words[0].endswith("postgres") and "-D" in words)
        module = {"web": "tonghao.serve", "worker": "tonghao.worker"}[name]
        return self._find(lambda words: module in words)

    async def kill(self, name: str) -> None:
        """`kill -9` it, and wait until another one runs in its place."""
        victim = await until(lambda: self.find(name))
        victim.send_signal(signal.SIGKILL)

        def another() -> bool:
            found = self.find(name)
            return found is not None and found.pid != victim.pid

        await until(another, seconds=_PATIENCE_SECONDS)

    async def answers(self) -> bool:
        """Whether web process and database are there again."""
        try:
            async with httpx.AsyncClient() as client:
                answer = await client.get(f"{self.address}/api/v1/health", timeout=5)
        except httpx.HTTPError:
            return False
        return answer.status_code == 200

    async def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database says, as soon as it says something; one that takes too long is no lost one."""
        while True:
            try:
                async with reading(self.pool) as conn:
                    return [tuple(row) for row in await conn.fetch(query, *values)]
            except TimeoutError:
                raise
            except ConnectionTrouble:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def open_house(*, workers: int = 1, limits_scale: str = "100000") -> AsyncIterator[House]:
    """`./tonghao up` with an embedded database and *workers* web processes, until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="tonghao-"))
    folder.chmod(0o755)
    log = (folder / "up.log").open("wb")
    running = subprocess.Popen(
        [sys.executable, "-m", "tonghao", "up", "--no-demo", "--port", "0", "--workers", str(workers)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "TONGHAO_DATA": str(folder),
            "TONGHAO_LIMITS_SCALE": limits_scale,
        },
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    pool = None
    try:

        def said() -> str:
            told = (folder / "up.log").read_text("utf-8", "replace")
            assert running.poll() is None, told
            found = re.search(r"http://localhost:\d+", told)
            return found.group().replace("localhost", "127.0.0.1") if found else ""

        address = await until(said, seconds=_PATIENCE_SECONDS)
        dsn = PostgresServer(folder).dsn()
        pool = await open_pool(dsn, size=4)
        world = World(pool, parts_of(Config(database_url=dsn, data=folder), pool, sender=MailBox()))
        yield House(running, folder / "up.log", address, pool, world)
    finally:
        if pool is not None:
            await pool.close()
        running.send_signal(signal.SIGINT)
        running.wait(_PATIENCE_SECONDS)
        log.close()
        # With a closed TMPDIR the cluster went elsewhere and only a link lies here.
        shutil.rmtree(PostgresServer(folder).home.cluster, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


class Writer:
    """Somebody who writes one thing after the other, and asks again until each is acknowledged."""

    def __init__(self, house: House, token: str, path: str, name: str) -> None:
        self._house = house
        self._path = path
        self._name = name
        self._cookies = {"session": token}
        self.acknowledged: dict[str, UUID] = {}
        self.refused: list[str] = []
        self.asked_again = 0

    async def write(self, stop: asyncio.Event) -> None:
        """Write until *stop*."""
        async with httpx.AsyncClient(
            base_url=self._house.address, cookies=self._cookies, timeout=10
        ) as client:
            number = 0
            while not stop.is_set():
                number += 1
                await self._say(client, f"{self._name} 第{number}句", stop)

    async def _say(self, client: httpx.AsyncClient, text: str, stop: asyncio.Event) -> None:
        body = {"text": text} if self._path.endswith("/comments") else {"text": text, "photos": []}
        headers = {"Idempotency-Key": str(new_id())}
        while not stop.is_set():
            try:
                answer = await client.post(self._path, json=body, headers=headers)
            except httpx.HTTPError:
                self.asked_again += 1
                await asyncio.sleep(0.05)
                continue
            if answer.status_code == 201:
                said = answer.json()
                self.acknowledged[text] = UUID(said.get("comment_id") or said["post_id"])
                await asyncio.sleep(_PAUSE_SECONDS)
                return
            if answer.status_code != 503:
                self.refused.append(f"{answer.status_code} {answer.text[:200]}")
                return
            self.asked_again += 1
            await asyncio.sleep(0.05)


class Crowd:
    """People of one circle, who write posts there and comments under one thread."""

    def __init__(self, circle_id: UUID, thread_id: UUID, owner_id: UUID, writers: list[Writer]) -> None:
        self.circle_id = circle_id
        self.thread_id = thread_id
        self.owner_id = owner_id
        self.writers = writers

    def written(self) -> int:
        """How many writes were acknowledged."""
        return sum(len(writer.acknowledged) for writer in self.writers)

    def asked_again(self) -> int:
        """How often somebody got 503 or no answer, and asked again."""
        return sum(writer.asked_again for writer in self.writers)

    def refused(self) -> list[str]:
        """Answers that were neither 201 nor 503."""
        return [refusal for writer in self.writers for refusal in writer.refused]


@asynccontextmanager
async def crowd(house: House, *, people: int) -> AsyncIterator[Crowd]:
    """Let *people* write until the block ends; half of them write posts, half comments."""
    made = await house.world.circle(members=people)
    thread = await house.world.post(made.circle_id, made.owner_id, "今晚跑步吗")
    posts = f"/api/v1/circles/{made.circle_id}/posts"
    places = [posts, f"{posts}/{thread.post_id}/comments"]
    writers = [
        Writer(house, await house.world.session(who), places[number % 2], f"{number}号")
        for number, who in enumerate(made.members)
    ]
    stop = asyncio.Event()
    writing = [asyncio.create_task(writer.write(stop)) for writer in writers]
    try:
        yield Crowd(made.circle_id, thread.post_id, made.owner_id, writers)
    finally:
        stop.set()
        await asyncio.gather(*writing)
