"""Reading batches."""

from typing import Final
from uuid import UUID

from tonghao.accounts.read import list_cards
from tonghao.batches.types import Batch, BatchResult
from tonghao.db import Connection
from tonghao.errors import NotFound
from tonghao.moderation.read import list_rows

_BATCH: Final = """
    SELECT id, act, category, note, made_by, at, undone_by, undone_at, undo_note FROM batches WHERE id = $1
"""
# What somebody stepped back from stays away from them.
_RESULTS: Final = """
    SELECT b.case_id, b.outcome, b.code, b.said_zh, b.said_en FROM batch_results b
     WHERE b.batch_id = $1
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = b.case_id AND r.account_id = $2)
     ORDER BY b.place
"""
_UNFINISHED: Final = """
    SELECT DISTINCT r.batch_id FROM batch_results r JOIN batches b ON b.id = r.batch_id
     WHERE r.outcome = 'waiting' AND b.at < now() - interval '1 minute' AND b.undone_at IS NULL LIMIT 20
"""


async def get_batch(conn: Connection, *, batch_id: UUID, viewer_id: UUID) -> Batch:
    """A batch with the result of each case.

    Raises:
        NotFound: there is no such batch.
    """
    row = await conn.fetchrow(_BATCH, batch_id)
    if row is None:
        raise NotFound
    found = await conn.fetch(_RESULTS, batch_id, viewer_id)
    cases = {case.case_id: case for case in await list_rows(conn, [one["case_id"] for one in found])}
    people = await list_cards(conn, [who for who in (row["made_by"], row["undone_by"]) if who is not None])
    return Batch(
        row["id"],
        row["act"],
        row["category"],
        row["note"],
        people[row["made_by"]],
        row["at"],
        people.get(row["undone_by"]),
        row["undone_at"],
        row["undo_note"],
        [BatchResult(cases[one["case_id"]], *one[1:5]) for one in found if one["case_id"] in cases],
    )


async def list_unfinished(conn: Connection) -> list[UUID]:
    """Batches of which something still waits a minute after they were made: their request broke off."""
    return [row[0] for row in await conn.fetch(_UNFINISHED)]
