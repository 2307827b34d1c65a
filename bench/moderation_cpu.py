"""Seconds of computing by who used them: an honest figure also where the machine does other things."""

import os
from pathlib import Path
from typing import Final

from tonghao.db import Pool, reading

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_SERVERS: Final = "SELECT pid FROM pg_stat_activity"


def _stat(pid: int) -> list[str]:
    """The fields of a process behind its name; nothing when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def _own(stat: list[str]) -> float:
    return sum(map(int, stat[11:13])) / _TICKS


def _children(stat: list[str]) -> float:
    """Of its children that ended."""
    return sum(map(int, stat[13:15])) / _TICKS


def _below(pid: int) -> list[int]:
    """The processes that *pid* started and that run."""
    running = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [one for one in running if _stat(one)[1:2] == [str(pid)]]


async def computed(pool: Pool, worker: int) -> dict[str, float]:
    """Seconds so far of whoever posts, the worker, the photo process, its decoders and the database.

    Decoding is what forks the decoders and those that have ended; the database is its sessions of now.
    """
    found = {
        "posting": _own(_stat(os.getpid())),
        "worker": _own(_stat(worker)),
        "model": 0.0,
        "decoding": 0.0,
    }
    for process in _below(worker):
        stat = _stat(process)
        if stat:
            found["model"] += _own(stat)
        for nursery in _below(process):
            stat = _stat(nursery)
            if stat:
                found["decoding"] += _own(stat) + _children(stat)
    async with reading(pool) as conn:
        servers = [_stat(row[0]) for row in await conn.fetch(_SERVERS)]
    found["database"] = sum(_own(stat) for stat in servers if stat)
    return found


def each(before: dict[str, float], after: dict[str, float], photos: int) -> dict[str, float]:
    """Milliseconds of computing for each of so many photos, by who used them and together."""
    spent = {f"cpu_ms_{who}": (after[who] - before[who]) * 1000 / photos for who in before}
    return {"cpu_ms_photo": sum(spent.values())} | spent
