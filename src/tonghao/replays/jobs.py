"""What replays do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.config import Config
from tonghao.db import Pool
from tonghao.replays.run import run_replay
from tonghao.tool_events import ReplayAsked


async def run_asked(event: ReplayAsked, *, pool: Pool, config: Config) -> None:
    """Run what somebody on duty asked for."""
    await run_replay(pool, config, replay_id=event.replay_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {ReplayAsked: [run_asked]}
