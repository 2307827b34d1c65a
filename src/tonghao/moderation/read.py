"""Reading cases and reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.sanctions import list_sanctions
from tonghao.accounts.types import ProfileCard
from tonghao.case_events import PanelSplit
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.moderation.around import (
    get_circle_past,
    list_author_history,
    list_notes,
    list_recusals,
    list_similar_ids,
)
from tonghao.moderation.context import context_of
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.lock_case import Recused, bars_of
from tonghao.moderation.rank import points_of
from tonghao.moderation.second import find_proposal
from tonghao.moderation.types import (
    Case,
    CaseCircle,
    CaseReport,
    CaseRow,
    Decision,
    Report,
    ReportRow,
    ReportState,
    Snapshot,
    SubjectKind,
)
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor
from tonghao.posts.screen import FOUND_NOTHING
from tonghao.screening.types import Verdict

_PAGE_SIZE: Final = 30
_Moment = Annotated[datetime, Meta(tz=True)]
_END: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00")

_CLOSED_IDS: Final = """
    SELECT id, closed_at FROM cases
     WHERE state <> 'open' AND (closed_at, id) < ($1, $2)
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = cases.id AND r.account_id = $4)
     ORDER BY closed_at DESC, id DESC LIMIT $3
"""

_ROWS: Final = """
    SELECT c.id, c.inlet, c.subject_kind, c.subject_id, c.post_id, c.category, c.severity, c.state,
           c.reports, r.id AS circle_id, r.slug, r.name AS circle_name,
           a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone,
           left(c.snapshot->>'text', 120) AS excerpt,
           jsonb_array_length(c.snapshot->'photos') > 0 AS has_photos,
           c.opened_at, c.due_at, m.account_id AS claimer_id, m.handle AS claimer_handle,
           m.name AS claimer_name, m.avatar_media_id AS claimer_avatar,
           m.is_gone AS claimer_is_gone,
           g.account_id AS assigned_id, g.handle AS assigned_handle, g.name AS assigned_name,
           g.avatar_media_id AS assigned_avatar, g.is_gone AS assigned_is_gone,
           c.closed_at, c.priority, c.report_weight, c.reach, c.waits_since
      FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN cases c ON c.id = wanted.id
      JOIN profiles a ON a.account_id = c.author_id
      LEFT JOIN circles r ON r.id = c.circle_id
      LEFT JOIN profiles m ON m.account_id = c.claimed_by AND c.claimed_at > now() - interval '15 minutes'
      LEFT JOIN profiles g ON g.account_id = c.assigned_to
     ORDER BY wanted.place
"""

_CASE: Final = """
    SELECT circle_id, post_id, author_id, category, snapshot, verdict, text_digest FROM cases WHERE id = $1
"""

_DECISIONS: Final = """
    SELECT d.id, d.act, d.category, d.note, d.at, d.undone_at, d.undo_note, d.exception, d.panel,
           f.account_id AS first_id, f.handle AS first_handle, f.name AS first_name,
           f.avatar_media_id AS first_avatar, f.is_gone AS first_is_gone,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           u.account_id AS undoer_id, u.handle AS undoer_handle, u.name AS undoer_name,
           u.avatar_media_id AS undoer_avatar, u.is_gone AS undoer_is_gone
      FROM case_decisions d
      JOIN profiles p ON p.account_id = d.decided_by
      LEFT JOIN profiles u ON u.account_id = d.undone_by
      LEFT JOIN profiles f ON f.account_id = d.first_by
     WHERE d.case_id = $1 ORDER BY d.at DESC, d.id DESC
"""

_HAS_OPEN: Final = """
    SELECT EXISTS (SELECT FROM cases WHERE subject_kind = $1 AND subject_id = $2 AND state = 'open')
"""

_CASE_REPORTS: Final = """
    SELECT number, category, note, at FROM reports WHERE case_id = $1 ORDER BY at DESC, id DESC LIMIT 100
