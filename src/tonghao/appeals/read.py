"""Reading appeals: one's own, those that wait for somebody, and how many were right."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.appeals.find_ground import find_ground, must_be_appealable
from tonghao.appeals.lock_appeal import can_be_decided, is_barred
from tonghao.appeals.rules import rules
from tonghao.appeals.types import (
    Appeal,
    AppealChance,
    AppealCount,
    AppealFigures,
    AppealFile,
    AppealRow,
    AppealTarget,
    FirstDecision,
)
from tonghao.db import Connection, Row
from tonghao.errors import NotFound, Refusal
from tonghao.moderation.find_subject import find_subject
from tonghao.moderation.read import get_case
from tonghao.moderation.types import Case, CaseCircle, Snapshot
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor

_PAGE: Final = 30
_Moment = Annotated[datetime, Meta(tz=True)]
_START: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_END: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00")
_NIL: Final = UUID(int=0)

_MINE: Final = """
    SELECT a.id, a.number, a.against, a.act, a.party, a.subject_kind, a.subject_id, a.post_id,
           r.number AS report_number, a.category, a.text, a.state, a.filed_at, a.due_at, a.ended_at, a.answer,
           c.id AS circle_id, c.slug, c.name AS circle_name
      FROM (SELECT id, number, against, act, party, subject_kind, subject_id, circle_id, post_id, report_id,
                   category, text, state, filed_at, due_at, ended_at, answer
              FROM appeals WHERE appellant_id = $1 AND (filed_at, id) < ($2, $3)
             ORDER BY filed_at DESC, id DESC LIMIT $4) a
      LEFT JOIN reports r ON r.id = a.report_id
      LEFT JOIN circles c ON c.id = a.circle_id
     ORDER BY a.filed_at DESC, a.id DESC
"""
_OWN: Final = """
    SELECT a.id, a.number, a.against, a.act, a.party, a.subject_kind, a.subject_id, a.post_id,
           r.number AS report_number, a.category, a.text, a.state, a.filed_at, a.due_at, a.ended_at, a.answer,
           c.id AS circle_id, c.slug, c.name AS circle_name
      FROM appeals a
      LEFT JOIN reports r ON r.id = a.report_id
      LEFT JOIN circles c ON c.id = a.circle_id
     WHERE a.id = $1 AND a.appellant_id = $2
"""
# The newest that was made about the same thing, by the person or for the circle.
_ABOUT: Final = """
    SELECT id, appellant_id FROM appeals
     WHERE against_id = $1 AND state <> 'withdrawn'
       AND (appellant_id = $2 AND party <> 'circle' OR party = 'circle' AND $3)
     LIMIT 1
"""
_ABOUT_THING: Final = """
    SELECT id FROM appeals
     WHERE appellant_id = $1 AND state <> 'withdrawn'
       AND (subject_id = $2 OR report_id = $2 OR against_id = $2)
     ORDER BY filed_at DESC, id DESC LIMIT 1
"""
_OPEN_IDS: Final = """
    SELECT id, due_at FROM appeals
     WHERE state = 'open' AND (due_at, id) > ($1, $2) ORDER BY due_at, id LIMIT $3
"""
_ENDED_IDS: Final = """
    SELECT id, ended_at FROM appeals
     WHERE state <> 'open' AND (ended_at, id) < ($1, $2) ORDER BY ended_at DESC, id DESC LIMIT $3
"""
_ROWS: Final = """
    SELECT a.id, a.number, a.against, a.act, a.party, a.subject_kind, a.subject_id, a.post_id,
           r.number AS report_number, a.category, a.text, a.state, a.filed_at, a.due_at, a.ended_at, a.answer,
           c.id AS circle_id, c.slug, c.name AS circle_name, a.case_id,
           left(k.snapshot->>'text', 120) AS excerpt,
           p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone,
           d.account_id, d.handle, d.name, d.avatar_media_id, d.is_gone
      FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN appeals a ON a.id = wanted.id
      LEFT JOIN reports r ON r.id = a.report_id
      LEFT JOIN circles c ON c.id = a.circle_id
      LEFT JOIN cases k ON k.id = a.case_id
      LEFT JOIN profiles p ON p.account_id = a.appellant_id AND a.party <> 'reporter'
      LEFT JOIN profiles d ON d.account_id = a.decided_by
     ORDER BY wanted.place
