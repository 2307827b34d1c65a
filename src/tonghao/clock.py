"""The time of day, in one place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

# Set in a replay alone, whose four days pass in a minute; its database is told the same time.
_TOLD: Final[ContextVar[Callable[[], datetime] | None]] = ContextVar("told", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    told = _TOLD.get()
    return datetime.now(UTC) if told is None else told()


@contextmanager
def told_by(clock: Callable[[], datetime]) -> Iterator[None]:
    """Let *clock* tell the time to whatever runs inside the block."""
    token = _TOLD.set(clock)
    try:
        yield
    finally:
        _TOLD.reset(token)
