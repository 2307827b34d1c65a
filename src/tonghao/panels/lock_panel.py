"""Lock a panel for whoever is about to change it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.panels.types import Answer, Outcome

_LOCK: Final = "SELECT id FROM panels WHERE id = $1 FOR UPDATE"
_FACTS: Final = """
    SELECT p.id, p.case_id, p.category, p.own_view, p.asked_by, p.due_at, p.seed, p.outcome,
           k.circle_id, k.state, k.severity
      FROM panels p JOIN cases k ON k.id = p.case_id
     WHERE p.id = $1
"""


class LockedPanel(msgspec.Struct, frozen=True):
    """What a verb must know of a panel and of its case."""

    panel_id: UUID
    case_id: UUID
    category: str
    own_view: Answer
    asked_by: UUID
    due_at: datetime
    seed: bytes
    outcome: Outcome | None
    circle_id: UUID | None
    case_state: str
    severity: int


async def lock_panel(conn: Connection, *, panel_id: UUID) -> LockedPanel:
    """Keep others away from the panel until the commit, and read it.

    Raises:
        NotFound: there is no such panel.

    Locks: the panel.
    """
    await conn.execute(_LOCK, panel_id)
    row = await conn.fetchrow(_FACTS, panel_id)
    if row is None:
        raise NotFound
    return LockedPanel(*row)
