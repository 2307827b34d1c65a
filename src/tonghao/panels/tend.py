"""Tend: whoever did not answer makes room for another, and what is over ends."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tonghao.db import Connection
from tonghao.panels.close import close_panel
from tonghao.panels.draw import draw_seats
from tonghao.panels.fit import fit_for
from tonghao.panels.lock_panel import lock_panel
from tonghao.panels.rules import rules

_OPEN: Final = "SELECT id FROM panels WHERE outcome IS NULL ORDER BY id LIMIT 500"
_LAPSE: Final = """
    UPDATE panel_seats SET state = 'lapsed', ended_at = $2
     WHERE panel_id = $1 AND state = 'waiting' AND answer_by <= $2
"""
# Since the draw they became staff of the circle, reported it, blocked its author, were given a strike.
_EXCUSE: Final = """
    UPDATE panel_seats SET state = 'excused', ended_at = $2
     WHERE panel_id = $1 AND state = 'waiting' AND account_id <> ALL($3::uuid[])
"""


async def list_open_panels(conn: Connection) -> list[UUID]:
    """The panels that sit now."""
    return [row[0] for row in await conn.fetch(_OPEN)]


async def tend_panel(conn: Connection, *, panel_id: UUID, at: datetime) -> None:
    """Let seats lapse, draw for those that are free, and close the panel when it is over.

    Locks: the panel, then what `close_panel` locks.
    """
    panel = await lock_panel(conn, panel_id=panel_id)
    if panel.outcome is not None:
        return
    await conn.execute(_LAPSE, panel_id, at)
    fit = await fit_for(conn, case_id=panel.case_id, seed=panel.seed, at=at, seated=True)
    await conn.execute(_EXCUSE, panel_id, at, fit)
    has_time = at + timedelta(hours=rules().last_hours) < panel.due_at
    if has_time and panel.case_state == "open" and panel.severity <= rules().gravest:
        await draw_seats(conn, panel=panel, at=at)
    await close_panel(conn, panel_id=panel_id, at=at)
