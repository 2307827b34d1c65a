"""What the ledger does without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.config import Config
from tonghao.log import log
from tonghao.mail import Sender
from tonghao.money_events import BooksFaulted


async def warn(event: BooksFaulted, config: Config, sender: Sender) -> None:
    """Say it where operators look: in the log, and by mail to the witness where one is set."""
    log.critical("the books have a fault", faults=event.faults)
    if config.witness_mail:
        text = "\n".join(
            ["账本的自动核对发现了不该出现的情况：/ The audit of the books found:", *event.faults]
        )
        await sender.send(
            to=config.witness_mail, subject=f"{config.site_name}：账本核对 / audit of the books", text=text
        )


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {BooksFaulted: [warn]}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {}
