"""Whether a JPEG is whole: the decoder fills what is missing with grey and says nothing."""

from math import ceil
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

_END: Final = 0xD9
_SCAN: Final = 0xDA
_RESTART_EVERY: Final = 0xDD
_FIRST_RESTART: Final = 0xD0
# Frames by Huffman or arithmetic coding, by order of the pieces; DHT, JPG and DAC lie between them.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What may follow the coded pixels of a scan.
_AFTER_SCAN: Final = frozenset({0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDA, 0xD9, 0xFE, *range(0xE0, 0xF0)})


class _Frame(msgspec.Struct, frozen=True):
    """Size in pixels, and (horizontal, vertical) sampling by component."""

    height: int
    width: int
    sampling: dict[int, tuple[int, int]]

    def pieces(self, components: list[int]) -> int:
        """How many coded units a scan of *components* has."""
        across = max(h for h, _ in self.sampling.values())
        down = max(v for _, v in self.sampling.values())
        if len(components) > 1:
            return ceil(self.width / (8 * across)) * ceil(self.height / (8 * down))
        h, v = self.sampling[components[0]]
        return ceil(ceil(self.width * h / across) / 8) * ceil(ceil(self.height * v / down) / 8)


def is_whole(original: bytes) -> bool:
    """Whether every scan ends where it should and no restart marker is missing or out of turn.

    Coded pixels that are merely wrong cannot be told from right ones.

    Source: ITU-T T.81, annexes B.1 and B.2.
    """
    try:
        return _walk(original)
    except (IndexError, KeyError, ValueError, ZeroDivisionError):
        return False


def _walk(original: bytes) -> bool:
    marks = _marks(original)
    at, every, frame, scans = 2, 0, None, 0
    while True:
        if original[at] != 0xFF:
            return False
        while original[at + 1] == 0xFF:
            at += 1
        kind = original[at + 1]
        if kind == _END:
            return scans > 0
        length = int.from_bytes(original[at + 2 : at + 4])
        body = original[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            return False
        at += 2 + length
        if kind in _FRAMES:
            frame = _frame_of(body)
        elif kind == _RESTART_EVERY:
            every = int.from_bytes(body[:2])
        elif kind == _SCAN:
            end = _end_of_scan(original, marks, at, _restarts(frame, body, every))
            if end is None:
                return False
            at, scans = end, scans + 1


def _marks(original: bytes) -> NDArray[np.intp]:
    """Where a marker may stand: each 0xFF that is neither stuffed nor followed by another."""
    numbers = np.frombuffer(original, np.uint8)
    at = np.flatnonzero(numbers[:-1] == 0xFF)
    following = numbers[at + 1]
    marks: NDArray[np.intp] = at[(following != 0) & (following != 0xFF)]
    return marks


def _frame_of(body: bytes) -> _Frame:
    parts = [body[6 + 3 * i : 9 + 3 * i] for i in range(body[5])]
    sampling = {part[0]: (part[1] >> 4, part[1] & 15) for part in parts}
    return _Frame(int.from_bytes(body[1:3]), int.from_bytes(body[3:5]), sampling)


def _restarts(frame: _Frame | None, scan: bytes, every: int) -> int | None:
    """How many restart markers the scan must have; None when its height is told only afterwards."""
    if frame is None:
        raise ValueError("a scan before its frame")
    if every == 0 or frame.height == 0:
        return 0 if every == 0 else None
    components = [scan[1 + 2 * i] for i in range(scan[0])]
    return ceil(frame.pieces(components) / every) - 1


def _end_of_scan(original: bytes, marks: NDArray[np.intp], at: int, restarts: int | None) -> int | None:
    """Where the marker behind the scan stands that begins *at*; None when the scan is damaged."""
    seen = 0
    for mark in marks[np.searchsorted(marks, at) :].tolist():
        kind = original[mark + 1]
        if kind == _FIRST_RESTART + seen % 8:
            seen += 1
        elif kind in _AFTER_SCAN and restarts in {None, seen}:
            return int(mark)
        else:
            return None
    return None
