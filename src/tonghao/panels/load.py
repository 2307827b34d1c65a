"""Load panels that ended long ago, with the times that they really took."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.panels.rules import rules
from tonghao.panels.types import Answer, Outcome

_AGREED: Final = "INSERT INTO panel_consents (account_id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING"
_PANEL: Final = """
    INSERT INTO panels (id, case_id, category, own_view, asked_by, asked_at, due_at, seed, pool,
                        rules_version, outcome, closed_at, keeps, breaks, cannot_say, decision_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT DO NOTHING
    RETURNING id
"""
_SEAT: Final = """
    INSERT INTO panel_seats (panel_id, number, account_id, state, drawn_at, answer_by, ended_at, answer,
                             reason)
    VALUES ($1, $2, $3, 'answered', $4, $5, $6, $7, $8)
"""


class LoadedSeat(msgspec.Struct, frozen=True):
    """Who answered what; `after` the draw."""

    account_id: UUID
    answer: Answer
    after: timedelta
    reason: str = ""


class LoadedPanel(msgspec.Struct, frozen=True):
    """A panel that is over; `decision_id` goes with an outcome that was carried out."""

    panel_id: UUID
    case_id: UUID
    category: str
    own_view: Answer
    asked_by: UUID
    asked_at: datetime
    closed_at: datetime
    pool: int
    outcome: Outcome
    decision_id: UUID | None
    seats: Sequence[LoadedSeat]


async def load_consents(conn: Connection, account_ids: Sequence[UUID], *, at: datetime) -> None:
    """Let *account_ids* have agreed at *at*; who did before stays as they are."""
    for account_id in account_ids:
        await conn.execute(_AGREED, account_id, at)


async def load_panel(conn: Connection, row: LoadedPanel) -> bool:
    """Add *row* unless it is there; whether it was new."""
    by = rules()
    said = [seat.answer for seat in row.seats]
    added = await conn.fetchval(
        _PANEL,
        row.panel_id,
        row.case_id,
        row.category,
        row.own_view,
        row.asked_by,
        row.asked_at,
        row.asked_at + timedelta(hours=by.sits_hours),
        secrets.token_bytes(32),
        row.pool,
        by.version,
        row.outcome,
        row.closed_at,
        said.count("keeps"),
        said.count("breaks"),
        said.count("cannot_say"),
        row.decision_id,
    )
    if added is None:
        return False
    for number, seat in enumerate(row.seats, start=1):
        answer_by = row.asked_at + timedelta(hours=by.answer_hours)
        await conn.execute(
            _SEAT,
            row.panel_id,
            number,
            seat.account_id,
            row.asked_at,
            answer_by,
            row.asked_at + seat.after,
            seat.answer,
            seat.reason,
        )
    return True
