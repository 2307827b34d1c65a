"""The relay: one reader of the outbox per web process, and the sockets it feeds."""

import asyncio
import time
from collections import defaultdict, deque
from contextlib import suppress
from typing import Final

import msgspec

from tonghao.db import Connection, ConnectionTrouble, Pool, hang_up, listen, reading, wait_for_news
from tonghao.log import log
from tonghao.outbox import Cursor, Entry, entries_after, entry_of, newest_cursor, trimmed_to
from tonghao.realtime.audiences import (
    Hearing,
    Place,
    account_audience,
    post_audience,
    rights_of,
    touched_by,
)

# A device that was away longer than this fetches anew: cheaper than a long replay.
MOST_MISSED: Final = 500
MOST_SOCKETS: Final = 20
_MOST_WAITING: Final = 1000
_MOST_AT_ONCE: Final = 500
_LOOK_SECONDS: Final = 1.0
# What ends without an event (a session by its age, a place among a partner's staff) ends this late.
_READ_AGAIN_SECONDS: Final = 300.0

_MISSED: Final = """
    SELECT o.tx::text AS tx, o.id, o.audience, o.kind, o.event, o.at FROM outbox o
     WHERE o.audience = ANY($1) AND (o.tx, o.id) > ($2::text::xid8, $3)
       AND (o.tx, o.id) <= ($4::text::xid8, $5)
       AND o.tx < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY o.tx, o.id LIMIT $6
"""

# When something last happened there, by the database's own clock: whoever fetched before may lack it.
_CHANGED: Final = """
    SELECT (extract(epoch FROM clock_timestamp() - max(n.at)) * 1000)::bigint
      FROM unnest($1::text[]) AS a (audience)
     CROSS JOIN LATERAL (SELECT o.at FROM outbox o WHERE o.audience = a.audience
                          ORDER BY o.tx DESC, o.id DESC LIMIT 1) n
"""


class Ear:
    """One socket's side of the relay: what waits to be sent to it.

    Attributes:
        after: Where its own catch-up ends; what stands before is not told again.
        is_behind: It did not read for so long that it must fetch anew.
        is_lost: What it may hear could not be read; it must come again.
    """

    __slots__ = ("after", "has_news", "hearing", "is_behind", "is_gone", "is_lost", "read_at", "waiting")

    def __init__(self, hearing: Hearing) -> None:
        self.hearing = hearing
        self.waiting: deque[tuple[Cursor, str]] = deque()
        self.has_news = asyncio.Event()
        self.after = Cursor(0, 0)
        self.read_at = time.monotonic()
        self.is_behind = self.is_gone = self.is_lost = False

    def tell(self, cursor: Cursor, message: str) -> None:
        """Queue *message*; a socket that does not read is told to fetch anew instead."""
        if cursor <= self.after:
            return
        if len(self.waiting) >= _MOST_WAITING:
            self.is_behind = True
            self.waiting.clear()
        else:
            self.waiting.append((cursor, message))
        self.has_news.set()

    def say(self, message: str) -> None:
        """Queue what concerns this socket alone, behind what it was told before."""
        self.waiting.append((self.after, message))
        self.has_news.set()

    def begin_after(self, cursor: Cursor) -> None:
        """Leave out what was told already, or will be read, up to *cursor*."""
        self.after = cursor
        while self.waiting and self.waiting[0][0] <= cursor:
            self.waiting.popleft()


def message_of(entry: Entry) -> str:
    """The frame that carries *entry*, encoded once for all sockets."""
    return msgspec.json.encode({"cursor": str(entry.cursor), "event": entry.event}).decode()


