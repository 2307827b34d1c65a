"""Load a call of the past, with what was sent and who answered, as the demo tells it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.calls.types import Side
from tonghao.db import Connection

_CALL: Final = """
    INSERT INTO calls (id, side, circle_id, severity, opened_at, round, answered_by, answered_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT DO NOTHING RETURNING id
"""
_TRY: Final = """
    INSERT INTO call_tries (call_id, round, account_id, channel, made_at, tries, tried_at, sent_at)
    SELECT $1, $2, $3, w.channel, $4, CASE WHEN w.channel = 'mail' THEN 1 ELSE 0 END,
           CASE WHEN w.channel = 'mail' THEN $4::timestamptz END, $4
      FROM unnest(ARRAY['app', 'mail']) AS w (channel)
    ON CONFLICT DO NOTHING
"""


class LoadedCall(msgspec.Struct, frozen=True):
    """A call that was answered.

    Attributes:
        rung: Whom it called, and when, in this order; what it was about joins it when it comes.
    """

    call_id: UUID
    side: Side
    circle_id: UUID
    severity: int
    rung: Sequence[tuple[UUID, datetime]]
    answered_by: UUID
    answered_at: datetime


async def load_call(conn: Connection, call: LoadedCall) -> None:
    """Add *call*, once."""
    first = call.rung[0][1]
    made = await conn.fetchval(
        _CALL,
        call.call_id,
        call.side,
        call.circle_id,
        call.severity,
        first,
        len(call.rung),
        call.answered_by,
        call.answered_at,
    )
    if made is None:
        return
    for number, (account_id, at) in enumerate(call.rung, 1):
        await conn.execute(_TRY, made, number, account_id, at)
