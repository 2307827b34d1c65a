"""What the ledger does without a request: holds expire, days are sealed, the books are audited."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final
from uuid import UUID

from tonghao.clock import now
from tonghao.config import Config
from tonghao.db import Connection, Pool, reading_one_moment, writing
from tonghao.ledger.audit import audit_books
from tonghao.ledger.holds import expire_hold, list_due_holds
from tonghao.ledger.seal import seal_days
from tonghao.log import log
from tonghao.mail import Sender
from tonghao.money_events import BooksFaulted
from tonghao.sweep import sweep


async def expire_holds(pool: Pool) -> None:
    """Every minute: what was set aside and is over goes back, each in a transaction of its own."""
    at = now()

    async def expire(conn: Connection, hold_id: UUID) -> None:
        if not await expire_hold(conn, hold_id=hold_id, at=at):
            log.warning("a hold did not go back", hold=str(hold_id))

    await sweep(pool, partial(list_due_holds, at=at), expire, what="hold")


async def audit_newest(pool: Pool) -> None:
    """Every ten minutes: what was written since the last time."""
    await _audit(pool, is_full=False)


async def audit_all(pool: Pool) -> None:
    """Every night: everything."""
    await _audit(pool, is_full=True)


async def _audit(pool: Pool, *, is_full: bool) -> None:
    async with reading_one_moment(pool) as conn:
        audit = await audit_books(conn, is_full=is_full)
    if audit.faults:
        pool.ring()


async def seal(pool: Pool) -> None:
    """Every hour: the first time after midnight yesterday is sealed."""
    async with writing(pool) as conn:
        await seal_days(conn, at=now())


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
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [expire_holds],
    "*/10 * * * *": [audit_newest],
    "13 * * * *": [seal],
    "41 3 * * *": [audit_all],
}
