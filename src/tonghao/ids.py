"""Identifiers: UUIDv7, which sort by the time they were made."""

import hashlib
import os
import time
from uuid import UUID, uuid5

ARCHIVES = UUID("6f0c2d6e-6c0b-5a7e-9a53-0d2a3f8e4b11")


def new_id(at_seconds: float | None = None) -> UUID:
    """A fresh UUIDv7.

    Args:
        at_seconds: Unix time the identifier should sort by; now when left out.

    Source: RFC 9562, section 5.7.
    """
    moment = time.time_ns() // 1_000_000 if at_seconds is None else int(at_seconds * 1000)
    random = int.from_bytes(os.urandom(10))
    number = (moment & ((1 << 48) - 1)) << 80 | 0x7 << 76 | (random >> 68 & 0xFFF) << 64
    return UUID(int=number | 0b10 << 62 | random & ((1 << 62) - 1))


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
