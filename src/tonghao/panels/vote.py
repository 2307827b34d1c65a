"""Vote: a member who was drawn says what they think, once."""

from datetime import datetime
from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.case_events import PanelFilled
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.panels.fit import fit_for
from tonghao.panels.lock_panel import LockedPanel, lock_panel
from tonghao.panels.rules import rules
from tonghao.panels.types import NewVote

_SEAT: Final = "SELECT state, answer_by FROM panel_seats WHERE panel_id = $1 AND account_id = $2"
_KEEP: Final = """
    UPDATE panel_seats SET state = 'answered', answer = $3, reason = $4, ended_at = $5
     WHERE panel_id = $1 AND account_id = $2 AND state = 'waiting'
    RETURNING number
"""
_DECLINE: Final = """
    UPDATE panel_seats SET state = 'declined', ended_at = $3
     WHERE panel_id = $1 AND account_id = $2 AND state = 'waiting'
    RETURNING number
"""
_WAITING: Final = "SELECT EXISTS (SELECT FROM panel_seats WHERE panel_id = $1 AND state = 'waiting')"


class AnsweredAlready(Refusal):
    """You answered this already; an answer stays as it was given. Thank you for it."""


class SeatGone(Refusal):
    """This seat went to somebody else meanwhile. You need not do anything."""


class PanelOver(Refusal):
    """This question is settled already, so that no more answers are counted. You need not do anything."""


async def vote_on_panel(conn: Connection, *, panel_id: UUID, account_id: UUID, new: NewVote) -> None:
    """Keep the answer; nobody reads it before all are in, and it cannot be changed.

    Raises:
        NotFound: they were not drawn.
        AnsweredAlready: they answered.
        SeatGone: they were too late, gave it up, or may not sit on it any more.
        PanelOver: it ended, or a person decided the case.

    Emits: panel.filled, when nobody is waited for. Locks: the panel.
    """
    at = now()
    panel = await _sits(conn, panel_id, account_id, at)
    fit = await fit_for(conn, case_id=panel.case_id, seed=panel.seed, at=at, seated=True)
    if account_id not in fit:
        raise SeatGone
    reason = visible(new.reason, lines=True)[:500]
    if await conn.fetchval(_KEEP, panel_id, account_id, new.answer, reason, at) is None:
        raise SeatGone  # given up in the moment between
    if not await conn.fetchval(_WAITING, panel_id):
        await outbox.emit(conn, PanelFilled(panel_id), audience="nobody")


async def decline_panel(conn: Connection, *, panel_id: UUID, account_id: UUID) -> None:
    """Give the seat up, without a reason; another member is drawn within a minute.

    Raises:
        NotFound: they were not drawn.
        AnsweredAlready, SeatGone, PanelOver: see `vote_on_panel`.

    Locks: the panel.
    """
    at = now()
    await _sits(conn, panel_id, account_id, at)
    if await conn.fetchval(_DECLINE, panel_id, account_id, at) is None:
        raise SeatGone


async def _sits(conn: Connection, panel_id: UUID, account_id: UUID, at: datetime) -> LockedPanel:
    # Whoever was not drawn learns nothing, and keeps nobody waiting.
    if await conn.fetchrow(_SEAT, panel_id, account_id) is None:
        raise NotFound
    panel = await lock_panel(conn, panel_id=panel_id)
    seat: Row | None = await conn.fetchrow(_SEAT, panel_id, account_id)
    if seat is None:
        raise NotFound
    if seat["state"] == "answered":
        raise AnsweredAlready
    is_open = panel.case_state == "open" and panel.severity <= rules().gravest
    if panel.outcome is not None or panel.due_at <= at or not is_open:
        raise PanelOver
    if seat["state"] != "waiting" or seat["answer_by"] <= at:
        raise SeatGone
    return panel
