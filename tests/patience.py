"""Waiting for what happens elsewhere: asked again and again until a deadline, never slept through."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")


async def until(asked: Callable[[], Awaitable[T] | T], *, seconds: float = 60) -> T:
    """The first answer of *asked* that is true; an AssertionError with the last one at the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        answer = asked()
        if isinstance(answer, Awaitable):
            answer = await answer
        if answer:
            return answer
        assert time.monotonic() < deadline, f"waited {seconds} s in vain; the last answer was {answer!r}"
        await asyncio.sleep(0.01)
