"""A database for the ledger in memory, on a clock that jumps: it delays, drops and deadlocks by a seed."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID

import asyncpg

from tonghao.ledger import decide, part, post
from tonghao.ledger.types import leg_id_of


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock goes on only when nobody has anything to do, and then at once."""

    def __init__(self) -> None:
        super().__init__()
        self._moment = 0.0

    def time(self) -> float:
        return self._moment

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:  # type: ignore[attr-defined]
            self._moment = max(self._moment, self._scheduled[0]._when)  # type: ignore[attr-defined]
        super()._run_once()  # type: ignore[misc]


class Row(NamedTuple):
    """A balance as it stands."""

    currency: str
    floor_minor: int
    status: str
    balance_minor: int
    version: int = 0


class SimulatedBooks:
    """Tables, and locks that transactions hold; what is written is there from the commit on.

    Attributes:
        committed: Groups in the order in which they were decided: the outcome of each, once.
    """

    def __init__(self, seed: int) -> None:
        self.order = random.Random(seed)
        self.balances: dict[UUID, Row] = {}
        self.transfers: dict[UUID, tuple[Any, ...]] = {}
        self.entries: dict[tuple[UUID, int], tuple[int, int]] = {}
        self.refusals: dict[UUID, tuple[str, bytes]] = {}
        self.committed: list[tuple[UUID, str | None]] = []
        self.locks: dict[tuple[str, UUID], asyncio.Lock] = {}
        # Pool of the product: what `reading` and `writing` ask of it.
        self._connections = self
        self.troubles = 0
        # Batches of which something did not fit at the first look.
        self.parted = 0

    def ring(self) -> None:
        """Nobody listens here."""

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator["SimulatedConnection"]:
        yield SimulatedConnection(self)


class Answered(dict[str, Any]):
    """A row that is read by name and by place."""

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            return list(self.values())[key]
        return super().__getitem__(key)


