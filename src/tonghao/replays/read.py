"""What replays were run, and what came of each."""

from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor
from tonghao.replays import assumptions
from tonghao.replays.types import Replay, ReplayBasis, ReplayFrame, ReplayOutcome, ReplayRow, ReplayState

PAGE: Final = 20

_LIST: Final = """
    SELECT id, recall, seed, version, changes, state, outcome, asked_at, ended_at
      FROM replays WHERE id < $1 ORDER BY id DESC LIMIT $2
"""
_GET: Final = """
    SELECT id, recall, seed, version, changes, state, outcome, asked_at, ended_at, frames
      FROM replays WHERE id = $1
"""


def _outcome_of(row: Row) -> ReplayOutcome | None:
    return None if row["outcome"] is None else msgspec.convert(row["outcome"], ReplayOutcome)


def _head_of(row: Row) -> tuple[UUID, float, int, str, dict[str, float], ReplayState]:
    return (row["id"], row["recall"], row["seed"], row["version"], row["changes"], row["state"])


def _row_of(row: Row) -> ReplayRow:
    return ReplayRow(*_head_of(row), _outcome_of(row), row["asked_at"], row["ended_at"])


async def list_replays(conn: Connection, *, cursor: str | None = None, limit: int = PAGE) -> Page[ReplayRow]:
    """Those that were run here, the newest first, without their hours."""
    before = (from_cursor(cursor, tuple[UUID]) or (LAST_ID,))[0]
    rows = [_row_of(row) for row in await conn.fetch(_LIST, before, limit + 1)]
    more = len(rows) > limit
    return Page(rows[:limit], to_cursor(rows[limit - 1].replay_id) if more else None)


async def get_replay(conn: Connection, replay_id: UUID) -> Replay:
    """One with its hours, beside each what was published of 2016.

    Raises:
        NotFound: there is none such.
    """
    row = await conn.fetchrow(_GET, replay_id)
    if row is None:
        raise NotFound
    published = assumptions.history()
    frames = [
        msgspec.convert(frame | {"published_views": published.views_at(frame["minute"])}, ReplayFrame)
        for frame in row["frames"]
    ]
    return Replay(*_head_of(row), _outcome_of(row), row["asked_at"], row["ended_at"], frames)


def basis(*, may_run: bool) -> ReplayBasis:
    """What a replay rests on."""
    published = assumptions.history()
    return ReplayBasis(
        published.hours,
        published.views,
        published.source_zh,
        published.source_en,
        published.facts,
        assumptions.version(),
        assumptions.list_groups(),
        assumptions.list_assumptions(),
        may_run,
    )
