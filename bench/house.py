"""`./tonghao bench house [FOLDER]`: the main job on 200,000 posts and 1,000,000 comments.

FOLDER is an archive to import and multiply; without one a community of the same size is invented.
`--posts N` measures on fewer.
"""

import argparse
import asyncio
import itertools
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench.house_data import Community, add_floors, bring_in, community, multiply
from bench.house_live import sockets
from bench.house_server import Served, served
from bench.load import Measured, Request, load
from bench.result import show
from tonghao.config import Config
from tonghao.db import open_pool
from tonghao.ids import new_id
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer

_ROOT = Path(__file__).parents[1]
_SECONDS = 8.0
_TURNS = 3


def _reading(kind: str, there: Community) -> Iterator[Request]:
    for number in itertools.count():
        viewer = there.viewers[number % len(there.viewers)]
        circle, post = there.posts[number * 7 % len(there.posts)]
        path = {
            "feed": "/api/v1/feed",
            "circle": f"/api/v1/circles/{viewer.circles[number % len(viewer.circles)]}/posts",
            "post": f"/api/v1/circles/{circle}/posts/{post}/comments?from_floor=1001",
        }[kind]
        yield Request("GET", path, {"Cookie": viewer.cookie})


def _writing(kind: str, there: Community, connection: int) -> Iterator[Request]:
    for number in itertools.count(connection * 7919):
        viewer = there.viewers[(connection * 8 + number) % len(there.viewers)]
        # Two texts beside each other, since the same words in many places wait for a person.
        count = len(there.texts)
        text = f"{there.texts[number % count]}\n{there.texts[number // count * 31 % count - 1]} {number}"
        circle = viewer.circles[number % len(viewer.circles)]
        path = f"/api/v1/circles/{circle}/posts"
        if kind == "comment":
            mine = [(c, p) for c, p in there.posts if c in viewer.circles]
            if not mine:
                continue
            circle, post = mine[number % len(mine)]
            path = f"/api/v1/circles/{circle}/posts/{post}/comments"
        headers = {"Cookie": viewer.cookie, "Idempotency-Key": str(new_id())}
        yield Request("POST", path, headers, json.dumps({"text": text}).encode())


class Row:
    """One measurement with the CPU that the server spent on each answer."""

    def __init__(self, server: Served, measured: Measured, cpu_seconds: float) -> None:
        self.measured = measured
        self.cpu_us = cpu_seconds / max(1, measured.count) * 1e6
        self.server = server


def _measure(server: Served, make: "object", seconds: float = _SECONDS) -> Row:
    before = server.cpu_seconds()
    measured = load(server.port, make, seconds=seconds)  # type: ignore[arg-type]
    return Row(server, measured, server.cpu_seconds() - before)


def _read_all(servers: list[Served], there: Community) -> list[dict[str, Row]]:
    """What each of *servers* makes of each page.

    They take turns, since a machine that others use is twice as fast at one minute as at the next; of each
    the run with the middle cost counts.
    """
    found: list[dict[str, Row]] = [{} for _ in servers]
    for kind in ("feed", "circle", "post"):
        runs: list[list[Row]] = [[] for _ in servers]
        for number in range(_TURNS + 1):
            for server, rows in zip(servers, runs, strict=True):
                row = _measure(server, lambda _, k=kind: _reading(k, there), seconds=_SECONDS / 2)
                if number:  # the first one only warms up
                    rows.append(row)
        for rows, of_one in zip(runs, found, strict=True):
            of_one[kind] = sorted(rows, key=lambda row: row.cpu_us)[_TURNS // 2]
    return found


def _photos(folder: Path | None) -> dict[str, float]:
    from tonghao.media.photo_process import verdict_times

    where = folder / "media" if folder else _ROOT / "src" / "tonghao" / "demo" / "pictures"
    paths = [path for path in sorted(where.rglob("*")) if path.suffix in {".jpg", ".png", ".webp"}][:40]
    found: dict[str, float] = {}
    stages = verdict_times(paths * 5)
    # Until the verdict, and until the renditions are there as well.
    for key, stage in (("photo", "verdict"), ("photo_total", "total")):
        cuts = statistics.quantiles([one[stage] for one in stages], n=100)
        found |= {f"{key}_p50_ms": cuts[49], f"{key}_p99_ms": cuts[98]}
    return found


def _run(folder: Path | None, posts: int, dsn: str, data: Path) -> None:
    config = Config(database_url=dsn, data=data)
    small = max(13_400, posts // 10)

    async def prepare(step: str) -> Community:
        pool = await open_pool(dsn, size=4)
        try:
            if step == "small":
                await bring_in(folder, pool, config)
                await multiply(pool, small)
                await add_floors(pool, 5)
            else:
                await multiply(pool, posts)
                await add_floors(pool, max(1, round((posts * 5 - small * 5) / posts)))
            return await community(pool)
        finally:
            await pool.close()

    there = asyncio.run(prepare("small"))
    with served("tonghao.serve", dsn, data) as server:
        few = _read_all([server], there)[0]
    there = asyncio.run(prepare("all"))
    results: dict[str, float] = {}
    with served("bench.bare_serve", dsn, data) as bare, served("tonghao.serve", dsn, data) as server:
        plain, many = _read_all([bare, server], there)
        for kind, row in many.items():
            results[f"{kind}_rps"] = row.measured.rate
            results[f"{kind}_p99_ms"] = row.measured.p99_ms
            results[f"{kind}_cpu_us"] = row.cpu_us
            results[f"{kind}_cpu_ratio"] = row.cpu_us / plain[kind].cpu_us
        for name, kind in (("publish", "post"), ("comment", "comment")):
            row = _measure(server, lambda number, k=kind: _writing(k, there, number))
            results[f"{name}_rps"], results[f"{name}_p99_ms"] = row.measured.rate, row.measured.p99_ms
            results[f"{name}_failed"] = row.measured.failed
        results["web_mib"] = server.mib()
    with served("tonghao.serve", dsn, data) as server:
        results |= asyncio.run(sockets(server, there))
    for kind in ("feed", "post"):
        results[f"{kind}_growth"] = many[kind].cpu_us / few[kind].cpu_us
        results[f"{kind}_p50_growth"] = many[kind].measured.p50_ms / few[kind].measured.p50_ms
    results |= _photos(folder)
    baseline = {f"{kind}_rps": row.measured.rate for kind, row in plain.items()}
    baseline |= {f"{kind}_p99_ms": row.measured.p99_ms for kind, row in plain.items()}
    baseline |= {f"{kind}_cpu_us": row.cpu_us for kind, row in plain.items()}
    show("house", results, baseline)


def main() -> None:
    """Measure in a folder of its own that is deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench house")
    words.add_argument("folder", type=Path, nargs="?")
    words.add_argument("--posts", type=int, default=200_000)
    wanted = words.parse_args()
    psutil.cpu_percent()
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as name:
        os.chmod(name, 0o755)  # noqa: S103 - the database user must pass
        server = PostgresServer(Path(name))
        with server:
            migrate(server.dsn())
            _run(wanted.folder, wanted.posts, server.dsn(), Path(name) / "files")


if __name__ == "__main__":
    main()
