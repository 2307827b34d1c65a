"""Make the fixture of the upgrade test: a release's own database, with its demo, as that release left it.

    python -m tests.migrations.make_fixture REVISION FILE

It runs the sources of REVISION, not ours, on a throw-away server, and writes what pg_dump says of it.
"""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.laws.source import ROOT
from tonghao.postgres import temporary_server
from tonghao.postgres_home import client_program

_MAKE = "import sys; from tonghao.migrate import migrate; migrate(sys.argv[1])"


def make(revision: str, target: Path) -> None:
    """Write the database of *revision* to *target*, without what its processes had in hand."""
    told = subprocess.run(
        ["git", "archive", revision, "src"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    with tempfile.TemporaryDirectory(prefix="tonghao-") as name, temporary_server() as server:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(told.stdout)) as archive:
            archive.extractall(folder, filter="data")
        environment = {
            **os.environ,
            "PYTHONPATH": str(folder / "src"),
            "TONGHAO_DATABASE_URL": server.dsn(),
            "TONGHAO_DATA": str(folder / "data"),
        }
        for words in (["-c", _MAKE, server.dsn()], ["-m", "tonghao.demo"]):
            subprocess.run([sys.executable, *words], env=environment, cwd=folder, check=True)
        subprocess.run(
            [
                client_program("pg_dump"),
                "--format=custom",
                "--compress=9",
                "--no-owner",
                "--no-privileges",
                "--no-comments",
                "--exclude-table-data=pgqueuer*",
                "--exclude-table-data=rate_limits",
                f"--file={target}",
                server.dsn(),
            ],
            check=True,
        )


if __name__ == "__main__":
    make(sys.argv[1], Path(sys.argv[2]).absolute())
