"""Hand in: what a partner says of itself is put before the platform, with its licence where one is needed."""

from datetime import date
from typing import Final
from uuid import UUID

from tonghao.accounts.check_name import visible
from tonghao.db import Connection
from tonghao.errors import NotFound, Refusal
from tonghao.ids import new_id
from tonghao.media.read import list_media
from tonghao.media.use import use_media
from tonghao.partners.demands import CONVENTION_VERSION, DEMANDS, signatures_for
from tonghao.partners.types import LicenceDraft

_ADD: Final = """
    INSERT INTO partner_checks (partner_id, id, kind, signatures, handed_in_by, responsible_name,
                                convention_version, licence_number, licence_issuer, licence_until,
                                licence_owner_id, licence_media_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
"""


class ConventionNeeded(Refusal):
    """Whoever runs circles accepts the convention as it stands now. Read it, and accept it."""

    status = 400


class LicenceNeeded(Refusal):
    """This category needs a licence: its number, who issued it, until when it holds, and a photo of it."""

    status = 400


class LicenceOver(Refusal):
    """This licence is no longer valid. Hand in the new one."""

    status = 400


def checked_licence(category: str, licence: LicenceDraft | None, *, today: date) -> LicenceDraft | None:
    """*licence* as it is kept; None where the category asks for none.

    Raises:
        LicenceNeeded: the category asks for one, and it is missing or not whole.
        LicenceOver: it ended before *today*.
    """
    if category not in DEMANDS:
        return None
    if licence is None:
        raise LicenceNeeded
    number, issuer = visible(licence.number), visible(licence.issuer)
    if not 3 <= len(number) <= 60 or not 2 <= len(issuer) <= 60:
        raise LicenceNeeded
    if licence.valid_until < today:
        raise LicenceOver
    return LicenceDraft(number, issuer, licence.valid_until, licence.media_id)


def words_of(licence: LicenceDraft | None) -> tuple[str, ...]:
    """What of a licence is shown to everybody, so that it is screened like all words."""
    return () if licence is None else (licence.number, licence.issuer)


def must_accept(version: str) -> None:
    """Raises ConventionNeeded unless *version* is the convention as it stands now."""
    if version != CONVENTION_VERSION:
        raise ConventionNeeded(version=CONVENTION_VERSION)


async def hand_in(
    conn: Connection,
    *,
    partner_id: UUID,
    kind: str,
    category: str,
    account_id: UUID,
    responsible_name: str,
    licence: LicenceDraft | None,
) -> UUID:
    """Put a check before the platform; whoever calls has looked at names, licence and convention.

    Raises:
        LicenceNeeded: the photo is not one that *account_id* uploaded for this.
        PhotoRefused: it was refused.

    Locks: the photo.
    """
    check_id = new_id()
    if licence is not None:
        found = (await list_media(conn, account_id, [licence.media_id])).get(licence.media_id)
        if found is None or found.purpose != "licence":
            raise LicenceNeeded
        try:
            await use_media(
                conn,
                owner_id=account_id,
                media_id=licence.media_id,
                place_kind="licence",
                place_id=check_id,
                circle_id=None,
            )
        except NotFound:
            raise LicenceNeeded from None
    await conn.execute(
        _ADD,
        partner_id,
        check_id,
        kind,
        signatures_for(category),
        account_id,
        responsible_name,
        CONVENTION_VERSION,
        None if licence is None else licence.number,
        None if licence is None else licence.issuer,
        None if licence is None else licence.valid_until,
        None if licence is None else account_id,
        None if licence is None else licence.media_id,
    )
    return check_id