"""

_OWN_REPORTS: Final = """
    SELECT id, number, state, subject_kind, category, at, answered_at
      FROM reports
     WHERE reporter_id = $1 AND (at, id) < ($2, $3)
     ORDER BY at DESC, id DESC LIMIT $4
"""

_REPORTS: Final = """
    SELECT r.id, r.number, r.state, r.subject_kind, r.category, r.note, r.at, r.answered_at, r.case_id,
           left(k.snapshot->>'text', 120) AS excerpt,
           a.account_id, a.handle, a.name, a.avatar_media_id, a.is_gone,
           c.id AS circle_id, c.slug, c.name AS circle_name
      FROM (SELECT id, number, state, subject_kind, category, note, at, answered_at, case_id
              FROM reports
             WHERE ($4::text IS NULL OR state = $4) AND (at, id) < ($1, $2)
             ORDER BY at DESC, id DESC LIMIT $3) r
      JOIN cases k ON k.id = r.case_id
      JOIN profiles a ON a.account_id = k.author_id
      LEFT JOIN circles c ON c.id = k.circle_id
     ORDER BY r.at DESC, r.id DESC
"""


async def list_closed_cases(conn: Connection, *, viewer_id: UUID, cursor: str | None) -> Page[CaseRow]:
    """What is decided, newest first, without what the viewer stepped back from.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
    found = await conn.fetch(_CLOSED_IDS, *before, _PAGE_SIZE + 1, viewer_id)
    page = found[:_PAGE_SIZE]
    rows = await list_rows(conn, [row["id"] for row in page])
    more = len(found) > _PAGE_SIZE
    return Page(rows, to_cursor(page[-1]["closed_at"], page[-1]["id"]) if more else None)


async def list_rows(conn: Connection, ids: Sequence[UUID]) -> list[CaseRow]:
    """The cases *ids* as they stand in lists, in this order."""
    return [_row(row) for row in await conn.fetch(_ROWS, ids)] if ids else []


async def get_case(conn: Connection, *, case_id: UUID, viewer_id: UUID) -> Case:
    """A case with all that helps to decide.

    Args:
        viewer_id: The moderator who looks.

    Raises:
        NotFound: there is no such case.
        Recused: the viewer stepped back from it.
    """
    rows = await list_rows(conn, [case_id])
    facts = await conn.fetchrow(_CASE, case_id)
    if not rows or facts is None:
        raise NotFound
    bars = await bars_of(conn, case_id=case_id, account_id=viewer_id)
    if bars.stepped_back:
        raise Recused
    case = rows[0]
    subject = await find_subject(
        conn,
        kind=case.subject_kind,
        subject_id=case.subject_id,
        circle_id=facts["circle_id"],
        post_id=facts["post_id"],
        owner_id=facts["author_id"],
    )
    similar = await list_similar_ids(
        conn,
        case_id=case_id,
        text_digest=facts["text_digest"],
        author_id=facts["author_id"],
        category=facts["category"],
        viewer_id=viewer_id,
    )
    return Case(
        **msgspec.structs.asdict(case),
        snapshot=msgspec.convert(facts["snapshot"], Snapshot),
        verdict=msgspec.convert(facts["verdict"], Verdict) if facts["verdict"] else None,
        context=await context_of(conn, subject, viewer_id=viewer_id) if subject else None,
        author_history=await list_author_history(
            conn, author_id=facts["author_id"], besides=case_id, viewer_id=viewer_id
        ),
        similar=await list_rows(conn, similar),
        reports_list=[CaseReport(*row) for row in await conn.fetch(_CASE_REPORTS, case_id)],
        decisions=[_decision(row) for row in await conn.fetch(_DECISIONS, case_id)],
        subject_state=subject.state if subject else "deleted",
        sanctions=(await list_sanctions(conn, account_id=facts["author_id"], limit=10)).entries,
        circle_history=await get_circle_past(conn, facts["circle_id"]),
        notes=await list_notes(conn, case_id),
        recusals=await list_recusals(conn, case_id),
        barred=bars.code(),
        proposal=await find_proposal(conn, case_id),
        found_nothing=case.category in FOUND_NOTHING,
    )


