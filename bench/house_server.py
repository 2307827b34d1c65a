"""Web processes under load, and what they cost."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

_ROOT = Path(__file__).parents[1]


class Served:
    """Running web processes, mostly one."""

    def __init__(self, port: int, processes: list[psutil.Process]) -> None:
        self.port = port
        self._processes = processes

    def cpu_seconds(self) -> float:
        """CPU that they spent so far, in user and system time."""
        times = [process.cpu_times() for process in self._processes]
        return float(sum(one.user + one.system for one in times))

    def mib(self) -> float:
        """Resident memory of all of them."""
        return float(sum(process.memory_info().rss for process in self._processes) / 2**20)


@contextmanager
def served(
    module: str, dsn: str, data: Path, *, processes: int = 1, beside: str | None = None
) -> Iterator[Served]:
    """Run `python -m module` so many times on a socket of ours until the block ends.

    Args:
        beside: A module that runs beside them, as the worker does; it is not counted.
    """
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(2048)
    os.set_inheritable(listener.fileno(), True)
    port = listener.getsockname()[1]
    environment = os.environ | {
        "TONGHAO_DATABASE_URL": dsn,
        "TONGHAO_DATA": str(data),
        "TONGHAO_DEMO": "false",
        "TONGHAO_LIMITS_SCALE": "1000000",
        "PYTHONPATH": f"{_ROOT}{os.pathsep}{_ROOT / 'src'}",
    }
    commands = [[module, str(listener.fileno())]] * processes + ([[beside]] if beside else [])
    running = [
        subprocess.Popen(
            [sys.executable, "-m", *command], cwd=_ROOT, pass_fds=[listener.fileno()], env=environment
        )
        for command in commands
    ]
    try:
        _wait(port, running)
        yield Served(port, [psutil.Process(process.pid) for process in running[:processes]])
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            process.wait(20)
        listener.close()


def _wait(port: int, running: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and all(process.poll() is None for process in running):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=2):
                return
        except urllib.error.HTTPError:
            return  # the bare server has no such page
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
