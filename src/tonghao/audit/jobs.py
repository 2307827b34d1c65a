"""What the audit log does without a request: its daily head is published, and goes to a witness."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.audit.publish_head import publish_head
from tonghao.audit.witness import queue_heads, send_heads, ways_of
from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Pool, writing
from tonghao.mail import Sender


async def publish_and_send(pool: Pool, config: Config, sender: Sender) -> None:
    """Every five minutes: the first time after midnight the head is published; what is due is sent."""
    at = now()
    async with writing(pool) as conn:
        await publish_head(conn, at=at)
        await queue_heads(conn, ways=ways_of(config), at=at)
    await send_heads(pool, config, sender)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"*/5 * * * *": [publish_and_send]}