async def has_open_case(conn: Connection, *, kind: SubjectKind, subject_id: UUID) -> bool:
    """Whether somebody is to look at this already."""
    return bool(await conn.fetchval(_HAS_OPEN, kind, subject_id))


async def list_own_reports(conn: Connection, *, account_id: UUID, cursor: str | None) -> Page[Report]:
    """What *account_id* reported, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
    found = await conn.fetch(_OWN_REPORTS, account_id, *before, _PAGE_SIZE + 1)
    reports = [Report(*row) for row in found[:_PAGE_SIZE]]
    if len(found) <= _PAGE_SIZE:
        return Page(reports)
    return Page(reports, to_cursor(reports[-1].at, reports[-1].report_id))


async def list_reports(conn: Connection, *, state: ReportState | None, cursor: str | None) -> Page[ReportRow]:
    """All reports, newest first, without their makers.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
    found = await conn.fetch(_REPORTS, *before, _PAGE_SIZE + 1, state)
    reports = [_report_row(row) for row in found[:_PAGE_SIZE]]
    if len(found) <= _PAGE_SIZE:
        return Page(reports)
    return Page(reports, to_cursor(reports[-1].at, reports[-1].report_id))


def _card(row: Row) -> ProfileCard:
    return ProfileCard(row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"])


def _circle(row: Row) -> CaseCircle | None:
    return CaseCircle(row["circle_id"], row["slug"], row["circle_name"]) if row["circle_id"] else None


def _row(row: Row) -> CaseRow:
    claimer = None
    if row["claimer_id"]:
        claimer = ProfileCard(
            row["claimer_id"],
            row["claimer_handle"],
            row["claimer_name"],
            row["claimer_avatar"],
            row["claimer_is_gone"],
        )
    return CaseRow(
        row["id"],
        row["inlet"],
        row["subject_kind"],
        row["subject_id"],
        row["post_id"],
        row["category"],
        row["severity"],
        row["state"],
        row["reports"],
        _circle(row),
        _card(row),
        row["excerpt"] or "",
        row["has_photos"],
        row["opened_at"],
        row["due_at"],
        claimer,
        row["closed_at"],
        row["priority"],
        points_of(
            severity=row["severity"],
            report_weight=row["report_weight"],
            reach=row["reach"],
            waits_since=row["waits_since"],
        ),
        _assigned(row),
    )


def _assigned(row: Row) -> ProfileCard | None:
    if row["assigned_id"] is None:
        return None
    return ProfileCard(
        row["assigned_id"],
        row["assigned_handle"],
        row["assigned_name"],
        row["assigned_avatar"],
        row["assigned_is_gone"],
    )


def _decision(row: Row) -> Decision:
    undoer = None
    if row["undoer_id"]:
        undoer = ProfileCard(
            row["undoer_id"],
            row["undoer_handle"],
            row["undoer_name"],
            row["undoer_avatar"],
            row["undoer_is_gone"],
        )
    return Decision(
        row["id"],
        row["act"],
        row["category"],
        row["note"],
        _card(row),
        row["at"],
        row["undone_at"],
        undoer,
        row["undo_note"],
        _first(row),
        row["exception"],
        msgspec.convert(row["panel"], PanelSplit) if row["panel"] else None,
    )


def _first(row: Row) -> ProfileCard | None:
    if row["first_id"] is None:
        return None
    return ProfileCard(
        row["first_id"],
        row["first_handle"],
        row["first_name"],
        row["first_avatar"],
        row["first_is_gone"],
    )


def _report_row(row: Row) -> ReportRow:
    return ReportRow(
        row["id"],
        row["number"],
        row["state"],
        row["subject_kind"],
        row["category"],
        row["note"],
        row["at"],
        row["answered_at"],
        row["case_id"],
        row["excerpt"] or "",
        _card(row),
        _circle(row),
    )
