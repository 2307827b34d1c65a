"""What runs without a request: the relay turns events into jobs, the queue does them."""

import asyncio
import importlib
import signal
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache, partial
from typing import Any, Final

import msgspec
import uvloop
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.models import Job as QueuedJob
from pgqueuer.models import Schedule
from pgqueuer.queries import Queries
from structlog.contextvars import bound_contextvars

from tonghao import idempotency, outbox
from tonghao.config import Config
from tonghao.db import (
    Connection,
    ConnectionTrouble,
    Pool,
    connect,
    hang_up,
    listen,
    open_pool,
    reading,
    wait_for_news,
    writing,
)
from tonghao.events import Event, decode_event
from tonghao.limits import Limiter
from tonghao.log import log, set_up_log
from tonghao.metrics import JOB_SECONDS, JOBS
from tonghao.parts import Parts, call_with, parts_of
from tonghao.policies.follow import follow, follow_once
from tonghao.processes import collect_seldom
from tonghao.traces import end_traces, set_up_traces, span

Job = Callable[..., Awaitable[None]]

# Every feature that works without a request.
_FEATURES: Final = (
    "accounts", "partners", "friends", "media", "circles", "duty", "polls", "meetups", "posts", "challenges",
    "team_ups", "readings", "remarks", "lost_pets", "month_rooms", "clinics", "gadgets",
    "moderation", "appeals", "panels", "batches",
    "feed", "notifications", "brakes", "takeout", "saves", "growth", "search", "shelves", "bank", "hunts",
    "tiers", "calls", "policies", "replays", "samples", "meter", "audit",
    "ledger", "wallets", "gateways",
    "red_packets", "tips", "transfers",
)  # fmt: skip

_READER: Final = "jobs"
_BATCH: Final = 500
_LOOK_SECONDS: Final = 1.0
_IDLE: Final = timedelta(seconds=2)
_AT_ONCE: Final = 40
# Forty waiting photos must not take the places of everything else: photos have a queue of their own, and a
# limit on a job within one queue would make each look into it ask after every kind of job. More at once than
# the photo process has in hand, since the queue looks for the next ones only every tenth of a second.
_PHOTOS: Final = "tonghao.media.jobs"
_PHOTOS_AT_ONCE: Final = 12


@cache
def hearers() -> dict[type, list[Job]]:
    """Which jobs hear which event, over all features."""
    found: dict[type, list[Job]] = defaultdict(list)
    for feature in _FEATURES:
        for event, jobs in importlib.import_module(f"tonghao.{feature}.jobs").HEARS.items():
            found[event].extend(jobs)
    return dict(found)


@cache
def schedules() -> dict[str, list[Job]]:
    """Which jobs run by the clock, by cron expression."""
    found: dict[str, list[Job]] = defaultdict(list, {"17 * * * *": [forget]})
    for feature in _FEATURES:
        module = importlib.import_module(f"tonghao.{feature}.jobs")
        for expression, jobs in getattr(module, "EVERY", {}).items():
            found[expression].extend(jobs)
    return dict(found)


@cache
def turns() -> dict[type, Callable[[Connection, Any], Awaitable[int]]]:
    """How urgent the jobs of an event are where some wait behind others, over all features."""
    found: dict[type, Callable[[Connection, Any], Awaitable[int]]] = {}
    for feature in _FEATURES:
        found |= getattr(importlib.import_module(f"tonghao.{feature}.jobs"), "TURNS", {})
    return found


async def forget(pool: Pool, config: Config, limiter: Limiter) -> None:
    """Drop events, idempotency keys and rate windows that are too old to matter."""
    async with writing(pool) as conn:
        await outbox.trim(conn, hours=config.outbox_hours)
        await idempotency.trim(conn)
    await limiter.trim()


async def hear_all(event: Event, parts: Parts) -> None:
    """Do at once what the queue would do for *event*; for tests and small imports."""
    for job in hearers().get(type(event), []):
        await call_with(parts, job, event)


def _name_of(job: Job) -> str:
    return f"{job.__module__.removeprefix('tonghao.').removesuffix('.jobs')}.{job.__name__}"


@contextmanager
def _counted(name: str) -> Iterator[None]:
    """One run of a job: its name in all log lines, its time, its span, and how it ended."""
    result = "failed"
    with bound_contextvars(job=name), span("job", name), JOB_SECONDS.labels(name).time():
        try:
            yield
            result = "done"
        finally:
            JOBS.labels(name, result).inc()


class JobRelay:
    """Reads the outbox behind the commits and enqueues a job for each hearer of each event.

    Cursor and jobs move in one transaction, so each event is enqueued exactly once; of several
    workers the one that holds the cursor's row relays.
    """

    def __init__(self, pool: Pool, dsn: str) -> None:
        self._pool = pool
        self._dsn = dsn
        self._news = asyncio.Event()

    async def run(self, shutdown: asyncio.Event) -> None:
        """Relay until *shutdown*; a lost database is waited for."""
        listening = None
        while not shutdown.is_set():
            try:
                if listening is None or listening.is_closed():
                    listening = await listen(self._dsn, self._news)
                while await self.relay_batch():
                    pass
            except ConnectionTrouble as trouble:
                log.warning("job relay waits for the database", error=type(trouble).__name__)
                await asyncio.sleep(_LOOK_SECONDS)
            await wait_for_news(self._news, most_seconds=_LOOK_SECONDS)
        if listening is not None:
            await hang_up(listening)

    async def relay_batch(self) -> bool:
        """Enqueue for up to 500 events; whether there may be more."""
        # Not `writing`: its bell would wake this very relay again, for ever.
        async with reading(self._pool) as conn:
            # Looked at before anything is locked, so that a quiet house writes nothing.
            if not await outbox.entries_after(conn, await outbox.place_of(conn, _READER), most=1):
                return False
            async with conn.transaction():
                place = await outbox.lock_place(conn, _READER)
                entries = await outbox.entries_after(conn, place, most=_BATCH)
                if not entries:
                    return False
                await _enqueue(conn, entries)
                await outbox.move_place(conn, _READER, entries[-1].cursor)
                return len(entries) == _BATCH


