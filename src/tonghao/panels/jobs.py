"""What panels do without a request: seats are given anew, and what is over ends."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from tonghao.case_events import CaseDecided, PanelFilled
from tonghao.clock import now
from tonghao.db import Pool, reading, writing
from tonghao.events import AccountDeleted
from tonghao.panels.close import close_overtaken, close_panel
from tonghao.panels.forget import forget_member
from tonghao.panels.tend import list_open_panels, tend_panel


async def close_filled(event: PanelFilled, *, pool: Pool) -> None:
    """Nobody is waited for: the answer counts now."""
    async with writing(pool) as conn:
        await close_panel(conn, panel_id=event.panel_id, at=now())


async def follow_decision(event: CaseDecided, *, pool: Pool) -> None:
    """A person who decides before the panel ends it."""
    if event.act != "undo":
        async with writing(pool) as conn:
            await close_overtaken(conn, case_id=event.case_id, at=now())


async def forget_deleted_member(event: AccountDeleted, *, pool: Pool) -> None:
    """A deleted person is drawn no more."""
    async with writing(pool) as conn:
        await forget_member(conn, account_id=event.account_id)


async def tend_panels(pool: Pool) -> None:
    """Each minute: who did not answer, and which panel is over?"""
    async with reading(pool) as conn:
        open_ones = await list_open_panels(conn)
    for panel_id in open_ones:
        async with writing(pool) as conn:
            await tend_panel(conn, panel_id=panel_id, at=now())


HEARS: Final[dict[type, list[Callable[..., Awaitable[Any]]]]] = {
    PanelFilled: [close_filled],
    CaseDecided: [follow_decision],
    AccountDeleted: [forget_deleted_member],
}
EVERY: Final[dict[str, list[Callable[..., Awaitable[Any]]]]] = {"* * * * *": [tend_panels]}
