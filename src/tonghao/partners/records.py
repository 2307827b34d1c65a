"""Records: what partners handed in, as the platform sees it, and as they see it themselves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from tonghao.caller import Caller
from tonghao.db import Connection, Row
from tonghao.errors import NotAllowed, NotFound
from tonghao.paging import Page, from_cursor, to_cursor
from tonghao.partners.types import (
    Licence,
    LicencePhoto,
    Partner,
    PartnerCheck,
    PartnerRecord,
    Signature,
)

_PAGE: Final = 30

# `applied`: something waits, be it an application or a renewal; `due`: a year ends within a month.
RecordList = Literal["applied", "due", "approved", "refused"]

_WAITING: Final = """
    SELECT partner_id, handed_in_at FROM partner_checks
     WHERE state = 'waiting' AND ($1::timestamptz IS NULL OR (handed_in_at, partner_id) > ($1, $2::uuid))
     ORDER BY handed_in_at, partner_id LIMIT $3
"""
_DUE: Final = """
    SELECT id, due_at FROM partners
     WHERE state = 'approved' AND due_at < now() + interval '30 days'
       AND ($1::timestamptz IS NULL OR (due_at, id) > ($1, $2::uuid))
     ORDER BY due_at, id LIMIT $3
"""
_IN_STATE: Final = """
    SELECT id, created_at FROM partners
     WHERE state = $4 AND ($1::timestamptz IS NULL OR (created_at, id) > ($1, $2::uuid))
     ORDER BY created_at, id LIMIT $3
"""
_PARTNERS: Final = """
    SELECT p.id, p.name, p.name_en, p.category, p.about, p.responsible_name, p.state, p.reason,
           p.created_at, p.decided_at, p.due_at, p.lapsed_at
      FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
      JOIN partners p ON p.id = wanted.id
     ORDER BY wanted.place
"""
_CHECKS: Final = """
    SELECT c.partner_id, c.id, c.kind, c.state, c.handed_in_at, p.legal_name, p.register_kind,
           p.register_masked, c.responsible_name, c.convention_version, c.licence_number, c.licence_issuer,
           c.licence_until, c.licence_owner_id, c.licence_media_id, c.signatures, c.reason, c.ended_at,
           c.first_by, f.name AS first_name, c.first_at, c.second_by, s.name AS second_name, c.second_at,
           a.role AS first_role,
           c.handed_in_by = $2 OR p.applied_by = $2
           OR EXISTS (SELECT FROM partner_staff w WHERE w.partner_id = p.id AND w.account_id = $2) AS is_own
      FROM partner_checks c
      JOIN partners p ON p.id = c.partner_id
      LEFT JOIN profiles f ON f.account_id = c.first_by
      LEFT JOIN profiles s ON s.account_id = c.second_by
      LEFT JOIN accounts a ON a.id = c.first_by
     WHERE c.partner_id = ANY($1::uuid[])
     ORDER BY c.handed_in_at DESC, c.id DESC
"""
_WORKS: Final = "SELECT EXISTS (SELECT FROM partner_staff WHERE partner_id = $1 AND account_id = $2)"
_EXISTS: Final = "SELECT state FROM partners WHERE id = $1"


async def list_records(
    conn: Connection, *, which: RecordList, viewer: Caller, cursor: str | None
) -> Page[PartnerRecord]:
    """Partners with what they handed in; the one that waits longest, or is due first, comes first.

    Raises:
        BadCursor: *cursor* is not one of ours.
    """
    at, partner_id = from_cursor(cursor, tuple[datetime, UUID]) or (None, None)
    if which == "applied":
        rows = await conn.fetch(_WAITING, at, partner_id, _PAGE + 1)
    elif which == "due":
        rows = await conn.fetch(_DUE, at, partner_id, _PAGE + 1)
    else:
        rows = await conn.fetch(_IN_STATE, at, partner_id, _PAGE + 1, which)
    page = rows[:_PAGE]
    ids = [row[0] for row in page]
    checks = await _checks(conn, ids, viewer.account_id, viewer.role)
    records = [PartnerRecord(Partner(*row), checks[row["id"]]) for row in await conn.fetch(_PARTNERS, ids)]
    return Page(records, to_cursor(page[-1][1], page[-1][0]) if len(rows) > _PAGE else None)


async def list_own_checks(conn: Connection, *, partner_id: UUID, account_id: UUID) -> list[PartnerCheck]:
    """What a partner handed in, the newest first; for those who work there.

    Raises:
        NotFound: there is no such partner for *account_id*.
        NotAllowed: the person does not work there.
    """
    if not await conn.fetchval(_WORKS, partner_id, account_id):
        raise NotAllowed if await conn.fetchval(_EXISTS, partner_id) == "approved" else NotFound
    return (await _checks(conn, [partner_id], account_id, "member"))[partner_id]


async def _checks(
    conn: Connection, partner_ids: Sequence[UUID], viewer_id: UUID, role: str
) -> dict[UUID, list[PartnerCheck]]:
    found: dict[UUID, list[PartnerCheck]] = defaultdict(list)
    for row in await conn.fetch(_CHECKS, partner_ids, viewer_id):
        found[row["partner_id"]].append(_check_of(row, may_sign=_may_sign(row, viewer_id, role)))
    return found


def _check_of(row: Row, *, may_sign: bool) -> PartnerCheck:
    licence = photo = None
    if row["licence_number"] is not None:
        licence = Licence(row["licence_number"], row["licence_issuer"], row["licence_until"])
    if row["licence_media_id"] is not None:
        photo = LicencePhoto(row["licence_owner_id"], row["licence_media_id"])
    signed = [
        Signature(row[f"{place}_by"], row[f"{place}_name"] or "", row[f"{place}_at"])
        for place in ("first", "second")
        if row[f"{place}_by"] is not None
    ]
    return PartnerCheck(
        row["id"], row["kind"], row["state"], row["handed_in_at"], row["legal_name"], row["register_kind"],
        row["register_masked"], row["responsible_name"], row["convention_version"], licence, photo,
        row["signatures"], signed, row["reason"], row["ended_at"], may_sign,
    )  # fmt: skip


def _may_sign(row: Row, viewer_id: UUID, role: str) -> bool:
    if row["state"] != "waiting" or row["is_own"] or row["first_by"] == viewer_id:
        return False
    if role == "moderator":
        return row["signatures"] == 2 and row["first_role"] in {None, "operator"}
    return role == "operator"
