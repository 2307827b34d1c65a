"""Run: start the replay in a process of its own, and keep what it tells hour by hour."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.log import log
from tonghao.processes import end_with_parent

_PATIENCE_SECONDS: Final = 1200
_LONGEST_LINE: Final = 1024 * 1024

_BEGIN: Final = """
    UPDATE replays SET state = 'running', frames = '[]'
     WHERE id = $1 AND state IN ('waiting', 'running')
    RETURNING recall, seed, changes
"""
_KEEP: Final = "UPDATE replays SET frames = frames || $2 WHERE id = $1 AND state = 'running'"
_END: Final = """
    UPDATE replays SET state = 'done', outcome = $2, ended_at = now() WHERE id = $1 AND state = 'running'
"""
_FAIL: Final = """
    UPDATE replays SET state = 'failed', ended_at = now() WHERE id = $1 AND state IN ('waiting', 'running')
"""


async def run_replay(pool: Pool, config: Config, *, replay_id: UUID) -> None:
    """Run what was asked for, from the beginning; nothing happens when it has ended."""
    async with writing(pool) as conn:
        asked = await conn.fetchrow(_BEGIN, replay_id)
    if asked is None:
        return
    command = [
        sys.executable,
        "-m",
        "tonghao.replay",
        "--frames",
        "--recall",
        str(asked["recall"]),
        "--seed",
        str(asked["seed"]),
        "--assume",
        json.dumps(asked["changes"]),
    ]
    # Niced, since people use this server meanwhile; with a folder and a database of its own.
    process = await asyncio.create_subprocess_exec(
        *command,
        stdout=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
        limit=_LONGEST_LINE,
        env={**os.environ, "TONGHAO_DATABASE_URL": "", "TONGHAO_LOG_FORMAT": config.log_format},
        preexec_fn=partial(_step_back, end_with_parent(signal.SIGTERM)),
    )
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            outcome = await _listen(pool, replay_id, process)
            status = await process.wait()
    except TimeoutError:
        outcome, status = None, -1
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    async with writing(pool) as conn:
        if outcome is None or status != 0:
            log.error("replay failed", replay_id=str(replay_id), status=status)
            await conn.execute(_FAIL, replay_id)
        else:
            await conn.execute(_END, replay_id, outcome)


async def _listen(pool: Pool, replay_id: UUID, process: asyncio.subprocess.Process) -> dict[str, Any] | None:
    """Keep each hour as it comes; the last line is the outcome."""
    outcome: dict[str, Any] | None = None
    assert process.stdout is not None
    async for line in process.stdout:
        said: dict[str, Any] = json.loads(line)
        if "violating_views" in said:
            outcome = said
            continue
        async with writing(pool) as conn:
            await conn.execute(_KEEP, replay_id, [said])
    return outcome


def _step_back(end_with_us: Callable[[], None] | None) -> None:
    """Let others go first, and end when the worker is killed."""
    os.nice(5)
    if end_with_us is not None:
        end_with_us()
