"""What policies do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.db import Pool
from tonghao.policies.replay import run_replay
from tonghao.policy_events import PolicyReplayAsked
from tonghao.screening.text import TextScreener


async def replay_days(event: PolicyReplayAsked, *, pool: Pool, screener: TextScreener) -> None:
    """Judge the last days again under the version that was asked for."""
    await run_replay(pool, screener, replay_id=event.replay_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PolicyReplayAsked: [replay_days],
}
