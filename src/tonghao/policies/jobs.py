"""What policies do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool
from tonghao.policies.replay import run_replay
from tonghao.policies.shadow import watch_shadow
from tonghao.policy_events import PolicyReplayAsked
from tonghao.screening.text import TextScreener


async def replay_days(event: PolicyReplayAsked, *, pool: Pool, screener: TextScreener) -> None:
    """Judge the last days again under the version that was asked for."""
    await run_replay(pool, screener, replay_id=event.replay_id)


async def watch(pool: Pool, screener: TextScreener) -> None:
    """Each minute: what would the version that judges alongside have decided?"""
    await watch_shadow(pool, screener)


EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [watch],
}
HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PolicyReplayAsked: [replay_days],
}
