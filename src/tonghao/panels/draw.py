"""Draw: seats are given by lot, to as many as are missing."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.case_events import PanelSeatGiven
from tonghao.db import Connection
from tonghao.panels.fit import fit_for
from tonghao.panels.lock_panel import LockedPanel
from tonghao.panels.rules import rules

# One draw after the other, or two of them could take the same person within their week of rest.
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('panel_draws'))"
_TAKEN: Final = """
    SELECT count(*) FILTER (WHERE state IN ('waiting', 'answered')) AS held,
           coalesce(max(number), 0) AS newest
      FROM panel_seats WHERE panel_id = $1
"""
_SEAT: Final = """
    INSERT INTO panel_seats (panel_id, number, account_id, drawn_at, answer_by) VALUES ($1, $2, $3, $4, $5)
"""


async def lock_draws(conn: Connection) -> None:
    """Keep other draws away until the commit.

    Locks: the draws.
    """
    await conn.execute(_LOCK)


async def draw_seats(conn: Connection, *, panel: LockedPanel, at: datetime) -> list[UUID]:
    """Give the seats that are free to the next members in the order of the seed, and return whom.

    Who becomes fit later takes the place in that order that they always had.

    Emits: panel.seat_given. Locks: the panel, by the caller; the draws.
    """
    by = rules()
    await lock_draws(conn)
    row = await conn.fetchrow(_TAKEN, panel.panel_id)
    assert row is not None
    free = by.seats - row["held"]
    if free <= 0:
        return []
    fit = await fit_for(conn, case_id=panel.case_id, seed=panel.seed, at=at)
    answer_by = min(at + timedelta(hours=by.answer_hours), panel.due_at)
    for number, account_id in enumerate(fit[:free], start=row["newest"] + 1):
        await conn.execute(_SEAT, panel.panel_id, number, account_id, at, answer_by)
        event = PanelSeatGiven(panel.panel_id, account_id, panel.category, answer_by)
        await outbox.emit(conn, event, audience="nobody")
    return fit[:free]