class Relay:
    """Reads the outbox and tells the ears of each audience."""

    def __init__(self, pool: Pool, dsn: str) -> None:
        self._pool = pool
        self._dsn = dsn
        self._news = asyncio.Event()
        self._ears: dict[str, set[Ear]] = defaultdict(set)
        self._tasks: list[asyncio.Task[None]] = []
        self.cursor = Cursor(0, 0)

    async def start(self) -> None:
        """Begin after everything that is committed now."""
        async with reading(self._pool) as conn:
            self.cursor = await newest_cursor(conn)
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._read_again())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

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
                    await asyncio.sleep(_LOOK_SECONDS)
                except Exception as error:
                    # The cursor stands behind what failed: one event must not silence all others.
                    log.error("relay", exc_info=error)
                    await asyncio.sleep(_LOOK_SECONDS)
                await wait_for_news(self._news, most_seconds=_LOOK_SECONDS)
        finally:
            if listening is not None:
                await hang_up(listening)

    async def _relay_batch(self) -> bool:
        """Tell the next events; whether more of them may stand there already."""
        async with reading(self._pool) as conn:
            entries = await entries_after(conn, self.cursor, most=_MOST_AT_ONCE)
        for entry in entries:
            self.cursor = entry.cursor
            if entry.event is not None and entry.event.live:
                await self._tell(entry)
        return len(entries) == _MOST_AT_ONCE

    async def _tell(self, entry: Entry) -> None:
        event = entry.event
        assert event is not None
        ears = list(self._ears.get(entry.audience, ()))
        for account_id in touched_by(event):
            for ear in list(self._ears.get(account_audience(account_id), ())):
                await self._change(ear)
        if not ears:
            return
        message = message_of(entry)
        for ear in ears:
            if ear.hearing.may_hear(entry.audience, event):
                ear.tell(entry.cursor, message)

    async def _change(self, ear: Ear) -> None:
        ear.hearing.changes += 1
        try:
            await self.settle(ear)
        except ConnectionTrouble:
            # Rather a new socket, which catches up, than one that hears what it may not.
            self.detach(ear)
            ear.is_lost = True
            ear.has_news.set()

    async def _read_again(self) -> None:
        while True:
            await asyncio.sleep(_READ_AGAIN_SECONDS / 10)
            try:
                await self.read_again(older_than_seconds=_READ_AGAIN_SECONDS)
            except Exception as error:
                log.warning("relay could not read rights again", error=type(error).__name__)

    async def read_again(self, *, older_than_seconds: float) -> None:
        """Read once more what those sockets may hear that were not asked for so long."""
        due = time.monotonic() - older_than_seconds
        every = {ear for ears in self._ears.values() for ear in ears}
        for ear in every:
            if ear.read_at <= due and not ear.is_gone:
                await self.settle(ear)

    def _move(self, ear: Ear, before: frozenset[str]) -> None:
        after = ear.hearing.audiences
        for audience in before - after:
            self._ears[audience].discard(ear)
            if not self._ears[audience]:
                del self._ears[audience]
        for audience in after - before:
            self._ears[audience].add(ear)

    def attach(self, hearing: Hearing) -> Ear | None:
        """Begin to tell a new socket, first only its account; None when the account has too many."""
        audience = account_audience(hearing.caller.account_id)
        if len(self._ears.get(audience, ())) >= MOST_SOCKETS:
            return None
        ear = Ear(hearing)
        self._move(ear, frozenset())
        return ear

    async def settle(self, ear: Ear) -> None:
        """Read what *ear* may hear, and tell it that from now on.

        It is attached already while we read: a change that comes meanwhile makes us read again.
        """
        hearing = ear.hearing
        while True:
            seen = hearing.changes
            rights = await rights_of(self._pool, hearing)
            if hearing.changes == seen:
                break
        if ear.is_gone:
            return
        ear.read_at = time.monotonic()
        before = hearing.audiences
        hearing.take(rights)
        self._move(ear, before)
        if hearing.is_over:
            ear.has_news.set()

    def detach(self, ear: Ear) -> None:
        """The socket is gone."""
        ear.is_gone = True
        before, ear.hearing.audiences = ear.hearing.audiences, frozenset()
        self._move(ear, before)

    async def watch(self, ear: Ear, place: Place) -> None:
        """Also tell *ear* what happens under a post, if it may read it."""
        ear.hearing.watched.add(place)
        ear.hearing.changes += 1
        await self.settle(ear)

    def unwatch(self, ear: Ear, place: Place) -> None:
        """No longer."""
        ear.hearing.watched.discard(place)
        ear.hearing.changes += 1
        before = ear.hearing.audiences
        ear.hearing.audiences = before - {post_audience(place)}
        self._move(ear, before)


async def changed_ms_ago(conn: Connection, audiences: frozenset[str]) -> int | None:
    """How many ms ago something last happened before *audiences*; None when nothing that is still kept."""
    found = await conn.fetchval(_CHANGED, sorted(audiences))
    return None if found is None else max(0, int(found))


async def missed(conn: Connection, hearing: Hearing, since: Cursor, until: Cursor) -> list[Entry] | None:
    """What the audiences of *hearing* heard after *since* up to *until*; None when it is too much.

    Args:
        since: Where the device was; before what is still kept counts as too much.
        until: Where the relay stands; later events reach the socket by themselves.
    """
    if since < await trimmed_to(conn):
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
    return [
        entry
        for entry in map(entry_of, rows)
        if entry.event is not None and entry.event.live and hearing.may_hear(entry.audience, entry.event)
    ]
