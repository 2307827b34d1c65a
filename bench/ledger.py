"""`./tonghao bench ledger`: transfers a second beside TPC-B on the same server, durable, audited at the end.

Baseline: `pgbench -s 50 -c 8 -j 2 -M prepared` over the Unix socket of the same server, fsync and synchronous
commit on; medians of `--runs` alternating runs of `--seconds`. Each transfer of ours comes as a group of its
own with an event for the outbox, from many callers at once, in batches of at most 256.

Over HTTP stands in `bench/ledger_http.py`; `--http-runs 0` leaves it out, `--http-runs 2 --runs 0` the rest.
"""

import argparse
import asyncio
import gc
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import psutil
import uvloop

from bench.ledger_http import DATABASE, transfers_over_http
from bench.result import show
from tonghao.db import Pool, connect, open_pool, reading, reading_one_moment, writing
from tonghao.events import Event, SecurityChanged
from tonghao.ids import derived_id, new_id
from tonghao.ledger.accounts import open_account
from tonghao.ledger.audit import audit_books
from tonghao.ledger.post import post_groups
from tonghao.ledger.poster import Poster
from tonghao.ledger.types import Group, Leg
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer
from tonghao.processes import collect_seldom

_ACCOUNTS = 20_000
_AT_ONCE = 1024
_RICH = 10**9
_BASELINE = "baseline"


class Run(NamedTuple):
    """One run: transfers a second, and microseconds of processor a transfer in both programs."""

    rate: float
    cpu_us_pg: float
    cpu_us_python: float
    refused: int


def _server_cpu(server: PostgresServer) -> float:
    assert server._server is not None
    family = [psutil.Process(server._server.pid)]
    family += family[0].children()
    total = 0.0
    for one in family:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


async def _open(pool: Pool) -> tuple[list[UUID], UUID, UUID]:
    """Rich accounts, a hot one, and a poor one."""
    async with writing(pool) as conn:
        issuer = await open_account(
            conn,
            owner_kind="platform",
            owner_id=UUID(int=0),
            purpose="issue",
            currency="PTS",
            floor_minor=None,
        )
    people: list[UUID] = []
    for begin in range(0, _ACCOUNTS + 1, 1000):
        async with writing(pool) as conn:
            for number in range(begin, min(begin + 1000, _ACCOUNTS + 1)):
                people.append(
                    await open_account(
                        conn, owner_kind="person", owner_id=derived_id("bench", str(number)),
                        purpose="wallet", currency="PTS",
                    )
                )  # fmt: skip
            await post_groups(
                conn,
                [
                    Group(new_id(), "PTS", (Leg(issuer, one, _RICH, "issue"),), "bench", one)
                    for one in people[begin:]
                ],
            )
    async with writing(pool) as conn:
        poor = await open_account(
            conn, owner_kind="person", owner_id=derived_id("bench", "poor"), purpose="wallet", currency="PTS"
        )
    return people[:_ACCOUNTS], people[_ACCOUNTS], poor


Made = tuple[Group, list[tuple[Event, str]]]


def _made(debit: UUID, credit: UUID, amount: int) -> Made:
    group = Group(new_id(), "PTS", (Leg(debit, credit, amount, "transfer"),), "bench", debit)
    return group, [(SecurityChanged(credit, "bench"), f"account:{credit}")]


def _uniform(people: list[UUID], order: random.Random) -> Made:
    debit, credit = order.sample(people, 2)
    return _made(debit, credit, order.randint(1, 100))


def _hot(people: list[UUID], hot: UUID, order: random.Random) -> Made:
    one = order.choice(people)
    return _made(*((one, hot) if order.random() < 0.5 else (hot, one)), order.randint(1, 100))


def _refused(people: list[UUID], poor: UUID, order: random.Random) -> Made:
    if order.random() < 0.01:
        return _made(poor, order.choice(people), 1)
    return _uniform(people, order)


def _set_aside(made: list[Made]) -> list[Made]:
    """Keep the collector of garbage away from the load, which no server has in its memory at once."""
    gc.collect()
    gc.freeze()
    return made


async def _saturate(
    server: PostgresServer, pool: Pool, make: Callable[[], Made], seconds: float, ahead: int
) -> Run:
    """As many as go, from `_AT_ONCE` callers, each asking again as soon as it is answered."""
    poster = Poster(pool)
    # Made before the clock runs: what a client's device does is not the server's work.
    waiting = iter(_set_aside([make() for _ in range(ahead)]))
    done = refused = 0
    begun, cpu, own = time.perf_counter(), _server_cpu(server), time.process_time()
    end = begun + seconds

    async def caller() -> None:
        nonlocal done, refused
        for group, events in waiting:
            posted = await poster.submit(group, events)
            done += 1
            refused += posted.refusal is not None
            if time.perf_counter() > end:
                return

    await asyncio.gather(*(caller() for _ in range(_AT_ONCE)))
    took = time.perf_counter() - begun
    return Run(
        done / took,
        (_server_cpu(server) - cpu) / done * 1e6,
        (time.process_time() - own) / done * 1e6,
        refused,
    )


async def _alone(pool: Pool, make: Callable[[], Made], times: int) -> float:
    """The median of milliseconds that one transfer takes when nothing else happens."""
    poster, took = Poster(pool), []
    for _ in range(times):
        group, events = make()
        begun = time.perf_counter()
        await poster.submit(group, events)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


