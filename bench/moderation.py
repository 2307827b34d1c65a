"""`./tonghao bench moderation [FOLDER]`: the bank of removed photos, and hunts.

Recall is measured on the drawings of the demo, drawings made for it, and the photos of FOLDER when it is
given. `--seed N` makes other copies; `--only bank|hunt` measures a part.
"""

import argparse
import asyncio
import os
import tempfile
from pathlib import Path

from bench.moderation_bank import duplicates, hunt
from bench.result import show
from tonghao.config import Config
from tonghao.db import open_pool
from tonghao.migrate import migrate
from tonghao.postgres import PostgresServer


async def _with_database() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="tonghao-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: S103 - the database user must pass
        with PostgresServer(Path(folder)) as server:
            migrate(server.dsn())
            config = Config(database_url=server.dsn(), data=Path(folder) / "files")
            pool = await open_pool(server.dsn(), size=8)
            try:
                return await hunt(pool, config)
            finally:
                await pool.close()


def main() -> None:
    """Measure in folders of its own that are deleted afterwards."""
    words = argparse.ArgumentParser(prog="tonghao bench moderation")
    words.add_argument("folder", type=Path, nargs="?")
    words.add_argument("--seed", type=int, default=20161127)
    words.add_argument("--only", choices=("bank", "hunt"))
    wanted = words.parse_args()
    results: dict[str, float] = {}
    baseline: dict[str, float] = {}
    if wanted.only in {None, "bank"}:
        results, baseline = duplicates(wanted.folder, seed=wanted.seed)
    if wanted.only in {None, "hunt"}:
        results |= asyncio.run(_with_database())
    goals = {"hunt_min": 10.0, "dup_false": 0.0}
    show("moderation", results, baseline | {key: goals[key] for key in goals if key in results})


if __name__ == "__main__":
    main()
