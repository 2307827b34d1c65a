"""Processes of ours: children that end with us and are started again, and how they look for garbage."""

import ctypes
import gc
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PR_SET_PDEATHSIG = 1
_FIRST_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 15.0
# A child that lived this long is trusted again: its next fall counts as the first.
_STEADY_SECONDS = 30.0


def end_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """Return what a child runs before its program so that Linux signals it when we are killed.

    Only for children of the main thread: Linux watches the thread that started the child, and a thread of
    a pool may end long before the process. Elsewhere the next start finds and ends what was left.
    """
    if sys.platform != "linux" or threading.current_thread() is not threading.main_thread():
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(how), 0, 0, 0)

    return ask


def collect_seldom() -> None:
    """Look for garbage as seldom as a process may that serves for weeks; never among what stands now.

    What a request makes are trees that go when it is answered; looking for cycles after each 700 objects
    costs a tenth of it, and now and then a moment that everybody waits for.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class Child:
    """One program that should always run: started again when it ends before it is told to.

    Args:
        name: As shown to whoever watches the terminal.
        passed_files: Numbers of open files that it shares.
        once: True for an errand, which may end by itself.
        ended: Told the number of a process that fell over.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        passed_files: Sequence[int] = (),
        once: bool = False,
        say: Callable[[str], object] = print,
        ended: Callable[[int], object] | None = None,
    ) -> None:
        self.name = name
        self._command = list(command)
        self._environment = dict(environment)
        self._passed_files = tuple(passed_files)
        self._once = once
        self._say = say
        self._ended = ended
        self._child: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = 0.0
        self._due_at = 0.0

    def start(self) -> None:
        self._started_at = time.monotonic()
        ask = end_with_parent(signal.SIGTERM)
        # Whoever is told to end just now must know this child, too.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)

        def begin() -> None:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            if ask is not None:
                ask()

        try:
            self._child = subprocess.Popen(
                self._command,
                env=self._environment,
                pass_fds=self._passed_files,
                stdin=subprocess.DEVNULL,
                # Ctrl-C reaches the whole group of a terminal; children are told by us, in the right order.
                start_new_session=True,
                preexec_fn=begin,
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def alive(self) -> bool:
        return self._child is not None and self._child.poll() is None

    def keep_alive(self) -> None:
        """Start the program again if it fell over and its pause is over."""
        if self.alive() or self._once:
            return
        now = time.monotonic()
        if self._child is not None:
            if now - self._started_at > _STEADY_SECONDS:
                self._pause = 0.0
            self._pause = min(_LONGEST_PAUSE_SECONDS, max(_FIRST_PAUSE_SECONDS, self._pause * 2))
            self._due_at = now + self._pause
            code = self._child.returncode
            if self._ended is not None:
                self._ended(self._child.pid)
            self._child = None
            self._say(
                f"{self.name}: 已退出（{code}），{self._pause:g} 秒后重启"
                f" / ended ({code}), starts again in {self._pause:g} s"
            )
        elif now >= self._due_at:
            self.start()

    def ask_to_end(self) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()

    def wait_for_end(self, until: float) -> None:
        """Wait for the end until the monotonic time *until*, then end it by force."""
        if self._child is None:
            return
        try:
            self._child.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._child = None
