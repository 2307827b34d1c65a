"""Hands: the queue before each packet, one per process."""

import asyncio
from collections import OrderedDict
from typing import Final
from uuid import UUID

from tonghao.db import Pool, writing
from tonghao.errors import Refusal
from tonghao.red_packets.grab import (
    Hand,
    LedgerRefused,
    Served,
    ShareNotPaid,
    grab_shares,
    shares_of,
)
from tonghao.red_packets.types import GrabbedShare

MOST_AT_ONCE: Final = 256
MOST_REMEMBERED: Final = 2000

Found = GrabbedShare | type[Refusal]


class _Line:
    """Those who wait before one packet."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Hand, asyncio.Future[Found]]] = []
        self.serving: asyncio.Task[None] | None = None


class _Over:
    """A packet that nobody can open any more: why, and who has what."""

    def __init__(self, why: type[Refusal], shares: dict[UUID, GrabbedShare]) -> None:
        self.why, self.shares = why, shares


class Hands:
    """Serves the hands of one process: who comes while a transaction runs is in the next one, all together.

    A thousand hands at one packet are some four transactions instead of a thousand that wait for one row.
    Several processes stay right by the row's lock and the keys of the shares; each learns by its next look
    that a packet is over, and answers from memory afterwards.
    """

    def __init__(self) -> None:
        self._lines: dict[UUID, _Line] = {}
        self._over: OrderedDict[UUID, _Over] = OrderedDict()

    async def grab(self, pool: Pool, *, packet_id: UUID, hand: Hand) -> GrabbedShare:
        """Reach for a share of a packet, for somebody whom `must_open` let through.

        Raises:
            PacketEmpty, PacketOver, PacketFrozen, ShareNotPaid: why there is none for them.
            NotFound: there is no such packet.
        """
        over = self._over.get(packet_id)
        found = self._join(pool, packet_id, hand) if over is None else None
        answer = await found if found is not None else self._from_memory(over, hand)
        if isinstance(answer, GrabbedShare):
            return answer
        raise answer

    @staticmethod
    def _from_memory(over: _Over | None, hand: Hand) -> Found:
        assert over is not None
        return over.shares.get(hand.account_id, over.why)

    def _join(self, pool: Pool, packet_id: UUID, hand: Hand) -> "asyncio.Future[Found]":
        line = self._lines.setdefault(packet_id, _Line())
        future: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        line.waiting.append((hand, future))
        if line.serving is None:
            line.serving = asyncio.create_task(self._serve(pool, packet_id, line))
        return future

    async def _serve(self, pool: Pool, packet_id: UUID, line: _Line) -> None:
        """Serve until nobody waits; what fails is told to those who waited for it."""
        try:
            # The requests of this moment come into the same transaction.
            await asyncio.sleep(0)
            while line.waiting:
                batch, line.waiting = line.waiting[:MOST_AT_ONCE], line.waiting[MOST_AT_ONCE:]
                try:
                    served = await self._serve_together(pool, packet_id, [hand for hand, _ in batch])
                except Exception as error:
                    for _, future in batch:
                        if not future.done():
                            future.set_exception(error)
                    continue
                for hand, future in batch:
                    if not future.done():
                        future.set_result(served[hand.account_id])
        finally:
            self._lines.pop(packet_id, None)
            for _, future in line.waiting:
                future.cancel()

    async def _serve_together(self, pool: Pool, packet_id: UUID, hands: list[Hand]) -> dict[UUID, Found]:
        over = self._over.get(packet_id)
        if over is not None:
            return {hand.account_id: self._from_memory(over, hand) for hand in hands}
        try:
            return await self._commit(pool, packet_id, hands)
        except LedgerRefused:
            # One of them cannot be paid. By themselves that one is told so, and the others get theirs.
            found: dict[UUID, Found] = {}
            for hand in hands:
                if hand.account_id not in found:
                    try:
                        found |= await self._commit(pool, packet_id, [hand])
                    except ShareNotPaid:
                        found[hand.account_id] = ShareNotPaid
            return found

    async def _commit(self, pool: Pool, packet_id: UUID, hands: list[Hand]) -> dict[UUID, Found]:
        shares: dict[UUID, GrabbedShare] = {}
        async with writing(pool) as conn:
            served: Served = await grab_shares(conn, packet_id=packet_id, hands=hands)
            if served.over is not None:
                shares = await shares_of(conn, packet_id=packet_id)
        if served.over is not None:
            self._over[packet_id] = _Over(served.over, shares)
            if len(self._over) > MOST_REMEMBERED:
                self._over.popitem(last=False)
        return dict(served.found)
