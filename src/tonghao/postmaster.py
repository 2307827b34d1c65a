"""What a running server's own file says: which process holds the cluster, and whether it is ready."""

import os
import subprocess
from pathlib import Path


def _lines(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def recorded_process(cluster: Path) -> int | None:
    """Return the number of the process that holds the cluster, if it still lives."""
    lines = _lines(cluster)
    if not lines or not lines[0].strip().isdigit():
        return None
    number = int(lines[0])
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return number


def is_ready(cluster: Path, number: int) -> bool:
    """Tell whether the process *number* takes connections; a killed one leaves its own "ready" behind."""
    lines = _lines(cluster)
    return len(lines) > 7 and lines[0].strip() == str(number) and lines[7].strip() == "ready"


def is_server_of(number: int, cluster: Path) -> bool:
    """Tell a server of this cluster from a stranger that was given the same number after a reboot."""
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes().decode(errors="replace").replace("\0", " ")
    except OSError:
        shown = subprocess.run(
            ["/bin/ps", "-o", "command=", "-p", str(number)], capture_output=True, text=True, check=False
        )
        words = shown.stdout
    return "postgres" in words and str(cluster) in words


def forget_process(cluster: Path) -> None:
    """Replace a stranger's number by one that is never given.

    The file itself stays: its line about shared memory keeps the new server from starting beside
    processes of the old one.
    """
    lines = _lines(cluster)
    lines[0] = str(2**31 - 2)
    (cluster / "postmaster.pid").write_text("\n".join(lines) + "\n")
