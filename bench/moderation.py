"""`./tonghao bench moderation [FOLDER]`: the bank of removed photos, hunts, verdicts under
load, and the queue.

Recall is measured on the drawings of the demo, drawings made for it, and the photos of FOLDER when it is
given. `--seed N` makes other copies; `--only bank|hunt|photos|queue` measures a part; `--rate` and
`--seconds` say how many posts with a photo come and for how long (20 a second, 30 seconds). The baseline
of `verdict_p95_s` is the photo process with one photo at a time, its files before the next one.
"""

import argparse
import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from bench.moderation_bank import duplicates, hunt
from bench.moderation_photos import verdicts
from bench.moderation_queue import queue
from bench.result import show
from tonghao.config import Config
from tonghao.db import Pool, open_pool
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer

_Found = TypeVar("_Found")


async def _with_database(measure: Callable[[Pool, Config], Awaitable[_Found]]) -> _Found:
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the database user must pass
        with PostgresServer(Path(folder)) as server:
            migrate(server.dsn())
            config = Config(database_url=server.dsn(), data=Path(folder) / "files")
            pool = await open_pool(server.dsn(), size=8)
            try:
                return await measure(pool, config)
            finally:
                await pool.close()


def main() -> None:
    """Measure in folders of its own that are deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench moderation")
    words.add_argument("folder", type=Path, nargs="?")
    words.add_argument("--seed", type=int, default=20161127)
    words.add_argument("--only", choices=("bank", "hunt", "photos", "queue"))
    words.add_argument("--rate", type=int, default=20)
    words.add_argument("--seconds", type=int, default=30)
    wanted = words.parse_args()
    results: dict[str, float] = {}
    baseline: dict[str, float] = {}
    if wanted.only in {None, "bank"}:
        results, baseline = duplicates(wanted.folder, seed=wanted.seed)
    if wanted.only in {None, "hunt"}:
        results |= asyncio.run(_with_database(hunt))
    if wanted.only in {None, "photos"}:
        flood = partial(verdicts, folder=wanted.folder, a_second=wanted.rate, seconds=wanted.seconds)
        found, before = asyncio.run(_with_database(flood))
        results, baseline = results | found, baseline | before
    if wanted.only in {None, "queue"}:
        read, computed = asyncio.run(_with_database(lambda pool, _: queue(pool, seed=wanted.seed)))
        results, baseline = results | read, baseline | computed
    goals = {"hunt_min": 10.0, "dup_false": 0.0, "passed_unseen": 0.0}
    show("moderation", results, baseline | {key: goals[key] for key in goals if key in results})


if __name__ == "__main__":
    main()
