"""Poster: one per process; the groups of many requests leave together, without a timer."""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final

from tonghao.db import Collision, ConnectionTrouble, Pool, reading, writing
from tonghao.errors import Refusal
from tonghao.events import Event, kind_of
from tonghao.ledger.part import find_unfit
from tonghao.ledger.post import Told, post_exact, post_fast
from tonghao.ledger.types import MOST_LEGS, Group, KeyReused, Posted

_FLUSHERS: Final = 2
_MOST_WAITING: Final = 20_000
# After a refusal so many batches are looked at before they are tried, since a try that fails costs more.
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
            # Also of one that is cancelled before it begins.
            task.add_done_callback(self._flushing.discard)
        return await waiting.outcome

    async def _flush(self) -> None:
        try:
            while self._queue:
                await self._answer(self._take())
        finally:
            # In the same step that finds nothing waiting. A callback runs a step later, and whoever is
            # answered last and asks again before it would be taken by nobody.
            self._flushing.discard(asyncio.current_task())

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
        """Answer *batch*; while refusals are about, what fits is posted apart from what must be decided."""
        if not self._careful:
            await self._answer_together(batch, is_fit=True)
            return
        self._careful -= 1
        unfit = await self._find_unfit(batch)
        for is_fit in (True, False):
            part = [one for number, one in enumerate(batch) if (number in unfit) != is_fit]
            if part:
                await self._answer_together(part, is_fit=is_fit)

    async def _find_unfit(self, batch: list[Waiting]) -> set[int]:
        try:
            async with reading(self._pool) as conn:
                return await find_unfit(conn, [one.group for one in batch])
        except (*ConnectionTrouble, *Collision):
            # It was only a look; deciding says what is wrong.
            return set(range(len(batch)))

    async def _answer_together(self, batch: list[Waiting], *, is_fit: bool) -> None:
        outcomes: Sequence[Outcome | Exception]
        try:
            outcomes = await self._post(batch, is_fit=is_fit)
        except ConnectionTrouble as trouble:
            # What became of it nobody knows here; the same key will tell.
            outcomes = [trouble] * len(batch)
        except Exception as trouble:
            if len(batch) > 1:
                # One group that the database does not take must not refuse those beside it.
                for waiting in batch:
                    await self._answer_together([waiting], is_fit=False)
                return
            outcomes = [trouble]
        except asyncio.CancelledError:
            # Told to end: nobody comes after this who could answer.
            _say(batch, [ConnectionAbortedError("the poster ended")] * len(batch))
            raise
        _say(batch, outcomes)

    async def _post(self, batch: list[Waiting], *, is_fit: bool) -> Sequence[Outcome]:
        groups, told = [one.group for one in batch], [one.told for one in batch]
        if is_fit:
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
        if any(isinstance(one, Posted) and one.refusal and not one.repeated for one in outcomes):
            self._careful = _CAREFUL
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


def _say(batch: list[Waiting], outcomes: Sequence[Outcome | Exception]) -> None:
    for waiting, outcome in zip(batch, outcomes, strict=True):
        if waiting.outcome.done():
            continue
        if isinstance(outcome, Exception):
            waiting.outcome.set_exception(outcome)
        else:
            waiting.outcome.set_result(outcome)
