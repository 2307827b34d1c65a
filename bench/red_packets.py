"""`./tonghao bench red_packets`: a hundred shares, a thousand hands.

In process: the time from the first hand to the last answer, through the queue that the product uses; the
baseline gives each hand a transaction of its own on the same pool, as one does it at first. Rounds
alternate, medians count. Over HTTP: a thousand people, each signed in, on one web process. After all of it
the books must be exact. `--rounds N` and `--people N` measure on fewer.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Final
from uuid import UUID

from bench.house_server import served
from bench.load import Request
from bench.people import People, move_in
from bench.result import show
from tonghao.caller import Caller
from tonghao.config import Config
from tonghao.db import Pool, open_pool, reading, writing
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.migrate import migrate
from tonghao.parts import parts_of
from tonghao.postgres import PostgresServer
from tonghao.red_packets.grab import Hand, grab_shares
from tonghao.red_packets.hands import Hands
from tonghao.red_packets.make import make_red_packet
from tonghao.red_packets.types import GrabbedShare, NewRedPacket
from tonghao.wallets.confirm import PayConfirmation

SHARES: Final = 100
TOTAL_MINOR: Final = 10_000
CONNECTIONS: Final = 64

_BOOKS: Final = """
    SELECT (SELECT sum(balance_minor) FROM ledger_balances)::bigint AS all_balances,
           (SELECT count(*) FROM red_packets p
             WHERE p.state <> 'finished' OR p.taken_minor <> p.total_minor
                OR p.taken_minor <> (SELECT sum(s.amount_minor) FROM red_packet_shares s
                                      WHERE s.packet_id = p.id)
                OR p.taken_minor <> (SELECT sum(t.amount_minor) FROM ledger_transfers t
                                      WHERE t.cause_id = p.id AND t.code = 'packet_share')) AS wrong_packets
"""


class _Place:
    """A circle whose members all have a wallet, and one of them money."""

    def __init__(self, pool: Pool, config: Config, there: People) -> None:
        self.pool, self.config = pool, config
        self.screener = parts_of(config, pool)["screener"]
        self.people, self.cookies, self.circle_id = there.ids, there.cookies, there.circle_id

    async def packet(self) -> UUID:
        """A fresh packet of a hundred shares; the limits of a day are not what is measured."""
        async with writing(self.pool) as conn:
            await conn.execute("DELETE FROM wallet_uses")
            made = await make_red_packet(
                conn,
                screener=self.screener,
                caller=Caller(self.people[0], new_id(), "member", "zh-CN", "adult", "active"),
                new=NewRedPacket(new_id(), "lucky", "100.00", SHARES, self.circle_id),
                confirmation=PayConfirmation("password"),
                currency=self.config.currency,
                most_a_day=10**6,
            )
        assert made.refusal is None
        return made.packet_id


async def _queued(place: _Place, packet_id: UUID) -> float:
    hands = Hands()
    begun = perf_counter()
    reaching = [hands.grab(place.pool, packet_id=packet_id, hand=Hand(one)) for one in place.people]
    answers = await asyncio.gather(*reaching, return_exceptions=True)
    took = (perf_counter() - begun) * 1000
    _must_be_exact(answers)
    return took


async def _one_by_one(place: _Place, packet_id: UUID) -> float:
    """A transaction for each hand, which waits for the row."""

    async def reach(who: UUID) -> GrabbedShare | type[Refusal]:
        async with writing(place.pool) as conn:
            served = await grab_shares(conn, packet_id=packet_id, hands=[Hand(who)])
        return served.found[who]

    begun = perf_counter()
    answers = await asyncio.gather(*(reach(who) for who in place.people))
    took = (perf_counter() - begun) * 1000
    _must_be_exact(answers)
    return took


def _must_be_exact(answers: Sequence[object]) -> None:
    got = [one for one in answers if isinstance(one, GrabbedShare)]
    assert len(got) == SHARES, f"{len(got)} shares for {len(answers)} hands"
    assert sum(round(float(one.amount) * 100) for one in got) == TOTAL_MINOR


async def _over_http(place: _Place, port: int, packet_id: UUID) -> tuple[float, int]:
    """Seconds until a thousand people have their answer, and how many of them got a share."""
    path = f"/api/v1/red-packets/{packet_id}/grabs"
    waiting = iter(place.cookies)
    got = 0

    async def connection() -> None:
        nonlocal got
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for cookie in waiting:
            headers = {"Cookie": f"session={cookie}", "Idempotency-Key": str(new_id())}
            writer.write(Request("POST", path, headers, b"{}").encoded(f"127.0.0.1:{port}"))
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
            )
            body = await reader.readexactly(length)
            status = int(head[9:12])
            assert status in {201, 409}, body
            got += status == 201
        writer.close()

    begun = perf_counter()
    await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))
    return perf_counter() - begun, got


async def _measure(
    dsn: str, data: Path, people: int, rounds: int
) -> tuple[dict[str, float], dict[str, float]]:
    config = Config(database_url=dsn, data=data, demo=False)
    pool = await open_pool(dsn, size=16)
    try:
        there = await move_in(pool, people, currency=config.currency, each_minor=0, first_minor=100_000_000)
        place = _Place(pool, config, there)
        queued, naive = [], []
        for at in range(rounds + 1):
            first = await _queued(place, await place.packet())
            # The baseline is slow and steady: every third round is enough, and the first one only warms up.
            second = await _one_by_one(place, await place.packet()) if at % 3 == 0 else None
            if at > 0:
                queued.append(first)
                naive += [] if second is None else [second]
        results = {"packet_ms": statistics.median(queued), "packet_ms_worst": max(queued)}
        baseline = {"packet_ms": statistics.median(naive)}
        results["packet_vs_naive"] = baseline["packet_ms"] / results["packet_ms"]
        with served("tonghao.serve", dsn, data) as server:
            times = []
            for _ in range(5):
                took, got = await _over_http(place, server.port, await place.packet())
                assert got == SHARES, f"{got} over HTTP"
                times.append(took)
            results["http_packet_s"] = statistics.median(times)
        async with reading(pool) as conn:
            books = await conn.fetchrow(_BOOKS)
        assert books is not None
        results["books_off_minor"], results["wrong_packets"] = books["all_balances"], books["wrong_packets"]
        return results, baseline
    finally:
        await pool.close()


def main() -> None:
    """Measure in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench red_packets")
    words.add_argument("--people", type=int, default=1000)
    words.add_argument("--rounds", type=int, default=15)
    wanted = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as name:
        os.chmod(name, 0o755)  # noqa: S103 - the database user must pass
        server = PostgresServer(Path(name))
        with server:
            migrate(server.dsn())
            found = asyncio.run(_measure(server.dsn(), Path(name) / "files", wanted.people, wanted.rounds))
            show("red_packets", *found)


if __name__ == "__main__":
    main()
