"""Transfers over HTTP, for `./tonghao bench ledger`: signed in, each with a key of its own.

The whole product as `./tonghao up --workers 2` runs it: two web processes and the worker. The baseline is a
bare handler of the same framework, in two processes as well, that looks the session up and moves money as one
does it at first, in a transaction of three statements. Runs alternate; medians count.
"""

import asyncio
import itertools
import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.bare import MAKE_BARE_MONEY
from bench.house_server import served
from bench.load import Measured, Request, load
from bench.people import People, move_in
from tonghao.db import open_pool, reading, reading_one_moment
from tonghao.ids import new_id
from tonghao.ledger.audit import audit_books
from tonghao.migrate import migrate

DATABASE: Final = "http"
_PEOPLE: Final = 2000
_CONNECTIONS: Final = 32
_PROCESSES: Final = 2
# Each transfer is of one cent and waits for its receiver.
_COUNT: Final = """
    SELECT (SELECT count(*) FROM transfers) AS transfers,
           (SELECT coalesce(sum(b.balance_minor), 0)
              FROM ledger_accounts a
              JOIN ledger_balances b ON b.account_id = a.id
             WHERE a.owner_kind = 'transfer')::bigint AS waiting
"""


def _requests(there: People, connection: int) -> Iterator[Request]:
    count = len(there.ids)
    for number in itertools.count(connection * 61):
        # A prime step, so that whom one pays differs each time around.
        payee = there.ids[(number * 7 + number // count + 1) % count]
        if payee == there.ids[number % count]:
            continue
        key = str(new_id())
        body = json.dumps({"id": key, "to_id": str(payee), "amount": "0.01", "note": ""}).encode()
        headers = {"Cookie": f"session={there.cookies[number % count]}", "Idempotency-Key": key}
        yield Request("POST", "/api/v1/transfers", headers, body)


async def _prepare(dsn: str) -> People:
    pool = await open_pool(dsn, size=4)
    try:
        there = await move_in(pool, _PEOPLE, currency="CNY", each_minor=1_000_000)
        async with reading(pool) as conn:
            await conn.execute(MAKE_BARE_MONEY)
            await conn.execute("ANALYZE")
    finally:
        await pool.close()
    return there


async def _faults(dsn: str, sent: int) -> int:
    """What the books and the count of transfers have against each other."""
    pool = await open_pool(dsn, size=2)
    try:
        async with reading_one_moment(pool) as conn:
            faults = (await audit_books(conn, is_full=True)).faults
            found = await conn.fetchrow(_COUNT)
    finally:
        await pool.close()
    assert found is not None
    # Those that the end of a run cut off may be there or not.
    lost = max(0, sent - found["transfers"]) + abs(found["transfers"] - found["waiting"])
    for fault in faults:
        print("  ✗", fault)
    return len(faults) + lost


def transfers_over_http(
    dsn: str, data: Path, *, runs: int, seconds: float
) -> tuple[dict[str, float], dict[str, float]]:
    """How many go in a second and how long the slow ones take; *dsn* is an empty database."""
    migrate(dsn)
    there = asyncio.run(_prepare(dsn))
    ours: list[Measured] = []
    bare: list[Measured] = []
    cpu_us = []
    for number in range(runs + 1):
        with served("bench.bare_serve", dsn, data, processes=_PROCESSES) as server:
            first = _loaded(server.port, there, seconds)
        with served("tonghao.serve", dsn, data, processes=_PROCESSES, beside="tonghao.worker") as server:
            _loaded(server.port, there, min(2.0, seconds))
            cpu = server.cpu_seconds()
            second = _loaded(server.port, there, seconds)
            cpu_us.append((server.cpu_seconds() - cpu) / second.count * 1e6)
        print(f"  {number} bare {first.rate:8.0f} transfers over HTTP {second.rate:8.0f}")
        if number:  # the first one only warms up
            bare.append(first)
            ours.append(second)
    sent = sum(one.count - one.failed for one in ours)
    results = {
        "http_transfers_rps": statistics.median(one.rate for one in ours),
        "http_transfers_p99_ms": statistics.median(one.p99_ms for one in ours),
        "http_transfers_cpu_us": statistics.median(cpu_us),
        "http_transfers_failed": sum(one.failed for one in ours),
        "http_faults": asyncio.run(_faults(dsn, sent)),
    }
    baseline = {
        "http_transfers_rps": statistics.median(one.rate for one in bare),
        "http_transfers_p99_ms": statistics.median(one.p99_ms for one in bare),
    }
    return results, baseline


def _loaded(port: int, there: People, seconds: float) -> Measured:
    return load(port, lambda number: _requests(there, number), connections=_CONNECTIONS, seconds=seconds)
