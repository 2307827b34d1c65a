"""A whole run does two things at once: what kills, waits and guesses runs in a process of its own.

The tests below `_BESIDE` need nothing that others have made. They run in a second pytest with a database of
its own, and what it reports is told here in their place: one run, one count, one closing line. The stories
come last, when the other process has ended, so that a browser has the machine for itself. A run of a part
of the tests is an ordinary one.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from tonghao.processes import end_with_parent

_BESIDE = ("tests/crashes/", "tests/demo/", "tests/laws/test_fuzz.py")
_STORIES = "tests/stories/"
_LEAST = 1000
# Without the prefix of the settings, which a test may count.
_REPORTS = "BESIDE_REPORTS"
_ROOT = Path(__file__).resolve().parents[1]


class Teller:
    """In the second process: writes each report down, a line each."""

    def __init__(self, config: pytest.Config, path: str) -> None:
        self._config = config
        self._file: IO[str] = Path(path).open("a", encoding="utf-8")  # noqa: SIM115

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        told = self._config.hook.pytest_report_to_serializable(config=self._config, report=report)
        self._file.write(json.dumps(told) + "\n")
        self._file.flush()


class Beside:
    """In the first process: the second one, and what it told so far."""

    def __init__(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        self._config = config
        self._folder = tempfile.TemporaryDirectory(prefix="tonghao-beside-")
        self._reports = (Path(self._folder.name) / "reports").open("w+", encoding="utf-8")
        self._said = (Path(self._folder.name) / "said").open("w+", encoding="utf-8")
        self._told: dict[str, list[pytest.TestReport]] = {item.nodeid: [] for item in items}
        self._half = ""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *self._told],
            cwd=_ROOT,
            env=os.environ | {_REPORTS: self._reports.name},
            stdout=self._said,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_parent(signal.SIGTERM),
        )

    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        if item.nodeid not in self._told:
            return None
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in self._of(item):
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    def _of(self, item: pytest.Item) -> Iterator[pytest.TestReport]:
        """The reports of *item*, the last of which is that of its end."""
        while True:
            has_ended = self._process.poll() is not None
            self._read()
            told = self._told[item.nodeid]
            if told and told[-1].when == "teardown":
                yield from told
                return
            if has_ended:
                yield from told
                yield self._lost(item)
                return
            time.sleep(0.1)

    def _read(self) -> None:
        *lines, self._half = (self._half + self._reports.read()).split("\n")
        for line in lines:
            report: Any = self._config.hook.pytest_report_from_serializable(
                config=self._config, data=json.loads(line)
            )
            self._told[report.nodeid].append(report)

    def _lost(self, item: pytest.Item) -> pytest.TestReport:
        self._said.seek(0)
        said = f"The process beside ended with {self._process.returncode}.\n{self._said.read()[-4000:]}"
        return pytest.TestReport(item.nodeid, item.location, {}, "failed", said, "call")

    def pytest_sessionfinish(self) -> None:
        for how in (signal.SIGINT, signal.SIGKILL):
            if self._process.poll() is None:
                self._process.send_signal(how)
                try:
                    self._process.wait(60)
                except subprocess.TimeoutExpired:
                    continue
        self._reports.close()
        self._said.close()
        self._folder.cleanup()


def pytest_configure(config: pytest.Config) -> None:
    """Know whether this is the second process."""
    if path := os.environ.get(_REPORTS):
        config.pluginmanager.register(Teller(config, path))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin what runs beside, unless this is a run of a part, or one that somebody looks into."""
    if _REPORTS in os.environ or config.option.collectonly or config.option.usepdb or config.option.maxfail:
        return
    beside = [item for item in items if item.nodeid.startswith(_BESIDE)]
    others = [item for item in items if item not in set(beside)]
    stories = [item for item in others if item.nodeid.startswith(_STORIES)]
    if not beside or not stories or len(others) < _LEAST:
        return
    items[:] = [item for item in others if item not in set(stories)] + beside + stories
    config.pluginmanager.register(Beside(config, beside))