async def _enqueue(conn: Connection, entries: list[outbox.Entry]) -> None:
    calls = [(_name_of(job), entry) for entry in entries for job in hearers().get(type(entry.event), [])]
    if calls:
        await Queries(AsyncpgDriver(conn)).enqueue(  # type: ignore[arg-type]
            [name for name, _ in calls],
            [msgspec.json.encode(entry.event) for _, entry in calls],
            [await _turn_of(conn, entry.event) for _, entry in calls],
            dedupe_key=[f"{name}:{entry.cursor}" for name, entry in calls],
        )


async def _turn_of(conn: Connection, event: Event | None) -> int:
    """How urgent the jobs of *event* are: 0, or what its feature says."""
    turn = turns().get(type(event))
    return 0 if turn is None else await turn(conn, event)


def queue_of(conn: Any, parts: Parts, *, photos: bool) -> PgQueuer:
    """The queue with the jobs on photos, or that with all other jobs and the clock."""
    queue = PgQueuer(AsyncpgDriver(conn))
    retry = partial(
        DatabaseRetryEntrypointExecutor,
        max_attempts=8,
        initial_delay=timedelta(seconds=2),
        max_delay=timedelta(minutes=10),
    )

    def queued(job: Job) -> Callable[[QueuedJob], Awaitable[None]]:
        async def run(call: QueuedJob) -> None:
            with _counted(_name_of(job)):
                await call_with(parts, job, decode_event(msgspec.json.decode(call.payload or b"")))

        return run

    def timed(job: Job) -> Callable[[Schedule], Awaitable[None]]:
        async def run(_: Schedule) -> None:
            with _counted(_name_of(job)):
                await call_with(parts, job)

        return run

    for job in {job for jobs in hearers().values() for job in jobs}:
        if (job.__module__ == _PHOTOS) == photos:
            queue.entrypoint(_name_of(job), executor_factory=retry)(queued(job))
    for expression, jobs in () if photos else schedules().items():
        for job in jobs:
            queue.schedule(_name_of(job), expression)(timed(job))
    return queue


async def _run(queue: PgQueuer, photos: PgQueuer) -> None:
    """Both queues until told to end; where one of them fails, the other ends with it."""
    photos.qm.shutdown = queue.shutdown
    checking = asyncio.create_task(
        photos.qm.run(
            batch_size=_PHOTOS_AT_ONCE // 2,
            max_concurrent_tasks=_PHOTOS_AT_ONCE,
            dequeue_timeout=_IDLE,
            shutdown_on_listener_failure=True,
            log_aggregation_interval=timedelta(0),  # the other one does it
        )
    )
    checking.add_done_callback(lambda _: queue.shutdown.set())
    try:
        await queue.run(
            batch_size=_AT_ONCE // 2,
            max_concurrent_tasks=_AT_ONCE,
            dequeue_timeout=_IDLE,
            shutdown_on_listener_failure=True,
        )
    finally:
        queue.shutdown.set()
        await checking


async def work(config: Config) -> None:
    """Relay and do jobs until told to end."""
    set_up_traces(config.traces_url, "worker")
    pool = await open_pool(config.database_url, size=8)
    conns = [await connect(config.database_url) for _ in range(2)]
    parts = parts_of(config, pool)
    await follow_once(pool, parts["screener"], parts["photo_screener"])
    queue = queue_of(conns[0], parts, photos=False)
    photos = queue_of(conns[1], parts, photos=True)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, queue.shutdown.set)
    collect_seldom()
    relay = asyncio.create_task(JobRelay(pool, config.database_url).run(queue.shutdown))
    # Without its relay a worker would look alive and hear nothing: it ends, and is started again.
    relay.add_done_callback(lambda _: queue.shutdown.set())
    following = asyncio.create_task(follow(pool, parts["screener"], parts["photo_screener"]))
    # The same holds for a worker that would judge by an old policy.
    following.add_done_callback(lambda _: queue.shutdown.set())
    try:
        await _run(queue, photos)
    finally:
        queue.shutdown.set()
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        try:
            await relay
        except Exception as error:
            log.error("job relay", exc_info=error)
        for conn in conns:
            with suppress(Exception):
                await conn.close()
        parts["photo_screener"].close()
        await pool.close()
        end_traces()


def main() -> None:
    """`python -m tonghao.worker`."""
    config = Config()
    set_up_log(config.log_format)
    with suppress(KeyboardInterrupt):
        # The loop that the server runs on: half of a job's time on the plain one is the socket's.
        uvloop.run(work(config))


if __name__ == "__main__":
    main()
