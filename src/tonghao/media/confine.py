"""Confine: run one task on a stranger's bytes in a forked child that can do little and not for long."""

import math
import os
import resource
import select
import struct
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, NoReturn

from tonghao.media.types import Limits

Send = Callable[[bytes], None]

_LENGTH: Final = struct.Struct(">Q")
_OUT_OF_MEMORY: Final = 3
# The files of the largest photo are some MiB; a child that says more is none of ours any more.
_LONGEST_BYTES: Final = 64 * 1024 * 1024
_MIB: Final = 1024 * 1024
# The limit counts the child's own seconds of computing; on a busy machine they may take longer to pass.
_PATIENCE: Final = 3
# What is mapped but not yet asked for where the system does not tell (not Linux).
_UNKNOWN_BYTES: Final = 4096 * _MIB


class Ended(Exception):
    """The child ended before it had said everything.

    `waited` is true when the machine gave it no time to use: the photo is not to blame.
    """

    def __init__(self, *, waited: bool) -> None:
        super().__init__("the child ended early")
        self.waited = waited


def write_frame(file: int, content: bytes) -> None:
    """Write *content* with its length to the open *file*."""
    rest = memoryview(_LENGTH.pack(len(content)) + content)
    while rest:
        rest = rest[os.write(file, rest) :]


def read_frame(file: int, *, until: float | None = None) -> bytes | None:
    """The next frame of *file*; None at its end.

    Raises:
        TimeoutError: it did not come before the monotonic time *until*.
    """
    head = _read(file, _LENGTH.size, until)
    return None if head is None else _read(file, _LENGTH.unpack(head)[0], until)


def _read(file: int, size_bytes: int, until: float | None) -> bytes | None:
    parts: list[bytes] = []
    while size_bytes:
        if until is not None and not select.select([file], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(file, min(size_bytes, _MIB))
        if not part:
            return None
        parts.append(part)
        size_bytes -= len(part)
    return b"".join(parts)


class Child:
    """A forked child at work. It may send frames; it can open nothing and write nowhere else.

    Args:
        file: The end of the pipe at which it is heard.
        end: Ends it, and tells how many seconds it has computed; only when it is late is that asked for.
    """

    def __init__(self, file: int, limits: Limits, end: Callable[[bool], float]) -> None:
        self._file = file
        self._limits = limits
        self._until = time.monotonic() + limits.seconds * _PATIENCE
        self._end = end
        self._is_over = False
        os.set_blocking(file, False)
        self._came = bytearray()

    @property
    def file(self) -> int:
        """Where it speaks; readable when it has said something or ended."""
        return self._file

    @property
    def left(self) -> float:
        """Seconds until its time is over."""
        return max(0.0, self._until - time.monotonic())

    def hear(self) -> list[bytes]:
        """Everything that it has said whole since the last call; does not wait.

        Raises:
            Ended: it ended, its time is over, or it says more than a photo has.
        """
        has_ended = False
        with suppress(BlockingIOError):
            while part := os.read(self._file, _MIB):
                self._came += part
                if len(self._came) > _LONGEST_BYTES:
                    break
            else:
                has_ended = True
        said = []
        while len(self._came) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._came)[0]
            if len(self._came) < end:
                break
            said.append(bytes(self._came[_LENGTH.size : end]))
            del self._came[:end]
        if not said and (has_ended or self.left <= 0 or len(self._came) > _LONGEST_BYTES):
            raise Ended(waited=self.end())
        return said

    def end(self) -> bool:
        """End the child; whether its time went by without its having had the machine."""
        if self._is_over:
            return False
        self._is_over = True
        late = time.monotonic() >= self._until
        try:
            used = self._end(late)
        finally:
            os.close(self._file)
        return late and used < self._limits.seconds / 2


def fork_confined(task: Callable[[Send], None], limits: Limits, writing: int) -> int:
    """Fork a child that does *task* and speaks into *writing*; its number."""
    number = os.fork()
    if number == 0:
        _run(task, writing, limits)
    return number


def end_child(number: int) -> float:
    """End the child *number* of this process; how many seconds it has computed."""
    with suppress(ProcessLookupError):
        os.kill(number, 9)
    _, _, used = os.wait4(number, 0)
    return used.ru_utime + used.ru_stime


def _run(task: Callable[[Send], None], writing: int, limits: Limits) -> NoReturn:
    code = 1
    try:
        # The process's own channels, and what other children say, must be out of reach of whoever takes this
        # child over.
        os.closerange(0, 2)
        os.closerange(3, writing)
        os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
        _set_limits(limits)
        task(lambda content: write_frame(writing, content))
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _set_limits(limits: Limits) -> None:
    seconds = math.ceil(limits.seconds)
    memory = _mapped_bytes() + limits.mib * _MIB
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        # Files that are open stay open; no new one, and so no connection either.
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            # Some systems know no limit on memory; elsewhere a missing limit is a fault.
            if sys.platform == "linux":
                raise


def _mapped_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return _UNKNOWN_BYTES
    return pages * resource.getpagesize()