"""
_FIRST_OF_CASE: Final = """
    SELECT d.act, d.category, d.note, d.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM appeals a JOIN case_decisions d ON d.id = a.against_id
      LEFT JOIN profiles p ON p.account_id = d.decided_by
     WHERE a.id = $1
"""
_FIRST_OF_CIRCLE: Final = """
    SELECT r.kind, a.category, r.reason, r.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM appeals a JOIN circle_restrictions r ON r.circle_id = a.circle_id AND r.id = a.against_id
      LEFT JOIN profiles p ON p.account_id = r.set_by
     WHERE a.id = $1
"""
_FIRST_OF_PERSON: Final = """
    SELECT s.kind, s.category, s.reason, s.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM appeals a JOIN account_sanctions s ON s.account_id = a.subject_id AND s.id = a.against_id
      LEFT JOIN profiles p ON p.account_id = s.set_by
     WHERE a.id = $1
"""
_FIRST_OF_STAFF: Final = """
    SELECT 'remove', a.category, t.reason, t.at, p.account_id, p.handle, p.name, p.avatar_media_id, p.is_gone
      FROM appeals a JOIN circle_acts t ON t.circle_id = a.circle_id AND t.id = a.against_id
      LEFT JOIN profiles p ON p.account_id = t.actor_id
     WHERE a.id = $1
"""
_COUNTS: Final = """
    SELECT against, party, count(*) AS filed, count(*) FILTER (WHERE state = 'open') AS open,
           count(*) FILTER (WHERE state IN ('upheld', 'overturned', 'settled')) AS decided,
           count(*) FILTER (WHERE state IN ('overturned', 'settled')) AS overturned,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - filed_at) / 3600)
               FILTER (WHERE state IN ('upheld', 'overturned')) AS median_hours
      FROM appeals
     WHERE filed_at > now() - make_interval(days => $1) AND state <> 'withdrawn'
     GROUP BY against, party ORDER BY against, party
"""


_FIRSTS: Final = {"restriction": _FIRST_OF_CIRCLE, "sanction": _FIRST_OF_PERSON, "removal": _FIRST_OF_STAFF}


async def list_own_appeals(conn: Connection, *, account_id: UUID, cursor: str | None) -> Page[Appeal]:
    """What *account_id* appealed, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
    found = await conn.fetch(_MINE, account_id, *before, _PAGE + 1)
    appeals = [_own(row) for row in found[:_PAGE]]
    more = len(found) > _PAGE
    return Page(appeals, to_cursor(appeals[-1].filed_at, appeals[-1].appeal_id) if more else None)


async def get_own_appeal(conn: Connection, *, account_id: UUID, appeal_id: UUID) -> Appeal:
    """One appeal as its maker sees it.

    Raises:
        NotFound: there is no such appeal of theirs.
    """
    row = await conn.fetchrow(_OWN, appeal_id, account_id)
    if row is None:
        raise NotFound
    return _own(row)


async def get_chance(conn: Connection, *, account_id: UUID, target: AppealTarget) -> AppealChance:
    """Whether something can be appealed, and the appeal that was made against it.

    Raises:
        NotFound: there is no such thing, or it is none of theirs.
    """
    try:
        ground = await find_ground(conn, account_id=account_id, target=target)
    except NotFound:
        raise
    except Refusal as refusal:
        past = await conn.fetchval(_ABOUT_THING, account_id, target.id)
        appeal = await get_own_appeal(conn, account_id=account_id, appeal_id=past) if past else None
        return AppealChance(refusal.code(), appeal)
    made = await conn.fetchrow(_ABOUT, ground.against_id, account_id, ground.party == "circle")
    chance = AppealChance(
        "", None, ground.act, ground.subject_kind, ground.category, ground.by_machine, ground.at,
        ground.until, ground.reason,
    )  # fmt: skip
    if made is not None:
        chance.why_not = "already_appealed"
        if made["appellant_id"] == account_id:
            chance.appeal = await get_own_appeal(conn, account_id=account_id, appeal_id=made["id"])
        return chance
    try:
        await must_be_appealable(conn, ground)
    except Refusal as refusal:
        chance.why_not = refusal.code()
        past = await conn.fetchval(_ABOUT_THING, account_id, target.id)
        if past is not None:
            chance.appeal = await get_own_appeal(conn, account_id=account_id, appeal_id=past)
    return chance


