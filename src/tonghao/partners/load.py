"""Load partners that were approved elsewhere: of an archive, or of the demo."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import msgspec

from tonghao.db import Connection
from tonghao.ids import new_id
from tonghao.partners.demands import CONVENTION_VERSION, signatures_for
from tonghao.partners.types import Licence

_ADD_PARTNERS: Final = """
    INSERT INTO partners (id, name, name_en, category, about, responsible_name, state, applied_by,
                          convention_at, decided_at, created_at, due_at, legal_name)
    SELECT r.id, r.name, r.name_en, r.category, r.about, r.responsible_name, 'approved', r.owner_id,
           r.at, r.at, r.at, now() + interval '365 days', r.legal_name
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[],
                  $8::timestamptz[], $9::text[])
        AS r (id, name, name_en, category, about, responsible_name, owner_id, at, legal_name)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
"""
_ADD_CHECK: Final = """
    INSERT INTO partner_checks (partner_id, id, kind, state, signatures, handed_in_by, handed_in_at,
                                responsible_name, convention_version, licence_number, licence_issuer,
                                licence_until, first_by, first_at, second_by, second_at, ended_at)
    VALUES ($1, $2, 'application', 'approved', $3, $4, $5::timestamptz, $6, $7, $8, $9, $10, $11,
            $5::timestamptz, $12, CASE WHEN $12::uuid IS NOT NULL THEN $5::timestamptz END, $5::timestamptz)
"""
_ADD_STAFF: Final = """
    INSERT INTO partner_staff (partner_id, account_id, role, since)
    SELECT r.partner_id, r.account_id, r.role, r.since
      FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
        AS r (partner_id, account_id, role, since)
    ON CONFLICT (partner_id, account_id) DO NOTHING
"""


class LoadedCheck(msgspec.Struct, frozen=True):
    """What was handed in and signed where the partner comes from; the signers are known here."""

    legal_name: str
    signed_by: tuple[UUID, ...]
    licence: Licence | None = None


class LoadedPartner(msgspec.Struct, frozen=True):
    """One organisation; `partner_id` is the same at every load of the same source."""

    partner_id: UUID
    name: str
    category: str
    responsible_name: str
    owner_id: UUID
    created_at: datetime
    name_en: str = ""
    about: str = ""
    staff: tuple[UUID, ...] = ()
    check: LoadedCheck | None = None


async def load_partners(conn: Connection, rows: Sequence[LoadedPartner]) -> int:
    """Add those of *rows* that are not there yet, with owner and staff, and return how many.

    Their first yearly check is a year from now: here nobody has looked at them before.
    """
    added = {
        record[0]
        for record in await conn.fetch(
            _ADD_PARTNERS,
            [row.partner_id for row in rows],
            [row.name[:60] for row in rows],
            [row.name_en[:60] for row in rows],
            [row.category for row in rows],
            [row.about[:1000] for row in rows],
            [row.responsible_name for row in rows],
            [row.owner_id for row in rows],
            [row.created_at for row in rows],
            ["" if row.check is None else row.check.legal_name for row in rows],
        )
    }
    for row in rows:
        if row.partner_id in added and row.check is not None:
            await _add_check(conn, row, row.check)
    staff = [
        (row.partner_id, account_id, "owner" if account_id == row.owner_id else "staff", row.created_at)
        for row in rows
        if row.partner_id in added
        for account_id in dict.fromkeys((row.owner_id, *row.staff))
    ]
    if staff:
        await conn.execute(_ADD_STAFF, *(list(column) for column in zip(*staff, strict=True)))
    return len(added)


async def _add_check(conn: Connection, row: LoadedPartner, check: LoadedCheck) -> None:
    licence = check.licence
    signers = (*check.signed_by, None)[:2]
    await conn.execute(
        _ADD_CHECK,
        row.partner_id,
        new_id(),
        signatures_for(row.category),
        row.owner_id,
        row.created_at,
        row.responsible_name,
        CONVENTION_VERSION,
        None if licence is None else licence.number,
        None if licence is None else licence.issuer,
        None if licence is None else licence.valid_until,
        *signers,
    )
