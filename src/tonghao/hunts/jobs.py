"""What hunts do without a request."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.bank.match import Bank
from tonghao.case_events import HuntMoved
from tonghao.db import Pool, writing
from tonghao.events import AccountDeleted
from tonghao.hunts.apply import apply_some
from tonghao.hunts.scan import scan_some
from tonghao.log import log
from tonghao.media.photo_client import PhotoProcess
from tonghao.media.store import Store
from tonghao.screening.types import ScreenerDown

_FORGET: Final = "DELETE FROM hunt_hits WHERE owner_id = $1"


async def go_on(pool: Pool, store: Store, photo_screener: PhotoProcess) -> None:
    """Each minute, should a worker have fallen over: the hunt goes on from where it is."""
    bank = Bank()
    try:
        while await scan_some(pool, store, photo_screener, bank):
            pass
    except ScreenerDown as down:
        log.warning("a hunt waits", reason=str(down))
    while await apply_some(pool):
        pass


async def move_on(event: HuntMoved, *, pool: Pool, store: Store, photo_screener: PhotoProcess) -> None:
    """A hunt was started, resumed or applied: begin at once."""
    if event.state in {"scanning", "applying"}:
        await go_on(pool, store, photo_screener)


async def forget_deleted_person(event: AccountDeleted, *, pool: Pool) -> None:
    """Photos of somebody who is gone are no longer listed; the hunt keeps its numbers."""
    async with writing(pool) as conn:
        await conn.execute(_FORGET, event.account_id)


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    HuntMoved: [move_on],
    AccountDeleted: [forget_deleted_person],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {
    "* * * * *": [go_on],
}
