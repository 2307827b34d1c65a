"""Poster: one per process; the groups of many requests leave together, without a timer."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final

from tonghao.db import Collision, ConnectionTrouble, Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.events import Event, kind_of
from tonghao.ledger.post import Told, post_exact, post_fast
from tonghao.ledger.types import MOST_LEGS, Group, KeyReused, Posted

_FLUSHERS: Final = 2
_MOST_WAITING: Final = 20_000
# After a refusal so many batches are decided one by one at once: a try that fails costs a round for nothing.
_CAREFUL: Final = 32
_TRIES: Final = 5

Outcome = Posted | KeyReused


class PosterFull(Refusal):
    """Too much money is on its way at this moment. Nothing was moved; try again with the same key."""

    status = 503


class Waiting:
    """A group in the queue, and who waits for it."""

    __slots__ = ("group", "outcome", "told")

    def __init__(self, group: Group, told: list[Told]) -> None:
        self.group = group
        self.told = told
        self.outcome: asyncio.Future[Posted] = asyncio.get_running_loop().create_future()


class Poster:
    """Takes groups one by one and posts what is waiting in one transaction, in the order of the queue.

    A caller is answered after the commit. Who got no answer asks again with the same key and gets the
    outcome, whatever it was. Debits are never held back in memory.
    """

    def __init__(self, pool: Pool, *, flushers: int = _FLUSHERS, most_legs: int = MOST_LEGS) -> None:
        self._pool = pool
        self._flushers = flushers
        self._most_legs = most_legs
        self._queue: deque[Waiting] = deque()
        self._flushing: set[asyncio.Task[None]] = set()
        self._careful = 0

    async def submit(self, group: Group, events: Sequence[tuple[Event, str]] = ()) -> Posted:
        """Post *group* in a transaction with what else is waiting, and say what became of it.

        Args:
            events: Event and audience, which leave with the same commit if the money moves.

        Raises:
            KeyReused: the key stands for another group.
            PosterFull: more waits than could be answered in time.
        """
        if len(self._queue) >= _MOST_WAITING:
            raise PosterFull
        told = [(audience, kind_of(event), event) for event, audience in events]
        waiting = Waiting(group, told)
        self._queue.append(waiting)
        if len(self._flushing) < self._flushers:
            task = asyncio.get_running_loop().create_task(self._flush())
            self._flushing.add(task)
            task.add_done_callback(self._flushing.discard)
        return await waiting.outcome

    async def _flush(self) -> None:
        while self._queue:
            await self._answer(self._take())

    def _take(self) -> list[Waiting]:
        """What waits, from the front, at most as many legs as fit into one call; at least one group."""
        batch = [self._queue.popleft()]
        legs = len(batch[0].group.legs)
        while self._queue and legs + len(self._queue[0].group.legs) <= self._most_legs:
            waiting = self._queue.popleft()
            legs += len(waiting.group.legs)
            batch.append(waiting)
        return batch

    async def _answer(self, batch: list[Waiting]) -> None:
        try:
            outcomes: Sequence[Outcome | Exception] = await self._post(batch)
        except ConnectionTrouble as trouble:
            # What became of it nobody knows here; the same key will tell.
            outcomes = [trouble] * len(batch)
        except Exception as trouble:
            if len(batch) > 1:
                # One group that the database does not take must not refuse those beside it.
                for waiting in batch:
                    await self._answer([waiting])
                return
            outcomes = [trouble] * len(batch)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if waiting.outcome.done():
                continue
            if isinstance(outcome, Exception):
                waiting.outcome.set_exception(outcome)
            else:
                waiting.outcome.set_result(outcome)

    async def _post(self, batch: list[Waiting]) -> Sequence[Outcome]:
        groups, told = [one.group for one in batch], [one.told for one in batch]
        if self._careful == 0:
            try:
                # A call that is its own transaction: begin and commit cost no round trip.
                async with reading(self._pool) as conn:
                    done = await post_fast(conn, groups, told)
            except Collision:
                done = False
            if done:
                if any(told):
                    self._pool.ring()
                return [Posted(group.id, None, False) for group in groups]
        outcomes = await self._decide(groups, told)
        refused = any(isinstance(one, Posted) and one.refusal and not one.repeated for one in outcomes)
        self._careful = _CAREFUL if refused else max(0, self._careful - 1)
        return outcomes

    async def _decide(self, groups: list[Group], told: list[list[Told]]) -> Sequence[Outcome]:
        for last in range(_TRIES - 1, -1, -1):
            try:
                async with writing(self._pool) as conn:
                    return await post_exact(conn, groups, told)
            except Collision:
                if not last:
                    raise
        raise AssertionError
