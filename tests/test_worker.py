"""The job relay: each event becomes a job for each hearer, once, whoever relays."""

import asyncio
from uuid import UUID

import msgspec
from pgqueuer import PgQueuer
from pgqueuer.db import AsyncpgDriver
from pgqueuer.models import Schedule

from tests.patience import until
from tests.world import World
from tonghao.db import Pool, connect, open_pool, reading, writing
from tonghao.events import PostPublished, decode_event
from tonghao.outbox import place_of, waits_after
from tonghao.worker import JobRelay, _name_of, forget, hear_all, hearers, schedules


async def _jobs_of(pool: Pool, post_ids: set[UUID]) -> list[tuple[str, UUID]]:
    async with reading(pool) as conn:
        rows = await conn.fetch("SELECT entrypoint, payload FROM pgqueuer ORDER BY id")
    found = []
    for row in rows:
        event = decode_event(msgspec.json.decode(row["payload"]))
        if isinstance(event, PostPublished) and event.post_id in post_ids:
            found.append((row["entrypoint"], event.post_id))
    return found


async def _caught_up(pool: Pool) -> None:
    relay = JobRelay(pool, pool.dsn)
    is_behind = True
    while is_behind:
        await relay.relay_batch()
        async with reading(pool) as conn:
            is_behind = await waits_after(conn, await place_of(conn, "jobs"))


async def test_two_workers_enqueue_each_event_exactly_once(world: World, pool: Pool, dsn: str) -> None:
    await _caught_up(pool)
    made = await world.circle()
    other = await open_pool(dsn, size=4)
    shutdown = asyncio.Event()
    relays = [JobRelay(pool, dsn), JobRelay(other, dsn)]
    running = [asyncio.create_task(relay.run(shutdown)) for relay in relays]
    try:
        posts = [await world.post(made.circle_id, made.owner_id, f"第{number}圈") for number in range(12)]
        wanted = {post.post_id for post in posts}
        hearing = {_name_of(job) for job in hearers()[PostPublished]}
        assert hearing

        async def all_there() -> bool:
            return len(await _jobs_of(pool, wanted)) >= len(wanted) * len(hearing)

        await until(all_there)
    finally:
        shutdown.set()
        await asyncio.gather(*running)
        await other.close()
    jobs = await _jobs_of(pool, wanted)
    assert sorted(jobs) == sorted((name, post_id) for name in hearing for post_id in wanted)
    assert [post_id for name, post_id in jobs if name == min(hearing)] == [post.post_id for post in posts]


async def test_a_relay_that_fails_half_way_has_enqueued_nothing(world: World, pool: Pool, dsn: str) -> None:
    await _caught_up(pool)
    made = await world.circle()
    post = await world.post(made.circle_id, made.owner_id)
    blocker = await connect(dsn)
    try:
        begun = blocker.transaction()
        await begun.start()
        await blocker.execute("LOCK TABLE pgqueuer IN ACCESS EXCLUSIVE MODE")

        async def relay_for_ever() -> None:
            relay = JobRelay(pool, dsn)
            while True:
                await relay.relay_batch()

        relaying = asyncio.create_task(relay_for_ever())

        async def waits_for_the_lock() -> int | None:
            async with reading(pool) as conn:
                pid: int | None = await conn.fetchval(
                    "SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'pgqueuer'::regclass LIMIT 1"
                )
            return pid

        pid = await until(waits_for_the_lock)
        async with reading(pool) as conn:
            await conn.fetchval("SELECT pg_terminate_backend($1)", pid)
        failed = await asyncio.gather(relaying, return_exceptions=True)
        assert isinstance(failed[0], Exception)
        await begun.rollback()
    finally:
        await blocker.close()
    assert await _jobs_of(pool, {post.post_id}) == []
    await _caught_up(pool)
    assert len(await _jobs_of(pool, {post.post_id})) == len(hearers()[PostPublished])


