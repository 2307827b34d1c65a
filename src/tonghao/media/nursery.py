"""The nursery forks the children that look at photos: a process as small as what they need.

The process with the models is three times as large. A fork copies the list of all its pages, and while a
child lives each page that a model writes is copied as well: that took nearly as long as the model's own work.
"""

import os
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final, NoReturn

import msgspec

from tonghao.media.confine import Child, end_child, fork_confined, read_frame, write_frame
from tonghao.media.look_at import look_at
from tonghao.media.types import Order

_FORK: Final = b"f"
_END: Final = b"e"
_END_AND_TELL: Final = b"t"
_NUMBER: Final = struct.Struct(">Q")
_SECONDS: Final = struct.Struct(">d")


class NurseryGone(Exception):
    """It fell over: whoever held it has to start anew."""


class Nursery:
    """Begun before anything large is loaded; ends when its owner does, with every child at work.

    Args:
        prepare: Called in the new process before it waits for orders.
    """

    def __init__(self, prepare: Callable[[], None]) -> None:
        self._line, theirs = socket.socketpair()
        self._count = 0
        if os.fork() == 0:
            _tend(theirs, prepare)
        theirs.close()

    def start(self, order: Order) -> Child:
        """Fork a child that looks at the photo of *order*.

        Raises:
            NurseryGone: it fell over.
        """
        reading, writing = os.pipe()
        self._count += 1
        try:
            socket.send_fds(self._line, [_FORK + _NUMBER.pack(self._count)], [writing])
            write_frame(self._line.fileno(), msgspec.msgpack.encode(order))
        except OSError as gone:
            os.close(reading)
            raise NurseryGone from gone
        finally:
            os.close(writing)
        return Child(reading, order.limits, partial(self._end, self._count))

    def _end(self, number: int, tell: bool) -> float:
        try:
            self._line.sendall((_END_AND_TELL if tell else _END) + _NUMBER.pack(number))
            if not tell:
                return 0.0
            said = read_frame(self._line.fileno())
        except OSError as gone:
            raise NurseryGone from gone
        if said is None:
            raise NurseryGone
        seconds: float = _SECONDS.unpack(said)[0]
        return seconds


def _tend(line: socket.socket, prepare: Callable[[], None]) -> NoReturn:
    """Fork and end children as told, until whoever tells is gone."""
    children: dict[int, int] = {}
    code = 1
    try:
        # Whoever reads answers, or the orders, waits until nobody holds the other end. The places stay taken:
        # a child gives its own up, and what it speaks into must not have one of them.
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(nothing, 1)
        os.closerange(3, line.fileno())
        os.closerange(line.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
        prepare()
        while _obey(line, children):
            pass
        code = 0
    finally:
        for child in children.values():
            end_child(child)
        os._exit(code)


def _obey(line: socket.socket, children: dict[int, int]) -> bool:
    """One word of our owner; False when there will be no more."""
    said, files, _, _ = socket.recv_fds(line, 1 + _NUMBER.size, 1)
    if not said:
        return False
    while len(said) < 1 + _NUMBER.size:
        more = line.recv(1 + _NUMBER.size - len(said))
        if not more:
            return False
        said += more
    word, number = said[:1], _NUMBER.unpack(said[1:])[0]
    if word == _FORK:
        content = read_frame(line.fileno())
        if content is None:
            return False
        order = msgspec.msgpack.decode(content, type=Order)
        children[number] = fork_confined(partial(look_at, order), order.limits, files[0])
        os.close(files[0])
        return True
    seconds = end_child(children.pop(number))
    if word == _END_AND_TELL:
        with suppress(BrokenPipeError):
            write_frame(line.fileno(), _SECONDS.pack(seconds))
    return True
