"""The whole product as a person meets it: `./tonghao up` in a folder of its own, and a real browser."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.stories.person import Person, Street

_ROOT = Path(__file__).parents[2]
_CHROME = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine of two cores takes longer over a page than the five seconds that are usual.
expect.set_options(timeout=30_000)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """The running product with the demo."""
    folder = tmp_path_factory.mktemp("street")
    port = _free_port()
    with (folder / "up.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "tonghao", "up", "--port", str(port)],
            cwd=_ROOT,
            env=os.environ | {"TONGHAO_DATA": str(folder / "data"), "TONGHAO_LIMITS_SCALE": "1000"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    street = Street(f"http://localhost:{port}", folder / "data", folder / "up.log")
    # On a busy machine the demo alone takes two minutes.
    until = time.monotonic() + 300
    while not _answers(f"{street.url}/api/v1/health"):
        said = street.log.read_text("utf-8", "replace")[-2000:]
        assert running.poll() is None, said
        assert time.monotonic() < until, said
        time.sleep(0.3)
    street.wait_for_demo()
    yield street
    running.send_signal(signal.SIGINT)
    assert running.wait(90) == 0, street.log.read_text("utf-8", "replace")[-2000:]
    assert "Traceback" not in street.log.read_text("utf-8", "replace")


@pytest.fixture(scope="session")
async def chrome() -> AsyncIterator[Browser]:
    """One Chromium for all stories."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is missing; `./tonghao test` installs it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_CHROME)
        yield browser
        await browser.close()


@pytest.fixture
async def person(chrome: Browser, street: Street) -> AsyncIterator[type[Person]]:
    """`await person.enter(door="member", width=390)`: somebody with a browser of their own."""
    Person.begin(chrome, street)
    yield Person
    await Person.leave_all()
    await asyncio.sleep(0)
