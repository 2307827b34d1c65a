"""`./tonghao audit verify` says in both languages whether the log holds."""

import subprocess
import sys

from tests.audit.chain import write
from tonghao.audit.read import get_head
from tonghao.db import Pool, reading, writing


def run(dsn: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tonghao", "audit", "verify", "--database-url", dsn, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


async def test_a_sound_log_passes_and_a_forgotten_end_does_not(pool: Pool, dsn: str) -> None:
    async with writing(pool) as conn:
        await write(conn, 2)
    async with reading(pool) as conn:
        head = await get_head(conn)
    sound = run(dsn, "--remembered", f"{head.number}:{head.hash}")
    assert sound.returncode == 0, sound.stderr
    assert f"{head.number}:{head.hash}" in sound.stdout
    lost = run(dsn, "--remembered", f"{head.number}:{'0' * 64}")
    assert lost.returncode == 1
    assert f"第 {head.number} 条" in lost.stderr
    assert f"entry {head.number}" in lost.stderr