async def list_appeals(
    conn: Connection, *, state: Literal["open", "ended"], viewer_id: UUID, cursor: str | None
) -> Page[AppealRow]:
    """Appeals that wait, the most urgent first; or those that ended, newest first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    if state == "open":
        after = from_cursor(cursor, tuple[_Moment, UUID]) or (_START, _NIL)
        found = await conn.fetch(_OPEN_IDS, *after, _PAGE + 1)
    else:
        before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
        found = await conn.fetch(_ENDED_IDS, *before, _PAGE + 1)
    page = found[:_PAGE]
    rows = await _rows(conn, [row["id"] for row in page], viewer_id)
    more = len(found) > _PAGE
    return Page(rows, to_cursor(page[-1][1], page[-1]["id"]) if more else None)


async def get_appeal(conn: Connection, *, appeal_id: UUID, viewer_id: UUID) -> AppealFile:
    """An appeal with the first decision and the case.

    Args:
        viewer_id: The moderator who looks.

    Raises:
        NotFound: there is no such appeal.
    """
    rows = await _rows(conn, [appeal_id], viewer_id)
    if not rows:
        raise NotFound
    row = rows[0]
    first = await conn.fetchrow(_FIRSTS.get(row.against, _FIRST_OF_CASE), appeal_id)
    case: Case | None = None
    if row.case_id is not None:
        case = await get_case(conn, case_id=row.case_id, viewer_id=viewer_id)
    return AppealFile(
        **msgspec.structs.asdict(row),
        first=FirstDecision(first[0], first[1], first[2], _card(first, 4), first[3]) if first else None,
        case=case,
        removed=await _removed(conn, row) if row.against == "removal" else None,
    )


async def _removed(conn: Connection, row: AppealRow) -> Snapshot | None:
    """What the staff of a circle removed, as long as its author keeps it."""
    subject = await find_subject(
        conn,
        kind=row.subject_kind,
        subject_id=row.subject_id,
        circle_id=row.circle.circle_id if row.circle else None,
        post_id=row.post_id,
    )
    return None if subject is None or subject.state == "deleted" else subject.snapshot


async def count_appeals(conn: Connection, *, days: int) -> AppealFigures:
    """What became of the appeals of the last *days*; withdrawn ones are not counted."""
    counts = [AppealCount(*row) for row in await conn.fetch(_COUNTS, days)]
    figures = rules()
    return AppealFigures(days, figures.version, figures.window_days, figures.answer_hours, counts)


async def _rows(conn: Connection, ids: list[UUID], viewer_id: UUID) -> list[AppealRow]:
    found = []
    for row in await conn.fetch(_ROWS, ids):
        may = row["state"] == "open" and not await is_barred(conn, appeal_id=row["id"], account_id=viewer_id)
        found.append(
            AppealRow(
                **msgspec.structs.asdict(_own(row)),
                appellant=_card(row, 21),
                case_id=row["case_id"],
                excerpt=row["excerpt"] or "",
                decided_by=_card(row, 26),
                may_decide=may,
                can_be_decided=may or row["state"] != "open" or await can_be_decided(conn, row["id"]),
            )
        )
    return found


def _card(row: Row, place: int) -> ProfileCard | None:
    return None if row[place] is None else ProfileCard(*row[place : place + 5])


def _own(row: Row) -> Appeal:
    circle = CaseCircle(row["circle_id"], row["slug"], row["circle_name"]) if row["circle_id"] else None
    return Appeal(
        row["id"],
        row["number"],
        row["against"],
        row["act"],
        row["party"],
        row["subject_kind"],
        row["subject_id"],
        circle,
        row["post_id"],
        row["report_number"],
        row["category"],
        row["text"],
        row["state"],
        row["filed_at"],
        row["due_at"],
        row["ended_at"],
        row["answer"],
    )
