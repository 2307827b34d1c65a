"""A signal that comes at an awkward moment still ends `up`, and shows no trace."""

import subprocess
import sys

# Python runs this hook where an exception can only be dropped, as in the middle of a fork's own hooks.
_IN_A_FORK = """
import os, signal
from tonghao.supervise import _stop_on_signals

asked = _stop_on_signals()
os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
if os.fork() == 0:
    os._exit(0)
os.wait()
print("asked" if asked.is_set() else "not asked")
"""
_IN_A_START = """
import os, signal, sys, time
from tonghao.processes import Child
from tonghao.supervise import _Stopped, _stop_on_signals

_stop_on_signals()
os.register_at_fork(before=lambda: os.kill(os.getpid(), signal.SIGTERM))
child = Child("child", [sys.executable, "-c", "import time; time.sleep(60)"], environment=os.environ)
try:
    child.start()
except _Stopped:
    print("stopped", child.alive())
child.ask_to_end()
child.wait_for_end(time.monotonic() + 20)
print(child.alive())
"""
_A_FAULT = """
from tonghao.supervise import _stop_on_signals

class Faulty:
    def __del__(self):
        raise ValueError("a fault of our own")

_stop_on_signals()
del (faulty := [Faulty()])[0]
"""


def _says(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


def test_a_signal_that_is_dropped_is_remembered_without_a_trace() -> None:
    said = _says(_IN_A_FORK)
    assert (said.stdout, said.stderr) == ("asked\n", "")


def test_a_child_that_was_being_started_is_known_and_ended() -> None:
    said = _says(_IN_A_START)
    assert (said.stdout, said.stderr) == ("stopped True\nFalse\n", "")


def test_any_other_dropped_fault_is_still_told() -> None:
    assert "a fault of our own" in _says(_A_FAULT).stderr
