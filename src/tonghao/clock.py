"""The time of day, in one place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

# Set in a replay, whose four days pass in a minute and whose database is told the same time, and where the
# demo tells what was done weeks ago.
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
