"""A backup that is made while people write is a community again elsewhere."""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.crashes.house import House, Writer, open_house
from tests.laws.source import ROOT
from tests.patience import until
from tonghao.db import open_pool, reading
from tonghao.postgres import PostgresServer

_TEXTS = "SELECT text, id FROM posts WHERE circle_id = $1 AND state = 'visible'"
_STATES = "SELECT owner_id, id, state FROM media"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """One command of ./tonghao on a data folder."""
    return subprocess.run(
        [sys.executable, "-m", "tonghao", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "TONGHAO_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that the database user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="tonghao-"))
    folder.chmod(0o755)
    yield folder
    for data in folder.iterdir():
        if (data / "postgres").exists():
            shutil.rmtree((data / "postgres").resolve(), ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with open_house() as opened:
        yield opened


async def test_what_was_acknowledged_before_a_backup_is_there_after_its_restore(
    house: House, elsewhere: Path
) -> None:
    made = await house.world.circle(members=3)
    photo = await house.world.photo(made.owner_id)
    path = f"/api/v1/circles/{made.circle_id}/posts"
    writers = [
        Writer(house, await house.world.session(who), path, f"{number}号")
        for number, who in enumerate(made.members)
    ]
    stop = asyncio.Event()
    writing = [asyncio.create_task(writer.write(stop)) for writer in writers]
    await until(lambda: sum(len(writer.acknowledged) for writer in writers) > 20, seconds=60)
    promised = {text: made for writer in writers for text, made in writer.acknowledged.items()}
    backup = elsewhere / "backup"
    backed = await asyncio.to_thread(run, house.folder, "backup", str(backup))
    assert backed.returncode == 0, backed.stdout + backed.stderr
    stop.set()
    await asyncio.gather(*writing)

    again = await asyncio.to_thread(run, house.folder, "backup", str(backup))
    assert again.returncode == 1
    assert "holds something already" in again.stderr
    over = await asyncio.to_thread(run, house.folder, "restore", str(backup))
    assert over.returncode == 1
    assert "never writes over" in over.stderr

    restored = await asyncio.to_thread(run, elsewhere / "data", "restore", str(backup))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    await _is_the_same(house, elsewhere / "data", promised, made.circle_id)
    assert (elsewhere / "data" / "media" / str(made.owner_id) / str(photo) / "large.webp").is_file()
    twice = await asyncio.to_thread(run, elsewhere / "data", "restore", str(backup))
    assert twice.returncode == 1

    verified = await asyncio.to_thread(run, elsewhere / "data", "audit", "verify")
    assert verified.returncode == 0, verified.stdout


async def _is_the_same(house: House, folder: Path, promised: dict[str, object], circle_id: object) -> None:
    with PostgresServer(folder) as server:
        pool = await open_pool(server.dsn(), size=2)
        async with reading(pool) as conn:
            there = dict(await conn.fetch(_TEXTS, circle_id))
            assert {text: there.get(text) for text in promised} == promised
            assert {tuple(row) for row in await conn.fetch(_STATES)} == set(await house.rows(_STATES))
            # Its events come after everything that readers have seen, and none stands in the future.
            places = await conn.fetch("SELECT tx::text AS tx FROM relay_cursors WHERE name <> 'trimmed'")
            assert {row["tx"] for row in places} <= {"0"}  # none yet when the worker had not begun
            assert await conn.fetchval(
                "SELECT COALESCE(max(o.tx::text::bigint), 0)"
                " < pg_snapshot_xmax(pg_current_snapshot())::text::bigint FROM outbox o"
            )
        await pool.close()
