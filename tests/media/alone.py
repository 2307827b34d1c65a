"""Children of a process of its own: the one of the tests has threads, and its memory is that of the suite."""

import subprocess
import sys

_BEGIN = """
import os, select, signal, socket, time
from tonghao.media import nursery
from tonghao.media.confine import Child, Ended, end_child, fork_confined
from tonghao.media.types import Limits, Order

def confined(task, limits):
    reading, writing = os.pipe()
    number = fork_confined(task, limits, writing)
    os.close(writing)
    return Child(reading, limits, lambda _: end_child(number))

def first(child):
    while True:
        select.select([child.file], [], [], child.left)
        if said := child.hear():
            return said[0].decode()

def told(task, seconds=2.0, mib=128):
    child = confined(task, Limits(pixels=1, seconds=seconds, mib=mib))
    try:
        print(first(child), flush=True)
    except Ended as ended:
        print("ended", ended.waited, flush=True)
    finally:
        child.end()

def of_nursery(task):
    nursery.look_at = task
    held = nursery.Nursery(lambda: None)
    return held, held.start(Order(b"", Limits(pixels=1, seconds=0.5, mib=128)))

def tried(send, *attempts):
    found = []
    for attempt in attempts:
        try:
            attempt()
            found.append("yes")
        except OSError:
            found.append("no")
    send(" ".join(found).encode())
"""


def run(program: str) -> subprocess.CompletedProcess[str]:
    """*program* after the beginning above, with what it said."""
    return subprocess.run(
        [sys.executable, "-c", _BEGIN + program], stdout=subprocess.PIPE, text=True, timeout=60, check=False
    )


def said(program: str) -> str:
    """What *program* says, which must end well."""
    done = run(program)
    assert done.returncode == 0
    return done.stdout.strip()
