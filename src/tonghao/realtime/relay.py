"""The relay: one reader of the outbox per web process, and the sockets it feeds."""

import asyncio
from collections import defaultdict, deque
from contextlib import suppress
from typing import Final

import msgspec

from tonghao.db import Connection, ConnectionTrouble, Pool, listen, reading
from tonghao.events import AccountBlocked, decode_event
from tonghao.log import log
from tonghao.outbox import Cursor, Entry, entries_after, newest_cursor
from tonghao.realtime.audiences import Hearing, refresh_hidden

# A device that was away longer than this fetches anew: cheaper than a long replay.
MOST_MISSED: Final = 500
_MOST_WAITING: Final = 1000
_LOOK_SECONDS: Final = 1.0

_MISSED: Final = """
    SELECT tx::text AS tx, id, audience, event, at FROM outbox
     WHERE audience = ANY($1) AND (tx, id) > ($2::text::xid8, $3)
       AND (tx, id) <= ($4::text::xid8, $5)
       AND tx < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY tx, id LIMIT $6
"""

_OLDEST: Final = "SELECT tx::text FROM outbox ORDER BY tx, id LIMIT 1"


class Ear:
    """One socket's side of the relay: what waits to be sent to it."""

    __slots__ = ("has_news", "hearing", "is_behind", "waiting")

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing
        self.waiting: deque[tuple[Cursor, bytes]] = deque()
        self.has_news = asyncio.Event()
        self.is_behind = False

    def tell(self, cursor: Cursor, message: bytes) -> None:
        """Queue *message*; a socket that does not read is told to fetch anew instead."""
        if len(self.waiting) >= _MOST_WAITING:
            self.is_behind = True
            self.waiting.clear()
        else:
            self.waiting.append((cursor, message))
        self.has_news.set()


def message_of(entry: Entry) -> bytes:
    """The frame that carries *entry*, encoded once for all sockets."""
    return msgspec.json.encode({"cursor": str(entry.cursor), "event": entry.event})


class Relay:
    """Reads the outbox and tells the ears of each audience."""

    def __init__(self, pool: Pool, dsn: str) -> None:
        self._pool = pool
        self._dsn = dsn
        self._news = asyncio.Event()
        self._ears: dict[str, set[Ear]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self.cursor = Cursor(0, 0)

    async def start(self) -> None:
        """Begin after everything that is committed now."""
        async with reading(self._pool) as conn:
            self.cursor = await newest_cursor(conn)
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        listening = None
        try:
            while True:
                try:
                    if listening is None or listening.is_closed():
                        listening = await listen(self._dsn, self._news)
                    while await self._relay_batch():
                        pass
                except ConnectionTrouble as trouble:
                    log.warning("relay waits for the database", error=type(trouble).__name__)
                    listening = None
                    await asyncio.sleep(_LOOK_SECONDS)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), _LOOK_SECONDS)
                self._news.clear()
        finally:
            if listening is not None:
                listening.terminate()

    async def _relay_batch(self) -> bool:
        async with reading(self._pool) as conn:
            entries = await entries_after(conn, self.cursor)
        for entry in entries:
            self.cursor = entry.cursor
            if entry.event.live:
                await self._tell(entry)
        return bool(entries)

    async def _tell(self, entry: Entry) -> None:
        ears = self._ears.get(entry.audience)
        if not ears:
            return
        message = message_of(entry)
        for ear in list(ears):
            if not ear.hearing.may_hear(entry.event):
                continue
            if entry.audience.startswith("account:"):
                before = set(ear.hearing.audiences)
                ear.hearing.change(entry.event)
                self._move(ear, before)
                if isinstance(entry.event, AccountBlocked):
                    await refresh_hidden(self._pool, ear.hearing, entry.event)
            ear.tell(entry.cursor, message)

    def _move(self, ear: Ear, before: set[str]) -> None:
        after = ear.hearing.audiences
        for audience in before - after:
            self._ears[audience].discard(ear)
            if not self._ears[audience]:
                del self._ears[audience]
        for audience in after - before:
            self._ears[audience].add(ear)

    def attach(self, hearing: Hearing) -> Ear:
        """Begin to tell a new socket; what comes before its catch-up is sorted out by cursor."""
        ear = Ear(hearing)
        self._move(ear, set())
        return ear

    def detach(self, ear: Ear) -> None:
        """The socket is gone."""
        before, ear.hearing.audiences = ear.hearing.audiences, set()
        self._move(ear, before)

    def watch(self, ear: Ear, audience: str) -> None:
        """Also tell *ear* about *audience*."""
        before = set(ear.hearing.audiences)
        ear.hearing.audiences.add(audience)
        self._move(ear, before)

    def unwatch(self, ear: Ear, audience: str) -> None:
        before = set(ear.hearing.audiences)
        ear.hearing.audiences.discard(audience)
        self._move(ear, before)


async def missed(conn: Connection, hearing: Hearing, since: Cursor, until: Cursor) -> list[Entry] | None:
    """What the audiences of *hearing* heard after *since* up to *until*; None when it is too much.

    Args:
        since: Where the device was; older than the outbox keeps counts as too much.
        until: Where the relay stands; later events reach the socket by themselves.
    """
    oldest = await conn.fetchval(_OLDEST)
    if oldest is not None and since.tx < int(oldest) - 1 and since.tx != 0:
        return None
    rows = await conn.fetch(
        _MISSED,
        sorted(hearing.audiences),
        str(since.tx),
        since.id,
        str(until.tx),
        until.id,
        MOST_MISSED + 1,
    )
    if len(rows) > MOST_MISSED:
        return None
    entries = [
        Entry(Cursor(int(row["tx"]), row["id"]), row["audience"], decode_event(row["event"]), row["at"])
        for row in rows
    ]
    return [entry for entry in entries if entry.event.live and hearing.may_hear(entry.event)]
