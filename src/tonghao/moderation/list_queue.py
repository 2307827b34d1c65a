"""List the queue: everything that waits for a person, from all inlets, by harm × reach × age."""

from heapq import merge
from itertools import islice
from typing import Final
from uuid import UUID

import msgspec

from tonghao.accounts.types import ProfileCard
from tonghao.db import Connection, Row
from tonghao.moderation.rank import points_of_appeal
from tonghao.moderation.read import list_rows
from tonghao.moderation.types import CaseCircle, QueueInlet, QueueRow, WaitingAppeal
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

_PAGE_SIZE: Final = 30
_TOP: Final = 1e9

_CASES: Final = """
    SELECT id, priority FROM cases
     WHERE state = 'open' AND (priority, id) < ($1, $2)
       AND ($4::text IS NULL OR inlet = $4) AND ($5::integer IS NULL OR severity = $5)
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = cases.id AND r.account_id = $6)
     ORDER BY priority DESC, id DESC LIMIT $3
"""
_CASES_OF_CIRCLE: Final = """
    SELECT id, priority FROM cases
     WHERE state = 'open' AND circle_id = $7 AND (priority, id) < ($1, $2)
       AND ($4::text IS NULL OR inlet = $4) AND ($5::integer IS NULL OR severity = $5)
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = cases.id AND r.account_id = $6)
     ORDER BY priority DESC, id DESC LIMIT $3
"""
_MY_CASES: Final = """
    SELECT id, priority FROM cases
     WHERE state = 'open' AND (priority, id) < ($1, $2)
       AND (assigned_to = $6 OR claimed_by = $6 AND claimed_at > now() - interval '15 minutes')
       AND ($4::text IS NULL OR inlet = $4) AND ($5::integer IS NULL OR severity = $5)
       AND ($7::uuid IS NULL OR circle_id = $7)
     ORDER BY priority DESC, id DESC LIMIT $3
"""
_APPEALS: Final = """
    SELECT id, priority FROM appeals
     WHERE state = 'open' AND (priority, id) < ($1, $2) AND ($4::uuid IS NULL OR circle_id = $4)
     ORDER BY priority DESC, id DESC LIMIT $3
"""
_APPEAL_ROWS: Final = """
    SELECT a.id, a.number, a.act, a.party, a.category, left(a.text, 120) AS excerpt, a.reach, a.filed_at,
           a.due_at, c.id AS circle_id, c.slug, c.name AS circle_name,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM unnest($1::uuid[]) AS wanted (id)
      JOIN appeals a ON a.id = wanted.id
      LEFT JOIN circles c ON c.id = a.circle_id
      LEFT JOIN profiles p ON p.account_id = a.appellant_id AND a.party <> 'reporter'
"""


class QueueFilter(msgspec.Struct, frozen=True):
    """What somebody wants to see of the queue; appeals have no severity and belong to nobody.

    Attributes:
        mine: What one claimed or was given.
    """

    inlet: QueueInlet | None = None
    severity: int | None = None
    circle_id: UUID | None = None
    mine: bool = False


async def list_queue(
    conn: Connection, *, viewer_id: UUID, wanted: QueueFilter, cursor: str | None
) -> Page[QueueRow]:
    """What waits, the most pressing first; the order of two does not change while both wait.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    after = from_cursor(cursor, tuple[float, UUID]) or (_TOP, LAST_ID)
    cases = [] if wanted.inlet == "appeal" else await _cases(conn, viewer_id, wanted, after)
    appeals: list[Row] = []
    if wanted.inlet in {None, "appeal"} and wanted.severity is None and not wanted.mine:
        appeals = await conn.fetch(_APPEALS, *after, _PAGE_SIZE + 1, wanted.circle_id)
    found = merge(cases, appeals, key=lambda row: (row["priority"], row["id"]), reverse=True)
    both = list(islice(found, _PAGE_SIZE + 1))
    page = both[:_PAGE_SIZE]
    ids = [row["id"] for row in page]
    by_case = {row.case_id: row for row in await list_rows(conn, ids)}
    by_appeal = {row["id"]: _appeal(row) for row in await conn.fetch(_APPEAL_ROWS, ids)} if appeals else {}
    rows = [QueueRow(row["priority"], by_case.get(row["id"]), by_appeal.get(row["id"])) for row in page]
    more = len(both) > _PAGE_SIZE
    return Page(rows, to_cursor(page[-1]["priority"], page[-1]["id"]) if more else None)


async def _cases(
    conn: Connection, viewer_id: UUID, wanted: QueueFilter, after: tuple[float, UUID]
) -> list[Row]:
    keys = (*after, _PAGE_SIZE + 1, wanted.inlet, wanted.severity, viewer_id)
    if wanted.mine:
        return await conn.fetch(_MY_CASES, *keys, wanted.circle_id)
    if wanted.circle_id is not None:
        return await conn.fetch(_CASES_OF_CIRCLE, *keys, wanted.circle_id)
    return await conn.fetch(_CASES, *keys)


def _appeal(row: Row) -> WaitingAppeal:
    appellant = None
    if row["account_id"]:
        appellant = ProfileCard(
            row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"]
        )
    circle = CaseCircle(row["circle_id"], row["slug"], row["circle_name"]) if row["circle_id"] else None
    return WaitingAppeal(
        row["id"],
        row["number"],
        row["act"],
        row["party"],
        row["category"],
        row["excerpt"],
        circle,
        appellant,
        row["filed_at"],
        row["due_at"],
        points_of_appeal(reach=row["reach"], filed_at=row["filed_at"]),
    )