class SimulatedConnection:
    """One connection: a statement, or a transaction of several, that may end badly at any of them."""

    def __init__(self, books: SimulatedBooks) -> None:
        self._books = books
        self._held = AsyncExitStack()
        self._locked: set[tuple[str, UUID]] = set()
        self._undo: list[Any] = []
        self._decided: list[tuple[UUID, str | None]] = []
        self._queue: dict[UUID, int] = {}
        self._within = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        self._within = True
        try:
            yield
        except BaseException:
            await self._end(commit=False)
            raise
        await self._commit()

    async def _commit(self) -> None:
        try:
            await self._trouble()
        except BaseException:
            await self._end(commit=False)
            raise
        await self._end(commit=True)
        # The answer to the commit may be lost, too.
        await self._trouble()

    async def _end(self, *, commit: bool) -> None:
        if commit:
            # On the exact path what is accepted is written before what is refused; both were decided in
            # the order of the queue.
            self._decided.sort(key=lambda one: self._queue.get(leg_id_of(one[0], 0), 0))
            self._books.committed += self._decided
        else:
            for table, key, before in reversed(self._undo):
                if before is None:
                    del table[key]
                else:
                    table[key] = before
        self._undo, self._decided, self._queue, self._within = [], [], {}, False
        self._locked.clear()
        await self._held.aclose()

    async def _trouble(self) -> None:
        await asyncio.sleep(self._books.order.expovariate(1000))
        chance = self._books.order.random()
        if chance < 0.04:
            self._books.troubles += 1
            raise asyncpg.ConnectionDoesNotExistError("the wire broke")
        if chance < 0.07 and self._within:
            self._books.troubles += 1
            raise asyncpg.DeadlockDetectedError("two waited for each other")

    async def _lock(self, kind: str, ids: list[UUID]) -> None:
        for one in ids:
            if (kind, one) not in self._locked:
                lock = self._books.locks.setdefault((kind, one), asyncio.Lock())
                await self._held.enter_async_context(lock)
                self._locked.add((kind, one))

    def _write(self, table: dict[Any, Any], key: Any, value: Any) -> None:
        self._undo.append((table, key, table.get(key)))
        table[key] = value

    async def execute(self, sql: str, *given: Any) -> None:
        await self._trouble()
        assert sql == post._REFUSE
        self._refuse(*given)

    def _refuse(self, *given: Any) -> None:
        for group_id, reason, fingerprint in zip(*given, strict=True):
            assert group_id not in self._books.refusals
            self._write(self._books.refusals, group_id, (reason, fingerprint))
            self._decided.append((group_id, reason))

    async def fetchrow(self, sql: str, *given: str) -> dict[str, Any]:
        """What `ledger_books` does: lock in order, then read."""
        assert sql == decide._LOOK
        await self._trouble()
        accounts, groups, legs = map(_uuids, given)
        books = self._books
        await self._lock("key", sorted(set(groups)))
        there = sorted(one for one in accounts if one in books.balances)
        await self._lock("account", there)
        await self._trouble()
        self._queue = {}
        for place, one in enumerate(legs):
            self._queue.setdefault(one, place)
        refused = [one for one in groups if one in books.refusals]
        columns = [list(column) for column in zip(*(books.balances[one][:4] for one in there), strict=True)]
        return Answered(
            accounts=there, currencies=columns[0], floors=columns[1], statuses=columns[2],
            balances=columns[3],
            refused=refused, reasons=[books.refusals[one][0] for one in refused],
            prints=[books.refusals[one][1] for one in refused],
            is_known=any(one in books.transfers for one in legs),
        )  # fmt: skip

    async def fetch(self, sql: str, given: Any) -> list[tuple[Any, ...]]:
        await self._trouble()
        assert sql == decide._POSTED
        transfers = self._books.transfers
        return [(one, *transfers[one]) for one in dict.fromkeys(map(UUID, given)) if one in transfers]

    async def fetchval(self, sql: str, *given: Any) -> Any:
        """What `ledger_post` does, from the same arguments, or `ledger_unfit`."""
        if sql == part._UNFIT:
            await self._trouble()
            return self._unfit(*given)
        assert sql in {post._POST, post._POST_AND_REFUSE}
        alone = not self._within
        await self._trouble()
        try:
            done = await self._post(given[:22])
            self._refuse(*given[22:]) if len(given) > 22 else None
        except BaseException:
            if alone:
                await self._end(commit=False)
            raise
        if alone:
            await self._commit()
        return done

    def _unfit(self, ids: str, currencies: str, dips: str, debited: str) -> list[int] | None:
        rows = [self._books.balances.get(one) for one in _uuids(ids)]
        asked = zip(rows, _texts(currencies), _numbers(dips), _truths(debited), strict=True)
        places = [place for place, one in enumerate(asked, 1) if not _fits(*one)]
        self._books.parted += bool(places)
        return places or None

    async def _post(self, given: Any) -> bool:
        books, begun = self._books, len(self._undo)
        ids, nets, counts, dips = _uuids(given[0]), *(_numbers(given[at]) for at in (2, 3, 4))
        currencies, debited = _texts(given[1]), _truths(given[5])
        groups, legs = _uuids(given[7]), _uuids(given[6])
        await self._lock("key", sorted(set(groups)))
        await self._lock("account", sorted(one for one in ids if one in books.balances))
        before = {}
        for one, net, count, dip, currency, debits in zip(
            ids, nets, counts, dips, currencies, debited, strict=True
        ):
            row = books.balances.get(one)
            if row is None or not _fits(row, currency, dip, debits):
                return self._back(begun)
            before[one] = row
            self._write(
                books.balances,
                one,
                row._replace(balance_minor=row.balance_minor + net, version=row.version + count),
            )
        if any(one in books.refusals for one in groups) or any(one in books.transfers for one in legs):
            return self._back(begun)
        columns = [_numbers(given[at]) for at in (8, 9, 14, 15, 16, 17, 18, 19, 20)]
        for at, values in enumerate(zip(*columns, strict=True)):
            leg, leg_count, debit, credit, amount, debit_rank, debit_sum, credit_rank, credit_sum = values
            one, other = ids[debit - 1], ids[credit - 1]
            kind, code = _texts(given[10])[at], _texts(given[13])[at]
            self._write(
                books.transfers,
                legs[at],
                (groups[at], leg, leg_count, one, other, amount, currencies[debit - 1], code, kind,
                 _uuids(given[11])[at], None),
            )  # fmt: skip
            for who, rank, change, total in (
                (one, debit_rank, -amount, debit_sum),
                (other, credit_rank, amount, credit_sum),
            ):
                place = who, before[who].version + rank
                assert place not in books.entries
                self._write(books.entries, place, (change, before[who].balance_minor + total))
            if leg == 0:
                self._decided.append((groups[at], None))
        return True

    def _back(self, begun: int) -> bool:
        while len(self._undo) > begun:
            table, key, before = self._undo.pop()
            if before is None:
                del table[key]
            else:
                table[key] = before
        return False


def _fits(row: Row | None, currency: str, dip: int, debits: bool) -> bool:
    if row is None or row.currency != currency or row.balance_minor + dip < row.floor_minor:
        return False
    return row.status == "open" or (row.status == "frozen" and not debits)


def _truths(array: str) -> list[bool]:
    return [one.strip() == "True" for one in array[1:-1].split(",")]


def _numbers(array: str) -> list[int]:
    return [int(one) for one in array[1:-1].split(",")]


def _uuids(array: str) -> list[UUID]:
    return [UUID(one) for one in array[1:-1].split(",")]


def _texts(array: str) -> list[str]:
    return [one.strip('"') for one in array[1:-1].split(",")]
