"""Standing: how panels go, for moderators; who sits on them and what they say is secret until the end."""

import hashlib
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from msgspec import Meta

from tonghao.accounts.types import ProfileCard
from tonghao.clock import now
from tonghao.db import Connection, Row
from tonghao.errors import NotFound
from tonghao.moderation.lock_case import Recused, bars_of
from tonghao.paging import LAST_ID, Page, from_cursor, to_cursor
from tonghao.panels.fit import fit_for
from tonghao.panels.kept_from import kept_from
from tonghao.panels.rules import rules
from tonghao.panels.types import CasePanel, PanelMonth, PanelReason, PanelRow
from tonghao.screening.policy import current

_PAGE_SIZE: Final = 30
_Moment = Annotated[datetime, Meta(tz=True)]
_END: Final = datetime.fromisoformat("9999-01-01T00:00:00+00:00")

_LIST: Final = """
    SELECT p.id, p.case_id, p.category, left(k.snapshot->>'text', 120) AS excerpt,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, p.asked_at, p.due_at, p.pool,
           s.answered, s.waiting, p.outcome, p.closed_at, p.keeps, p.breaks, p.cannot_say, p.own_view, p.seed,
           EXISTS (SELECT FROM appeals a WHERE a.against_id = p.decision_id AND a.state = 'overturned')
               AS overturned
      FROM panels p
      JOIN cases k ON k.id = p.case_id
      JOIN profiles f ON f.account_id = p.asked_by
     CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE t.state = 'answered') AS answered,
                                count(*) FILTER (WHERE t.state = 'waiting') AS waiting
                           FROM panel_seats t WHERE t.panel_id = p.id) s
     WHERE (p.asked_at, p.id) < ($1, $2)
       AND NOT EXISTS (SELECT FROM case_recusals r WHERE r.case_id = p.case_id AND r.account_id = $4)
     ORDER BY p.asked_at DESC, p.id DESC LIMIT $3
"""
_OF_CASE: Final = """
    SELECT p.id, p.case_id, p.category, left(k.snapshot->>'text', 120) AS excerpt,
           f.account_id, f.handle, f.name, f.avatar_media_id, f.is_gone, p.asked_at, p.due_at, p.pool,
           s.answered, s.waiting, p.outcome, p.closed_at, p.keeps, p.breaks, p.cannot_say, p.own_view, p.seed,
           EXISTS (SELECT FROM appeals a WHERE a.against_id = p.decision_id AND a.state = 'overturned')
               AS overturned
      FROM panels p
      JOIN cases k ON k.id = p.case_id
      JOIN profiles f ON f.account_id = p.asked_by
     CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE t.state = 'answered') AS answered,
                                count(*) FILTER (WHERE t.state = 'waiting') AS waiting
                           FROM panel_seats t WHERE t.panel_id = p.id) s
     WHERE p.case_id = $1
"""
# In the order of the answers, so that the order of the seats tells nobody.
_REASONS: Final = """
    SELECT answer, reason FROM panel_seats
     WHERE panel_id = $1 AND state = 'answered' AND reason <> '' ORDER BY answer, reason
"""
_EXISTS: Final = "SELECT EXISTS (SELECT FROM cases WHERE id = $1)"
_ENDED: Final = """
    SELECT to_char(p.closed_at AT TIME ZONE coalesce((SELECT zone FROM platform_duty WHERE sole),
                                                     'Asia/Shanghai'), 'YYYY-MM') AS month,
           p.outcome, p.keeps, p.breaks, p.cannot_say, p.own_view,
           EXISTS (SELECT FROM appeals a WHERE a.against_id = p.decision_id AND a.state = 'overturned')
               AS overturned
      FROM panels p WHERE p.closed_at > $1::timestamptz - interval '1 year' ORDER BY p.closed_at DESC
"""


async def list_panels(conn: Connection, *, viewer_id: UUID, cursor: str | None) -> Page[PanelRow]:
    """All panels, the newest first, without those on a case that the viewer stepped back from.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    before = from_cursor(cursor, tuple[_Moment, UUID]) or (_END, LAST_ID)
    found = await conn.fetch(_LIST, *before, _PAGE_SIZE + 1, viewer_id)
    rows = [_row(row) for row in found[:_PAGE_SIZE]]
    if len(found) <= _PAGE_SIZE:
        return Page(rows)
    return Page(rows, to_cursor(rows[-1].asked_at, rows[-1].panel_id))


async def get_case_panel(conn: Connection, *, case_id: UUID, viewer_id: UUID) -> CasePanel:
    """The panel on a case, or whether there may be one.

    Raises:
        NotFound: there is no such case.
        Recused: the viewer stepped back from it.
    """
    if not await conn.fetchval(_EXISTS, case_id):
        raise NotFound
    if (await bars_of(conn, case_id=case_id, account_id=viewer_id)).stepped_back:
        raise Recused
    row = await conn.fetchrow(_OF_CASE, case_id)
    panel = None if row is None else _row(row)
    why = await kept_from(conn, case_id=case_id)
    fit = 0 if why else len(await fit_for(conn, case_id=case_id, seed=b"", at=now()))
    reasons = []
    if panel is not None and panel.outcome is not None:
        reasons = [PanelReason(*one) for one in await conn.fetch(_REASONS, panel.panel_id)]
    told = current().categories.values()
    codes = [one.code for one in told if rules().may_name(one.code, one.severity)]
    return CasePanel(panel, why, fit, rules().seats, reasons, codes)


async def list_panel_months(conn: Connection) -> list[PanelMonth]:
    """How the panels of the last year ended, month by month, the newest first."""
    months: dict[str, PanelMonth] = {}
    for row in await conn.fetch(_ENDED, now()):
        month = months.setdefault(row["month"], PanelMonth(row["month"], 0, 0, 0, 0, 0, 0, 0, 0))
        month.panels += 1
        month.removed += row["outcome"] == "removed"
        month.released += row["outcome"] == "released"
        month.returned += row["outcome"] in {"few", "split", "unsigned"}
        month.overtaken += row["outcome"] in {"overtaken", "graver", "gone"}
        agrees = _agrees(row)
        month.compared += agrees is not None
        month.agreed += agrees is True
        month.overturned += row["overturned"]
    return list(months.values())


def _agrees(row: Row) -> bool | None:
    if row["outcome"] is None or row["own_view"] == "cannot_say":
        return None
    said = rules().answer_of(keeps=row["keeps"], breaks=row["breaks"], cannot_say=row["cannot_say"])
    return None if said is None else said == row["own_view"]


def _row(row: Row) -> PanelRow:
    over = row["outcome"] is not None
    return PanelRow(
        row["id"],
        row["case_id"],
        row["category"],
        row["excerpt"] or "",
        ProfileCard(row["account_id"], row["handle"], row["name"], row["avatar_media_id"], row["is_gone"]),
        row["asked_at"],
        row["due_at"],
        row["pool"],
        row["answered"],
        row["waiting"],
        row["outcome"],
        row["closed_at"],
        row["keeps"],
        row["breaks"],
        row["cannot_say"],
        row["own_view"] if over else None,
        _agrees(row),
        row["overturned"],
        hashlib.sha256(row["seed"]).hexdigest(),
        row["seed"].hex() if over else None,
    )
