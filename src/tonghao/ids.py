"""Identifiers: UUIDv7, which sort by the time they were made."""

import hashlib
import os
import time
from uuid import UUID, uuid5

ARCHIVES = UUID("6f0c2d6e-6c0b-5a7e-9a53-0d2a3f8e4b11")


_last_tick = 0


def _next_tick() -> int:
    """Now in 4096ths of a millisecond, and later than the last one that this process was given."""
    global _last_tick  # noqa: PLW0603 - one clock per process
    _last_tick = max(time.time_ns() * 4096 // 1_000_000, _last_tick + 1)
    return _last_tick


def new_id(at_seconds: float | None = None) -> UUID:
    """A fresh UUIDv7; those that one process makes of its own moment sort in the order in which it made them.

    Args:
        at_seconds: Unix time the identifier should sort by; now when left out.

    Source: RFC 9562, section 5.7; section 6.2, method 3 for what stands behind the millisecond.
    """
    random = int.from_bytes(os.urandom(10))
    if at_seconds is None:
        moment, fraction = divmod(_next_tick(), 4096)
    else:
        moment, fraction = int(at_seconds * 1000), random >> 68 & 0xFFF
    number = (moment & ((1 << 48) - 1)) << 80 | 0x7 << 76 | fraction << 64
    return UUID(int=number | 0b10 << 62 | random & ((1 << 62) - 1))


def first_id(at_seconds: float) -> UUID:
    """What every identifier made at *at_seconds* or later sorts behind, as long as its version is 7."""
    return UUID(int=(int(at_seconds * 1000) & ((1 << 48) - 1)) << 80)


def derived_id(*parts: str) -> UUID:
    """The same identifier for the same *parts*, for ever (UUIDv5)."""
    return uuid5(ARCHIVES, "\x1f".join(parts))


def derived_time_id(at_seconds: float, *parts: str) -> UUID:
    """An identifier that sorts by *at_seconds* and is the same for the same arguments.

    Imported content needs both: it must stand in its place in time, and importing it twice must
    meet the row that is already there.
    """
    digest = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:10])
    number = (int(at_seconds * 1000) & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (digest >> 68 & 0xFFF) << 64
    return UUID(int=number | 0b10 << 62 | digest & ((1 << 62) - 1))