async def test_a_relay_whose_connections_are_cut_goes_on(world: World, pool: Pool, dsn: str) -> None:
    await _caught_up(pool)
    made = await world.circle()
    mine = await open_pool(dsn, size=2)
    shutdown = asyncio.Event()
    running = asyncio.create_task(JobRelay(mine, dsn).run(shutdown))
    try:
        first = await world.post(made.circle_id, made.owner_id)
        await until(lambda: _jobs_of(pool, {first.post_id}))
        async with reading(pool) as conn:
            cut = await conn.fetchval(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND query LIKE '%LISTEN%'"
            )
        assert cut
        second = await world.post(made.circle_id, made.owner_id)
        await until(lambda: _jobs_of(pool, {second.post_id}))
        assert not running.done()
    finally:
        shutdown.set()
        await running
        await mine.close()


async def test_a_quiet_house_stays_quiet(pool: Pool, dsn: str) -> None:
    await _caught_up(pool)
    shutdown, bells = asyncio.Event(), 0

    def ring(*_: object) -> None:
        nonlocal bells
        bells += 1

    async def written() -> str:
        """The transactions that last wrote and last locked how far the relay came."""
        async with reading(pool) as conn:
            return str(await conn.fetchrow("SELECT xmin, xmax FROM relay_cursors WHERE name = 'jobs'"))

    listening = await connect(dsn)
    await listening.add_listener("outbox", ring)
    running = asyncio.create_task(JobRelay(pool, dsn).run(shutdown))
    try:
        pool.ring()
        await until(lambda: bells)
        before = await written()
        # The relay looks by itself once in this time; one that woke itself would ring a hundred times.
        await asyncio.sleep(1.2)
        assert bells <= 3
        assert await written() == before
    finally:
        shutdown.set()
        await running
        await listening.close()


async def test_jobs_are_named_so_that_no_two_are_mistaken() -> None:
    jobs = [job for jobs in (*hearers().values(), *schedules().values()) for job in jobs]
    names = {_name_of(job): job for job in jobs}
    assert len(names) == len(set(jobs))


async def test_what_is_too_old_is_forgotten_by_the_clock(world: World, pool: Pool) -> None:
    async with writing(pool) as conn:
        await conn.execute(
            "INSERT INTO idempotency_keys (account_id, key, fingerprint, created_at)"
            " VALUES ($1, 'old-enough', '\\x00', now() - interval '8 days'),"
            "        ($1, 'too-young', '\\x00', now() - interval '6 days')",
            (account_id := await world.account()),
        )
    await world.parts["limiter"].count("5 per hour", "forget", str(account_id))
    await forget(pool, world.parts["config"], world.parts["limiter"])  # type: ignore[arg-type]
    async with reading(pool) as conn:
        keys = await conn.fetch("SELECT key FROM idempotency_keys WHERE account_id = $1", account_id)
    assert [row["key"] for row in keys] == ["too-young"]


async def test_an_event_without_hearers_is_no_trouble(world: World) -> None:
    await hear_all(None, world.parts)  # type: ignore[arg-type]


async def test_a_scheduled_job_runs_once_however_many_workers_there_are(pool: Pool, dsn: str) -> None:
    """Both look for what is due; the row of the schedule lets one of them have it."""
    expression, name = "0 0 1 1 *", "tests.yearly"
    ran: list[int] = []
    queues, connections = [], [await connect(dsn) for _ in range(3)]
    for number, connection in enumerate(connections):
        queue = PgQueuer(AsyncpgDriver(connection))

        async def run(_: Schedule, number: int = number) -> None:
            ran.append(number)

        queue.schedule(name, expression)(run)
        queues.append(queue)
    async with reading(pool) as conn:
        await conn.execute(
            "INSERT INTO pgqueuer_schedules (expression, entrypoint, next_run, status)"
            " VALUES ($1, $2, now() - interval '1 minute', 'queued')",
            expression,
            name,
        )
    running = [asyncio.create_task(queue.sm.run()) for queue in queues]

    async def over() -> bool:
        async with reading(pool) as conn:
            return bool(
                await conn.fetchval(
                    "SELECT next_run > now() AND status = 'queued' AND last_run IS NOT NULL"
                    " FROM pgqueuer_schedules WHERE entrypoint = $1",
                    name,
                )
            )

    await until(over)
    for queue in queues:
        queue.sm.shutdown.set()
    await asyncio.gather(*running)
    for connection in connections:
        await connection.close()
    async with reading(pool) as conn:
        await conn.execute("DELETE FROM pgqueuer_schedules WHERE entrypoint = $1", name)
    assert len(ran) == 1
