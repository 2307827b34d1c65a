"""People who pay each other while database and paying process are killed, and who count afterwards."""

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec

from tests.crashes.payer import Answer
from tests.laws.source import ROOT
from tests.ledger.books import move, purses, several
from tonghao.db import open_pool, reading_one_moment, writing
from tonghao.ledger.audit import audit_books
from tonghao.ledger.read import find_group, get_balance, list_entries
from tonghao.ledger.types import Group, Posted
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer

_PEOPLE = 24
_EACH = 200
_AGAIN_SECONDS = 0.05


class Counted(NamedTuple):
    """What should not be, a sentence each."""

    lost: list[str]
    doubled: list[str]
    disordered: list[str]
    faults: list[str]


class Tills:
    """Everything that was asked for, and what was said about it.

    Attributes:
        asked: Group by id, with the moment it was first sent.
        acked: Outcome by id, with the moment it was first heard.
    """

    def __init__(self, server: PostgresServer, people: list[UUID], seed: int) -> None:
        self._server = server
        self._people = people
        self._order = random.Random(seed)
        self._payer: asyncio.subprocess.Process | None = None
        self._ending = False
        self.asked: dict[UUID, tuple[Group, int]] = {}
        self.acked: dict[UUID, tuple[Posted, int]] = {}
        self.contradictions: list[str] = []
        self._paying: asyncio.Task[None] | None = None
        self.asked_again = 0
        self._moment = 0

    def _next_moment(self) -> int:
        self._moment += 1
        return self._moment

    async def run(self) -> None:
        """Keep a payer alive, hear what it says, and ask again for what it did not answer."""
        while not self._ending:
            payer = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.crashes.payer", self._server.dsn(),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}, cwd=ROOT,
            )  # fmt: skip
            self._payer = payer
            assert payer.stdout is not None
            for group, _ in list(self.asked.values()):
                if group.id not in self.acked:
                    self.asked_again += 1
                    self._send(group)
            # The last line of a killed process may be half a line, and was not said then.
            with suppress(ValueError):
                while (line := await payer.stdout.readline()).endswith(b"\n"):
                    self._hear(msgspec.json.decode(line, type=Answer))
            await payer.wait()

    def _send(self, group: Group) -> None:
        payer = self._payer
        if payer is not None and payer.stdin is not None and not payer.stdin.is_closing():
            payer.stdin.write(msgspec.json.encode(group) + b"\n")

    def _hear(self, answer: Answer) -> None:
        group_id = UUID(answer.id)
        if answer.posted is None:
            self.asked_again += 1
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self._send, self.asked[group_id][0])
            return
        if group_id in self.acked:
            known = self.acked[group_id][0]
            if known.refusal != answer.posted.refusal:
                self.contradictions.append(f"{group_id} was {known.refusal}, then {answer.posted.refusal}")
            return
        self.acked[group_id] = answer.posted, self._next_moment()

    def pay(self) -> None:
        """Somebody pays somebody; now and then more than they have, or in two steps."""
        debit, credit, third = self._order.sample(self._people, 3)
        amount = self._order.randint(1, 40)
        if self._order.random() < 0.2:
            group = several((debit, credit, amount), (credit, third, max(1, amount // 2)))
        else:
            group = move(debit, credit, amount)
        self.asked[group.id] = group, self._next_moment()
        self._send(group)

    @property
    def waiting(self) -> int:
        return len(self.asked) - len(self.acked)

    async def pay_on(self, most_waiting: int = 64) -> None:
        """Pay as fast as answers come, until cancelled."""
        while True:
            for _ in range(max(0, most_waiting - self.waiting)):
                self.pay()
            await asyncio.sleep(0.002)

    async def kill(self, name: str) -> None:
        """`kill -9` the payer, or the database, which is then started again."""
        if name == "payer":
            if self._payer is not None:
                with suppress(ProcessLookupError):
                    self._payer.send_signal(signal.SIGKILL)
            return
        assert self._server._server is not None
        os.kill(self._server._server.pid, signal.SIGKILL)
        await asyncio.to_thread(self._server._server.wait)
        await asyncio.to_thread(self._server.start)

    def begin(self) -> list[asyncio.Task[None]]:
        """Let the payer run and people pay."""
        self._paying = asyncio.create_task(self.pay_on())
        return [asyncio.create_task(self.run()), self._paying]

    async def settle(self) -> None:
        """Nobody pays any more; wait until everything is answered."""
        assert self._paying is not None
        self._paying.cancel()
        deadline = time.monotonic() + 120
        while self.waiting:
            assert time.monotonic() < deadline, f"{self.waiting} are never answered"
            await asyncio.sleep(0.02)

    async def end(self) -> None:
        """Let the payer go."""
        self._ending = True
        await self.kill("payer")

    async def count(self) -> Counted:
        """Compare what was said with the books."""
        pool = await open_pool(self._server.dsn(), size=2)
        lost, doubled = list(self.contradictions), []
        try:
            async with reading_one_moment(pool) as conn:
                faults = (await audit_books(conn, is_full=True)).faults
                for group_id, (posted, _) in self.acked.items():
                    stands = await find_group(conn, group_id)
                    if stands is None or stands.refusal != posted.refusal:
                        lost.append(f"{group_id} was {posted.refusal}, stands as {stands}")
                expected = self._expected()
                for person in self._people:
                    balance = await get_balance(conn, person)
                    if balance != expected[person]:
                        doubled.append(f"{person} has {balance}, should have {expected[person]}")
                disordered = [
                    said
                    for person in self._people
                    for said in self._disorder(
                        [one.group_id for one in await list_entries(conn, person, limit=10**6)]
                    )
                ]
        finally:
            await pool.close()
        return Counted(lost, doubled, disordered, faults)

    def _expected(self) -> Counter[UUID]:
        balances = Counter(dict.fromkeys(self._people, _EACH))
        for group_id, (posted, _) in self.acked.items():
            if posted.refusal is None:
                for leg in self.asked[group_id][0].legs:
                    balances[leg.debit_id] -= leg.amount_minor
                    balances[leg.credit_id] += leg.amount_minor
        return balances

    def _disorder(self, newest_first: list[UUID]) -> list[str]:
        """Whoever was answered before another was sent stands before it."""
        found, earliest_answer = [], 2**62
        for group_id in newest_first:
            if group_id not in self.asked:
                continue
            if earliest_answer < self.asked[group_id][1]:
                found.append(f"{group_id} stands before what was answered before it was sent")
            earliest_answer = min(earliest_answer, self.acked[group_id][1])
        return found


@asynccontextmanager
async def open_tills(seed: int) -> AsyncIterator[Tills]:
    """A durable database of its own, people with some money, and a payer."""
    with tempfile.TemporaryDirectory(prefix="tonghao-tills-") as name:
        os.chmod(name, 0o755)
        with PostgresServer(Path(name)) as server:
            migrate(server.dsn())
            pool = await open_pool(server.dsn(), size=2)
            async with writing(pool) as conn:
                _, people = await purses(conn, *([_EACH] * _PEOPLE))
            await pool.close()
            tills = Tills(server, people, seed)
            tasks = tills.begin()
            try:
                yield tills
            finally:
                tasks[1].cancel()
                await tills.end()
                await asyncio.wait(tasks, timeout=30)
