"""One web process under load, and what it costs."""

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
    """A running web process."""

    def __init__(self, port: int, process: psutil.Process) -> None:
        self.port = port
        self._process = process

    def cpu_seconds(self) -> float:
        """CPU that the process spent so far, in user and system time."""
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def mib(self) -> float:
        """Resident memory of the process."""
        return float(self._process.memory_info().rss / 2**20)


@contextmanager
def served(module: str, dsn: str, data: Path) -> Iterator[Served]:
    """Run `python -m module` on a socket of ours until the block ends."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(2048)
    os.set_inheritable(listener.fileno(), True)
    port = listener.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", module, str(listener.fileno())],
        cwd=_ROOT,
        pass_fds=[listener.fileno()],
        env=os.environ
        | {
            "TONGHAO_DATABASE_URL": dsn,
            "TONGHAO_DATA": str(data),
            "TONGHAO_DEMO": "false",
            "TONGHAO_LIMITS_SCALE": "1000000",
            "PYTHONPATH": f"{_ROOT}{os.pathsep}{_ROOT / 'src'}",
        },
    )
    try:
        _wait(port, process)
        yield Served(port, psutil.Process(process.pid))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        listener.close()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=2):
                return
        except urllib.error.HTTPError:
            return  # the bare server has no such page
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
