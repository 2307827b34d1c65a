"""Load requests and questions that were written elsewhere; texts were screened by the caller."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.circles.types import Answer, JoinQuestion, RequestState
from tonghao.db import Connection

_QUESTIONS: Final = "UPDATE circles SET join_questions = $2 WHERE id = $1 AND join_questions = '[]'::jsonb"
_LOAD: Final = """
    INSERT INTO join_requests (circle_id, id, account_id, state, introduction, note, answers, reason,
                               asked_at, expires_at, decided_by, decided_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT DO NOTHING
"""


class LoadedRequest(msgspec.Struct, frozen=True):
    """A request as it stood; `request_id` is the same at every load of the same source."""

    circle_id: UUID
    request_id: UUID
    account_id: UUID
    state: RequestState
    introduction: str
    note: str
    answers: list[Answer]
    reason: str
    asked_at: datetime
    expires_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None


async def load_questions(conn: Connection, *, circle_id: UUID, questions: Sequence[JoinQuestion]) -> None:
    """Let a circle that asks nothing ask *questions*."""
    await conn.execute(_QUESTIONS, circle_id, msgspec.to_builtins(list(questions)))


async def load_requests(conn: Connection, requests: Sequence[LoadedRequest]) -> None:
    """Add those of *requests* that are not there yet."""
    for one in requests:
        await conn.execute(
            _LOAD,
            one.circle_id,
            one.request_id,
            one.account_id,
            one.state,
            one.introduction,
            one.note,
            msgspec.to_builtins(one.answers),
            one.reason,
            one.asked_at,
            one.expires_at,
            one.decided_by,
            one.decided_at,
        )
