"""The launcher brings up a bare machine, and says in both languages what it cannot do."""

import json
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tonghao.postgres import temporary_server

ROOT = Path(__file__).resolve().parents[1]
# A web process takes three seconds to start, and many more where others work at the same time.
_PATIENCE_SECONDS = 60


@pytest.fixture(scope="module")
def launcher() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "tonghao"))


@contextmanager
def up(*words: str, environment: dict[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
    running = subprocess.Popen(
        [sys.executable, "-m", "tonghao", "up", "--no-demo", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert running.stdout is not None
    try:
        yield running
    finally:
        running.terminate()
        running.wait(_PATIENCE_SECONDS)
        running.stdout.close()


def address_of(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if found := re.search(r"http://localhost:\d+", line):
            return found.group().replace("localhost", "127.0.0.1")
    raise AssertionError(said)


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=_PATIENCE_SECONDS) as answer:
        return int(answer.status)


def refused(*words: str, environment: dict[str, str] | None = None) -> str:
    """Start in vain and return what was said; a refusal is no traceback."""
    with up(*words, environment=environment) as running:
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 1, said
    assert "Traceback" not in said
    assert re.search("[一-龥]", said)
    return said


def test_an_old_python_is_told_what_to_do() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 8, 1); runpy.run_path(sys.argv[1])"
    run = subprocess.run(
        [sys.executable, "-c", pretend, str(ROOT / "tonghao")],
        env={"PATH": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "需要 Python 3.11" in run.stderr
    assert "needs Python 3.11" in run.stderr


def test_a_stamp_depends_on_names_and_on_contents(launcher: dict[str, Any], tmp_path: Path) -> None:
    digest = launcher["digest"]
    (tmp_path / "a").write_text("one")
    first = digest("a", tmp_path / "a")
    assert digest("a", tmp_path / "a") == first
    assert digest("b", tmp_path / "a") != first
    (tmp_path / "a").write_text("two")
    assert digest("a", tmp_path / "a") != first
    assert digest("ab", "c") != digest("a", "bc")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-gateways.lock"])
def test_every_locked_part_has_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    parts = re.findall(r"^\S+==(?:.*\\\n)*.*$", lock, re.MULTILINE)
    assert len(parts) > 30
    assert [part.splitlines()[0] for part in parts if "--hash=sha256:" not in part] == []
    assert "://" not in lock


def test_the_fast_installer_is_in_the_lock_of_the_tests() -> None:
    assert re.search(r"^uv==\S+ \\\n +--hash", (ROOT / "requirements-dev.lock").read_text(), re.MULTILINE)


def test_the_lock_of_the_web_names_no_address() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "://" in package.get("resolved", "")] == []


def test_up_serves_heals_a_killed_child_and_leaves_nothing_behind() -> None:
    with (
        tempfile.TemporaryDirectory() as data,
        temporary_server() as server,
        up("--port", "0", "--database-url", server.dsn(), environment={"TONGHAO_DATA": data}) as running,
    ):
        address = address_of(running)
        assert status_of(address + "/api/v1/health") == 200
        family = psutil.Process(running.pid).children(recursive=True)
        web = next(child for child in family if "tonghao.serve" in child.cmdline())
        web.send_signal(signal.SIGKILL)
        # The port is the supervisor's: a visitor who comes now waits for the next web process.
        assert status_of(address + "/api/v1/health") == 200
        family = psutil.Process(running.pid).children(recursive=True)
        running.send_signal(signal.SIGINT)
        assert running.wait(_PATIENCE_SECONDS) == 0
        _, alive = psutil.wait_procs(family, 5)
        assert alive == []


def test_a_taken_port_is_refused() -> None:
    with tempfile.TemporaryDirectory() as data, socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused("--port", port, environment={"TONGHAO_DATA": data})
    assert port in said
    assert "--port" in said


def test_a_setting_that_cannot_be_read_is_refused_before_anything_starts(tmp_path: Path) -> None:
    wrong = {"TONGHAO_TRUSTED_PROXIES": "10.0.0.0/8, nonsense", "TONGHAO_DATA": str(tmp_path / "new")}
    said = refused(environment=wrong)
    assert "TONGHAO_TRUSTED_PROXIES 无法读取" in said
    assert "cannot be read" in said
    assert "Traceback" not in said
    assert not (tmp_path / "new").exists()


def test_an_address_that_is_not_ours_is_refused() -> None:
    with tempfile.TemporaryDirectory() as data:
        said = refused("--port", "0", "--host", "192.0.2.1", environment={"TONGHAO_DATA": data})
    assert "192.0.2.1" in said


def test_a_database_that_does_not_answer_is_refused_quickly_and_without_its_password() -> None:
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as data:
        said = refused(
            "--port",
            "0",
            "--database-url",
            "postgresql://somebody:secret@127.0.0.1:1/tonghao",
            environment={"TONGHAO_DATA": data},
        )
    assert "secret" not in said
    assert time.monotonic() - began < 30


def test_the_lock_of_the_web_holds_the_parts_of_every_platform() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    names = {path.rpartition("node_modules/")[2] for path in packages}
    wanted = {name for package in packages.values() for name in package.get("optionalDependencies", {})}
    # `npm ci` refuses a lock that was written where a part for another platform could not be had.
    assert wanted - names == set()
