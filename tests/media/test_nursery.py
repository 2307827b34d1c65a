"""The nursery: children of a small process, which ends with its owner and is told of by whoever misses it."""

import os
import signal
import subprocess
import sys

import psutil
import pytest

from tests.media import pictures
from tests.patience import until
from tonghao.config import Config
from tonghao.media.photo_client import PhotoProcess
from tonghao.screening.types import ScreenerDown

# A process of its own: this one has threads, and its memory is that of the whole suite.
_BEGIN = """
import os, time
from functools import partial
from tonghao.media import nursery
from tonghao.media.confine import Ended
from tonghao.media.types import Limits, Order

def begin(task):
    nursery.look_at = task
    held = nursery.Nursery(lambda: None)
    return held, held.start(Order(b"", Limits(pixels=1, seconds=0.5, mib=128)))
"""


def said(task: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", _BEGIN + task], capture_output=True, text=True, timeout=60, check=True
    )
    return run.stdout.strip()


def test_a_child_of_the_nursery_is_heard_and_can_open_nothing() -> None:
    tries = """
def attempts(order, send):
    found = []
    for attempt in (lambda: open("/etc/hostname"), lambda: os.pipe(), lambda: os.write(0, b"forged"),
                    lambda: os.write(1, b"forged")):
        try:
            attempt()
            found.append("yes")
        except OSError:
            found.append("no")
    send(" ".join(found).encode())
held, child = begin(attempts)
print(child.frame().decode(), child.end())
"""
    assert said(tries) == "no no no no False"


def test_a_child_that_never_had_the_machine_is_not_to_blame() -> None:
    tries = """
held, child = begin(lambda order, send: time.sleep(30))
try:
    child.frame()
except Ended as ended:
    print("ended", ended.waited)
"""
    assert said(tries) == "ended True"


async def test_when_its_owner_is_killed_it_ends_with_every_child() -> None:
    tries = """
import signal
held, child = begin(lambda order, send: (send(str(os.getpid()).encode()), time.sleep(60)))
print(child.frame().decode(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    run = subprocess.run(
        [sys.executable, "-c", _BEGIN + tries], stdout=subprocess.PIPE, text=True, timeout=60, check=False
    )
    assert run.returncode == -signal.SIGKILL
    await until(lambda: not psutil.pid_exists(int(run.stdout)), seconds=20)


async def test_a_photo_process_that_has_lost_it_starts_again(config: Config) -> None:
    screener = PhotoProcess(config)
    try:
        await screener.versions()
        assert screener._process is not None
        first = screener._process
        [nursery] = psutil.Process(first.pid).children()
        os.kill(nursery.pid, signal.SIGKILL)
        content = pictures.saved(pictures.scene())
        with pytest.raises(ScreenerDown):
            await screener.judge(content)
        await until(lambda: first.poll() is not None)
        assert (await screener.judge(content)).verdict is not None
    finally:
        screener.close()
