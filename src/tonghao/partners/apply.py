"""Apply: an organisation asks to run circles, and names who is responsible."""

from typing import Final
from uuid import UUID

from tonghao import outbox
from tonghao.accounts.check_name import visible
from tonghao.accounts.screen_text import must_pass
from tonghao.circle_events import PartnerApplied
from tonghao.db import Connection
from tonghao.errors import Refusal
from tonghao.ids import new_id
from tonghao.partners.types import Application, Partner
from tonghao.screening.text import TextScreener

_ADD: Final = """
    INSERT INTO partners (id, name, name_en, category, about, responsible_name, state, applied_by,
                          convention_at)
    VALUES ($1, $2, $3, $4, $5, $6, 'applied', $7, now())
    RETURNING id, name, name_en, category, about, responsible_name, state, reason, created_at, decided_at
"""
_ADD_OWNER: Final = """
    INSERT INTO partner_staff (partner_id, account_id, role) VALUES ($1, $2, 'owner')
"""


class ApplicationIncomplete(Refusal):
    """Name the organisation (2 to 60 characters) and the person responsible (2 to 40); about takes 1000."""

    status = 400


class ConventionNeeded(Refusal):
    """Whoever runs circles accepts the convention first."""

    status = 400


class AdultsOnly(Refusal):
    """Only an adult can be responsible for circles."""

    status = 403


async def apply_as_partner(
    conn: Connection,
    *,
    screener: TextScreener,
    account_id: UUID,
    age_class: str,
    application: Application,
) -> Partner:
    """Hand in *application*; *account_id* owns what may come of it.

    Raises:
        ApplicationIncomplete: a name is missing, or something is too long; `details.field` says what.
        ConventionNeeded: the convention was not accepted.
        AdultsOnly: the applicant is a minor.
        TextRefused, CheckerAway: see `must_pass`.

    Emits: partner.applied.
    """
    if age_class != "adult":
        raise AdultsOnly
    if not application.convention_accepted:
        raise ConventionNeeded
    name, name_en = visible(application.name), visible(application.name_en)
    about, responsible = visible(application.about, lines=True), visible(application.responsible_name)
    for field, text, least, most in (
        ("name", name, 2, 60),
        ("name_en", name_en, 0, 60),
        ("about", about, 0, 1000),
        ("responsible_name", responsible, 2, 40),
    ):
        if not least <= len(text) <= most:
            raise ApplicationIncomplete(field=field)
    for text, kind in ((name, "name"), (name_en, "name"), (about, "bio"), (responsible, "name")):
        if text:
            must_pass(screener, text, kind=kind)
    partner_id = new_id()
    row = await conn.fetchrow(
        _ADD, partner_id, name, name_en, application.category, about, responsible, account_id
    )
    assert row is not None
    await conn.execute(_ADD_OWNER, partner_id, account_id)
    await outbox.emit(conn, PartnerApplied(partner_id), audience="moderators")
    return Partner(*row)
