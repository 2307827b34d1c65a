"""The nursery: children of a small process, which ends with its owner and is told of by whoever misses it."""

import os
import signal

import psutil
import pytest

from tests.media import pictures
from tests.media.alone import run, said
from tests.patience import until
from tonghao.config import Config
from tonghao.media.photo_client import PhotoProcess
from tonghao.screening.types import ScreenerDown


def test_a_child_of_the_nursery_is_heard_and_can_open_nothing() -> None:
    tries = """
held, child = of_nursery(lambda order, send: tried(send, lambda: open("/etc/hostname"), os.pipe,
                                                   lambda: os.write(0, b"forged"),
                                                   lambda: os.write(1, b"forged")))
print(first(child), child.end())
"""
    assert said(tries) == "no no no no False"


def test_a_child_that_never_had_the_machine_is_not_to_blame() -> None:
    tries = """
held, child = of_nursery(lambda order, send: time.sleep(30))
try:
    first(child)
except Ended as ended:
    print("ended", ended.waited)
"""
    assert said(tries) == "ended True"


async def test_when_its_owner_is_killed_it_ends_with_every_child() -> None:
    tries = """
held, child = of_nursery(lambda order, send: (send(str(os.getpid()).encode()), time.sleep(60)))
print(first(child), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = run(tries)
    assert killed.returncode == -signal.SIGKILL
    await until(lambda: not psutil.pid_exists(int(killed.stdout)), seconds=20)


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