async def _half(pool: Pool, make: Callable[[], Made], rate: float, seconds: float) -> float:
    """The 99th percentile of milliseconds when transfers come at random, *rate* a second."""
    poster, order, took = Poster(pool), random.Random(3), []  # noqa: S311 - moments, no secrets
    tasks: set[asyncio.Task[None]] = set()
    waiting = _set_aside([make() for _ in range(int(rate * seconds))])

    async def one(made: Made, due: float) -> None:
        await poster.submit(*made)
        # From when it was due, so that a late start counts against us.
        took.append((time.perf_counter() - due) * 1000)

    due = time.perf_counter()
    for made in waiting:
        due += order.expovariate(rate)
        if (ahead := due - time.perf_counter()) > 0.0005:
            await asyncio.sleep(ahead)
        task = asyncio.create_task(one(made, due))
        tasks.add(task)
        # A server keeps no request that it has answered.
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)
    return statistics.quantiles(took, n=100)[98]


async def _create(server: PostgresServer, database: str) -> None:
    conn = await connect(server.dsn())
    try:
        await conn.execute(f"CREATE DATABASE {database}")
    finally:
        await conn.close()


def _pgbench(server: PostgresServer, *words: str) -> str:
    ran = subprocess.run(
        [str(server.home.programs / "pgbench"), *words, server.dsn(_BASELINE)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout


def _tpcb(server: PostgresServer, seconds: float) -> float:
    told = _pgbench(server, "-n", "-c", "8", "-j", "2", "-M", "prepared", "-T", str(max(1, int(seconds))))
    found = re.search(r"tps = ([\d.]+)", told)
    assert found is not None, told
    return float(found[1])


async def _measure(
    server: PostgresServer, runs: int, seconds: float, scale: int
) -> tuple[dict[str, float], ...]:
    pool = await open_pool(server.dsn(), size=8)
    await _create(server, _BASELINE)
    _pgbench(server, "-i", "-q", "-s", str(scale))
    people, hot, poor = await _open(pool)
    order = random.Random(20261127)  # noqa: S311 - a load, no secrets
    kinds: dict[str, Callable[[], Made]] = {
        "uniform": lambda: _uniform(people, order),
        "hot": lambda: _hot(people, hot, order),
        "refused": lambda: _refused(people, poor, order),
    }
    most = int(40_000 * seconds) + _AT_ONCE
    found: dict[str, list[Run]] = {kind: [] for kind in kinds}
    tpcb = []
    await _saturate(server, pool, kinds["uniform"], 1.0, 40_000)
    # Once, not before each run: as on a server that stands, few pages are then written whole.
    async with reading(pool) as conn:
        await conn.execute("CHECKPOINT")
    for number in range(runs):
        tpcb.append(await asyncio.to_thread(_tpcb, server, seconds))
        for kind, make in kinds.items():
            found[kind].append(await _saturate(server, pool, make, seconds, most))
        print(
            f"  {number + 1} tpc-b {tpcb[-1]:8.0f} "
            + " ".join(f"{k} {r[-1].rate:8.0f}" for k, r in found.items())
        )
    rate = {kind: statistics.median(run.rate for run in each) for kind, each in found.items()}
    base = statistics.median(tpcb)
    results = {
        "tpcb_ratio": rate["uniform"] / base,
        "transfers_s": rate["uniform"],
        "hot_vs_uniform": rate["hot"] / rate["uniform"],
        "cpu_us_pg": statistics.median(run.cpu_us_pg for run in found["uniform"]),
        "cpu_us_python": statistics.median(run.cpu_us_python for run in found["uniform"]),
        "idle_p50_ms": await _alone(pool, kinds["uniform"], 500),
        "half_load_p99_ms": await _half(pool, kinds["uniform"], rate["uniform"] / 2, max(3.0, seconds)),
        "refusals_1pct_keep": rate["refused"] / rate["uniform"],
    }
    async with reading_one_moment(pool) as conn:
        audit = await audit_books(conn, is_full=True)
    results |= {"audited": audit.transfer_count, "audit_s": audit.took_seconds, "faults": len(audit.faults)}
    for fault in audit.faults:
        print("  ✗", fault)
    await pool.close()
    return results, {"transfers_s": base}


def main() -> None:
    """Measure on a durable server in a folder of its own that is deleted afterwards."""
    # As every process of ours that serves.
    collect_seldom()
    words = argparse.ArgumentParser(prog="tonghao bench ledger")
    words.add_argument("--runs", type=int, default=5)
    words.add_argument("--seconds", type=float, default=5.0)
    words.add_argument("--scale", type=int, default=50)
    words.add_argument("--http-runs", type=int, default=3)
    wanted = words.parse_args()
    results: dict[str, float] = {}
    baseline: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as name:
        os.chmod(name, 0o755)  # noqa: S103 - the database user must pass
        with PostgresServer(Path(name)) as server:
            migrate(server.dsn())
            # The loop that the server runs on.
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                if wanted.runs:
                    measured = _measure(server, wanted.runs, wanted.seconds, wanted.scale)
                    results, baseline = runner.run(measured)
                runner.run(_create(server, DATABASE))
            if wanted.http_runs:
                over_http = transfers_over_http(
                    server.dsn(DATABASE), Path(name) / "files", runs=wanted.http_runs, seconds=wanted.seconds
                )
                results, baseline = results | over_http[0], baseline | over_http[1]
    goals = {
        "tpcb_ratio": 9.0, "hot_vs_uniform": 1.0, "cpu_us_pg": 30.0, "cpu_us_python": 10.0,
        "idle_p50_ms": 2.0, "half_load_p99_ms": 15.0, "refusals_1pct_keep": 0.65, "faults": 0.0,
    }  # fmt: skip
    show("ledger", results, goals | baseline)


if __name__ == "__main__":
    main()
